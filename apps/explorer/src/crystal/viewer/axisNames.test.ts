import { expect, it } from 'vitest';
import { axisNames } from './axisNames.js';

const CUBE = [4, 0, 0, 0, 4, 0, 0, 0, 4];

it('names of lattice vectors are beyond their ends', () => {
  const { places, height } = axisNames(CUBE, 2, []);
  expect(height).toBeCloseTo(0.15 * Math.sqrt(3) * 4, 9);
  places.forEach((place, axis) => {
    expect(place[axis]).toBeCloseTo(8 + height / 2, 9);
    expect(Math.hypot(...place)).toBeCloseTo(place[axis]!, 9);
  });
});

it('names keep clear of an atom at the end', () => {
  const { places } = axisNames(CUBE, 1, [{ place: [0, 0, 4.1], radius: 0.7 }]);
  expect(places[2][2] - places[0][0]).toBeCloseTo(0.7, 9);
});
