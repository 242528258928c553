import { expect, test } from 'vitest';
import { Field } from './field.js';
import { orbitReadout } from './orbitReadout.js';
import { PLANE_GROUPS } from './planeGroups.js';
import { planeModel } from './planeModel.js';
import { randomWeights } from './weights.js';

const SIZE = 60;

/** Σ w_j e_j from the functions themselves, at every point of the grid. */
function direct(model: ReturnType<typeof planeModel>, weights: readonly number[]): number[] {
  const points = Float64Array.from({ length: 2 * SIZE * SIZE }, (_, i) =>
    i % 2 === 0 ? Math.floor(i / 2 / SIZE) / SIZE : (((i - 1) / 2) % SIZE) / SIZE,
  );
  const values = model.basis.evaluate(points);
  return Array.from({ length: SIZE * SIZE }, (_, p) =>
    weights.reduce((sum, weight, j) => sum + weight * values[p * model.basis.count + j]!, 0),
  );
}

const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

test.each(PLANE_GROUPS)('the field of %s is the sum of the functions, however the weights came about', (group) => {
  const model = planeModel(group, 4);
  const field = new Field(model, SIZE);
  let weights = randomWeights(model, 5, 1);
  field.setWeights(weights);
  const check = (): void => {
    const expected = direct(model, weights);
    const largest = Math.max(...expected.map(Math.abs));
    expect(worst(field.values, expected)).toBeLessThan(1e-6 * Math.max(1, largest));
    expect(field.largest).toBeCloseTo(largest, 4);
  };
  check();
  // A slider that is dragged, then another one.
  const last = model.functions.length - 1;
  for (let step = 0; step < 300; step++) field.setWeights((weights = weights.with(1, Math.sin(step))));
  check();
  field.setWeights((weights = weights.with(last, -0.75)));
  check();
  field.setWeights((weights = weights.map(() => 0)));
  expect(field.largest).toBe(0);
});

test.each(PLANE_GROUPS)('the field of %s is the same at all images, under every operation', (group) => {
  const model = planeModel(group, 6);
  const field = new Field(model, SIZE);
  field.setWeights(randomWeights(model, 9, 1));
  const at = (x: number): number => ((Math.round(x * SIZE) % SIZE) + SIZE) % SIZE;
  for (const op of group.operations)
    for (let i = 0; i < SIZE; i++)
      for (let j = 0; j < SIZE; j++) {
        // Every translation of a plane group is a half or none: grid points have grid points as images.
        const [x, y] = op.apply([i / SIZE, j / SIZE]);
        const difference = Math.abs(field.values[at(x) * SIZE + at(y)]! - field.values[i * SIZE + j]!);
        if (difference > 1e-5 * field.largest)
          throw new Error(`${group.hmShort}: ${op} changes the value at (${i}, ${j})/${SIZE} by ${difference}`);
      }
});

test('a field with nothing changed stays', () => {
  const model = planeModel(PLANE_GROUPS[10]!, 3);
  const field = new Field(model, 8);
  field.setWeights(model.functions.map(() => 0));
  expect(field.largest).toBe(0);
});

test.each(PLANE_GROUPS)('values at the orbit of a point in %s are equal', (group) => {
  const model = planeModel(group, 5);
  const weights = randomWeights(model, 2, 1);
  const general = orbitReadout(model, weights, [0.137, -0.59]);
  expect(general.images).toHaveLength(group.order);
  expect(general.spread).toBeLessThan(1e-12);
  const near = orbitReadout(model, weights, [0.004, 0.003]);
  expect(near.images.length).toBeLessThanOrEqual(group.order);
  if (group.isSymmorphic && group.order > 1 && group.wyckoff[0]!.coordinates()[0] === '0,0')
    expect(near.point).toEqual([0, 0]);
});
