import { spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { exampleCell } from '../../cell/exampleCell.js';
import { toCartesian } from '../../cell/rows.js';
import { type Affine, operationPath } from './operationPath.js';

const apply = (m: Affine, [x, y, z]: readonly number[]): number[] =>
  [0, 4, 8].map((row) => m[row]! * x! + m[row + 1]! * y! + m[row + 2]! * z! + m[row + 3]!);

const POINTS = [
  [0, 0, 0],
  [0.2, 0.5, 0.9],
  [0.7, 0.1, 0.3],
];

test.each([2, 14, 62, 88, 148, 152, 174, 178, 194, 214, 219, 227])(
  'group %i: every way begins at rest, ends at the operation, and keeps the centre in the cell',
  (number) => {
    const group = spaceGroup(number);
    const cell = exampleCell(group);
    for (const op of group.operations) {
      const { at, translation } = operationPath(op, cell);
      translation.forEach((t, i) => expect((t - op.trans[i]! / 24) % 1).toBeCloseTo(0, 12));
      const shift = translation.map((t, i) => t - op.trans[i]! / 24);
      for (const x of POINTS) {
        const start = toCartesian(cell, x);
        apply(at(0), start).forEach((c, i) => expect(c).toBeCloseTo(start[i]!, 12));
        const end = toCartesian(
          cell,
          op.apply(x as unknown as readonly [number, number, number]).map((c, i) => c + shift[i]!),
        );
        apply(at(1), start).forEach((c, i) => expect(c).toBeCloseTo(end[i]!, 10));
      }
      const centre = op.apply([0.5, 0.5, 0.5]).map((c, i) => c + shift[i]!);
      for (const c of centre) expect(c >= -1e-12 && c < 1).toBe(true);
      const among = op
        .apply([0.5, 0.5, 0.5])
        .map((c, i) => c + operationPath(op, cell, 2).translation[i]! - op.trans[i]! / 24);
      for (const c of among) expect(c >= 0.5 - 1e-12 && c < 1.5).toBe(true);
    }
  },
);

test('a rotation turns at even speed and keeps lengths; a mirror is flat half-way', () => {
  const group = spaceGroup(194);
  const cell = exampleCell(group);
  const length = (m: Affine, x: readonly number[]): number => {
    const [p, q] = [apply(m, x), apply(m, [0, 0, 0])];
    return Math.hypot(...p.map((c, i) => c - q[i]!));
  };
  const six = group.operations.find(({ type }) => type === '6')!;
  for (const time of [0.25, 0.5, 0.9]) {
    const map = operationPath(six, cell).at(time);
    expect(length(map, [0.3, 0.4, 0.5])).toBeCloseTo(Math.hypot(0.3, 0.4, 0.5), 10);
    expect(map[0]).toBeCloseTo(Math.cos((time * Math.PI) / 3), 10);
  }
  const mirror = group.operations.find(({ type, axis }) => type === 'm' && axis?.join() === '0,0,1')!;
  expect(length(operationPath(mirror, cell).at(0.5), [0, 0, 1])).toBeCloseTo(0, 10);
  expect(length(operationPath(mirror, cell).at(0.5), [1, 0, 0])).toBeCloseTo(1, 10);
});
