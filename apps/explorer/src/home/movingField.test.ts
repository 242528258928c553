import { planeGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { movingField } from './movingField.js';

const GROUPS = Array.from({ length: 17 }, (_, i) => planeGroup(i + 1));

test.each(GROUPS)('the picture of $hmShort is the same at all images of a point, at any time', (group) => {
  const size = 24; // a multiple of all denominators: images of grid points are grid points
  const field = movingField(group, size);
  const wrap = (x: number): number => ((Math.round(x * size) % size) + size) % size;
  for (const time of [0, 3.7]) {
    const values = field.at(time).slice();
    for (const op of group.operations)
      for (let i = 0; i < values.length; i += 7) {
        const [x, y] = op.apply([(i % size) / size, Math.floor(i / size) / size]);
        expect(Math.abs(values[wrap(y) * size + wrap(x)]! - values[i]!)).toBeLessThan(1e-5);
      }
  }
});

test('the values fill the range and change with time and phase', () => {
  const field = movingField(planeGroup(17), 24);
  const first = field.at(0).slice();
  expect(first.reduce((max, value) => Math.max(max, Math.abs(value)), 0)).toBeCloseTo(1, 6);
  const distance = (other: Float32Array): number =>
    other.reduce((max, value, i) => Math.max(max, Math.abs(value - first[i]!)), 0);
  expect(distance(field.at(5))).toBeGreaterThan(0.1);
  expect(distance(movingField(planeGroup(17), 24, 0.5).at(0))).toBeGreaterThan(0.1);
});
