import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAbc } from './operations/changeOfBasis.js';
import { spaceGroup } from './index.js';

describe('SpaceGroup', () => {
  it('orbits: distinct images in [0, 1)', () => {
    const group = spaceGroup(225);
    expect(group.orbit([0, 0, 0])).toEqual([
      [0, 0, 0],
      [0, 0.5, 0.5],
      [0.5, 0, 0.5],
      [0.5, 0.5, 0],
    ]);
    expect(group.orbit([0.25, 0.25, 0.25])).toHaveLength(8);
    expect(group.orbit([0.11, 0.23, 0.37])).toHaveLength(192);
    expect(group.orbit([-1e-18, 1, 2])).toHaveLength(4);
    expect(group.orbit([1e-5, 0, 0])).toHaveLength(24);
    expect(group.orbit([1e-5, 0, 0], 1e-4)).toHaveLength(4);
    expect(() => group.orbit([Number.NaN, 0, 0])).toThrow(/three finite fractional coordinates/);
    expect(() => group.orbit([0, 0] as unknown as [number, number, number])).toThrow(/three finite/);
  });

  it('orbits: a number of points that divides the order, the same from every one of them', () => {
    const close = (a: number, b: number): boolean => Math.abs(a - b - Math.round(a - b)) < 1e-9;
    const near = fc.tuple(
      fc.constantFrom(0, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 0.137),
      fc.constantFrom(0, 0.2, 0.5, 0.7, 0.9, 1.1, 2),
      fc.constantFrom(-1, 1),
    );
    const cells = [
      spaceGroup(165).changeBasis(parseAbc('2a+b,-a+b,2c')),
      spaceGroup(2).changeBasis(parseAbc('12a,12b,12c')),
      spaceGroup(99).changeBasis(parseAbc('12a,12b,c')),
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer({ min: 1, max: 230 }).map((n) => spaceGroup(n)),
          fc.constantFrom(...cells),
        ),
        fc.tuple(near, near, near),
        fc.constantFrom(1e-6, 1e-3, 0.03, 0.1),
        (group, parts, tolerance) => {
          const [x, y, z] = parts.map(([c, off, sign]) => c + sign * off * tolerance) as [number, number, number];
          const images = group.orbit([x, y, z], tolerance);
          expect(group.order % images.length).toBe(0);
          const again = group.orbit(images[images.length >> 1] as [number, number, number], tolerance);
          expect(again).toHaveLength(images.length);
          for (const p of again)
            expect(images.filter((q) => q.every((c, i) => close(c, p[i] as number)))).toHaveLength(1);
        },
      ),
      { seed: 6, numRuns: 150 },
    );
    expect(spaceGroup(225).orbit([0.7e-6, 0, 0])).toHaveLength(4);
    for (const tolerance of [Number.NaN, -1, 0.2])
      expect(() => spaceGroup(225).orbit([0, 0, 0], tolerance)).toThrow(/orbit: the tolerance/);
  });

  it('generators and normalizer of the largest cells end at once', () => {
    const group = spaceGroup(1).changeBasis(parseAbc('24a,24b,24c'));
    expect(group.generators.map(String)).toEqual(['x,y,z', 'x,y,z+1/24', 'x,y+1/24,z', 'x+1/24,y,z']);
    const { shifts, operations, index } = group.normalizer();
    expect({ shifts, operations: operations.map(String), index }).toEqual({
      shifts: [[0, 0, 0]],
      operations: ['-x,-y,-z'],
      index: 2,
    });
    const halves = spaceGroup(2).changeBasis(parseAbc('24a,b,c'));
    expect(() => halves.normalizer()).toThrow(/no multiples of 1\/24/);
    expect(halves.generators).toHaveLength(3);
  });
});
