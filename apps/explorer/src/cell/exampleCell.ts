import type { SymmetryGroup } from '@crystal-fourier/fourier-basis';
import type { Mat3, Vec3 } from '@crystal-fourier/spacegroups';

/** Basis vectors a, b, c as rows (9 numbers, row-major), Cartesian: a along x, b in the plane of x and y. The volume is 1. */
export type Rows = readonly number[];

/** Lengths of a, b, c and cosines of α, β, γ of a cell without symmetry, all angles a little obtuse. */
const LENGTHS = [1, 1.16, 1.38] as const;
const COSINES = [-0.08, -0.24, -0.15] as const;

/**
 * A cell that a space group could have, to draw it in: a fixed triclinic metric averaged over the point group, so that it has the symmetry
 * of the group in any setting (120° for hexagonal axes, one oblique angle for a monoclinic group, wherever its axis points).
 */
export function exampleCell(group: SymmetryGroup): Rows {
  const [a, b, c] = LENGTHS;
  const [yz, xz, xy] = [b * c * COSINES[0], a * c * COSINES[1], a * b * COSINES[2]];
  const start = [a * a, xy, xz, xy, b * b, yz, xz, yz, c * c];
  const metric = Array.from({ length: 9 }, () => 0);
  for (const { rot } of group.operations) {
    // R^T G R
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++)
        for (let m = 0; m < 3; m++)
          for (let n = 0; n < 3; n++)
            metric[3 * i + j]! += (rot[3 * m + i]! * start[3 * m + n]! * rot[3 * n + j]!) / group.operations.length;
  }
  const rows = lowerTriangle(metric);
  const scale = (rows[0]! * rows[4]! * rows[8]!) ** (-1 / 3);
  return rows.map((entry) => entry * scale);
}

/** The lower triangular L with L L^T = G (Cholesky): basis vectors as rows for their scalar products G. */
function lowerTriangle(g: readonly number[]): number[] {
  const ax = Math.sqrt(g[0]!);
  const bx = noise(g[3]! / ax);
  const by = Math.sqrt(g[4]! - bx * bx);
  const cx = noise(g[6]! / ax);
  const cy = noise((g[7]! - cx * bx) / by);
  return [ax, 0, 0, bx, by, 0, cx, cy, Math.sqrt(g[8]! - cx * cx - cy * cy)];
}

/** A right angle is exactly one. */
const noise = (value: number): number => (Math.abs(value) < 1e-12 ? 0 : value);

/** Fractional to Cartesian coordinates: x a + y b + z c. */
export function toCartesian(rows: Rows, [x, y, z]: Vec3 | readonly number[]): [number, number, number] {
  const at = (j: number): number => x! * rows[j]! + y! * rows[3 + j]! + z! * rows[6 + j]!;
  return [at(0), at(1), at(2)];
}

/** Inverse of the row matrix: its columns are a*, b*, c* without 2π. */
export function inverseRows(rows: Rows): number[] {
  const [a, b, c, d, e, f, g, h, i] = rows as unknown as Mat3;
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ].map((minor) => minor / det);
}

/** Lengths of a, b, c and angles α, β, γ in degrees. */
export function cellParameters(rows: Rows): { readonly lengths: number[]; readonly angles: number[] } {
  const vector = (i: number): number[] => rows.slice(3 * i, 3 * i + 3) as number[];
  const lengths = [0, 1, 2].map((i) => Math.hypot(...vector(i)));
  const angle = (i: number, j: number): number => {
    const product = vector(i).reduce((sum, entry, axis) => sum + entry * vector(j)[axis]!, 0);
    return (Math.acos(product / (lengths[i]! * lengths[j]!)) * 180) / Math.PI;
  };
  return { lengths, angles: [angle(1, 2), angle(0, 2), angle(0, 1)] };
}
