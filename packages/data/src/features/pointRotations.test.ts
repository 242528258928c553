import { det, type Mat3, matMul, transpose } from '@crystal-fourier/math3';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import { pointRotations } from './pointRotations.js';
import { cartesianRotation } from './siteInvariants.js';

const difference = (a: Mat3, b: Mat3): number => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe('the point group of a space group', () => {
  it('is that of its operations, in all 230 groups', () => {
    for (let number = 1; number <= 230; number++) {
      const group = spaceGroup(number);
      const keyOf = (R: Mat3): string => R.map((value) => (Math.round(value * 1e9) / 1e9 + 0).toFixed(9)).join();
      const expected = new Set(group.operations.map(({ rot }) => keyOf(cartesianRotation(group, rot))));
      expect(new Set(pointRotations(number).map(keyOf)), String(number)).toEqual(expected);
    }
  });

  it('needs a number of a group', () => {
    for (const number of [0, 231, 1.5, Number.NaN])
      expect(() => pointRotations(number)).toThrow('must be from 1 to 230');
  });

  it('is a group of orthogonal matrices, of the order of the point group', () => {
    for (let number = 1; number <= 230; number++) {
      const rotations = pointRotations(number);
      const { operations } = spaceGroup(number);
      expect(rotations).toHaveLength(new Set(operations.map(({ rot }) => rot.join())).size);
      for (const R of rotations) {
        expect(difference(matMul(R, transpose(R)), [1, 0, 0, 0, 1, 0, 0, 0, 1])).toBeLessThan(1e-14);
        expect(Math.abs(Math.abs(det(R)) - 1)).toBeLessThan(1e-14);
        const product = matMul(R, rotations.at(-1)!);
        expect(rotations.some((other) => difference(other, product) < 1e-14)).toBe(true);
      }
    }
  });

  it('turns x into y by the axis of order 4 in P 4, and by 120° by that of order 3 in P 3', () => {
    const [x4, x3] = [75, 143].map((number) =>
      pointRotations(number).map(([a, , , d]) => [a, d].map((value) => Math.round(value * 1000) / 1000)),
    );
    expect(x4).toContainEqual([0, 1]);
    expect(x3).toContainEqual([-0.5, 0.866]);
  });
});
