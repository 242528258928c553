import { type OrbitFeatures, visitMomentRows, visitRadialRows } from '@crystal-fourier/data';

/**
 * Features that hold images in place of numbers of all pairs, by the index of their crystal. Their numbers are not in tables, where a crystal of 500 orbits would
 * take 50 MB for as long as the tables live, but computed for each batch.
 */
export type LargeCrystals = ReadonlyMap<number, OrbitFeatures>;

/** Those of a list of crystals. */
export const largeCrystals = (features: readonly OrbitFeatures[]): LargeCrystals =>
  new Map(features.flatMap((crystal, index) => (crystal.images === undefined ? [] : [[index, crystal] as const])));

/** Where the pairs of one crystal of a batch are written. */
interface PairPlace {
  /** (B·A·A, columns). */
  readonly values: Float32Array;
  readonly columns: number;
  /** Row of pair (0, 0). */
  readonly row: number;
  /** A. */
  readonly orbits: number;
}

/** Rows of the pairs of a crystal in a batch, as tables have them: its radial distribution, 1 for a site itself, the share of sites of the other orbit. */
export function writeLargePairs(
  crystal: OrbitFeatures,
  shares: Float32Array,
  { values, columns, row, orbits }: PairPlace,
): void {
  const { orbitCount, binCount } = crystal;
  for (let i = 0; i < orbitCount; i++)
    for (let j = 0; j < orbitCount; j++) {
      const at = (row + i * orbits + j) * columns + binCount;
      values[at] = i === j ? 1 : 0;
      values[at + 1] = shares[j]!;
    }
  visitRadialRows(crystal, (i, partners, radial) => {
    for (let place = 0; place < partners.length; place++)
      values.set(
        radial.subarray(place * binCount, (place + 1) * binCount),
        (row + i * orbits + partners[place]!) * columns,
      );
  });
}

/**
 * The moments of a crystal in a batch.
 *
 * @param values (components, functions, A), those of the crystal from `start` on
 * @param orbits A
 */
export function writeLargeMoments(
  crystal: OrbitFeatures,
  functions: number,
  orbits: number,
  values: Float32Array,
  start: number,
): void {
  let row = start;
  visitMomentRows(crystal, (_, partners, moments, rows) => {
    let from = 0;
    for (let a = 0; a < rows; a++, row += functions * orbits)
      for (let place = 0; place < partners.length; place++)
        for (let n = 0; n < functions; n++) values[row + n * orbits + partners[place]!] = moments[from++]!;
  });
}
