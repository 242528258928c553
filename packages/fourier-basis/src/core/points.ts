import { FourierBasisError, show } from './errors.js';

/** Coordinates or values; what comes out is of the kind that goes in, unless a buffer says otherwise. */
export type FloatArray = Float64Array | Float32Array;

/** @internal */
export const isFloatArray = (value: unknown): value is FloatArray =>
  value instanceof Float64Array || value instanceof Float32Array;

/** Checks points, (n, dim) row-major, and returns n. @internal */
export function checkPoints(points: FloatArray, dim: number, where: string): number {
  if (!isFloatArray(points)) {
    throw new FourierBasisError(
      'bad-points',
      `${where}: points must be a Float64Array or Float32Array of fractional coordinates, (n, ${dim}) row-major, got ${show(points)}; Float64Array.from(list.flat()) makes one`,
    );
  }
  if (points.length % dim !== 0) {
    throw new FourierBasisError(
      'bad-points',
      `${where}: the length of points must be a multiple of ${dim}, the dimension of the group, got ${points.length}`,
    );
  }
  for (let i = 0; i < points.length; i++) {
    const x = points[i]!;
    // Infinity − Infinity is NaN.
    if (x - x !== 0) {
      throw new FourierBasisError(
        'bad-points',
        `${where}: points must be finite, got ${x} in coordinate ${i % dim} of point ${Math.floor(i / dim)}; remove or repair that point`,
      );
    }
  }
  return points.length / dim;
}

/** The caller's buffer, checked, or a new one of the same kind as the input. @internal */
export function outputFor(
  input: FloatArray,
  out: FloatArray | undefined,
  shape: readonly number[],
  where: string,
  name = 'points',
): FloatArray {
  const length = shape.reduce((product, size) => product * size, 1);
  if (out === undefined) return input instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
  if (!isFloatArray(out) || out.length !== length) {
    throw new FourierBasisError(
      'bad-output',
      `${where}: out must be a Float64Array or Float32Array of length ${length} = ${shape.join(' × ')}, got ${show(out)}`,
    );
  }
  checkApart(input, out, name, where);
  return out;
}

/** Checks that a result does not overwrite what it is made from. @internal */
function checkApart(input: FloatArray, out: FloatArray, name: string, where: string): void {
  if (
    out.buffer === input.buffer &&
    out.byteOffset < input.byteOffset + input.byteLength &&
    input.byteOffset < out.byteOffset + out.byteLength
  ) {
    throw new FourierBasisError('bad-output', `${where}: out must not overlap ${name}; pass another buffer`);
  }
}
