import { describe, expect, it } from 'vitest';
import { detectFormat } from './detectFormat.js';
import { readStructures } from './readStructures.js';

const POSCAR = '\n1.0\n5 0 0\n0 5 0\n0 0 5\nNa Cl\n1 1\nDirect\n0 0 0\n.5 .5 .5\n';
const CIF = `_cell_length_a 5
_cell_length_b 5
_cell_length_c 5
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
loop_
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Na 0 0 0
Cl .5 .5 .5
`;
const XYZ_ROWS = 'Na 0 0 0\nCl 2.5 2.5 2.5\n';
const LATTICE = 'Lattice="5 0 0 0 5 0 0 0 5"';

describe('a comment that looks like another format', () => {
  it.each([
    '[001] tilt boundary',
    '{111} surface',
    '{"lattice": 5, "sites": 2}',
    'data_NaCl from CIF',
    'data_NaCl',
    '<110> dislocation',
    '<?xml version="1.0"?>',
    '<modeling>',
    '# CIF of salt',
    '2',
    '1.0',
    'id,cif,target',
    'loop_',
    '_cell_length_a 5',
    '',
  ])('is free text of a POSCAR: %j', (comment) => {
    expect(detectFormat(comment + POSCAR)).toBe('poscar');
    expect(readStructures(comment + POSCAR)[0]!.structure.formula).toBe('Na1 Cl1');
  });

  it.each([`data_x ${LATTICE}`, `${LATTICE} note="[001]"`, `name="{x}" ${LATTICE}`, `1.0 ${LATTICE}`])(
    'is part of an XYZ file: %j',
    (comment) => {
      const text = `\n2\n${comment}\n${XYZ_ROWS}`;
      expect(detectFormat(text)).toBe('extxyz');
      expect(readStructures(text)[0]!.structure.formula).toBe('Na1 Cl1');
    },
  );

  it.each(['[001] tilt boundary', '{111} surface', '<110> dislocation', 'Supplementary material', '12'])(
    'stands before the data of a CIF: %j',
    (comment) => expect(detectFormat(`${comment}\n\ndata_salt\n${CIF}`)).toBe('cif'),
  );
});

describe('a format', () => {
  it.each([
    ['a POSCAR with comments', 'c\n1.0 ! Å\n5 0 0 # a\n0 5 0 # b\n0 0 5 # c\n', 'poscar'],
    ['a POSCAR with three factors', 'c\n1.0 2 3\n5 0 0\n0 5 0\n0 0 5\n', 'poscar'],
    ['a molecule', '2\nany words\nC 0 0 0\nO 0 0 1.1\n', 'extxyz'],
    [
      'frames of which the first has no cell',
      `1\nProperties=species:S:1:pos:R:3\nC 0 0 0\n2\n${LATTICE}\n${XYZ_ROWS}`,
      'extxyz',
    ],
    ['a CIF without its first line', CIF, 'cif'],
    ['a CIF behind comments', `# 1\n\n# 2\ndata_x\n${CIF}`, 'cif'],
    ['a CIF of DDL 2', '_cell.length_a 5\n', 'cif'],
  ])('%s is recognised', (_, text, expected) => expect(detectFormat(text)).toBe(expected));

  it.each([
    ['a POSCAR with two vectors', 'c\n1.0\n5 0 0\n0 5 0\n'],
    ['a table', 'c\na b\n5 0 0\n0 5 0\n0 0 5\n'],
    ['a number of lines', '2\nany words\nfirst line of the text\n'],
    ['a web page that shows a CIF', `<!DOCTYPE html>\n<pre>\ndata_x\n${CIF}</pre>`],
    ['other JSON', '{"a": "data_x"}'],
    ['words', 'data on salt\n_cell_length_alpha 90\n'],
  ])('%s is not one', (_, text) => expect(detectFormat(text)).toBeUndefined());
});
