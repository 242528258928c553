import { spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { describeSlice, describeSurface, shareAbove, shareBelow } from './describe.js';
import { makeSlicer } from './sliceField.js';
import { spaceField } from './spaceField.js';
import { spaceModel } from './spaceModel.js';
import { START } from './spaceState.js';
import { weightsOf } from './spaceWeights.js';

const gyroid = { ...START, star: [1, 1, 0] as const, level: 0 };
const model = spaceModel(spaceGroup(214), 2);
const field = spaceField(model, weightsOf(model, gyroid));

test('shares of the cell', () => {
  const values = Float32Array.of(-2, -1, 0, 1, 2, 3, 4, 5);
  expect(shareAbove({ values }, 1)).toBe(0.5);
  expect(shareBelow({ values }, -1)).toBe(0.125);
});

test('surfaces in words', () => {
  expect(describeSurface(model.group, field, gyroid)).toBe(
    'One unit cell of I 41 3 2 with the function of the star (1 1 0): the surface f = 0. On its orange side, in 50 % of the cell, f is positive; on its blue side negative.',
  );
  expect(describeSurface(model.group, field, { ...gyroid, level: 0.5, cells: 2, sine: true })).toMatch(
    /^Eight unit cells of I 41 3 2 with the sine function of the star \(1 1 0\): where f is above 50 % of its largest value an orange surface encloses (\d+) % of the cell, and where it is as far below zero a blue one \1 %\.$/,
  );
  expect(describeSurface(model.group, { ...field, max: 0 }, START)).toBe(
    'One unit cell of I 41 3 2 with the random function 1: it is zero everywhere, so there is no surface.',
  );
});

test('slices in words', () => {
  const values = makeSlicer(model.set, 'c').slice(field, 0);
  expect(describeSlice(model.group, field, values, gyroid)).toMatch(
    /^Slice through I 41 3 2 at 0\.000 c of the function of the star \(1 1 0\): values from −\d+ % \(blue\) to \d+ % \(orange\) of the largest \|f\| in the cell\.$/,
  );
  expect(describeSlice(model.group, { ...field, max: 0 }, values, START)).toMatch(/it is zero everywhere\.$/);
});
