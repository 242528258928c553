import {
  frequencyFamily,
  frequencySet,
  frequencySetForLattice,
  frequencySetFrom,
} from '@crystal-fourier/fourier-basis';
import { fromOperations, spaceGroup } from '@crystal-fourier/spacegroups/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allGroups } from './groups.js';

/** Squared length in units of a*, from the definition. */
const norms = {
  cubic: ([h = 0, k = 0, l = 0]: number[]) => h * h + k * k + l * l,
  hexagonal: ([h = 0, k = 0, l = 0]: number[]) => h * h + h * k + k * k + 0.75 * l * l,
  square2d: ([h = 0, k = 0]: number[]) => h * h + k * k,
  hexagonal2d: ([h = 0, k = 0]: number[]) => h * h + h * k + k * k,
};
const families = ['cubic', 'hexagonal', 'square2d', 'hexagonal2d'] as const;

/** Every frequency of a box that is at most so long. */
function slowBall(family: (typeof families)[number], radius: number): string[] {
  const bound = Math.ceil(2 * radius);
  const range = Array.from({ length: 2 * bound + 1 }, (_, i) => i - bound);
  const third = family.endsWith('2d') ? [0] : range;
  return range
    .flatMap((h) => range.flatMap((k) => third.map((l) => (family.endsWith('2d') ? [h, k] : [h, k, l]))))
    .filter((hkl) => norms[family](hkl) <= radius * radius + 1e-9)
    .map((hkl) => hkl.join());
}

describe('frequencySet', () => {
  it.each(families)('%s holds exactly the frequencies within the radius', (family) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 4, noNaN: true }), (radius) => {
        const set = frequencySet(family, { radius });
        const found = Array.from({ length: set.count }, (_, i) => set.at(i).join());
        expect(found.toSorted()).toEqual(slowBall(family, radius).toSorted());
      }),
      { numRuns: 40 },
    );
  });

  it.each(families)('%s with minCount is the smallest set of whole shells of that size', (family) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), (minCount) => {
        const set = frequencySet(family, { minCount });
        const last = set.shellStart.at(-2)!;
        expect(set.count).toBeGreaterThanOrEqual(minCount);
        expect(last).toBeLessThan(minCount);
        expect(set.count).toBe(frequencySet(family, { radius: set.radius }).count);
      }),
      { numRuns: 60 },
    );
  });

  it.each(families)('%s is sorted by shells of one length and knows its members', (family) => {
    const set = frequencySet(family, { minCount: 300 });
    const norm = norms[family];
    for (let s = 0; s + 1 < set.shellStart.length; s++) {
      const [from, to] = [set.shellStart[s]!, set.shellStart[s + 1]!];
      for (let i = from; i < to; i++) expect(norm(set.at(i))).toBe(norm(set.at(from)));
      if (s > 0) expect(norm(set.at(from))).toBeGreaterThan(norm(set.at(from - 1)));
    }
    for (let i = 0; i < set.count; i++) {
      expect(set.indexOf(set.at(i))).toBe(i);
      expect(set.at(set.opposite(i))).toEqual(set.at(i).map((c) => -c + 0));
    }
    expect(set.indexOf(set.at(0).map(() => 99))).toBe(-1);
    expect(set.half.length).toBe((set.count + 1) / 2);
    expect(set.at(0).every((c) => c === 0)).toBe(true);
  });

  it('takes the radius of a shell that was computed as a square root', () => {
    expect(frequencySet('cubic', { radius: Math.sqrt(17) }).radius).toBeCloseTo(Math.sqrt(17), 14);
    expect(frequencySet('hexagonal', { radius: Math.sqrt(7.75) }).radius).toBeCloseTo(Math.sqrt(7.75), 14);
  });

  it('finds a family for all 530 settings and 17 plane groups', () => {
    const counts: Record<string, number> = {};
    for (const { group } of allGroups) {
      const family = frequencyFamily(group);
      counts[family] = (counts[family] ?? 0) + 1;
    }
    // Hexagonal axes: groups 143–194, one setting each; the R groups' rhombohedral settings are permuted like cubic axes.
    expect(counts).toEqual({ cubic: 478, hexagonal: 52, square2d: 12, hexagonal2d: 5 });
  });
});

describe('frequencySetForLattice', () => {
  const lattices = fc.record({
    a: fc.double({ min: 3, max: 12, noNaN: true }),
    b: fc.double({ min: 3, max: 12, noNaN: true }),
    c: fc.double({ min: 3, max: 12, noNaN: true }),
    beta: fc.double({ min: 70, max: 130, noNaN: true }),
  });

  it('holds all frequencies up to the cutoff and no other, in a monoclinic cell', () => {
    const group = spaceGroup(14);
    fc.assert(
      fc.property(lattices, ({ a, b, c, beta }) => {
        const [cos, sin] = [Math.cos((beta * Math.PI) / 180), Math.sin((beta * Math.PI) / 180)];
        const cutoff = 0.5;
        const set = frequencySetForLattice(group, [a, 0, 0, 0, b, 0, c * cos, 0, c * sin], { cutoff });
        // k = h a* + k b* + l c* with a* = (1/a, 0, −cot β/a), c* = (0, 0, 1/(c sin β)).
        const length = (h: number, k: number, l: number): number =>
          Math.hypot(h / a, k / b, l / (c * sin) - (h * cos) / (a * sin));
        let expected = 0;
        const far = 12;
        for (let h = -far; h <= far; h++) {
          for (let k = -far; k <= far; k++) {
            for (let l = -far; l <= far; l++) {
              // Whether a frequency on the edge is in the set is a matter of rounding.
              fc.pre(Math.abs(length(h, k, l) - cutoff) > 1e-8);
              if (length(h, k, l) > cutoff) continue;
              expected++;
              expect(set.indexOf([h, k, l])).toBeGreaterThanOrEqual(0);
            }
          }
        }
        expect(set.count).toBe(expected);
        const lengths = Array.from({ length: set.count }, (_, i) => length(...(set.at(i) as [number, number, number])));
        lengths.forEach((value, i) => expect(value).toBeGreaterThanOrEqual((lengths[i - 1] ?? 0) - 1e-8));
      }),
      { numRuns: 20 },
    );
  });

  it('is closed under group and inversion when the cell is noisy, and on axes of no family', () => {
    const primitive = spaceGroup(225).primitive;
    expect(() => frequencyFamily(primitive)).toThrow(/frequencySetForLattice/);
    const noisy = [0, 2.004, 2, 2.002, 0, 2, 2, 2.003, 0.002];
    const set = frequencySetForLattice(primitive, noisy, { cutoff: 1 });
    for (const op of primitive.operations) {
      for (let i = 0; i < set.count; i++) {
        const image = op.applyHkl(set.at(i) as [number, number, number]);
        expect(set.indexOf(image)).toBeGreaterThanOrEqual(0);
        expect(set.indexOf(image.map((c) => -c))).toBeGreaterThanOrEqual(0);
      }
    }
    // A polar group: −k is there although no operation brings it.
    const polar = frequencySetForLattice(spaceGroup(1), [4, 0, 0, 1, 5, 0, 1, 1, 6], { cutoff: 0.6 });
    for (let i = 0; i < polar.count; i++) expect(polar.opposite(i)).toBeGreaterThanOrEqual(0);
  });

  it('has shells of whole stars', () => {
    const group = spaceGroup(221);
    const set = frequencySetForLattice(group, [4, 0, 0, 0, 4, 0, 0, 0, 4], { cutoff: 1 });
    const ball = frequencySet('cubic', { radius: 4 });
    expect(set.count).toBe(ball.count);
    expect(Array.from(set.shellStart)).toEqual(Array.from(ball.shellStart));
    expect(set.radius).toBeCloseTo(1, 12);
  });
});

describe('frequencySetFrom', () => {
  it('sorts a list of one’s own', () => {
    const set = frequencySetFrom([
      [0, 1],
      [0, 0],
      [1, 0],
    ]);
    expect([0, 1, 2].map((i) => set.at(i))).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(set.opposite(1)).toBe(-1);
  });

  it('serves groups that were made from operations', () => {
    const group = fromOperations(['x,y,z', '-x,-y,-z']);
    expect(frequencyFamily(group)).toBe('cubic');
  });
});
