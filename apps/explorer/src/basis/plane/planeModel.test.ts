import { expect, test } from 'vitest';
import { functionsOfStar, planeModel } from './planeModel.js';
import { findPlaneGroup, PLANE_GROUPS } from './planeGroups.js';

test('there are 17 groups, found by symbol and number', () => {
  expect(PLANE_GROUPS.map((group) => findPlaneGroup(group.hmShort))).toEqual(PLANE_GROUPS);
  expect(PLANE_GROUPS.map((group) => findPlaneGroup(String(group.number)))).toEqual(PLANE_GROUPS);
  expect(findPlaneGroup(' P 1 G 1')?.number).toBe(4);
  expect(findPlaneGroup('p5')).toBeUndefined();
});

test.each(PLANE_GROUPS)('the two counts of %s agree, and every function has a star', (group) => {
  const model = planeModel(group, 6.3);
  const { counts, functions, constraints } = model;
  expect(counts.burnside).toBe(counts.dimension);
  expect(functions).toHaveLength(counts.dimension);
  expect(counts.stars).toBe(constraints.starCount);
  const listed = constraints.stars.flatMap(({ index }) => functionsOfStar(model, index));
  for (const star of constraints.stars)
    expect(functionsOfStar(model, star.index)).toHaveLength(star.consistent ? (star.centric ? 1 : 2) : 0);
  expect(new Set(listed)).toEqual(new Set(functions));
});

test('frequencies fill a circle of the reciprocal plane', () => {
  for (const group of PLANE_GROUPS) {
    const { functions } = planeModel(group, 4.5);
    expect(Math.max(...functions.map(({ length }) => length))).toBeLessThanOrEqual(4.5);
  }
  expect(planeModel(findPlaneGroup('p4mm')!, 2).counts.frequencies).toBe(13);
  expect(planeModel(findPlaneGroup('p6mm')!, 2).counts.frequencies).toBe(19);
});

test('a larger cutoff adds functions behind those of a smaller one', () => {
  for (const group of PLANE_GROUPS) {
    const [small, large] = [planeModel(group, 4), planeModel(group, 5.5)];
    expect(large.functions.slice(0, small.functions.length).map(({ name }) => name)).toEqual(
      small.functions.map(({ name }) => name),
    );
  }
});
