import { expect, test } from 'vitest';
import { combinationText, decimalText, fractionText } from './numberText.js';

test('numbers are fractions where they are ones', () => {
  expect([1 / 3, 0.625, -0.25, 0, -0, 2, 0.1466].map((x) => fractionText(x))).toEqual([
    '1/3',
    '5/8',
    '-1/4',
    '0',
    '0',
    '2',
    '0.14660',
  ]);
  expect(combinationText([1, -2, 0.5])).toBe('a-2b+1/2c');
  expect(combinationText([0, 0, 0])).toBe('0');
  expect(decimalText(-1e-9, 4)).toBe('0.0000');
});
