import type { SymmetryGroup } from '@crystal-fourier/fourier-basis';
import type { Rows } from './rows.js';

/** Lengths of a, b, c and cosines of α, β, γ of a cell without symmetry, all angles a little obtuse. */
const LENGTHS = [1, 1.16, 1.38] as const;
const COSINES = [-0.08, -0.24, -0.15] as const;

/**
 * A cell that a space group could have, to draw it in: a fixed triclinic metric averaged over the point group, so that it has the symmetry
 * of the group in any setting (120° for hexagonal axes, one oblique angle for a monoclinic group, wherever its axis points). Its a is along x, b
 * in the plane of x and y, and its volume 1.
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
