import type { Mat3, Vec3 } from '@crystal-fourier/spacegroups';

/** Basis vectors a, b, c as rows (9 numbers, row-major), Cartesian. */
export type Rows = readonly number[];

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
