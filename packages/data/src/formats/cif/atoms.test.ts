import { describe, expect, it } from 'vitest';
import { readCif } from './readCif.js';
import type { ReadResult } from '../readResult.js';
import { writeCif } from './writeCif.js';
import { textsOf } from '../../../test/support/diagnostics.ts';

const head = (a: number, symmetry = 'x,y,z'): string =>
  `data_x\n_cell_length_a ${a}\n_cell_length_b ${a}\n_cell_length_c ${a}\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n${symmetry.includes(',') ? `_symmetry_equiv_pos_as_xyz ${symmetry}` : `_symmetry_space_group_name_H-M '${symmetry}'`}\n`;
const loop = (rows: readonly string[], columns = 'label type_symbol fract_x fract_y fract_z'): string =>
  `loop_\n${columns
    .split(' ')
    .map((name) => `_atom_site_${name}`)
    .join('\n')}\n${rows.join('\n')}\n`;
const read = (rows: readonly string[], mode: 'strict' | 'lenient' = 'lenient', more = ''): ReadResult =>
  readCif(head(5) + loop(rows) + more, { mode })[0]!;

describe('atoms of a CIF', () => {
  it.each(['Va', 'Vac', 'vacancy', 'DUM', 'Du1'])('of type %s are no atoms', (type) => {
    const rows = ['Na1 Na 0 0 0', `X1 ${type} .5 .5 .5`];
    expect(read(rows).structure.formula).toBe('Na1');
    expect(textsOf(read(rows))).toEqual([`line 16: X1 is of type "${type}", no atom, and was left out`]);
    expect(() => read(rows, 'strict')).toThrow('no atom, and was left out');
  });

  it.each(['Wat', 'H2O', 'HOH', 'OH2', 'OH-'])('of type %s are oxygen, which is reported', (type) => {
    const result = read([`W1 ${type} 0 0 0`]);
    expect(result.structure.formula).toBe('O1');
    expect(textsOf(result)).toEqual([`line 15: the type symbol "${type}" was read as O`]);
  });

  it('may be water without a type, but not a tetrahedral site without one', () => {
    const rows = (label: string): string => head(5) + loop([`${label} 0 0 0`], 'label fract_x fract_y fract_z');
    expect(readCif(rows('Wat1'), { mode: 'strict' })[0]!.structure.formula).toBe('O1');
    expect(() => readCif(rows('T1'))).toThrow('the label "T1" names no element, or more than one');
  });

  it('are never moved in silence farther than their own digits, however short the others are', () => {
    const near = (y: string, mode: 'strict' | 'lenient' = 'strict'): ReadResult =>
      readCif(head(7, 'P m -3 m') + loop([`Na1 Na 0.5 ${y} 0.3`]), { mode })[0]!;
    expect(near('0').structure.sites.length).toBe(12);
    expect(near('0.0001').structure.sites.length).toBe(12);
    expect(() => near('0.0123')).toThrow('Na1 was moved by 0.086 Å onto the special position 0.5 0 0.3');
    expect(textsOf(near('0.0123', 'lenient'))[0]).toContain('Na1 was moved by 0.086 Å');
    expect(near('0.0523').structure.sites.length).toBe(24);
  });

  it('deuterium and tritium stay what they are', () => {
    const { structure } = read(['D1 D 0 0 0', 'T1 T .5 0 0', 'O1 O 0 .5 0']);
    expect(structure.sites.map(({ species, properties }) => [species[0]!.element, properties?.['isotope']])).toEqual([
      ['H', 2],
      ['H', 3],
      ['O', undefined],
    ]);
    expect(readCif(writeCif(structure))[0]!.structure.sites).toEqual(structure.sites);
  });

  it('have moments that are not read, with a note', () => {
    const moments = (z: string): string =>
      `loop_\n_atom_site_moment_label\n_atom_site_moment_crystalaxis_z\nFe1 ${z}\n`;
    expect(textsOf(read(['Fe1 Fe 0 0 0'], 'strict', moments('4.2(1)')), 'note')).toEqual([
      'line 19: the magnetic moments are not in the structure, it is the nuclear one',
    ]);
    expect(read(['Fe1 Fe 0 0 0'], 'strict', moments('0.0')).diagnostics).toEqual([]);
  });

  it('in any number at one place are refused before they fill the memory', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `Na${i} Na 0 0 0`);
    expect(() => readCif(head(5000) + loop(rows))).toThrow('pairs of atoms are nearer than 0.5 Å');
  });

  it('are at most 400,000', { timeout: 30_000 }, () => {
    const rows = Array.from({ length: 2200 }, (_, i) => `Na${i} Na 0.1${i} 0.2${i} 0.3${i}`);
    expect(() => readCif(head(500, 'F m -3 m') + loop(rows))).toThrow('the cell has more than 400000 atoms');
  });

  it.each([
    [['Na1 Na 0 0 0 2'], 'occupancy', 'line 16: record "x": CIF: the occupancy of Na1 must be from 0 to 1, got 2'],
    [['Na1 Na 0 0 0 1.5'], 'symmetry_multiplicity', 'must be an integer from 1 to 192, got 1.5'],
    [['Na1 Na 0 0 0 x'], 'occupancy', '_atom_site_occupancy must be a number like 1.234(5), got "x"'],
    [['Na1 Na 2e6 0 0 1'], 'occupancy', '_atom_site_fract_x of Na1 must be a fraction of the cell'],
    [['Na1 Na ? 0 0 1'], 'occupancy', 'Na1 has no coordinates, and without it the crystal is another one'],
    [['? ? ? ? ? 1'], 'occupancy', 'the data block lists no atom with coordinates'],
  ])('%j under %s is refused', (rows, column, message) =>
    expect(() => readCif(head(5) + loop(rows, `label type_symbol fract_x fract_y fract_z ${column}`))).toThrow(message),
  );

  it('with occupancy 0, a little above 1, or a calculated dummy are repaired', () => {
    const text =
      head(5) +
      loop(
        ['Na1 Na 0 0 0 1.01 .', 'K1 K .5 0 0 0 .', 'Q1 C 0 .5 0 1 dum'],
        'label type_symbol fract_x fract_y fract_z occupancy calc_flag',
      );
    const [result] = readCif(text) as [ReadResult];
    expect(result.structure.formula).toBe('Na1');
    expect(textsOf(result)).toEqual([
      'line 17: Na1 has occupancy 1.01, read as 1',
      'line 18: K1 has occupancy 0 and was left out',
      'line 19: Q1 is a dummy site and was left out',
    ]);
  });
});
