import { det, matMul, type Mat3, product, Random, times } from '@crystal-fourier/math3';
import { describe, expect, it } from 'vitest';
import { RandomGeometry } from '../../test/support/randomGeometry.js';
import { irreducibleBasis } from './irreducibleBasis.js';
import { cartesianTensor, irreducibleParts, rotatedParts, rotatedTensor } from './irreducibleParts.js';
import { TENSOR_KINDS, tensorFacts, type TensorKind } from './tensorKinds.js';

/** The orders of indices that leave a tensor of a kind as it is; the identity among them. */
const SYMMETRIES: Record<TensorKind, readonly (readonly number[])[]> = {
  dielectric: [
    [0, 1],
    [1, 0],
  ],
  rank2: [[0, 1]],
  born: [[0, 1]],
  piezoelectric: [
    [0, 1, 2],
    [0, 2, 1],
  ],
  elastic: [
    [0, 1, 2, 3],
    [1, 0, 2, 3],
    [0, 1, 3, 2],
    [1, 0, 3, 2],
    [2, 3, 0, 1],
    [3, 2, 0, 1],
    [2, 3, 1, 0],
    [3, 2, 1, 0],
  ],
};

const random = Random.seeded(11);
const noise = (length: number): Float64Array => Float64Array.from({ length }, () => random.bits() / 2 ** 31 - 1);

/** The mean over all orders of the indices that the kind does not tell apart. */
function symmetrized(kind: TensorKind, tensor: Float64Array): Float64Array {
  const { rank } = tensorFacts(kind);
  const digits = (at: number): number[] =>
    Array.from({ length: rank }, (_, n) => Math.floor(at / 3 ** (rank - 1 - n)) % 3);
  const index = (list: readonly number[]): number => list.reduce((sum, digit) => 3 * sum + digit, 0);
  return tensor.map((_, at) => {
    const images = SYMMETRIES[kind].map((order) => tensor[index(order.map((from) => digits(at)[from]!))]!);
    return images.reduce((sum, value) => sum + value, 0) / images.length;
  });
}

const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

const rotations = (): Mat3[] => {
  const geometry = new RandomGeometry(3);
  const proper = Array.from({ length: 4 }, () => geometry.rotation());
  return [...proper, ...proper.map((R) => times(R, -1))];
};

describe.each(TENSOR_KINDS)('irreducible parts of a tensor of kind %s', (kind) => {
  const { rank, parts, size } = tensorFacts(kind);

  it('are as many as the tensor has independent components', () => {
    const counts: Record<TensorKind, number> = { dielectric: 6, rank2: 9, born: 9, piezoelectric: 18, elastic: 21 };
    expect(size).toBe(counts[kind]);
    expect(parts.reduce((sum, { degree }) => sum + 2 * degree + 1, 0)).toBe(size);
  });

  it('are coefficients of an orthonormal basis that has the symmetry of the indices', () => {
    const basis = irreducibleBasis(kind);
    basis.forEach((a, i) => {
      basis.forEach((b, j) => expect(product(a, b)).toBeCloseTo(i === j ? 1 : 0, 13));
      expect(worst(symmetrized(kind, a), a)).toBeLessThan(1e-13);
    });
  });

  it('give back the tensor, with the symmetry of its indices, to 1e-12', () => {
    for (let n = 0; n < 20; n++) {
      const tensor = noise(3 ** rank);
      const found = irreducibleParts(kind, tensor);
      const symmetric = symmetrized(kind, tensor);
      expect(worst(cartesianTensor(kind, found), symmetric)).toBeLessThan(1e-12);
      expect(product(found, found)).toBeCloseTo(product(symmetric, symmetric), 12);
    }
  });

  it('rotate with D^l, under improper rotations with the parity of the kind', () => {
    const tensor = noise(3 ** rank);
    const components = irreducibleParts(kind, tensor);
    for (const R of rotations())
      expect(
        worst(rotatedParts(kind, components, R), irreducibleParts(kind, rotatedTensor(kind, tensor, R))),
      ).toBeLessThan(1e-12);
  });

  it('change their sign under inversion where the rank is odd', () => {
    const components = noise(size);
    const inverted = rotatedParts(kind, components, [-1, 0, 0, 0, -1, 0, 0, 0, -1]);
    const sign = tensorFacts(kind).parity === 'e' ? 1 : -1;
    expect(
      worst(
        inverted,
        components.map((value) => sign * value),
      ),
    ).toBeLessThan(1e-14);
  });

  it('rotate one after another like the product of the rotations', () => {
    const components = noise(size);
    const [, , R = times([1, 0, 0, 0, 1, 0, 0, 0, 1], 1), , Q = R] = rotations();
    expect(det(Q)).toBeLessThan(0);
    const twice = rotatedParts(kind, rotatedParts(kind, components, R), Q);
    expect(worst(twice, rotatedParts(kind, components, matMul(Q, R)))).toBeLessThan(1e-12);
  });

  it('are refused in another number', () => {
    expect(() => irreducibleParts(kind, [1])).toThrow(`must have ${3 ** rank} numbers, got 1`);
    expect(() => cartesianTensor(kind, [1])).toThrow(`must have ${size} numbers, got 1`);
    expect(() => rotatedParts(kind, [1], [1, 0, 0, 0, 1, 0, 0, 0, 1])).toThrow(`must have ${size} numbers, got 1`);
  });
});

describe('tensorFacts', () => {
  it('refuses a kind that there is not', () => {
    expect(() => tensorFacts('magnetic' as TensorKind)).toThrow(
      'must be dielectric, rank2, born, piezoelectric, elastic, got "magnetic"',
    );
  });
});
