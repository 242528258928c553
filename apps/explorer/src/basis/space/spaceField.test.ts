import { settings, spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { largestChange } from './invariance.js';
import { GRID, spaceField } from './spaceField.js';
import { leastCutoff, spaceModel, squaredLengths } from './spaceModel.js';
import { START } from './spaceState.js';
import { randomWeights, starWeights, weightsOf } from './spaceWeights.js';

const GROUPS = [1, 2, 14, 19, 62, 82, 110, 146, 152, 166, 178, 194, 203, 214, 220, 227, 230];

test.each(GROUPS)('group %i: no operation changes a value of the grid', (number) => {
  const model = spaceModel(spaceGroup(number), 3);
  const field = spaceField(model, randomWeights(model, 5, 1), 24);
  expect(field.max).toBeGreaterThan(0);
  for (const op of model.group.operations) expect(largestChange(field, op) / field.max).toBeLessThan(2e-6);
});

test('settings, too: other axes, other origins', () => {
  for (const { number, qualifier } of settings().filter((_, i) => i % 23 === 0)) {
    const model = spaceModel(spaceGroup(number, { qualifier }), 3);
    const field = spaceField(model, randomWeights(model, 5, 1), 24);
    for (const op of model.group.operations) expect(largestChange(field, op)).toBeLessThan(2e-6 * (field.max || 1));
  }
});

test('an operation that is not of the group changes the function', () => {
  const model = spaceModel(spaceGroup(14), 3);
  const field = spaceField(model, randomWeights(model, 5, 1), 24);
  const other = spaceGroup(62).operations.find((op) => !model.group.has(op))!;
  expect(largestChange(field, other) / field.max).toBeGreaterThan(0.1);
});

test('a grid that the operations do not keep is refused', () => {
  const model = spaceModel(spaceGroup(14), 1);
  const field = spaceField(model, randomWeights(model, 5, 1), 9);
  expect(() => largestChange(field, model.group.operations[1]!)).toThrow('multiple of 24');
});

test('values are those of the basis, and the grid is fine enough', () => {
  const model = spaceModel(spaceGroup(194), 4);
  const weights = weightsOf(model, START);
  const field = spaceField(model, weights);
  expect(field.values.length).toBe(GRID ** 3);
  const [i, j, l] = [5, 17, 40];
  const functions = model.basis.evaluate(Float64Array.of(i / GRID, j / GRID, l / GRID));
  const expected = functions.reduce((sum, value, n) => sum + value * weights[n]!, 0);
  expect(field.values[(i * GRID + j) * GRID + l]).toBeCloseTo(expected, 5);
  expect(Math.abs(field.values.reduce((sum, value) => sum + value, 0) / field.values.length)).toBeLessThan(1e-6);
  expect(model.counts.burnside).toBe(model.counts.dimension);
});

test('a function keeps its weight when the cutoff grows; smoothness makes the others smaller', () => {
  const [small, large] = [3, 5].map((cutoff) => spaceModel(spaceGroup(62), cutoff)) as [
    ReturnType<typeof spaceModel>,
    ReturnType<typeof spaceModel>,
  ];
  const first = randomWeights(small, 9, 2);
  expect(Array.from(randomWeights(large, 9, 2).subarray(0, first.length))).toEqual(Array.from(first));
  const last = first.length - 1;
  expect(Math.abs(randomWeights(small, 9, 4)[last]!)).toBeLessThan(Math.abs(first[last]!));
  expect(randomWeights(small, 10, 2)).not.toEqual(first);
});

test('one star alone: two functions if it is not centric, none if it is absent or beyond the cutoff', () => {
  const p1 = spaceModel(spaceGroup(1), 2);
  const [cosine, sine] = [false, true].map((part) => starWeights(p1, [1, 0, 0], part));
  expect(cosine).not.toEqual(sine);
  for (const weights of [cosine!, sine!]) expect(weights.reduce((sum, w) => sum + w, 0)).toBe(1);
  const pnma = spaceModel(spaceGroup(62), 3);
  expect(starWeights(pnma, [0, 2, 0], true).filter((w) => w !== 0).length).toBe(1);
  for (const frequency of [
    [1, 0, 0],
    [9, 9, 9],
  ]) {
    const weights = weightsOf(pnma, { ...START, star: frequency as [number, number, number] });
    expect(weights.every((w) => w === 0)).toBe(true);
    expect(spaceField(pnma, weights, 24).max).toBe(0);
  }
});

test('the function of a star is the same, whichever member names it', () => {
  const model = spaceModel(spaceGroup(166), 3);
  for (const { members, consistent } of model.constraints.stars.slice(0, 30)) {
    const all = members.map((k) => starWeights(model, k, false).join());
    expect(new Set(all).size).toBe(1);
    expect(all[0]!.includes('1')).toBe(consistent);
  }
});

test.each([16, 62, 166, 194, 225])(
  'group %i: lengths are those that the cutoff goes by, the same for all of a star',
  (number) => {
    const group = spaceGroup(number);
    const model = spaceModel(group, 4);
    const lengths = squaredLengths(model);
    expect(Math.max(...lengths)).toBeLessThan(16 + 1e-9);
    const { basis, constraints } = model;
    for (const [j, star] of basis.stars.entries()) {
      for (const [h, k, l] of constraints.star(star).members as [number, number, number][]) {
        const expected =
          model.set.family === 'hexagonal' ? h * h + h * k + k * k + 0.75 * l * l : h * h + k * k + l * l;
        expect(lengths[j]).toBeCloseTo(expected, 9);
        const least = leastCutoff(group, [h, k, l])!;
        expect(least ** 2).toBeGreaterThan(expected - 1e-9);
        expect(least === 1 || (least - 0.5) ** 2 < expected).toBe(true);
      }
    }
    expect(leastCutoff(group, [9, 0, 0])).toBeNull();
  },
);

test('the cell is the same object for every cutoff', () => {
  const group = spaceGroup(14);
  expect(spaceModel(group, 3).cell).toBe(spaceModel(group, 2).cell);
});
