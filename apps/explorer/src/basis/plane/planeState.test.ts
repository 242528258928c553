import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefOf, parseRoute } from '../../shell/route.js';
import { MAX_SEED } from '../seeds.js';
import { keptPoint, LAYERS, parsePlaneState, planeQuery, type PlaneState } from './planeState.js';
import { trimmedWeights } from './weights.js';

const tenths = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: least * 10, max: most * 10 }).map((value) => value / 10);
const index = fc.integer({ min: -15, max: 15 });
const states: fc.Arbitrary<PlaneState> = fc
  .record({
    cutoff: tenths(1, 12),
    seed: fc.integer({ min: 0, max: MAX_SEED }),
    smoothness: tenths(0, 4),
    weights: fc.option(fc.array(fc.integer({ min: -500, max: 500 }).map((steps) => steps / 500 + 0))),
    single: fc.option(fc.nat(900)),
    frequency: fc.option(fc.tuple(index, index)),
    generator: fc.option(fc.nat(3)),
    layers: fc.subarray([...LAYERS]),
    point: fc.tuple(fc.nat(999), fc.nat(999)).map(([x, y]) => [x / 1000, y / 1000] as const),
  })
  .map((state) => ({
    ...state,
    weights: state.weights === null ? null : trimmedWeights(state.weights),
    single: state.weights === null ? state.single : null,
  }));

test('a state survives the address', () => {
  fc.assert(
    fc.property(states, (state) => {
      const { query } = parseRoute(hrefOf(['basis', 'plane', 'p1'], planeQuery(state)));
      expect(parsePlaneState(query)).toEqual(state);
    }),
  );
});

test('the first visit has a short address', () => {
  expect(hrefOf(['basis'], planeQuery(parsePlaneState(new URLSearchParams())))).toBe('#/basis');
});

test('what makes no sense is as on the first visit, numbers out of range are at its end', () => {
  const read = (text: string): PlaneState => parsePlaneState(new URLSearchParams(text));
  const start = read('');
  expect(read('cutoff=x&seed=&smooth=NaN&w=!!&f=-1&k=1,2&edges=1.5&at=0.5')).toEqual(start);
  expect(read('cutoff=99&seed=-4&smooth=9')).toMatchObject({ cutoff: 12, seed: 0, smoothness: 4 });
  expect(read('cutoff=-1&seed=1e99').seed).toBe(MAX_SEED);
  expect(read('k=1.-2').frequency).toEqual([1, -2]);
  expect(read('show=0').layers).toEqual([]);
  expect(read('at=-0.25_7.5').point).toEqual([0.75, 0.5]);
});

test('a point that is kept is a point of the cell, next to the one that was meant', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true })),
      (point) => {
        keptPoint(point).forEach((kept, i) => {
          expect(kept).toBeGreaterThanOrEqual(0);
          expect(kept).toBeLessThan(1);
          const away = kept - point[i]!;
          expect(Math.abs(away - Math.round(away))).toBeLessThanOrEqual(0.000501);
        });
      },
    ),
  );
});
