import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../test/support/diagnostics.ts';
import type { ReadResult } from '../readResult.js';
import { readCif } from './readCif.js';

interface Parts {
  /** Columns behind the coordinates. */
  readonly columns?: string;
  /** Whether the list has type symbols. */
  readonly typed?: boolean;
  readonly formula?: string;
  readonly symmetry?: string;
  readonly rows: string;
  readonly a?: string;
}

function cif({ columns = '', typed = true, formula, symmetry = 'P 1', rows, a = '5' }: Parts): string {
  const names = ['label', ...(typed ? ['type_symbol'] : []), 'fract_x', 'fract_y', 'fract_z', ...columns.split(' ')];
  return [
    'data_x',
    ...['a', 'b', 'c'].map((axis) => `_cell_length_${axis} ${a}`),
    ...['alpha', 'beta', 'gamma'].map((angle) => `_cell_angle_${angle} 90`),
    `_symmetry_space_group_name_H-M '${symmetry}'`,
    formula === undefined ? '_journal_year 2000' : `_chemical_formula_sum '${formula}'`,
    'loop_',
    ...names.filter((name) => name !== '').map((name) => `_atom_site_${name}`),
    rows,
    '',
  ].join('\n');
}

const read = (parts: Parts): ReadResult => readCif(cif(parts))[0]!;
const strict = (parts: Parts): ReadResult => readCif(cif(parts), { mode: 'strict' })[0]!;
const positions = ({ structure }: ReadResult): unknown => structure.sites.map(({ position }) => position);

describe('numbers of a CIF', () => {
  it.each([
    ['fractions', 'Na Na 1/3 -2/3 1/2', [[1 / 3, -2 / 3, 0.5]], 'a fraction'],
    ['decimal commas', 'Na Na 0,5 0,333 ,25', [[0.5, 0.333, 0.25]], 'a decimal comma'],
    ['decimal commas with uncertainties', 'Na Na 0,5123(4) 0 0', [[0.5123, 0, 0]], 'a decimal comma'],
    ['a typographic minus', 'Na Na −0.25 0 0', [[-0.25, 0, 0]], 'a typographic minus'],
    ['an exponent of Fortran', 'Na Na 2.5D-01 0 0', [[0.25, 0, 0]], 'an exponent of Fortran'],
    ['an uncertainty with a point', 'Na Na 0.1234(0.0005) 0 0', [[0.1234, 0, 0]], 'an uncertainty with a point'],
  ])('are read: %s', (_, rows, expected, what) => {
    const result = read({ rows });
    for (const { tag, ...one } of result.diagnostics)
      expect(one).toMatchObject({
        severity: 'repair',
        code: 'number-mended',
        line: 16,
        message: expect.stringContaining(`${tag} has ${what}`),
      });
    expect(result.diagnostics.length).toBeGreaterThan(0);
    expect(positions(result)).toEqual(expected);
    expect(() => strict({ rows })).toThrow('must be a number like 1.234(5)');
  });

  it('with commas and units are lengths of the cell, too', () => {
    expect(read({ a: '5,640', rows: 'Na Na 0 0 0' }).structure.cellParameters.a).toBeCloseTo(5.64, 12);
    expect(read({ a: '5.64Å', rows: 'Na Na 0 0 0' }).structure.cellParameters.a).toBeCloseTo(5.64, 12);
  });

  it('as fractions are exact: a site stays on its special position, and one beside it is not moved there', () => {
    const hexagonal = (rows: string): ReadResult =>
      readCif(cif({ rows, symmetry: 'P 63/m m c' }).replace('_cell_angle_gamma 90', '_cell_angle_gamma 120'))[0]!;
    const exact = hexagonal('Zn Zn 1/3 2/3 1/4');
    expect(positions(exact)).toEqual([
      [1 / 3, 2 / 3, 0.25],
      [expect.closeTo(2 / 3, 12), expect.closeTo(1 / 3, 12), 0.75],
    ]);
    expect(exact.diagnostics.map(({ code }) => code)).toEqual(['number-mended', 'number-mended', 'number-mended']);
    expect(hexagonal('Zn Zn 33/100 67/100 1/4').structure.sites).toHaveLength(6);
    expect(hexagonal('Zn Zn .33 .67 .25').structure.sites).toHaveLength(2);
  });

  it.each([
    ['a sum', 'Na Na 1/2+1/3 0 0'],
    ['a division by 0', 'Na Na 1/0 0 0'],
    ['two commas', 'Na Na 1,234,5 0 0'],
    ['a comma and a point', 'Na Na 1,234.5 0 0'],
    ['a date', 'Na Na 1/2/3 0 0'],
    ['letters', 'Na Na O.5 0 0'],
    ['an open uncertainty', 'Na Na 0.5(1 0 0'],
  ])('are refused: %s', (_, rows) => expect(() => read({ rows })).toThrow('_atom_site_fract_x must be a number'));

  it('are refused where a comma may be one of thousands', () => {
    const volume = (text: string): string =>
      cif({ rows: 'Na Na 0 0 0' }).replace('_journal_year 2000', `_cell_volume ${text}`);
    expect(() => readCif(volume('1,234'))).toThrow('_cell_volume must be a number like 1.234(5), got "1,234"');
    expect(readCif(volume('125,0'))[0]!.diagnostics.map(({ code }) => code)).toEqual(['number-mended']);
  });
});

describe('a coordinate "."', () => {
  const codes = ({ diagnostics }: ReadResult): readonly string[] => [...new Set(diagnostics.map(({ code }) => code))];

  it.each([
    ['beside numbers', { rows: 'F F .5 . .\nMn Mn . . .' }, 2],
    ['in a row with a multiplicity', { rows: 'F F 0 0 .5 1\nMn Mn . . . 1', columns: 'symmetry_multiplicity' }, 2],
    ['in a row with a Wyckoff letter', { rows: 'F F 0 0 .5 a\nMn Mn . . . a', columns: 'wyckoff_symbol' }, 2],
    ['where no zero is written', { rows: 'Cs Cs . . .\nCl Cl .5 .5 .5' }, 2],
    ['of the only atom', { rows: 'Cu Cu . . .' }, 1],
  ] as const)('is 0: %s', (_, parts, n) => {
    const result = read(parts);
    expect(result.structure.sites).toHaveLength(n);
    expect(result.structure.sites.at(n === 1 ? 0 : -1)!.position.every((x) => x === 0 || x === 0.5)).toBe(true);
    expect(codes(result)).toEqual(['coordinate-zero']);
    expect(() => strict(parts)).toThrow('which was read as 0');
  });

  it('is no place where three of them may be an atom that was not located', () => {
    expect(() => read({ rows: 'C1 C 0.1 0.2 0.3\nO1 O 0 0.5 0.5\nH1 H . . .' })).toThrow('H1 has no coordinates');
    expect(() => read({ rows: 'C1 C 0.1 0.2 0.3\nH1 H . . .' })).toThrow('H1 has no coordinates');
  });

  it('is no "?"', () => {
    expect(() => read({ rows: 'F F .5 . .\nMn Mn ? . .' })).toThrow('Mn has no coordinates');
    expect(() => read({ rows: "F F .5 . .\nMn Mn '.' . ." })).toThrow('must be a number');
  });
});

describe('an atom without coordinates', () => {
  const rows = 'C1 C 0 0 0\nH1 H ? ? ?';

  it('refuses the block: the crystal without it is another one', () => {
    for (const formula of [undefined, 'C H', 'C H4'])
      expect(() => read(formula === undefined ? { rows } : { rows, formula })).toThrow(
        'line 17: record "x": CIF: H1 has no coordinates, and without it the crystal is another one; add them, or remove the row',
      );
  });

  it('is left out where the formula has no such element', () => {
    const result = read({ rows, formula: 'C' });
    expect(result.structure.formula).toBe('C1');
    expect(textsOf(result)).toEqual(['line 17: H1 has no coordinates, the formula has no H, and it was left out']);
    expect(() => strict({ rows, formula: 'C' })).toThrow('no coordinates');
  });

  it('is none where the row has no name, no occupancy or says so', () => {
    const rest = { columns: 'occupancy calc_flag' };
    for (const row of ['? ? ? ? ? 1 d', 'H1 H ? ? ? 0 d', 'H1 H ? ? ? 1 dum', 'X1 Va ? ? ? 1 d'])
      expect(read({ ...rest, rows: `C1 C 0 0 0 1 d\n${row}` }).structure.formula).toBe('C1');
  });
});

describe('a mixture in one row', () => {
  it.each([
    ['0.7Ta + 0.3W', '1', 'Ta1.4 W0.6'],
    ['Ta0.7W0.3', '1', 'Ta1.4 W0.6'],
    ['0.7Ta + 0.3W', '0.5', 'Ta0.7 W0.3'],
    ['0.7Ta + 0.2W', '1', 'Ta1.4 W0.4'],
  ])("is the species of the site: '%s' with occupancy %s", (type, occupancy, formula) => {
    const parts = { symmetry: 'I m -3 m', columns: 'occupancy', rows: `Ta,W '${type}' 0 0 0 ${occupancy}` };
    const result = read(parts);
    expect(result.structure.formula).toBe(formula);
    expect(result.structure.sites).toHaveLength(2);
    expect(result.diagnostics).toMatchObject([{ severity: 'repair', code: 'species-guessed', line: 17 }]);
    expect(() => strict(parts)).toThrow('was read as');
  });

  it('on a rounded special position is moved as one atom', () => {
    const rows = "M '0.7Ta + 0.3W' .333 .667 .25";
    const text = cif({ rows })
      .replace('_cell_angle_gamma 90', '_cell_angle_gamma 120')
      .replace("'P 1'", "'P 63/m m c'");
    expect(readCif(text)[0]!.structure.formula).toBe('Ta1.4 W0.6');
  });

  it.each([
    ['shares are missing', "'Ta,W'", '1', 'shares were not understood'],
    ['one share is missing', "'0.7Ta + W'", '1', 'shares were not understood'],
    ['the shares are more than the site', "'0.7Ta + 0.7W'", '1', 'shares were not understood'],
    [
      'vacancies may be meant once or twice',
      "'0.5Ta + 0.3W'",
      '0.8',
      'the shares of M add up to 0.8, which is its occupancy, too',
    ],
  ])('is refused where %s', (_, type, occupancy, message) =>
    expect(() => read({ columns: 'occupancy', rows: `M ${type} 0 0 0 ${occupancy}` })).toThrow(message),
  );
});

describe('a type symbol that begins with two elements', () => {
  it.each(['NaK', 'Na-K', 'SiAl', 'FeCo1'])('is refused: %s', (type) =>
    expect(() => read({ rows: `X1 ${type} 0 0 0` })).toThrow('give a row for each element'),
  );

  it.each([
    ['OH', 'O1'],
    ['OW1', 'O1'],
    ['NaB', 'Na1'],
    ['SiT', 'Si1'],
  ])('is one element with a letter of the site or hydrogen: %s', (type, formula) =>
    expect(read({ rows: `X1 ${type} 0 0 0` }).structure.formula).toBe(formula),
  );
});

describe('the type symbol T', () => {
  it('is tritium, with a warning that it may be a tetrahedral site', () => {
    const { structure, diagnostics } = read({ rows: 'T1 T 0 0 0' });
    expect(structure.formula).toBe('H1');
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'species-guessed', line: 16 }]);
    expect(read({ rows: 'D1 D 0 0 0' }).diagnostics).toEqual([]);
  });
});

describe('the label of water', () => {
  it.each([
    ['oxygen', 'Ca H2 O2', 'Ca Ca .5 .5 .5', 'Ca1 O2'],
    ['hydrogen', 'Ca H O', 'Ca Ca .5 .5 .5', 'Ca1 H1 O1'],
  ])('H2O is %s where the formula is %s', (_, formula, calcium, cell) => {
    const rows = [calcium, 'H2O H2O 0 0 0', 'O1 O .2 .2 .2'].map((row) => row.replace(/ \S+/, '')).join('\n');
    expect(read({ typed: false, formula, rows }).structure.formula).toBe(cell);
  });

  it('is refused where nothing tells whether it is oxygen or hydrogen', () => {
    expect(() => read({ typed: false, rows: 'H2O 0 0 0' })).toThrow('names no element, or more than one');
  });
});

describe('labels without type symbols', () => {
  const rows = (labels: string): string =>
    labels
      .split(' ')
      .map((label, i) => `${label} .${i + 1} .${(3 * i + 1) % 10} .${(7 * i + 1) % 10}`)
      .join('\n');
  const labelled = (labels: string, formula?: string): ReadResult =>
    read({ typed: false, rows: rows(labels), ...(formula === undefined ? {} : { formula }) });

  it.each([
    ['deuterium of water', 'Ca Dw Ow', 'Ca D O', 'Ca1 H1 O1'],
    ['chlorine in capitals', 'CL1 C1 C2 H1 H2 O1', 'C2 H2 Cl O', 'H2 C2 Cl1 O1'],
    ['carbon in capitals', 'CA C1 H1 O1 CL1', 'C2 H Cl O', 'H1 C2 Cl1 O1'],
    ['calcium and carbon', 'CA1 CA2 CA3 C1 O1', 'Ca3 C O', 'Ca3 C1 O1'],
    ['carbon of a chain beside calcium', 'CA1 CA2 CA3 Ca1 O1', 'Ca C3 O', 'Ca1 C3 O1'],
    ['two letters of both kinds', 'CL1 CA1 C1 O1', 'C Ca Cl O', 'Ca1 C1 Cl1 O1'],
    ['a formula with the hydrogen that the list lacks', 'CL1 C1 O1', 'C H3 Cl O', 'C1 Cl1 O1'],
  ])('are decided by the formula: %s', (_, labels, formula, expected) =>
    expect(labelled(labels, formula).structure.formula).toBe(expected),
  );

  it('are decided by amounts in the cell, with the symmetry', () => {
    const parts = {
      typed: false,
      symmetry: 'P -1',
      formula: 'C Cl2',
      rows: 'CL1 .1 .2 .3\nC1 0 0 0',
    };
    expect(read(parts).structure.formula).toBe('C1 Cl2');
    expect(() => read({ ...parts, formula: 'C3 Cl2' })).toThrow('the label "CL1" may be Cl or C, and the amounts');
  });

  it.each([
    ['water is no tungsten', 'Na1 O1 W2', 'Na O2', '"W2" names no element of the formula Na1 O2'],
    ['a B site is no boron', 'Sr1 B1 O1', 'Sr Ti O3', '"B1" names no element of the formula Sr1 Ti1 O3'],
    ['a site of its own name', 'Na1 M1', 'Na Cl', '"M1" names no element of the formula'],
    ['a label of two elements', 'Na1 Fe/Co1', 'Na Fe Co', '"Fe/Co1" names Fe and Co; give a row for each'],
    ['a label of two elements without a sign', 'SiAl1 O1', 'Si Al O2', '"SiAl1" names Si and Al'],
    ['amounts that decide nothing', 'CL1 C1 O1', 'C5 Cl3 O', '"CL1" may be Cl or C'],
  ])('are refused: %s', (_, labels, formula, message) => expect(() => labelled(labels, formula)).toThrow(message));

  it('may be mixtures, too', () => {
    const result = read({ typed: false, rows: 'Fe0.5Co0.5 0 0 0' });
    expect(result.structure.formula).toBe('Fe0.5 Co0.5');
    expect(result.diagnostics).toMatchObject([{ severity: 'repair', code: 'species-guessed' }]);
    expect(read({ typed: false, rows: 'FeA/B 0 0 0\nCaM1 .5 .5 .5\nO1.5 0 .5 0' }).structure.formula).toBe(
      'Ca1 Fe1 O1',
    );
  });

  it('are decided by another formula where there is no sum', () => {
    const text = cif({ typed: false, rows: 'Sr1 0 0 0\nB1 .5 .5 .5' }).replace(
      '_journal_year 2000',
      '_chemical_formula_structural SrTiO3',
    );
    expect(() => readCif(text)).toThrow('"B1" names no element of the formula Sr1 Ti1 O3');
  });

  it('of tungsten are a warning where no formula says that they are no water', () => {
    expect(textsOf(labelled('W1 O1'), 'warning')).toEqual([expect.stringContaining('was read as tungsten')]);
    expect(labelled('W1 O1', 'W O').diagnostics).toEqual([]);
    expect(labelled('Wat1 O1').structure.formula).toBe('O2');
  });
});

describe('occupancies', () => {
  const shared = (p: string, q: string): Parts => ({ columns: 'occupancy', rows: `Na Na 0 0 0 ${p}\nK K 0 0 0 ${q}` });

  it.each([
    ['0.53', '0.5'],
    ['0.55', '0.5'],
  ])('%s and %s of one site are scaled, reported', (p, q) => {
    const result = read(shared(p, q));
    expect(result.structure.sites[0]!.species.reduce((sum, { occupancy }) => sum + occupancy, 0)).toBeCloseTo(1, 12);
    expect(result.diagnostics).toMatchObject([{ severity: 'repair', code: 'occupancy-scaled' }]);
    expect(() => strict(shared(p, q))).toThrow('scaled to 1');
  });

  it('beyond 1.05 are refused', () => {
    expect(() => read(shared('0.56', '0.5'))).toThrow('add up to 1.06; up to 1.05 they are scaled');
    expect(() => read({ columns: 'occupancy', rows: 'Na Na 0 0 0 1.06' })).toThrow('must be from 0 to 1, got 1.06');
    expect(read({ columns: 'occupancy', rows: 'Na Na 0 0 0 1.05' }).diagnostics).toMatchObject([
      { code: 'occupancy-scaled' },
    ]);
  });
});
