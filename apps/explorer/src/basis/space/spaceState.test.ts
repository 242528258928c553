import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefOf, parseRoute } from '../../shell/route.js';
import { MAX_SEED } from '../seeds.js';
import { parseIndices, parseSpaceState, spaceQuery, type SpaceState, START } from './spaceState.js';

const steps = (min: number, max: number, perUnit: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * perUnit, max: Math.round(max * perUnit) }).map((i) => i / perUnit);

const star = fc.tuple(
  fc.integer({ min: -99, max: 99 }),
  fc.integer({ min: -99, max: 99 }),
  fc.integer({ min: -99, max: 99 }),
);

const state: fc.Arbitrary<SpaceState> = fc
  .record({
    cutoff: steps(1, 6, 2),
    seed: fc.integer({ min: 0, max: MAX_SEED }),
    smoothness: steps(0, 4, 10),
    star: fc.option(star),
    sine: fc.boolean(),
    level: steps(0, 0.95, 100),
    view: fc.constantFrom('iso' as const, 'slice' as const),
    axis: fc.constantFrom('a' as const, 'b' as const, 'c' as const),
    height: steps(0, 0.995, 200),
    cells: fc.constantFrom(1 as const, 2 as const),
    operation: fc.option(fc.integer({ min: 0, max: 191 })),
  })
  .map((state) => ({ ...state, sine: state.sine && state.star !== null }));

test('an address brings back the state that it was made of', () => {
  fc.assert(
    fc.property(state, (state) => {
      const { query } = parseRoute(hrefOf(['basis', 'space', 62], spaceQuery(state)));
      expect(parseSpaceState(query)).toEqual(state);
    }),
  );
});

test('the address of a first visit holds the setting only', () => {
  expect(hrefOf(['basis', 'space', 14], spaceQuery(START, 'c1'))).toBe('#/basis/space/14?setting=c1');
  expect(parseSpaceState(new URLSearchParams())).toEqual(START);
});

test('what makes no sense is as on a first visit or the nearest that does', () => {
  const read = (query: string): SpaceState => parseSpaceState(new URLSearchParams(query));
  expect(read('cutoff=x&seed=&smooth=NaN&star=1.2&level=no&view=3d&axis=q&z=z&cells=9&op=-1&part=sine')).toEqual(START);
  expect(read('cutoff=1e9&seed=-3&smooth=-1&level=2&z=1.25')).toEqual({
    ...START,
    cutoff: 6,
    seed: 0,
    smoothness: 0,
    level: 0.95,
    height: 0.25,
  });
});

test.each([
  ['1 -1 0', [1, -1, 0]],
  ['1,−1, 0', [1, -1, 0]],
  [' 2.0.-3 ', [2, 0, -3]],
  ['-0 0 1', [0, 0, 1]],
  ['1 1', null],
  ['110', null],
  ['1 1 1 1', null],
  ['100 0 0', null],
  ['1 1 x', null],
  ['', null],
])('“%s” is read as %j', (text, expected) => {
  expect(parseIndices(text)).toEqual(expected);
});
