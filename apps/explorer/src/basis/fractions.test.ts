import { expect, test } from 'vitest';
import { indices, signed, twentyFourths } from './fractions.js';

test('24ths are reduced', () => {
  expect([0, 24, 12, 8, 18, 1, -6].map(twentyFourths)).toEqual(['0', '1', '1/2', '1/3', '3/4', '1/24', '-1/4']);
});

test('minus signs are printed as such, but not before zero', () => {
  expect(indices([2, -1])).toBe('(2 −1)');
  expect([signed(-0.004, 2), signed(-0.006, 2), signed(1.5, 1)]).toEqual(['0.00', '−0.01', '1.5']);
});
