import { type LatticeRows } from '../structure/lattice.js';
import { inverse3, type Matrix3, multiply, transpose3 } from '../core/matrix3.js';

/** Products of three row vectors. @internal */
export function metricOf(rows: LatticeRows): number[] {
  const flat = rows.flat();
  return multiply(flat, transpose3(flat));
}

/** The metric averaged over a point group: `Σ Rᵀ M R / order`. What is zero by symmetry is exactly zero. @internal */
export function averagedMetric(metric: Matrix3, rotations: readonly Matrix3[]): number[] {
  const sum = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const R of rotations) {
    multiply(multiply(transpose3(R), metric), R).forEach((entry, i) => (sum[i]! += entry / rotations.length));
  }
  const cut = 1e-12 * (sum[0]! + sum[4]! + sum[8]!);
  return sum.map((entry) => (Math.abs(entry) < cut ? 0 : entry));
}

/** Right-handed rows with this metric, a along x and b in the xy plane. @internal */
export function rowsOfMetric(m: Matrix3): LatticeRows {
  const ax = Math.sqrt(m[0]!);
  const bx = m[1]! / ax;
  const by = Math.sqrt(m[4]! - bx * bx);
  const cx = m[2]! / ax;
  const cy = (m[5]! - bx * cx) / by;
  const cz = Math.sqrt(m[8]! - cx * cx - cy * cy);
  return Object.freeze([
    Object.freeze([ax, 0, 0]),
    Object.freeze([bx, by, 0]),
    Object.freeze([cx, cy, cz]),
  ]) as unknown as LatticeRows;
}

/** The proper rotation that brings rows into the orientation of {@link rowsOfMetric}; row-major. @internal */
export function toStandardOrientation([a, b]: LatticeRows): number[] {
  const unit = (v: readonly number[]): number[] => v.map((c) => c / Math.hypot(...v));
  const x = unit(a);
  const along = b[0] * x[0]! + b[1] * x[1]! + b[2] * x[2]!;
  const y = unit([b[0] - along * x[0]!, b[1] - along * x[1]!, b[2] - along * x[2]!]);
  return [...x, ...y, x[1]! * y[2]! - x[2]! * y[1]!, x[2]! * y[0]! - x[0]! * y[2]!, x[0]! * y[1]! - x[1]! * y[0]!];
}

/** Largest component of the strain between two metrics, (L⁻¹ M L⁻ᵀ − 1)/2 with L the rows of the second. @internal */
export function strainBetween(metric: Matrix3, rows: LatticeRows): number {
  const inverse = inverse3(rows.flat());
  const relative = multiply(multiply(inverse, metric), transpose3(inverse));
  return Math.max(...relative.map((entry, i) => Math.abs(entry - (i % 4 === 0 ? 1 : 0)) / 2));
}
