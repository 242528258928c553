import { expect, test } from 'vitest';
import { DataError } from '../core/errors.js';
import { readMeasuredPattern } from './measuredPattern.js';

test.each([
  ['blanks', '10.0 5\n10.1 7\n'],
  ['tabs, a third column', '10.0\t5\t0.1\r\n10.1\t7\t0.1'],
  ['commas and a heading', '2theta,intensity\n10.0,5\n10.1,7'],
  ['semicolons and comments', '# Cu\n; more\n10.0 ; 5\n! between\n1.01e1;7\n'],
  ['the larger angle first', '\uFEFF10.1 7\n\n10.0 5'],
])('two columns: %s', (_, text) => {
  const { twoTheta, intensity } = readMeasuredPattern(text);
  expect([...twoTheta]).toEqual([10, 10.1]);
  expect([...intensity]).toEqual([5, 7]);
});

test.each([
  ['10 5\n11 x', /line 2: expected an angle and an intensity, got "11 x"/],
  ['10 5\n300 4', /line 2: expected 2θ in degrees/],
  ['10 5', /at least two lines .*, got 1/],
  ['no numbers', /got 0/],
])('%o is refused', (text, message) => {
  expect(() => readMeasuredPattern(text)).toThrow(DataError);
  expect(() => readMeasuredPattern(text)).toThrow(message);
});
