import type { SymOp } from '@crystal-fourier/spacegroups';
import type { SpaceField } from './spaceField.js';

/**
 * Largest |f(gx) − f(x)| over the grid; g maps a grid of a multiple of 24 points onto itself, so nothing is interpolated.
 *
 * @throws Error if the operation leads between the points of the grid
 */
export function largestChange({ size, values }: Pick<SpaceField, 'size' | 'values'>, { rot, trans }: SymOp): number {
  const shift = trans.map((t) => (t * size) / 24);
  if (!shift.every(Number.isInteger))
    throw new Error(`The grid must have a multiple of 24 points along each axis, got ${size}.`);
  const mod = (index: number): number => ((index % size) + size) % size;
  let largest = 0;
  for (let i = 0, at = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      for (let l = 0; l < size; l++, at++) {
        const [x, y, z] = [0, 3, 6].map((row) =>
          mod(rot[row]! * i + rot[row + 1]! * j + rot[row + 2]! * l + shift[row / 3]!),
        ) as [number, number, number];
        const change = Math.abs(values[(x * size + y) * size + z]! - values[at]!);
        if (change > largest) largest = change;
      }
  return largest;
}
