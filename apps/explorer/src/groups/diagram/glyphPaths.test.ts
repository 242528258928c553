import { describe, expect, it } from 'vitest';
import { glyphOf } from './glyphPaths.js';

const count = (path: string, letter: string): number => path.split(letter).length - 1;

describe('glyphOf', () => {
  it('draws lens, triangle, square and hexagon', () => {
    expect(['3', '4', '6'].map((symbol) => count(glyphOf(symbol).solid, 'L') + 1)).toEqual([3, 4, 6]);
    expect(count(glyphOf('2').solid, 'Q')).toBe(2);
  });

  it.each([
    ['2_1', 2],
    ['3_1', 3],
    ['3_2', 3],
    ['4_1', 4],
    ['4_2', 2],
    ['6_1', 6],
    ['6_2', 2],
    ['6_3', 3],
    ['6_3/m', 3],
    ['4', 0],
  ])('%s has %i tails', (symbol, n) => {
    expect(count(glyphOf(symbol).tails, 'M')).toBe(n);
  });

  it('turns the tails of enantiomorphic axes in opposite ways', () => {
    // Mirror images: the same tails with x negated.
    const ends = (symbol: string, sign: 1 | -1): string[] =>
      [...glyphOf(symbol).tails.matchAll(/L(-?[\d.]+),(-?[\d.]+)/g)]
        .map(([, x, y]) => `${(sign * Number(x)).toFixed(1)},${Number(y).toFixed(1)}`.replaceAll('-0.0', '0.0'))
        .toSorted();
    for (const [right, left] of [
      ['3_1', '3_2'],
      ['4_1', '4_3'],
      ['6_1', '6_5'],
    ] as const) {
      expect(ends(right, 1)).toEqual(ends(left, -1));
      expect(ends(right, 1)).not.toEqual(ends(left, 1));
    }
  });

  it('opens symbols with a centre or an inversion point', () => {
    expect(glyphOf('-1')).toMatchObject({ solid: '', inner: '' });
    expect(glyphOf('-1').open).not.toBe('');
    for (const symbol of ['2/m', '2_1/m', '-3', '4/m', '4_2/m', '6/m']) {
      expect(glyphOf(symbol).solid).not.toBe('');
      expect(glyphOf(symbol).open).not.toBe('');
    }
    for (const symbol of ['-4', '-6']) expect(glyphOf(symbol)).toMatchObject({ solid: '', tails: '' });
    expect(glyphOf('-6').inner).not.toBe(glyphOf('-4').inner);
  });
});
