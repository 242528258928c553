import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coordinateText, fractionText, readCoordinate, translationText } from './fractionText.js';

test.each([
  [12, 24, '1/2'],
  [0, 24, '0'],
  [-6, 24, '-1/4'],
  [48, 24, '2'],
  [-24, 24, '-1'],
  [5, 72, '5/72'],
])('%i/%i is %s', (n, d, text) => {
  expect(fractionText(n, d)).toBe(text);
});

test('fractions are in lowest terms and mean the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 144 }), (n, d) => {
      const [above = 0, below = 1] = fractionText(n, d).split('/').map(Number);
      expect(above * d).toBe(n * below);
      expect(fractionText(above, below)).toBe(fractionText(n, d));
    }),
  );
});

test('a translation may be in parts of a 24th', () => {
  expect(translationText([12, 0, -6])).toBe('1/2,0,-1/4');
  expect(translationText([4 / 3, 0.5, 0])).toBe('1/18,1/48,0');
});

test.each([
  ['0.25', 0.25],
  ['1/4', 0.25],
  [' -.5 ', -0.5],
  ['−1/3', -1 / 3],
  ['3', 3],
])('%j is a coordinate', (text, value) => {
  expect(readCoordinate(text)).toBeCloseTo(value, 12);
});

test.each(['', 'x', '1/0', '1/2/3', '0.1.2', '1e3', '10000000'])('%j is none', (text) => {
  expect(readCoordinate(text)).toBeUndefined();
});

test('what is shown of a coordinate is read again', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (x) => {
      expect(Math.abs(readCoordinate(coordinateText(x))! - x)).toBeLessThanOrEqual(5.1e-6);
    }),
  );
});
