import { FourierBasisError, show } from './core/errors.js';
import { compileGroup, nameOf, type SymmetryGroup, UNITS } from './core/group.js';
import { checkPoints, type FloatArray } from './core/points.js';

export interface AssertInvariantOptions {
  /**
   * Points to test at: (n, dim) row-major fractional coordinates, or how many to take from a fixed, evenly spread sequence of
   * points in general position. Defaults to 16.
   */
  readonly points?: FloatArray | number;
  /** Largest |f(gx) − f(x)| of each value of a row, relative to the largest |f(x)| of that value over all points. Defaults to 1e-9. */
  readonly tolerance?: number;
  /**
   * Added to what `tolerance` allows: for values that ought to be zero, and are so up to rounding of the terms that they are made
   * of. Defaults to 1e-14.
   */
  readonly absolute?: number;
}

/**
 * Points of a Kronecker sequence: multiples of powers of 1/ρ modulo 1, with ρ the real root of ρ^(dim+1) = ρ + 1.
 * Evenly spread and in general position.
 */
function spread(count: number, dim: 2 | 3): Float64Array {
  const rho = dim === 2 ? 1.324717957244746 : 1.2207440846057596;
  return Float64Array.from(
    { length: count * dim },
    (_, i) => (0.5 + (Math.floor(i / dim) + 1) / rho ** ((i % dim) + 1)) % 1,
  );
}

/**
 * Tests that a function of points is invariant under a group: `f(gx) = f(x)` for all operations g of its list and `f(x + e) = f(x)` for the
 * lattice vectors e along the axes. For functions, models and layers of one's own.
 *
 * @param fn takes (n, dim) fractional coordinates, row-major, and returns n values or n rows of values of any fixed width
 * @throws FourierBasisError `not-invariant` with the operation or the axis, the point and the deviation; `bad-values` if fn returns no
 *   numbers for all points
 */
export function assertInvariant(
  fn: (points: Float64Array, count: number) => ArrayLike<number>,
  group: SymmetryGroup,
  { points = 16, tolerance = 1e-9, absolute = 1e-14 }: AssertInvariantOptions = {},
): void {
  const { dim } = compileGroup(group, 'assertInvariant');
  for (const [name, value] of Object.entries({ tolerance, absolute })) {
    if (!(value >= 0))
      throw new FourierBasisError('bad-option', `assertInvariant: ${name} must be a number ≥ 0, got ${show(value)}`);
  }
  const from = testPoints(points, dim);
  const before = valuesAt(fn, from, dim);
  const width = (before.length * dim) / from.length;
  const allowed = new Float64Array(width);
  before.forEach((value, i) => (allowed[i % width] = Math.max(allowed[i % width]!, Math.abs(value))));
  allowed.forEach((scale, i) => (allowed[i] = tolerance * scale + absolute));
  const compare = (image: Float64Array, claim: () => string): void => {
    const after = valuesAt(fn, image, dim);
    if (after.length !== before.length) {
      throw new FourierBasisError(
        'bad-values',
        `assertInvariant: fn must always return as many values, got ${before.length} and then ${after.length}`,
      );
    }
    for (let i = 0; i < before.length; i++) {
      const deviation = Math.abs(after[i]! - before[i]!);
      if (deviation <= allowed[i % width]!) continue;
      throw new FourierBasisError(
        'not-invariant',
        `assertInvariant: fn is not ${claim()}: value ${i % width} changes from ${before[i]} at x = ${pointAt(from, Math.floor(i / width), dim)} to ${after[i]} at its image, by ${deviation}; allowed is ${allowed[i % width]}`,
      );
    }
  };
  for (let axis = 0; axis < dim; axis++) {
    compare(
      from.map((value, i) => (i % dim === axis ? value + 1 : value)),
      () => `periodic along ${'abc'[axis]}`,
    );
  }
  group.operations.forEach((operation, index) => {
    const { rot, trans } = operation;
    const image = from.map((_, i) => {
      const row = i % dim;
      let sum = trans[row]! / UNITS;
      for (let column = 0; column < dim; column++) sum += rot[row * dim + column]! * from[i - row + column]!;
      return sum;
    });
    compare(image, () => `invariant under operation ${index} of ${nameOf(group)}, ${operationName(operation)}`);
  });
}

/** The points to test at, copied to double precision. @throws FourierBasisError `bad-option`, `bad-points` */
function testPoints(points: FloatArray | number, dim: 2 | 3): Float64Array {
  if (typeof points === 'number' && (!Number.isSafeInteger(points) || points < 1)) {
    throw new FourierBasisError(
      'bad-option',
      `assertInvariant: points must be coordinates or a positive integer, got ${show(points)}`,
    );
  }
  const x = typeof points === 'number' ? spread(points, dim) : points;
  if (checkPoints(x, dim, 'assertInvariant') === 0) {
    throw new FourierBasisError(
      'bad-points',
      'assertInvariant: points must hold at least one point, got none; pass coordinates or how many points to test at',
    );
  }
  return Float64Array.from(x);
}

/** The values of a function at points, copied. @throws FourierBasisError `bad-values` */
function valuesAt(
  fn: (points: Float64Array, count: number) => ArrayLike<number>,
  at: Float64Array,
  dim: number,
): Float64Array {
  const n = at.length / dim;
  // fn may write into what it gets, and may return the same buffer again.
  const values = fn(at.slice(), n);
  if (!(values?.length > 0) || values.length % n !== 0) {
    throw new FourierBasisError(
      'bad-values',
      `assertInvariant: fn must return values for all ${n} points, a multiple of ${n} numbers, got ${show(values)}`,
    );
  }
  const copy = Float64Array.from(values);
  const bad = copy.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const width = copy.length / n;
    throw new FourierBasisError(
      'bad-values',
      `assertInvariant: fn returned ${copy[bad]} at point ${pointAt(at, Math.floor(bad / width), dim)}, value ${bad % width}; it must be finite there`,
    );
  }
  return copy;
}

/** The coordinates of one point, for messages. */
function pointAt(points: Float64Array, index: number, dim: number): string {
  return show(Array.from(points.subarray(index * dim, (index + 1) * dim)));
}

function operationName(operation: { readonly rot: readonly number[]; readonly trans: readonly number[] }): string {
  const text = String(operation);
  return text.startsWith('[object') ? `{${operation.rot.join(' ')} | ${operation.trans.join(' ')}/24}` : text;
}
