import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kMeans } from './kMeans.js';

describe('kMeans', () => {
  it('finds clusters that are far apart, the largest first', () => {
    const centres = [
      [0, 0],
      [10, 0],
      [0, 10],
    ];
    const points = Array.from({ length: 60 }, (_, i) => {
      const which = i < 10 ? 0 : i < 30 ? 1 : 2;
      return [centres[which]![0]! + Math.sin(i), centres[which]![1]! + Math.cos(i)];
    });
    for (let seed = 0; seed < 5; seed++) {
      const labels = kMeans(points, 3, seed);
      expect(new Set(labels.slice(30))).toEqual(new Set([0]));
      expect(new Set(labels.slice(10, 30))).toEqual(new Set([1]));
      expect(new Set(labels.slice(0, 10))).toEqual(new Set([2]));
    }
  });

  it('counts every column alike, whatever its unit, and an unknown value as the mean', () => {
    const points = Array.from({ length: 40 }, (_, i) => [i % 2, 1e-6 * Math.sin(i)]);
    const scaled = points.map(([a, b]) => [1e6 * a!, 1e9 * b! + 5]);
    expect(kMeans(scaled, 2, 1)).toEqual(kMeans(points, 2, 1));
    const unknown = points.map(([a], i) => [a!, i === 3 ? Number.NaN : 0]);
    expect(kMeans(unknown, 2, 1)).toEqual(
      kMeans(
        points.map(([a]) => [a!, 0]),
        2,
        1,
      ),
    );
  });

  it('has as many clusters as there are different points, at most, numbered without gaps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(),
        (points, count, seed) => {
          const labels = kMeans(points, count, seed);
          const used = new Set(labels);
          expect(used.size).toBeLessThanOrEqual(Math.min(count, new Set(points.map(String)).size));
          expect([...used].sort((a, b) => a - b)).toEqual([...used].map((_, i) => i));
          // Equal points are in one cluster.
          points.forEach((point, i) =>
            expect(labels[i]).toBe(labels[points.findIndex((p) => String(p) === String(point))]),
          );
        },
      ),
    );
  });
});
