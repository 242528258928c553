import { det, IDENTITY, inverse, matMul, matVec } from '@crystal-fourier/math3';
import { ChangeOfBasis, type Fraction, spaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import { groupFrame } from './groupFrame.js';

const asFraction = (x: number): Fraction => [Math.round(24 * x), 24];

describe('groupFrame', () => {
  it('elements map the group onto itself', () => {
    for (let number = 1; number <= 230; number++) {
      const { group, linearParts, elements } = groupFrame(number);
      for (const N of linearParts) {
        expect(det(N)).toBe(1);
        const { t } = elements(N)[elements(N).length - 1]!;
        // x ↦ N x + t as a change of axes and origin: (N⁻¹, −N⁻¹ t).
        const inverted = inverse(N);
        const change = ChangeOfBasis.of(
          inverted,
          matVec(inverted, t).map((c) => asFraction(-c)),
        );
        expect(group.operations.every((op) => group.has(change.conjugate(op)))).toBe(true);
      }
    }
  });

  it('linear parts are those of the Euclidean normalizer where the metric is not free to be special', () => {
    for (let number = 75; number <= 230; number++) {
      const { group, linearParts, rotations, elements } = groupFrame(number);
      const { operations, shifts } = group.normalizer();
      const proper = [IDENTITY, ...operations.map((op) => op.rot)].map((m) =>
        // Each coset of a group with improper operations has proper elements.
        det(m) === 1 ? m : rotations.map((R) => matMul(R, m)).find((other) => det(other) === 1),
      );
      expect(linearParts).toHaveLength(proper.filter((m) => m !== undefined).length);
      for (const N of linearParts) expect(elements(N)).toHaveLength(shifts.length);
    }
  });

  it('exchanges positions of the same multiplicity and dimension', () => {
    for (let number = 1; number <= 230; number += 3) {
      const { linearParts, elements, positions } = groupFrame(number);
      for (const { positionImages } of linearParts.flatMap((N) => elements(N))) {
        expect([...positionImages].sort((a, b) => a - b)).toEqual(positions.map((_, i) => i));
        positions.forEach((position, i) => {
          const image = positions[positionImages[i]!]!;
          expect([image.multiplicity, image.dimension]).toEqual([position.multiplicity, position.dimension]);
        });
      }
    }
  });

  it('orthorhombic groups: as many exchanges of axes as the tables list settings less', () => {
    // Pmmm and Fddd in all six orders of axes; Pnma in none; Pbca in the three cyclic ones, Pbam with a and b exchanged.
    const count = (number: number): number => groupFrame(number).linearParts.length;
    expect([47, 70, 62, 61, 55].map(count)).toEqual([6, 6, 1, 3, 2]);
    expect(spaceGroup(19).order).toBe(4);
    // P 2₁2₁2₁: all orders of axes, too.
    expect(count(19)).toBe(6);
  });
});
