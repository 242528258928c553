import { type SpaceGroup, spaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import { readCif, type ReadCifOptions } from './readCif.js';
import { diagnosticText } from '../../core/diagnostics.js';
import type { ReadResult } from '../readResult.js';
import { siteDiagnostics } from '../../structure/siteDiagnostics.js';
import { textsOf } from '../../../test/support/diagnostics.ts';

interface Parts {
  cell?: string;
  symmetry?: string;
  columns?: string;
  atoms?: string;
  more?: string;
}

const CUBIC = '5.64 5.64 5.64 90 90 90';
const HEXAGONAL = '4 4 6 90 90 120';

function cif({ cell = CUBIC, symmetry = '', columns = '', atoms = 'Na Na 0 0 0', more = '' }: Parts): string {
  const names = ['length_a', 'length_b', 'length_c', 'angle_alpha', 'angle_beta', 'angle_gamma'];
  const head = cell.split(' ').map((value, i) => `_cell_${names[i]} ${value}`);
  const site = [
    'label',
    'type_symbol',
    'fract_x',
    'fract_y',
    'fract_z',
    ...columns.split(' ').filter((name) => name !== ''),
  ];
  return `data_test\n${head.join('\n')}\n${symmetry}\n${more}\nloop_\n${site.map((name) => `_atom_site_${name}`).join('\n')}\n${atoms}\n`;
}

function operations(group: SpaceGroup): string {
  return `loop_\n_space_group_symop_operation_xyz\n${group.operations.map((op) => `'${op.toXyz()}'`).join('\n')}\n`;
}

const read = (parts: Parts, options?: ReadCifOptions): ReadResult => readCif(cif(parts), options)[0]!;
const strict = (parts: Parts, options: ReadCifOptions = {}): ReadResult => read(parts, { ...options, mode: 'strict' });
const formula = (parts: Parts): string => read(parts).structure.formula;

describe('symmetry of a CIF', () => {
  const salt = 'Na1 Na 0 0 0\nCl1 Cl .5 .5 .5';

  it.each([
    ['operations, new name', operations(spaceGroup(225)), 'operations'],
    [
      'operations, old name',
      operations(spaceGroup(225)).replace('_space_group_symop_operation_xyz', '_symmetry_equiv_pos_as_xyz'),
      'operations',
    ],
    [
      'operations with a dot in the name',
      operations(spaceGroup(225)).replace('_space_group_symop_operation_xyz', '_space_group_symop.operation_xyz'),
      'operations',
    ],
    ['Hall symbol', "_space_group_name_Hall '-F 4 2 3'", 'hall'],
    ['Hall symbol, old name', "_symmetry_space_group_name_Hall '-F 4 2 3'", 'hall'],
    ['H–M symbol', "_space_group_name_H-M_alt 'F m -3 m'", 'hermann-mauguin'],
    ['H–M symbol, old name', "_symmetry_space_group_name_H-M 'Fm-3m'", 'hermann-mauguin'],
    ['H–M symbol before 1969', "_symmetry_space_group_name_H-M 'F m 3 m'", 'hermann-mauguin'],
    ['number', '_space_group_IT_number 225', 'number'],
    ['number, old name', '_symmetry_Int_Tables_number 225', 'number'],
  ])('is read from %s', (_, symmetry, source) => {
    const { structure, symmetry: verdict, diagnostics } = strict({ symmetry, atoms: salt });
    expect(structure.formula).toBe('Na4 Cl4');
    expect(verdict).toMatchObject({ source, consistent: true, conflicts: [] });
    expect(verdict!.group).toBe(spaceGroup(225));
    expect(diagnostics).toEqual([]);
  });

  it('of all kinds at once agrees', () => {
    const symmetry = `${operations(spaceGroup(14))}_space_group_name_Hall '-P 2ybc'\n_symmetry_space_group_name_H-M 'P 21/c'\n_space_group_IT_number 14\n_symmetry_cell_setting monoclinic`;
    expect(strict({ symmetry, cell: '5 6 7 90 100 90', atoms: 'O O .1 .2 .3' }).symmetry).toMatchObject({
      consistent: true,
      source: 'operations',
    });
  });

  it.each([
    [
      'another number',
      '_symmetry_Int_Tables_number 221',
      /"221" is P m -3 m \(221\), but the operations make F m -3 m \(225\)/,
    ],
    ['another symbol', "_symmetry_space_group_name_H-M 'P m -3 m'", /P m -3 m \(221\), but the operations/],
    ['another Hall symbol', "_space_group_name_Hall '-P 4 2 3'", /P m -3 m \(221\), but the operations/],
    ['a number that is none', '_symmetry_Int_Tables_number 231', /no space-group number/],
    ['a symbol that is none', "_symmetry_space_group_name_H-M 'F m -3 q'", /matches no symbol/],
    ['another crystal system', '_symmetry_cell_setting tetragonal', /is "tetragonal", but F m -3 m \(225\) is cubic/],
    ['a crystal system that is none', '_space_group_crystal_system quadratic', /no crystal system/],
  ])('that contradicts itself by %s is refused, or reported while the operations win', (_, more, message) => {
    const parts = { symmetry: operations(spaceGroup(225)), more, atoms: salt };
    expect(() => strict(parts)).toThrow(message);
    const { structure, symmetry, diagnostics } = read(parts);
    expect(structure.formula).toBe('Na4 Cl4');
    expect(symmetry!.consistent).toBe(false);
    expect(symmetry!.conflicts).toMatchObject([
      {
        severity: 'repair',
        code: 'symmetry-conflict',
        message: expect.stringMatching(message),
        line: expect.any(Number),
      },
    ]);
    expect(diagnostics).toEqual(symmetry!.conflicts);
  });

  it('with the number 0, which programs write for a group that they do not know, is no contradiction', () => {
    const parts = { symmetry: operations(spaceGroup(225)), more: '_symmetry_Int_Tables_number 0', atoms: salt };
    expect(strict(parts).symmetry).toMatchObject({ consistent: true, conflicts: [] });
  });

  it('in another setting than the symbol is a contradiction too', () => {
    const parts = {
      symmetry: operations(spaceGroup(14, { cellChoice: 2 })),
      more: "_symmetry_space_group_name_H-M 'P 1 21/c 1'",
      cell: '5 6 7 90 100 90',
      atoms: 'O O .1 .2 .3',
    };
    expect(() => strict(parts)).toThrow(/another setting of the same group/);
    expect(read(parts).symmetry!.group).toBe(spaceGroup(14, { cellChoice: 2 }));
  });

  it('none at all is P 1, reported', () => {
    const { structure, symmetry, diagnostics } = read({ atoms: salt });
    expect(structure.formula).toBe('Na1 Cl1');
    expect(symmetry).toMatchObject({ source: 'none', consistent: true });
    expect(diagnostics).toMatchObject([{ code: 'symmetry-missing', message: expect.stringContaining('read as P 1') }]);
    expect(() => strict({ atoms: salt })).toThrow(/declares no space group/);
  });

  it('none at all is refused where multiplicities tell that it is missing', () => {
    expect(() => read({ columns: 'site_symmetry_multiplicity', atoms: 'Na1 Na 0 0 0 4' })).toThrow(
      /lacks its symmetry operations/,
    );
  });

  it('an incomplete list is refused, or completed and reported', () => {
    const parts = { symmetry: "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n'z,x,y'", atoms: 'O O .1 .2 .3' };
    expect(() => strict(parts)).toThrow(/no complete group/);
    const { structure, symmetry } = read(parts);
    expect([structure.sites.length, symmetry!.consistent]).toEqual([3, false]);
  });

  it.each([
    ['an operation that is no triplet', "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n'x,y'", /no coordinate triplet/, 11],
    [
      'an operation that is no rotation',
      "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n'x,2y,z'",
      /no symmetry operation/,
      11,
    ],
    [
      'a cell without the symmetry',
      "_symmetry_space_group_name_H-M 'F m -3 m'\n_cell_measurement_temperature 300",
      /cell has not the symmetry/,
      undefined,
    ],
    ['a magnetic group', '_space_group_magn.number_BNS 1.1', /magnetic/, 8],
    ['a modulated structure', '_cell_modulation_dimension 1', /modulated/, 8],
  ])('%s is refused', (_, symmetry, message, line) => {
    try {
      read({ symmetry, cell: symmetry.includes('F m') ? '5 6 7 90 90 90' : CUBIC });
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).toMatch(message);
      if (line !== undefined) expect((error as { line: number }).line).toBe(line);
    }
  });

  it('a cell that is cubic to a few thousandths is reported', () => {
    const parts = { symmetry: operations(spaceGroup(225)), cell: '5.64 5.64 5.66 90 90 90', atoms: salt };
    expect(() => strict(parts)).toThrow(/only to/);
    expect(read(parts).symmetry!.conflicts[0]!.message).toMatch(/only to 0\.\d+ %/);
  });
});

describe('a symbol of several settings', () => {
  it('is decided by the cell: hexagonal or rhombohedral axes, unique axis', () => {
    const symmetry = "_symmetry_space_group_name_H-M 'R -3 m'";
    expect(strict({ symmetry, cell: HEXAGONAL }).symmetry!.group.setting.qualifier).toBe('H');
    expect(strict({ symmetry, cell: '4 4 4 70 70 70' }).symmetry!.group.setting.qualifier).toBe('R');
    const monoclinic = "_symmetry_space_group_name_H-M 'P 2/m'";
    expect(strict({ symmetry: monoclinic, cell: '5 6 7 90 90 100' }).symmetry!.group.setting.qualifier).toBe('c');
  });

  it('is decided by the atoms: origin choices of F d -3 m', () => {
    const symmetry = "_symmetry_space_group_name_H-M 'F d -3 m'";
    const columns = 'site_symmetry_multiplicity';
    const first = read({ symmetry, columns, atoms: 'Si Si 0 0 0 8' });
    expect(first.symmetry!.group.setting.qualifier).toBe('1');
    expect(first.structure.formula).toBe('Si8');
    expect(textsOf(first)).toEqual([
      expect.stringContaining('F d -3 m:1 was used, with which the multiplicities agree'),
    ]);
    const second = read({ symmetry, columns, atoms: 'Si Si .125 .125 .125 8' });
    expect([second.symmetry!.group.setting.qualifier, second.structure.formula]).toEqual(['2', 'Si8']);
    expect(() => strict({ symmetry, columns, atoms: 'Si Si 0 0 0 8' })).toThrow(/can mean/);
  });

  it('that nothing decides is refused, with the choice', () => {
    const parts = {
      symmetry: "_symmetry_space_group_name_H-M 'P n n n'",
      cell: '5 6 7 90 90 90',
      atoms: 'O O .1 .2 .3',
    };
    expect(() => read(parts)).toThrow(
      /nothing in the file decides between different crystals: P n n n:2 \(48\) makes O8; P n n n:1 .*--setting "P n n n:2"/,
    );
    for (const setting of ['P n n n:1', 'P n n n:2']) {
      const { symmetry, structure, diagnostics } = read(parts, { setting });
      expect([symmetry!.group.setting.hmExtended, symmetry!.source, structure.formula]).toEqual([
        setting,
        'setting',
        'O8',
      ]);
      expect(diagnostics).toEqual([]);
    }
  });
});

describe('special positions', () => {
  const symmetry = operations(spaceGroup(194));

  it('are found through the rounding of thirds, and reported', () => {
    const result = read({ symmetry, cell: HEXAGONAL, atoms: 'Zn Zn .3333 .6667 .25' });
    expect(result.structure.sites).toHaveLength(2);
    expect(result.structure.sites[0]!.position).toEqual([1 / 3, 2 / 3, 0.25]);
    expect(textsOf(result)).toEqual([
      expect.stringMatching(/moved by .* Å onto the special position 0.333333 0.666667 0.25/),
    ]);
    expect(strict({ symmetry, cell: HEXAGONAL, atoms: 'Zn Zn .3333 .6667 .25' }).structure.sites).toHaveLength(2);
  });

  it('are found for two digits on a full site, not on a share of one', () => {
    expect(read({ symmetry, cell: HEXAGONAL, atoms: 'Zn Zn .33 .67 .25' }).structure.sites).toHaveLength(2);
    expect(
      read({ symmetry, cell: HEXAGONAL, columns: 'occupancy', atoms: 'Zn Zn .33 .67 .25 .3' }).structure.sites,
    ).toHaveLength(6);
    expect(
      read({ symmetry, cell: HEXAGONAL, atoms: 'Zn Zn .33 .67 .25' }, { tolerance: 0.001 }).structure.sites,
    ).toHaveLength(6);
  });

  it('off by more than the digits are a repair', () => {
    const parts = { symmetry, cell: HEXAGONAL, atoms: 'Zn Zn .332000 .667000 .250000' };
    expect(() => strict(parts, { tolerance: 0.05 })).toThrow(/moved by/);
    expect(textsOf(read(parts, { tolerance: 0.05 }), 'repair')).toHaveLength(1);
  });

  it('follow the declared multiplicity', () => {
    const columns = 'site_symmetry_multiplicity';
    const far = { symmetry, cell: HEXAGONAL, columns, atoms: 'Zn Zn .31 .69 .25 2' };
    const { structure, diagnostics } = read(far);
    expect(structure.sites).toHaveLength(2);
    expect(diagnostics.map(diagnosticText)).toEqual([expect.stringContaining('to have the declared multiplicity 2')]);
    expect(() => strict(far)).toThrow(/multiplicity/);
    const wrong = { symmetry, cell: HEXAGONAL, columns, atoms: 'Zn Zn .1 .2 .25 2' };
    expect(read(wrong).symmetry!.conflicts).toMatchObject([
      { code: 'multiplicity-conflict', message: expect.stringContaining('its declared multiplicity is 2') },
    ]);
    expect(() => strict(wrong)).toThrow(/declared multiplicity is 2/);
  });

  it('accept the order of the site symmetry, as older programs wrote it', () => {
    expect(
      strict({
        symmetry,
        cell: HEXAGONAL,
        columns: 'symmetry_multiplicity',
        atoms: 'Zn Zn .33333 .66667 .25 12\nO O 0 0 0 12\nS S .1 .3 .3 1',
      }).structure.sites,
    ).toHaveLength(2 + 2 + 24);
  });

  it('coordinates are snapped to fractions only when asked', () => {
    const parts = {
      symmetry: 'loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z',
      atoms: 'Zn Zn .3333 .66667(3) .1\nO O .12 .041 .5',
    };
    expect(read(parts).structure.sites[0]!.position).toEqual([0.3333, 0.66667, 0.1]);
    const { structure, diagnostics } = read(parts, { snap: true });
    expect(structure.sites.map(({ position }) => position)).toEqual([
      [1 / 3, 2 / 3, 0.1],
      [0.12, 1 / 24, 0.5],
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['coordinates-snapped', 'coordinates-snapped']);
  });
});

describe('atoms', () => {
  const symmetry = 'loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z';

  it.each([
    ['Na', 'Na1'],
    ['Fe', 'Fe1'],
    ['Fe', 'FE'],
    ['O', 'O2-'],
    ['Cl', 'Cl1-'],
    ['H', 'H+'],
  ])('%s is the element of the type %s', (element, type) => {
    expect(read({ symmetry, atoms: `X ${type} 0 0 0` }).structure.sites[0]!.species[0]!.element).toBe(element);
  });

  it('keep charges, from symbols or from the list of types', () => {
    const species = (parts: Parts): unknown => read({ symmetry, ...parts }).structure.sites[0]!.species;
    expect(species({ atoms: 'X Fe3+ 0 0 0' })).toEqual([{ element: 'Fe', occupancy: 1, oxidationState: 3 }]);
    expect(species({ atoms: 'X O2- 0 0 0' })).toEqual([{ element: 'O', occupancy: 1, oxidationState: -2 }]);
    expect(
      species({ atoms: 'X Fe 0 0 0', more: 'loop_ _atom_type_symbol _atom_type_oxidation_number Fe 2.5' }),
    ).toEqual([{ element: 'Fe', occupancy: 1, oxidationState: 2.5 }]);
  });

  it('deuterium is hydrogen with a note', () => {
    expect(read({ symmetry, atoms: 'D1 D 0 0 0' }).structure.sites[0]).toMatchObject({
      species: [{ element: 'H' }],
      properties: { isotope: 2 },
    });
  });

  const labelled = (label: string, sum = ''): string =>
    formulaOf(
      `data_t\n_cell_length_a 5\n_cell_length_b 5\n_cell_length_c 5\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n${sum}\n${symmetry}\nloop_ _atom_site_label _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z\n${label} 0 0 0`,
    );
  const formulaOf = (text: string): string => readCif(text)[0]!.structure.formula;

  it('have the element of their label where there is no type', () => {
    expect([
      labelled('Na1'),
      labelled('O_w'),
      labelled('Ca2A'),
      labelled('FE1', "_chemical_formula_sum 'Fe1 O1'"),
      labelled('CA1', "_chemical_formula_sum 'C2 N1'"),
    ]).toEqual(['Na1', 'O1', 'Ca1', 'Fe1', 'C1']);
    expect(() => labelled('CA1')).toThrow(/names no element, or more than one/);
    expect(() => labelled('Xx1')).toThrow(/names no element/);
  });

  it('share a place: partial occupancy is kept', () => {
    const { structure } = strict({
      symmetry: operations(spaceGroup(225)),
      columns: 'occupancy',
      atoms: 'Na Na 0 0 0 .75\nK K 0 0 0 .25\nCl Cl .5 .5 .5 .9',
    });
    expect(structure.sites).toHaveLength(8);
    expect(structure.sites[0]!.species).toEqual([
      { element: 'Na', occupancy: 0.75 },
      { element: 'K', occupancy: 0.25 },
    ]);
    expect(structure.formula).toBe('K1 Na3 Cl3.6');
    expect(siteDiagnostics(structure).map(diagnosticText)).toEqual([
      expect.stringContaining('4 of 8 sites are not full, 4 of 8 sites are shared by several species'),
    ]);
  });

  it('share a place by symmetry', () => {
    const { structure } = strict({
      symmetry: operations(spaceGroup(225)),
      columns: 'occupancy',
      atoms: 'Na Na 0 0 0 .5\nK K .5 .5 0 .5',
    });
    expect(structure.formula).toBe('K2 Na2');
  });

  it('of a disorder group are kept with it', () => {
    const { structure, diagnostics } = strict({
      symmetry,
      columns: 'occupancy disorder_assembly disorder_group',
      atoms: 'C1 C 0 0 0 .6 A 1\nC2 C .05 0 0 .4 A 2\nO O .5 .5 .5 1 . .',
    });
    expect(structure.sites.map(({ properties }) => properties)).toEqual([
      { disorderAssembly: 'A', disorderGroup: '1' },
      { disorderAssembly: 'A', disorderGroup: '2' },
      undefined,
    ]);
    expect(diagnostics.map(diagnosticText)).toContain('disorder groups A1, A2 are all kept');
  });

  it('twice the same are one, reported', () => {
    const parts = { symmetry: operations(spaceGroup(225)), atoms: 'Na1 Na 0 0 0\nNa2 Na .5 .5 0\nCl Cl .5 0 0' };
    expect(() => strict(parts)).toThrow(/Na2 is at the place of Na1/);
    expect(read(parts).structure.formula).toBe('Na4 Cl4');
    expect(textsOf(read(parts), 'repair')).toEqual([
      expect.stringContaining('Na2 is at the place of Na1 and was left out'),
    ]);
  });

  it('of two elements at one place are refused in both modes', () => {
    for (const mode of ['strict', 'lenient'] as const)
      expect(() => read({ symmetry, atoms: 'Na1 Na 0 0 0\nCl1 Cl 0 0 1' }, { mode })).toThrow(
        /Na1, Cl1 share one place, but their occupancies add up to 2/,
      );
  });

  it('too close are noted', () => {
    expect(
      siteDiagnostics(strict({ symmetry, atoms: 'Na1 Na 0 0 0\nCl1 Cl 0 0 .05' }).structure).map(diagnosticText),
    ).toEqual([expect.stringContaining('only 0.282 Å apart')]);
  });

  it('dummies, empty places and rows of unknown values are left out, reported', () => {
    const parts = {
      symmetry,
      columns: 'occupancy calc_flag',
      atoms: 'Na Na 0 0 0 1 d\n? ? ? ? ? 1 c\nX Xe 0 0 .5 1 dum\nCl Cl 0.5 0 0 0 d',
    };
    expect(read(parts).structure.formula).toBe('Na1');
    expect(textsOf(read(parts), 'repair')).toHaveLength(3);
    expect(() => strict(parts)).toThrow(/unknown values/);
  });

  it('that the formula has and the list lacks are told', () => {
    const result = strict({
      symmetry,
      columns: 'attached_hydrogens',
      atoms: 'C C 0 0 0 4',
      more: "_chemical_formula_sum 'C H4'",
    });
    expect(result.diagnostics.map(diagnosticText)).toEqual([
      expect.stringContaining('4 hydrogen atoms are attached'),
      expect.stringContaining('the formula is H4 C1, but the list of atoms has no hydrogen'),
    ]);
  });
});

describe('cell', () => {
  it('has angles of 90 where they are not given, as the dictionary says', () => {
    const text = cif({ symmetry: 'loop_ _symmetry_equiv_pos_as_xyz x,y,z' }).replace('_cell_angle_beta 90\n', '');
    expect(textsOf(readCif(text)[0]!)).toEqual([expect.stringContaining('_cell_angle_beta is not given, read as 90')]);
    expect(() => readCif(text, { mode: 'strict' })).toThrow(/_cell_angle_beta/);
  });

  it('loses its uncertainties and is compared with the volume', () => {
    const parts = {
      cell: '5.0(1) 6.00(2) 7.000(12) 90.0(1) 90 90',
      symmetry: 'loop_ _symmetry_equiv_pos_as_xyz x,y,z',
      more: '_cell_volume 210.0(5)',
    };
    expect(strict(parts).structure.volume).toBeCloseTo(210, 9);
    expect(() => strict({ ...parts, more: '_cell_volume 310' })).toThrow(/lengths and angles make 210.00/);
  });
});

describe('files', () => {
  it('of several blocks give several structures; blocks without atoms are passed over', () => {
    const one = cif({ symmetry: 'loop_ _symmetry_equiv_pos_as_xyz x,y,z' });
    const results = readCif(
      `data_global\n_journal_year 2000\n${one}${one.replace('data_test', 'data_other').replace('Na Na', 'K K')}`,
    );
    expect(results.map(({ structure }) => [structure.id, structure.formula])).toEqual([
      ['test', 'Na1'],
      ['other', 'K1'],
    ]);
  });

  it('of which a block cannot be read give the others, with a warning; strict mode refuses', () => {
    const one = cif({ symmetry: 'loop_ _symmetry_equiv_pos_as_xyz x,y,z' });
    const bad = one.replace('data_test', 'data_bad').replace('Na Na 0', 'Xx Xx 0');
    const text = one + bad + one.replace('data_test', 'data_last');
    const results = readCif(text, { file: 'f.cif' });
    expect(results.map(({ structure }) => structure.id)).toEqual(['test', 'last']);
    expect(results[0]!.diagnostics).toMatchObject([
      { severity: 'warning', code: 'record-refused', record: 'bad', message: expect.stringContaining('"Xx"') },
    ]);
    expect(results[1]!.diagnostics).toEqual([]);
    expect(() => readCif(text, { mode: 'strict' })).toThrow('record "bad"');
    expect(() => readCif(bad, { file: 'f.cif' })).toThrow('f.cif:16: record "bad"');
  });

  it('of which a block breaks off give those behind it, too', () => {
    const one = cif({ symmetry: 'loop_ _symmetry_equiv_pos_as_xyz x,y,z' });
    const cut = one.replace('data_test', 'data_cut').replace('Na Na 0 0 0', 'Na Na 0 0');
    const results = readCif(one + cut + one.replace('data_test', 'data_last'));
    expect(results.map(({ structure }) => structure.id)).toEqual(['test', 'last']);
    expect(results[0]!.diagnostics).toMatchObject([
      { severity: 'warning', code: 'record-refused', record: 'cut', line: 32 },
    ]);
    expect(() => readCif(cut + one, { mode: 'strict' })).toThrow('the last row lacks 1');
  });

  it('of which a block lists only unknown rows give the others, with a note; a single unknown value is no such row', () => {
    const one = cif({ symmetry: 'loop_ _symmetry_equiv_pos_as_xyz x,y,z' });
    const empty = one.replace('data_test', 'data_niggli').replace('Na Na 0 0 0', '? ? ? ? ?');
    const results = readCif(one + empty, { mode: 'strict' });
    expect(results.map(({ structure }) => structure.id)).toEqual(['test']);
    expect(results[0]!.diagnostics).toMatchObject([{ severity: 'note', code: 'record-empty', line: 17 }]);
    expect(() => readCif(empty)).toThrow('lists no atom');
    const named = empty.replace('? ? ? ? ?', 'Na ? ? ? ?');
    expect(readCif(one + named)[0]!.diagnostics).toMatchObject([{ severity: 'warning', code: 'record-refused' }]);
  });

  it('in Latin 1 are read, reported', () => {
    const text = cif({ symmetry: 'loop_ _symmetry_equiv_pos_as_xyz x,y,z', more: "_publ_author_name 'Müller'" });
    const bytes = Uint8Array.from(text, (character) => character.codePointAt(0)!);
    expect(textsOf(readCif(bytes)[0]!)).toEqual(['line 9: not UTF-8, the file was read as Windows-1252']);
    expect(() => readCif(bytes, { mode: 'strict' })).toThrow(/not UTF-8/);
    expect(readCif(new TextEncoder().encode(`\uFEFF${text}`), { mode: 'strict' })[0]!.diagnostics).toEqual([]);
  });

  it('name file, line and block in errors', () => {
    expect(() => readCif(cif({ atoms: 'Na Na 0 zero 0' }), { file: 'salt.cif' })).toThrow(
      'salt.cif:16: record "test": CIF: _atom_site_fract_y must be a number like 1.234(5), got "zero"',
    );
  });
});

describe('all of this', () => {
  it('in time that grows with the file, not with its square', () => {
    const atoms = (n: number): string =>
      Array.from(
        { length: n },
        (_, i) => `C${i} C ${(i % 20) / 20} ${(Math.floor(i / 20) % 20) / 20} ${Math.floor(i / 400) / 20}`,
      ).join('\n');
    const time = (n: number): number => {
      const text = cif({
        cell: '40 40 40 90 90 90',
        symmetry: 'loop_ _symmetry_equiv_pos_as_xyz x,y,z',
        atoms: atoms(n),
      });
      const start = process.cpuUsage().user;
      expect(readCif(text)[0]!.structure.sites).toHaveLength(n);
      return (process.cpuUsage().user - start) / 1000;
    };
    time(1000);
    expect(time(8000)).toBeLessThan(Math.max(40 * time(1000), 400));
  });

  it('keeps formula', () => {
    expect(formula({ symmetry: operations(spaceGroup(225)), atoms: 'Ca Ca 0 0 0\nF F .25 .25 .25' })).toBe('Ca4 F8');
  });
});
