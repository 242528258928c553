import type { CellParameters, LatticeRows } from '@crystal-fourier/data';
import type { Random } from '@crystal-fourier/math3';
import type { CrystalSystem } from '@crystal-fourier/spacegroups';

/** A number in [low, high), evenly. */
export const between = (random: Random, low: number, high: number): number =>
  low + ((high - low) * random.bits()) / 2 ** 32;

/** One of a list, each equally likely. */
export const oneOf = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T;

/** A ratio in [low, high), evenly in its logarithm. */
const ratio = (random: Random, low: number, high: number): number =>
  Math.exp(between(random, Math.log(low), Math.log(high)));

/** Degrees, in whole hundredths. */
const angle = (random: Random, low: number, high: number): number => Math.round(100 * between(random, low, high)) / 100;

/**
 * A random shape of cell that a crystal system allows in the reference settings: unique axis b, hexagonal axes for trigonal groups. Only
 * ratios and angles mean something, a is 1.
 */
export function randomCellShape(system: CrystalSystem, random: Random): CellParameters {
  const cubic = { a: 1, b: 1, c: 1, alpha: 90, beta: 90, gamma: 90 };
  switch (system) {
    case 'cubic':
      return cubic;
    case 'tetragonal':
      return { ...cubic, c: ratio(random, 0.5, 2.2) };
    case 'hexagonal':
      return { ...cubic, gamma: 120, c: ratio(random, 0.55, 2.2) };
    case 'trigonal':
      return { ...cubic, gamma: 120, c: ratio(random, 0.6, 3.2) };
    case 'orthorhombic':
      return { ...cubic, b: ratio(random, 0.6, 1.7), c: ratio(random, 0.6, 1.7) };
    case 'monoclinic':
      return { ...cubic, b: ratio(random, 0.6, 1.7), c: ratio(random, 0.6, 1.7), beta: angle(random, 92, 118) };
    case 'triclinic':
      return {
        a: 1,
        b: ratio(random, 0.7, 1.5),
        c: ratio(random, 0.7, 1.5),
        alpha: angle(random, 75, 105),
        beta: angle(random, 75, 105),
        gamma: angle(random, 75, 105),
      };
  }
}

/** The same cell, `factor` times as large, its lengths in whole 0.0001 Å. */
export function scaledCell(cell: CellParameters, factor: number): CellParameters {
  const length = (x: number): number => Math.round(x * factor * 1e4) / 1e4;
  return { ...cell, a: length(cell.a), b: length(cell.b), c: length(cell.c) };
}

const cosine = (degrees: number): number =>
  degrees === 90 ? 0 : degrees === 120 ? -0.5 : Math.cos((degrees * Math.PI) / 180);

/** Row vectors in Å: a along x, b in the xy plane, right-handed. */
export function latticeOf({ a, b, c, alpha, beta, gamma }: CellParameters): LatticeRows {
  const [ca, cb, cg] = [cosine(alpha), cosine(beta), cosine(gamma)];
  const sg = Math.sqrt(1 - cg * cg);
  const height = Math.sqrt(1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg) / sg;
  return [
    [a, 0, 0],
    [b * cg, b * sg, 0],
    [c * cb, (c * (ca - cb * cg)) / sg, c * height],
  ];
}

/** Å³. */
export function volumeOf(cell: CellParameters): number {
  const [a, b, c] = latticeOf(cell);
  return a[0] * b[1] * c[2];
}
