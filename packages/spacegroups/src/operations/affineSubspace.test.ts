import { describe, expect, it } from 'vitest';
import { parseAbc } from './changeOfBasis.js';
import {
  carried,
  equationsOf,
  fixing,
  subspaceOf,
  imageOf,
  mapOf,
  parametersOf,
  parseSubspace,
} from './affineSubspace.js';
import { parseXyz } from './parseXyz.js';

const text = (flat: Parameters<typeof mapOf>[0]): string => mapOf(flat).toXyz();

describe('flats', () => {
  it.each(['0,0,0', '1/8,y,-y+1/4', 'x,2x,1/4', '2x,x,z', 'x,y,-x-y', 'x,y,z', '2/3,1/3,z', 'x,x+1/2,z'])(
    'prints %s as it reads it',
    (printed) => {
      expect(text(parseSubspace(printed))).toBe(printed);
    },
  );

  it.each([
    ['-x,x,3/4', 'x,-x,3/4'],
    ['z,1/2,z+1/4', 'x,1/2,x+1/4'],
    ['y,y,x', 'x,x,z'],
    ['4x,6x,5/4', '2x,3x,1/4'],
    ['1/2*x+1/2*y,1/2*x+1/2*y,z', 'x,x,z'],
    ['x+1/3,-2x,x-1', 'x,-2x+2/3,x+2/3'],
  ])('writes %s as %s', (given, expected) => {
    expect(text(parseSubspace(given))).toBe(expected);
  });

  it('is carried by a change of basis exactly, denominators beyond 24 included', () => {
    expect(text(carried(parseSubspace('1/8,1/8,1/8'), parseAbc('1/2*a,1/2*b,1/2*c;1/3,0,0')))).toBe('19/48,1/16,1/16');
    expect(text(carried(parseSubspace('x,0,1/4'), parseAbc('b,c,a')))).toBe('1/4,y,0');
  });

  it('has equations whose solutions are lattice vectors', () => {
    for (const printed of ['x,2x,1/4', '2x,3x,0', '0,0,0', 'x,y,-2x-3y', '3x,5x,7x', 'x,y,z']) {
      const { basis } = parseSubspace(printed);
      const { normals, solutions } = equationsOf(basis);
      expect(normals).toHaveLength(3 - basis.length);
      normals.forEach((n, i) => {
        for (const b of basis) expect(n[0] * b[0] + n[1] * b[1] + n[2] * b[2]).toBe(0);
        solutions.forEach((s, j) => expect(n[0] * s[0] + n[1] * s[1] + n[2] * s[2]).toBe(i === j ? 1 : 0));
      });
    }
  });

  it('recovers its parameters', () => {
    for (const printed of ['x,2x,1/4', '2x,3x,0', 'x,y,-2x-3y', '1/8,y,-y+1/4', 'x,y,z']) {
      const flat = parseSubspace(printed);
      const u = [0.3, -0.7, 1.1] as const;
      const back = parametersOf(flat, mapOf(flat).apply(u));
      for (const letter of flat.letters) expect(back[letter]).toBeCloseTo(u[letter] as number, 12);
    }
  });

  it('is fixed by the operations with the translation that fixes it', () => {
    const ops = ['x,y,z', '-x,-y,z', 'x,-y+1/2,z', '-x+1/2,y,z+1/2'].map(parseXyz);
    expect(fixing(parseSubspace('x,3/4,z'), ops).map((op) => op.toXyz())).toEqual(['x,y,z', 'x,-y+3/2,z']);
    expect(fixing(parseSubspace('1/2,1/2,z'), ops).map((op) => op.toXyz())).toEqual(['x,y,z', '-x+1,-y+1,z']);
    expect(text(imageOf(parseSubspace('x,0,1/8'), parseXyz('-y+1/2,x,z+1')))).toBe('1/2,x,1/8');
    expect(text(subspaceOf([[0, 0, 2]], [3, -1, 5], 6))).toBe('1/2,5/6,z');
  });
});
