import { spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { colored, makeSlicer, SLICE_AXES } from './sliceField.js';
import { spaceField } from './spaceField.js';
import { spaceModel } from './spaceModel.js';
import { START } from './spaceState.js';
import { weightsOf } from './spaceWeights.js';

test.each([
  [2, 'a', 0.3],
  [62, 'b', 0.25],
  [152, 'c', 0.61],
  [227, 'a', 0],
] as const)('group %i: the slice along %s at %d is the function there', (number, axis, height) => {
  const model = spaceModel(spaceGroup(number), 4);
  const weights = weightsOf(model, START);
  const field = spaceField(model, weights, 24);
  const size = 20;
  const slice = makeSlicer(model.set, axis).slice(field, height, size);
  const { normal, right, up } = SLICE_AXES[axis];
  const points = new Float64Array(3 * size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const at = 3 * (row * size + column);
      points[at + normal] = height;
      points[at + right] = column / size;
      points[at + up] = row / size;
    }
  const functions = model.basis.evaluate(points);
  let worst = 0;
  for (let p = 0; p < slice.length; p++) {
    let f = 0;
    for (let j = 0; j < weights.length; j++) f += weights[j]! * functions[p * weights.length + j]!;
    worst = Math.max(worst, Math.abs(slice[p]! - f));
  }
  expect(worst / field.max).toBeLessThan(1e-12);
});

test('colours: the least value has the first, zero the middle, the largest the last; beyond them it stays', () => {
  const palette = Uint32Array.of(10, 20, 30, 40, 50);
  const values = Float64Array.of(-1, -0.5, 0, 1, 2, -7, 0.5, 0.1, 0);
  expect(Array.from(colored(values, 3, 1, palette, false))).toEqual([10, 20, 30, 50, 50, 10, 40, 30, 30]);
  expect(Array.from(colored(values, 3, 1, palette, true))).toEqual([40, 30, 30, 50, 50, 10, 10, 20, 30]);
  expect(Array.from(colored(values, 3, 0, palette, false))).toEqual(Array.from({ length: 9 }, () => 30));
});
