import { type Fraction, mod, type Vec3 } from '@crystal-fourier/math3';
import { common, parseTriplet } from '../algebra/triplet.js';
import type { Hkl } from '../algebra/types.js';
import type { WyckoffPosition } from '../positions/wyckoffPosition.js';
import { isZeroSum } from './vanishingSums.js';

/** The equivalent points of a Wyckoff position that centring does not repeat. @internal */
export interface PositionSums {
  /** Differences of the points' constants are multiples of 1/modulus; even. */
  readonly modulus: number;
  /** For each point the direct vectors that belong to its free parameters. */
  readonly directions: readonly (readonly Vec3[])[];
  /** Constants of each point without those of the first, in units of 1/modulus. */
  readonly offsets: readonly Vec3[];
}

/** @param points how many of `position.coordinates()` to take @internal */
export function positionSums(position: Pick<WyckoffPosition, 'coordinates'>, points: number): PositionSums {
  const rows = position
    .coordinates()
    .slice(0, points)
    .map((text) => parseTriplet(text, 'xyz', 'bad-xyz'));
  const { n, d } = common(rows.flatMap((point) => point.map((row) => row[3] as Fraction)));
  const first = n.slice(0, 3);
  const differences = n.map((c, i) => mod(c - (first[i % 3] as number), d));
  // In lowest terms.
  let modulus = d;
  for (const prime of [2, 3])
    while (modulus % prime === 0 && differences.every((c) => (c * (modulus / prime)) % d === 0)) modulus /= prime;
  const units = d / modulus;
  // −1 shall be among the powers of the root of unity.
  const even = modulus % 2 === 1 ? 2 : 1;
  const used = [0, 1, 2].filter((j) => rows.some((point) => point.some((row) => row[j]?.[0] !== 0)));
  return {
    modulus: modulus * even,
    directions: rows.map((point) => used.map((j) => common<Vec3>(point.map((row) => row[j] as Fraction)).n)),
    offsets: rows.map(
      (_, i) => [0, 1, 2].map((j) => ((differences[3 * i + j] as number) / units) * even) as unknown as Vec3,
    ),
  };
}

/**
 * Whether the structure factor of equal atoms on all points is zero whatever the free parameters are: for each exponential of the parameters, the sum of
 * its coefficients is. Exact. @internal
 */
export function isSumZero({ modulus, directions, offsets }: PositionSums, [h, k, l]: Hkl): boolean {
  // For each exponential of the parameters a stretch of counts, one of each power of the root of unity.
  const starts = new Map<number | string, number>();
  const counts = new Int32Array(offsets.length * modulus);
  const isSmall = Math.abs(h) + Math.abs(k) + Math.abs(l) < 2 ** 22;
  for (let i = 0; i < offsets.length; i++) {
    const exponents = (directions[i] as readonly Vec3[]).map(([x, y, z]) => h * x + k * y + l * z);
    const [first = 0, second = 0, third] = exponents;
    // A number is found sooner than a text.
    const key = isSmall && third === undefined ? first * 2 ** 26 + second : exponents.join();
    let start = starts.get(key);
    if (start === undefined) starts.set(key, (start = starts.size * modulus));
    const [x, y, z] = offsets[i] as Vec3;
    const place = start + mod(h * x + k * y + l * z, modulus);
    counts[place] = (counts[place] as number) + 1;
  }
  for (let start = 0; start < starts.size * modulus; start += modulus)
    if (!isZeroSum(counts, start, modulus)) return false;
  return true;
}
