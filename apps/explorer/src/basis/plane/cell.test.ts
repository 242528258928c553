import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frequencyAt, planeCell, toCartesian, toFractional } from './cell.js';
import { PLANE_GROUPS } from './planeGroups.js';

const coordinate = fc.double({ min: -5, max: 5, noNaN: true });

test('coordinates there and back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PLANE_GROUPS), coordinate, coordinate, (group, x, y) => {
      const cell = planeCell(group);
      const [u, v] = toFractional(cell, toCartesian(cell, [x, y]));
      expect(Math.hypot(u - x, v - y)).toBeLessThan(1e-12);
    }),
  );
});

test('operations are isometries of the example cell, in both spaces', () => {
  for (const group of PLANE_GROUPS) {
    const cell = planeCell(group);
    for (const op of group.operations) {
      const [p, q] = [
        [0.1, 0.7],
        [0.45, -0.2],
      ] as const;
      const distance = (a: readonly [number, number], b: readonly [number, number]): number => {
        const [[x, y], [u, v]] = [toCartesian(cell, a), toCartesian(cell, b)];
        return Math.hypot(x - u, y - v);
      };
      expect(distance(op.apply(p), op.apply(q))).toBeCloseTo(distance(p, q), 12);
      expect(Math.hypot(...frequencyAt(cell, op.applyHk([3, -1])))).toBeCloseTo(
        Math.hypot(...frequencyAt(cell, [3, -1])),
        12,
      );
    }
  }
});

test('a* is the unit of frequencies', () => {
  for (const group of PLANE_GROUPS) expect(Math.hypot(...frequencyAt(planeCell(group), [1, 0]))).toBeCloseTo(1, 12);
});
