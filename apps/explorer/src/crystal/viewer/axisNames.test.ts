import { expect, it } from 'vitest';
import { axisNames } from './axisNames.js';

const CUBE = [4, 0, 0, 0, 4, 0, 0, 0, 4];

it('names of lattice vectors are beyond their ends', () => {
  const { positions, height } = axisNames(CUBE, 2, []);
  expect(height).toBeCloseTo(0.15 * Math.sqrt(3) * 4, 9);
  positions.forEach((position, axis) => {
    expect(position[axis]).toBeCloseTo(8 + height / 2, 9);
    expect(Math.hypot(...position)).toBeCloseTo(position[axis]!, 9);
  });
});

it('names keep clear of an atom at the end', () => {
  const { positions } = axisNames(CUBE, 1, [{ position: [0, 0, 4.1], radius: 0.7 }]);
  expect(positions[2][2] - positions[0][0]).toBeCloseTo(0.7, 9);
});
