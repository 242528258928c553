import type { LatticeRows } from '@crystal-fourier/data';
import { reciprocalRows } from '@crystal-fourier/math3';
import { DemoError } from './errors.js';

/** Three fractional coordinates, any real numbers. */
export type Point = readonly [number, number, number];

/** Å: sites that are nearer coincide. */
const COINCIDENT = 1e-3;

/** @throws DemoError `overlap` for two sites that coincide */
export function checkApart(i: number, j: number, distance: number): void {
  if (distance < COINCIDENT)
    throw new DemoError('overlap', `sites must differ, but sites ${i + 1} and ${j + 1} are at the same place`);
}

/**
 * Calls `visit` for every pair of sites of a periodic crystal that is nearer than a cutoff, each pair once per cell: sums of
 * `weight · f(distance)` are sums per cell, `½ Σᵢ Σⱼ Σₙ f(|rⱼ + n − rᵢ|)`, a site and itself (n = 0) left out.
 *
 * @param cutoff Å
 * @param visit gets indices i ≤ j, the distance in Å, and the weight: 1, or ½ for a site and its own image, which come in twos
 */
export function forEachPair(
  lattice: LatticeRows,
  positions: readonly Point[],
  cutoff: number,
  visit: (i: number, j: number, distance: number, weight: number) => void,
): void {
  const [a, b, c] = lattice;
  // A sphere of this radius around a point reaches so many cells along each axis.
  const [ra, rb, rc] = reciprocalRows(lattice);
  const reach: Point = [cutoff * Math.hypot(...ra), cutoff * Math.hypot(...rb), cutoff * Math.hypot(...rc)];
  for (let i = 0; i < positions.length; i++) {
    const p = positions[i] as Point;
    for (let j = i; j < positions.length; j++) {
      const q = positions[j] as Point;
      const d: Point = [q[0] - p[0], q[1] - p[1], q[2] - p[2]];
      const weight = i === j ? 0.5 : 1;
      for (let u = Math.ceil(-d[0] - reach[0]); u <= reach[0] - d[0]; u++) {
        for (let v = Math.ceil(-d[1] - reach[1]); v <= reach[1] - d[1]; v++) {
          for (let w = Math.ceil(-d[2] - reach[2]); w <= reach[2] - d[2]; w++) {
            if (i === j && u === 0 && v === 0 && w === 0) continue;
            const [x, y, z] = [d[0] + u, d[1] + v, d[2] + w];
            const rx = x * a[0] + y * b[0] + z * c[0];
            const ry = x * a[1] + y * b[1] + z * c[1];
            const rz = x * a[2] + y * b[2] + z * c[2];
            const square = rx * rx + ry * ry + rz * rz;
            if (square > cutoff * cutoff) continue;
            visit(i, j, Math.sqrt(square), weight);
          }
        }
      }
    }
  }
}
