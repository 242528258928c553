import {
  cross,
  dot,
  inverse,
  mapped,
  type Mat3,
  matMul,
  matOfRows,
  minus,
  norm,
  scaled,
  transpose,
  type Vec3,
} from '@crystal-fourier/math3';
import { type LatticeRows } from '../structure/lattice.js';

/** Products of three row vectors. @internal */
export function metricOf(rows: LatticeRows): Mat3 {
  const flat = matOfRows(rows);
  return matMul(flat, transpose(flat));
}

/** The metric averaged over a point group: `Σ Rᵀ M R / order`. What is zero by symmetry is exactly zero. @internal */
export function averagedMetric(metric: Mat3, rotations: readonly Mat3[]): Mat3 {
  let sum: Mat3 = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const R of rotations) {
    const image = matMul(matMul(transpose(R), metric), R);
    sum = mapped(sum, (entry, i) => entry + image[i]! / rotations.length);
  }
  const cut = 1e-12 * (sum[0] + sum[4] + sum[8]);
  return mapped(sum, (entry) => (Math.abs(entry) < cut ? 0 : entry));
}

/** Right-handed rows with this metric, a along x and b in the xy plane. @internal */
export function rowsOfMetric(m: Mat3): LatticeRows {
  const ax = Math.sqrt(m[0]);
  const bx = m[1] / ax;
  const by = Math.sqrt(m[4] - bx * bx);
  const cx = m[2] / ax;
  const cy = (m[5] - bx * cx) / by;
  const cz = Math.sqrt(m[8] - cx * cx - cy * cy);
  return Object.freeze([
    Object.freeze([ax, 0, 0] as const),
    Object.freeze([bx, by, 0] as const),
    Object.freeze([cx, cy, cz] as const),
  ] as const);
}

/** The proper rotation that brings rows into the orientation of {@link rowsOfMetric}; row-major. @internal */
export function toStandardOrientation([a, b]: LatticeRows): Mat3 {
  const unit = (v: Vec3): Vec3 => mapped(v, (c) => c / norm(v));
  const x = unit(a);
  const y = unit(minus(b, scaled(x, dot(b, x))));
  return [...x, ...y, ...cross(x, y)];
}

/** Largest component of the strain between two metrics, (L⁻¹ M L⁻ᵀ − 1)/2 with L the rows of the second. @internal */
export function strainBetween(metric: Mat3, rows: LatticeRows): number {
  const inverted = inverse(matOfRows(rows));
  const relative = matMul(matMul(inverted, metric), transpose(inverted));
  return Math.max(...relative.map((entry, i) => Math.abs(entry - (i % 4 === 0 ? 1 : 0)) / 2));
}
