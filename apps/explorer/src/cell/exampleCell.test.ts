import { settings, spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { exampleCell } from './exampleCell.js';
import { cellParameters, inverseRows, toCartesian } from './rows.js';

const shape = (number: number, qualifier?: string): string => {
  const { lengths, angles } = cellParameters(
    exampleCell(spaceGroup(number, qualifier === undefined ? {} : { qualifier })),
  );
  const rounded = angles.map((angle) => Number(angle.toFixed(6)));
  const same = lengths.map((length) => lengths.findIndex((other) => Math.abs(other - length) < 1e-9));
  return `${same.map((i) => 'abc'[i]).join('')} ${rounded.map((angle) => (angle === 90 || angle === 120 ? angle : 'x')).join(' ')}`;
};

test.each([
  [2, undefined, 'abc x x x'],
  [14, undefined, 'abc 90 x 90'],
  [14, 'c1', 'abc 90 90 x'],
  [14, 'a1', 'abc x 90 90'],
  [62, undefined, 'abc 90 90 90'],
  [139, undefined, 'aac 90 90 90'],
  [166, 'H', 'aac 90 90 120'],
  [166, 'R', 'aaa x x x'],
  [194, undefined, 'aac 90 90 120'],
  [227, undefined, 'aaa 90 90 90'],
] as const)('the cell of group %i %s has the shape %s', (number, qualifier, expected) => {
  expect(shape(number, qualifier)).toBe(expected);
});

test('in every setting, every operation is an isometry of the cell, and the cell has the volume 1', () => {
  for (const setting of settings()) {
    const group = spaceGroup(setting.number, { qualifier: setting.qualifier });
    const rows = exampleCell(group);
    expect(rows[0]! * rows[4]! * rows[8]!).toBeCloseTo(1, 12);
    const metric = (x: readonly number[]): number => Math.hypot(...toCartesian(rows, x));
    for (const { rot } of group.representatives)
      for (const x of [
        [1, 0, 0],
        [0.3, -0.8, 0.5],
        [0.1, 0.2, 1.7],
      ])
        expect(metric([0, 3, 6].map((i) => rot[i]! * x[0]! + rot[i + 1]! * x[1]! + rot[i + 2]! * x[2]!))).toBeCloseTo(
          metric(x),
          12,
        );
  }
});

test('the inverse undoes the basis vectors', () => {
  const rows = exampleCell(spaceGroup(1));
  const inverse = inverseRows(rows);
  const [x, y, z] = toCartesian(rows, [0.25, -0.5, 0.75]);
  for (const [j, expected] of [0.25, -0.5, 0.75].entries())
    expect(x * inverse[j]! + y * inverse[3 + j]! + z * inverse[6 + j]!).toBeCloseTo(expected, 12);
});
