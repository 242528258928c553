import { describe, expect, it } from 'vitest';
import { siteDiagnostics } from './siteDiagnostics.js';
import { Structure } from './structure.js';

const codesOf = (a: number, x: number): string[] =>
  siteDiagnostics(
    Structure.of({
      lattice: { a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        { position: [0, 0, 0], species: 'Na' },
        { position: [x, x, x], species: 'Cl' },
      ],
    }),
  ).map(({ code }) => code);

describe('what is odd about sites', () => {
  it.each([
    ['a cell in Å', 5.64, 0.5, []],
    ['an image beside the cell', 5.64, -0.5, []],
    ['an image beside the cell', 5.64, 1.5, []],
    ['Cartesian coordinates as fractions', 5.64, 2.82, ['coordinates-outside']],
    ['Cartesian coordinates as fractions', 5.64, -2.82, ['coordinates-outside']],
    ['a molecule in a box', 25, 0.06, []],
    ['a cell in pm', 564, 0.5, ['cell-empty']],
  ])('%s, %d and %d: %j', (_, a, x, codes) => {
    expect(codesOf(a, x)).toEqual(codes);
  });
});
