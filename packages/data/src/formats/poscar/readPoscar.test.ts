import { describe, expect, it } from 'vitest';
import { readPoscar } from './readPoscar.js';
import { writePoscar } from './writePoscar.js';
import { Structure } from '../../structure/structure.js';
import { textsOf } from '../../../test/support/diagnostics.ts';

const CELL = '5 0 0\n0 6 0\n0 0 7';
const file = (parts: {
  comment?: string;
  scale?: string;
  cell?: string;
  species?: string;
  counts?: string;
  rest?: string;
}): string => {
  const { comment = 'c', scale = '1.0', cell = CELL, species = 'Na Cl\n', counts = '1 1', rest } = parts;
  return `${comment}\n${scale}\n${cell}\n${species}${counts}\n${rest ?? 'Direct\n0 0 0\n.5 .5 .5\n'}`;
};

describe('a POSCAR', () => {
  it('may have VASP’s ornaments', () => {
    const { structure, diagnostics } = readPoscar(
      file({
        species: 'Na_pv Cl/3a2b ! comment\n',
        counts: ' 1 1 ! two atoms',
        rest: 'Selective dynamics\nDirect\n0 0 0 T T F Na1\n.5 .5 .5 .FALSE. T T\n\n 0.1 0.2 0.3\n 0 0 0\n',
      }),
      { mode: 'strict' },
    );
    expect(structure.formula).toBe('Na1 Cl1');
    expect(structure.sites.map(({ properties }) => properties?.['selectiveDynamics'])).toEqual([
      [true, true, false],
      [false, true, true],
    ]);
    expect(diagnostics).toEqual([]);
    expect(writePoscar(structure, { digits: 2 })).toContain('Selective dynamics\nDirect\n');
    expect(readPoscar(writePoscar(structure)).structure.sites).toEqual(structure.sites);
  });

  it('a negative scale is the volume, three scales belong to the axes, Cartesian coordinates are scaled, too', () => {
    const rest = 'Kartesian\n0 0 0\n2.5 3 3.5\n';
    for (const scale of ['-420', '2 2 2', '1.26 0.5 3', '0.1d1']) {
      const { structure } = readPoscar(file({ scale, rest }));
      structure.sites[1]!.position.forEach((x) => expect(x).toBeCloseTo(0.5, 12));
      if (scale === '-420') expect(structure.volume).toBeCloseTo(420, 9);
    }
    expect(readPoscar(file({ scale: '1.26 0.5 3' })).structure.cellParameters.a).toBeCloseTo(6.3, 12);
  });

  it('of VASP 4 needs its elements from elsewhere', () => {
    const text = file({ comment: 'K_sv Cl', species: '' });
    expect(readPoscar(text).structure.formula).toBe('K1 Cl1');
    expect(textsOf(readPoscar(text))).toEqual([
      'line 1: the file names no elements (VASP 4); K Cl was taken from the comment',
    ]);
    expect(readPoscar(text, { species: ['Na', 'F'] }).structure.formula).toBe('Na1 F1');
    expect(() => readPoscar(text, { species: ['Na'] })).toThrow('the option species must be 2 symbols');
    expect(() => readPoscar(file({ species: '' }), { file: 'P' })).toThrow('P:1: POSCAR: the file names no elements');
  });

  it('with coordinates that belong to no species is not read as another crystal', () => {
    const longer = file({ rest: 'Direct\n0 0 0\n.5 .5 .5\n.5 0 0\n' });
    for (const mode of ['lenient', 'strict'] as const)
      expect(() => readPoscar(longer, { mode })).toThrow('line 11: POSCAR: there are more coordinates');
    expect(() => readPoscar(file({ counts: '1' }))).toThrow(
      'line 7: POSCAR: "Cl" is named, but has no number of atoms',
    );
    expect(() => readPoscar(file({ counts: '1 x 1' }))).toThrow('"Cl" is named');
    expect(() => readPoscar(file({ species: 'Na\n' }))).toThrow('2 species have numbers of atoms, but 1 have names');
  });

  it.each([
    [{ scale: '0' }, 'line 2: POSCAR: the scale factor'],
    [{ scale: '1 -1 1' }, 'line 2: POSCAR: the scale factor'],
    [{ scale: 'one' }, 'line 2: POSCAR: the scale factor'],
    [{ cell: '5 0 0\n0 6 0\n0 x 7' }, 'line 5: POSCAR: expected three components'],
    [{ cell: '5 0 0\n0 6 0\n0 6 0' }, 'line 3: POSCAR: the three lattice vectors span no volume'],
    [{ counts: '0 0' }, 'line 7: POSCAR: the numbers of atoms add up to 0'],
    [{ counts: '900000 900000' }, 'line 7: POSCAR: at most 1000000 atoms'],
    [{ counts: 'x' }, 'line 7: POSCAR: expected the numbers of atoms'],
    [{ species: 'Qq Cl\n' }, 'line 6: POSCAR: expected the symbol of an element, found "Qq"'],
    [{ rest: '0 0 0\n.5 .5 .5\n' }, 'line 8: POSCAR: expected Direct or Cartesian'],
    [{ rest: 'Direct\n0 0 0' }, 'expected the coordinates of atom 2 of 2, found the end of the file'],
    [{ rest: 'Direct\n0 0 0\n1e9 0 0\n' }, 'a position must be three fractional coordinates below 1e6'],
  ])('%j is refused', (parts, message) => expect(() => readPoscar(file(parts))).toThrow(message));

  it('takes other words for Direct, which is reported and refused in strict mode', () => {
    const text = file({ rest: 'Fractional\n0 0 0\n.5 .5 .5\n' });
    expect(textsOf(readPoscar(text))).toEqual(['line 8: "Fractional" was read as Direct']);
    const unnamed = file({ comment: 'Na Cl', species: '', rest: 'Fractional\n0 0 0\n.5 .5 .5\n' });
    expect(textsOf(readPoscar(unnamed))).toEqual([
      expect.stringMatching(/^line 1: .*Na Cl was taken from the comment$/),
      'line 7: "Fractional" was read as Direct',
    ]);
    expect(() => readPoscar(text, { mode: 'strict' })).toThrow('line 8: POSCAR: expected Direct or Cartesian');
  });

  it('has no partial occupancies', () => {
    const half = Structure.of({
      lattice: [
        [4, 0, 0],
        [0, 4, 0],
        [0, 0, 4],
      ],
      sites: [{ position: [0, 0, 0], species: [{ element: 'Na', occupancy: 0.5 }] }],
    });
    expect(() => writePoscar(half)).toThrow('a POSCAR has no partial occupancies');
  });
});
