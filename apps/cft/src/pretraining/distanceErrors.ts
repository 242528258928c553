import { CRYSTAL_SYSTEMS, type PairBlock } from '@crystal-fourier/data';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';

/** Mean absolute error of some pairs. */
interface ErrorOf {
  readonly pairs: number;
  /** Å. */
  readonly mae: number;
  /** Å: mean of the exact distances. */
  readonly distance: number;
}

/** Errors of predicted orbit distances; lengths in Å. */
export interface DistanceErrors {
  readonly all: ErrorOf;
  /** Over groups that were trained on. */
  readonly trained: ErrorOf;
  /** Over groups that were left out; absent where there is none. */
  readonly heldOut?: ErrorOf;
  /** By (V / order of the group)^(1/3), from `from` to below `to`. */
  readonly bySize: readonly (ErrorOf & { readonly from: number; readonly to: number })[];
  readonly bySystem: readonly (ErrorOf & { readonly system: string })[];
  /** By the exact distance over that length. */
  readonly byRelativeDistance: readonly (ErrorOf & { readonly from: number; readonly to: number })[];
  readonly byGroup: readonly (ErrorOf & {
    readonly group: number;
    readonly heldOut: boolean;
    readonly survivors: number;
  })[];
  /** Some pairs: exact and predicted distance. */
  readonly parity: readonly (readonly [number, number])[];
}

const SIZES = [0, 1, 1.5, 2, 3, 4, 6, 8, 16];
const RELATIVE = [0, 0.2, 0.4, 0.6, 0.8, 1.2, 2, 10];
const PARITY = 400;

/** Pairs, with what was predicted of each. */
interface Prediction {
  readonly group: number;
  readonly length: number;
  readonly distance: number;
  readonly predicted: number;
  readonly survivors: number;
}

/** Collects predictions block by block. */
export class DistanceErrorsBuilder {
  readonly #heldOut: ReadonlySet<number>;
  readonly #pairs: Prediction[] = [];

  constructor(heldOut: readonly number[]) {
    this.#heldOut = new Set(heldOut);
  }

  add({ groups, lengths, distances, survivors }: PairBlock, predicted: Float32Array): void {
    groups.forEach((group, i) =>
      this.#pairs.push({
        group,
        length: lengths[i]!,
        distance: distances[i]!,
        predicted: predicted[i]!,
        survivors: survivors[i]!,
      }),
    );
  }

  build(): DistanceErrors {
    const pairs = this.#pairs;
    const heldOut = pairs.filter(({ group }) => this.#heldOut.has(group));
    const within = (edges: readonly number[], of: (pair: Prediction) => number): DistanceErrors['bySize'] =>
      edges.slice(1).flatMap((to, i) => {
        const from = edges[i]!;
        const some = pairs.filter((pair) => of(pair) >= from && of(pair) < to);
        return some.length === 0 ? [] : [{ from, to, ...errorOf(some) }];
      });
    const step = Math.max(1, Math.floor(pairs.length / PARITY));
    return {
      all: errorOf(pairs),
      trained: errorOf(pairs.filter(({ group }) => !this.#heldOut.has(group))),
      ...(heldOut.length === 0 ? {} : { heldOut: errorOf(heldOut) }),
      bySystem: CRYSTAL_SYSTEMS.map((system) => ({
        system,
        ...errorOf(pairs.filter(({ group }) => spaceGroup(group).crystalSystem === system)),
      })),
      bySize: within(SIZES, ({ length }) => length),
      byRelativeDistance: within(RELATIVE, ({ distance, length }) => distance / length),
      byGroup: [...new Set(pairs.map(({ group }) => group))]
        .sort((a, b) => a - b)
        .map((group) => {
          const own = pairs.filter((pair) => pair.group === group);
          const survivors = own.reduce((sum, pair) => sum + pair.survivors, 0) / own.length;
          return { group, heldOut: this.#heldOut.has(group), survivors: round(survivors), ...errorOf(own) };
        }),
      parity: pairs
        .filter((_, i) => i % step === 0)
        .map(({ distance, predicted }) => [round(distance), round(predicted)] as const),
    };
  }
}

function errorOf(pairs: readonly Prediction[]): ErrorOf {
  let [error, distance] = [0, 0];
  for (const pair of pairs) {
    error += Math.abs(pair.predicted - pair.distance);
    distance += pair.distance;
  }
  return { pairs: pairs.length, mae: round(error / pairs.length), distance: round(distance / pairs.length) };
}

/** Four digits. */
const round = (x: number): number => Number(x.toPrecision(4));
