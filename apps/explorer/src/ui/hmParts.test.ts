import { settings } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { hmParts } from './hmParts.js';

const marked = (symbol: string): string =>
  hmParts(symbol)
    .map(({ text, style }) => (style === 'sub' ? `_${text}` : style === 'bar' ? `¯${text}` : text))
    .join('');

test.each([
  ['P 21/c', 'P 2_1/c'],
  ['P 1 21/c 1', 'P 1 2_1/c 1'],
  ['F d -3 m:2', 'F d ¯3 m:2'],
  ['P 42/m n m', 'P 4_2/m n m'],
  ['P 63/m m c', 'P 6_3/m m c'],
  ['I 41 3 2', 'I 4_1 3 2'],
  ['R -3 c:H', 'R ¯3 c:H'],
  ['-42m', '¯42m'],
  ['4mm', '4mm'],
  ['432', '432'],
  ['32', '32'],
  ['222', '222'],
  ['23', '23'],
  ['.m.', '.m.'],
  ['P 32 2 1', 'P 3_2 2 1'],
])('%s is printed %s', (symbol, printed) => {
  expect(marked(symbol)).toBe(printed);
});

test('no character of a symbol is lost, and screw axes are those of the field', () => {
  for (const { hmExtended, hmFull } of settings())
    for (const symbol of [hmExtended, hmFull]) {
      const parts = hmParts(symbol);
      expect(parts.map(({ text, style }) => (style === 'bar' ? `-${text}` : text)).join('')).toBe(symbol);
      parts.forEach(({ text, style }, i) => {
        if (style === 'sub') expect(Number(text)).toBeLessThan(Number(parts[i - 1]!.text));
      });
    }
});
