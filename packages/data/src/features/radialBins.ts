import { DataError } from '../core/errors.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import type { RadialOptions } from './recipeOptions.js';

/** Standard deviations beyond which a Gaussian counts as zero: what is left out is below 1e-12 of its height. */
const REACH = 7.5;

/** Å: atoms are never so close; the shortest bonds, of hydrogen, have 0.7 Å. */
const LEAST = 0.1;

/** Å: images farther away are in no bin. @internal */
export const radialReach = ({ last, smearing }: Pick<Required<RadialOptions>, 'last' | 'smearing'>): number =>
  last + REACH * smearing;

/** @throws DataError `bad-structure` for sites of two orbits that lie on each other, r Å apart @internal */
export function checkApart({ orbits, id }: StandardCrystal, i: number, j: number, r: number): void {
  if (r >= LEAST) return;
  const [one, other] = [orbits[i]!.kind.name, orbits[j]!.kind.name];
  throw new DataError(
    'bad-structure',
    `featurize: sites must be at least ${LEAST} Å apart, got ${one} and ${other} at ${r.toPrecision(2)} Å; one atom may be listed twice, or the cell may be in other units than Å`,
    id === undefined ? {} : { record: id },
  );
}

/** Spreads distances over the bins of a radial distribution: `Δ/(√2π s) exp(−(r − r_b)²/2s²)` each. @internal */
export class RadialBins {
  readonly #grid: Required<RadialOptions>;
  readonly #step: number;
  readonly #height: number;
  readonly #reach: number;
  readonly #inverse: number;
  readonly #change: number;

  constructor(grid: Required<RadialOptions>) {
    const { bins, first, last, smearing } = grid;
    this.#grid = grid;
    this.#step = (last - first) / (bins - 1);
    this.#height = this.#step / (Math.sqrt(2 * Math.PI) * smearing);
    this.#reach = REACH * smearing;
    this.#inverse = 1 / (smearing * smearing);
    // exp(−(r − r_b − Δ)²/2s²) is the one before times exp((r − r_b)Δ/s² − Δ²/2s²), a factor that itself changes by this one.
    this.#change = Math.exp(-this.#step * this.#step * this.#inverse);
  }

  /** Adds a distance to the bins that begin at `at`. */
  add(r: number, out: Float64Array, at: number): void {
    const { bins, first } = this.#grid;
    const [step, inverse, change] = [this.#step, this.#inverse, this.#change];
    const from = Math.max(0, Math.ceil((r - this.#reach - first) / step));
    const to = Math.min(bins - 1, Math.floor((r + this.#reach - first) / step));
    const d = r - first - from * step;
    let value = this.#height * Math.exp(-0.5 * d * d * inverse);
    let factor = Math.exp((d - 0.5 * step) * step * inverse);
    for (let b = from; b <= to; b++) {
      out[at + b]! += value;
      value *= factor;
      factor *= change;
    }
  }
}
