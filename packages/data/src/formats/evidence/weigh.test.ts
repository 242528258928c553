import { lookup, parseAbc, spaceGroup, type SpaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import type { DataError } from '../../core/errors.js';
import { readCif, type ReadCifOptions } from '../cif/readCif.js';

interface Parts {
  readonly cell: string;
  readonly symmetry?: string;
  readonly content?: string;
  /** Columns behind occupancy. */
  readonly columns?: string;
  /** Label, type, x, y, z. */
  readonly atoms: string;
}

const NAMES = ['length_a', 'length_b', 'length_c', 'angle_alpha', 'angle_beta', 'angle_gamma'];

function cif({ cell, symmetry = '', content = '', columns = '', atoms }: Parts): string {
  const lengths = cell.split(' ').map((value, i) => `_cell_${NAMES[i]} ${value}`);
  const heads = `label type_symbol fract_x fract_y fract_z ${columns}`.trim().split(' ');
  return `data_x\n${lengths.join('\n')}\n${content}\n${symmetry}\nloop_\n${heads.map((name) => `_atom_site_${name}`).join('\n')}\n${atoms}\n`;
}

const read = (parts: Parts, options: ReadCifOptions = {}) => readCif(cif(parts), options)[0]!;
const formulaOf = (parts: Parts, options: ReadCifOptions = {}): string => read(parts, options).structure.formula;
const tellsOf = (parts: Parts): string[] => read(parts).diagnostics.map(({ severity, code }) => `${severity} ${code}`);
const hm = (symbol: string): string => `_symmetry_space_group_name_H-M '${symbol}'`;
const number = (n: number): string => `_symmetry_Int_Tables_number ${n}`;
const content = (formula: string, z?: number, density?: number): string =>
  [
    `_chemical_formula_sum '${formula}'`,
    ...(z === undefined ? [] : [`_cell_formula_units_Z ${z}`]),
    ...(density === undefined ? [] : [`_exptl_crystal_density_diffrn ${density}`]),
  ].join('\n');
const operations = (group: SpaceGroup, change: (text: string) => string | undefined = (text) => text): string =>
  `loop_\n_space_group_symop_operation_xyz\n${group.operations
    .map((op) => change(op.toXyz()))
    .filter((text) => text !== undefined)
    .map((text) => `'${text}'`)
    .join('\n')}`;

const ANATASE = {
  cell: '3.785 3.785 9.514 90 90 90',
  atoms: 'Ti1 Ti 0 0 0\nO1 O 0 0 .2081',
  symmetry: hm('I 41/a m d'),
};
const CUPRITE = {
  cell: '4.27 4.27 4.27 90 90 90',
  atoms: 'Cu1 Cu1+ .25 .25 .25\nO1 O2- 0 0 0',
  symmetry: hm('P n -3 m'),
};
const LITHARGE = {
  cell: '3.976 3.976 5.023 90 90 90',
  atoms: 'Pb1 Pb 0 .5 .235\nO1 O 0 0 0',
  symmetry: hm('P 4/n m m'),
};
const SCHEELITE = {
  cell: '5.243 5.243 11.376 90 90 90',
  atoms: 'Ca1 Ca 0 0 .5\nW1 W 0 0 0\nO1 O .241 .151 .086',
  symmetry: hm('I 41/a'),
};
const DIAMOND = { cell: '3.567 3.567 3.567 90 90 90', atoms: 'C1 C 0 0 0', symmetry: hm('F d -3 m') };
const SELENIDE = {
  cell: '7.13 7.13 19.38 90 90 120',
  content: content('In2 Se3', 6),
  atoms:
    'In1 In .3157 .0075 .0154\nSe1 Se .0074 .6676 0\nIn2 In .3391 .007 .8176\nSe2 Se .3271 .0132 .1875\nSe3 Se .3514 .044 .3414',
};
const SALT = { cell: '5.64 5.64 5.64 90 90 90', atoms: 'Na1 Na 0 0 0\nCl1 Cl .5 .5 .5' };

describe('an origin that the symbol leaves open', () => {
  it.each([
    ['anatase', ANATASE, content('O2 Ti', 4), 'I 41/a m d:1', 'Ti4 O8'],
    ['cuprite', CUPRITE, content('Cu2 O', 2), 'P n -3 m:1', 'Cu4 O2'],
    ['cuprite, charges alone', CUPRITE, '', 'P n -3 m:1', 'Cu4 O2'],
    ['litharge', LITHARGE, content('O Pb'), 'P 4/n m m:1', 'Pb2 O2'],
    ['scheelite', SCHEELITE, content('Ca O4 W'), 'I 41/a:1', 'Ca4 W4 O16'],
    ['diamond, Z', DIAMOND, content('C', 8), 'F d -3 m:1', 'C8'],
    ['diamond, density', DIAMOND, content('C', undefined, 3.515), 'F d -3 m:1', 'C8'],
    ['diamond, distances alone', DIAMOND, '', 'F d -3 m:1', 'C8'],
  ])('is decided by what the file says of the content: %s', (_, parts, facts, setting, formula) => {
    const { structure, symmetry, diagnostics } = read({ ...parts, content: facts });
    expect([structure.formula, symmetry!.group.setting.hmExtended]).toEqual([formula, setting]);
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['repair setting-guessed']);
    expect(() => read({ ...parts, content: facts }, { mode: 'strict' })).toThrow(/can mean/);
  });

  it.each([
    ['anatase', ANATASE, ['I 41/a m d:1', 'Ti4 O8'], ['I 41/a m d:2', 'Ti8 O16']],
    [
      'cuprite without charges',
      { ...CUPRITE, atoms: 'Cu1 Cu .25 .25 .25\nO1 O 0 0 0' },
      ['P n -3 m:1', 'Cu4 O2'],
      ['P n -3 m:2', 'Cu2 O4'],
    ],
  ])('that nothing decides is an error that lists the choice: %s', (_, parts, ...choices) => {
    let error: DataError | undefined;
    try {
      read(parts);
    } catch (thrown) {
      error = thrown as DataError;
    }
    expect(error?.code).toBe('bad-symmetry');
    for (const [setting = '', formula = ''] of choices) {
      expect(error?.message).toContain(
        `${setting} (${lookup(setting).ok ? spaceGroupOf(setting).number : 0}) makes ${formula}`,
      );
      expect(formulaOf(parts, { setting })).toBe(formula);
    }
    expect(error?.message).toMatch(/--setting "/);
  });

  const spaceGroupOf = (symbol: string): SpaceGroup => {
    const found = lookup(symbol);
    if (!found.ok) throw new Error(found.reason);
    return found.group;
  };

  it('of the file is overruled where it contradicts all of the content', () => {
    const parts = { ...ANATASE, symmetry: hm('I 41/a m d:2'), content: content('O2 Ti', 4, 3.89) };
    expect(formulaOf(parts)).toBe('Ti4 O8');
    expect(tellsOf(parts)).toContain('repair symmetry-conflict');
    expect(() => read({ ...parts, content: content('O2 Ti', 4) })).toThrow(/nothing in the file decides/);
    // One wrong fact is no reason.
    const wrong = { ...ANATASE, symmetry: operations(spaceGroup(141, { origin: 1 })), content: content('O2 Ti', 8) };
    expect(formulaOf(wrong)).toBe('Ti4 O8');
    expect(tellsOf(wrong)).toEqual(['warning content-conflict']);
  });
});

describe('operations', () => {
  const P61 = spaceGroup(169);
  const lost = operations(P61, (text) => text.replace(/\+[15]\/6/, ''));

  it('whose sixths were lost are overruled by symbol, number and content', () => {
    const parts = { ...SELENIDE, symmetry: `${hm('P 61')}\n${number(169)}\n${lost}` };
    const { structure, symmetry } = read(parts);
    expect([structure.formula, symmetry!.group, symmetry!.source]).toEqual(['In12 Se18', P61, 'hermann-mauguin']);
    expect(symmetry!.conflicts).toMatchObject([{ code: 'symmetry-conflict', line: expect.any(Number) }]);
    expect(() => read(parts, { mode: 'strict' })).toThrow(/no complete group/);
  });

  it('that are no group are refused where nothing confirms what they should be', () => {
    const { content: _, ...parts } = SELENIDE;
    expect(() => read({ ...parts, symmetry: lost })).toThrow(/no complete group.*nothing else in the file confirms/);
    expect(() => read({ ...parts, symmetry: `${lost}\n${hm('P 61')}` })).toThrow(/nothing else in the file confirms/);
  });

  const SULPHATE = {
    cell: '8.87 5.45 7.15 90 90 90',
    content: content('Ba O4 S', 4),
    atoms: 'Ba1 Ba .1845 .25 .1585\nS1 S .4375 .75 .1908\nO1 O .587 .75 .106\nO2 O .318 .75 .049\nO3 O .419 .9706 .312',
  };
  const PNMA = spaceGroup(62);

  it.each([
    ['a translation', (text: string) => text.replace('-x+1/2,-y,z+1/2', '-x+1/2,-y,z')],
    ['a minus sign', (text: string) => text.replace('-x+1/2,-y,z+1/2', '-x+1/2,y,z+1/2')],
    ['no triplet', (text: string) => text.replace('-x+1/2,-y,z+1/2', '-x+1/2,-y')],
    ['left out', (text: string) => (text === '-x+1/2,-y,z+1/2' ? undefined : text)],
  ])('of which one is wrong are repaired by symbol and content: %s', (_, change) => {
    const symmetry = operations(PNMA, change);
    expect(symmetry).not.toBe(operations(PNMA));
    const parts = { ...SULPHATE, symmetry: `${hm('P n m a')}\n${symmetry}` };
    expect(formulaOf(parts)).toBe('Ba4 S4 O16');
    expect(tellsOf(parts)).toEqual(['repair symmetry-conflict']);
  });

  it('of which one is wrong are repaired by the content alone', () => {
    const symmetry = operations(PNMA, (text) => text.replace('-x+1/2,-y,z+1/2', '-x+1/2,-y,z'));
    expect(formulaOf({ ...SULPHATE, symmetry })).toBe('Ba4 S4 O16');
  });

  it('without the centring of symbol, number, formula and Z are overruled, and of nothing but them taken', () => {
    const symmetry = operations(spaceGroup(13));
    const parts = {
      cell: '9.1 5.2 10.3 90 98 90',
      atoms: 'Ca1 Ca .1 .2 .3\nO1 O .3 .1 .1\nO2 O .2 .4 .15\nO3 O .4 .3 .4',
    };
    const declared = `${hm('C 1 2/c 1')}\n${number(15)}\n${symmetry}`;
    expect(formulaOf({ ...parts, content: content('Ca O3', 8), symmetry: declared })).toBe('Ca8 O24');
    expect(formulaOf({ ...parts, symmetry })).toBe('Ca4 O12');
    expect(() => read({ ...parts, symmetry: declared })).toThrow(/nothing in the file decides/);
  });

  it('are the identity alone where a program knows no symmetry: symbol and number win, unless all atoms are listed', () => {
    const symmetry = `${hm('F m -3 m')}\n${number(225)}\n${operations(spaceGroup(1))}`;
    expect(formulaOf({ ...SALT, symmetry })).toBe('Na4 Cl4');
    const all = 'Na 0 0 0|Na 0 .5 .5|Na .5 0 .5|Na .5 .5 0|Cl .5 .5 .5|Cl .5 0 0|Cl 0 .5 0|Cl 0 0 .5'
      .split('|')
      .map((row, i) => `A${i} ${row}`)
      .join('\n');
    expect(formulaOf({ ...SALT, atoms: all, symmetry })).toBe('Na4 Cl4');
  });

  it('may be generators, which a symbol confirms', () => {
    const generators = ['x,y,z', 'z,x,y', '-x,-y,-z', '-x,-y,z', 'y,x,-z', 'x,y+1/2,z+1/2', 'x+1/2,y,z+1/2'];
    const list = `loop_\n_space_group_symop_operation_xyz\n${generators.map((text) => `'${text}'`).join('\n')}`;
    expect(formulaOf({ ...SALT, symmetry: `${hm('F m -3 m')}\n${list}` })).toBe('Na4 Cl4');
    expect(() => read({ ...SALT, symmetry: list })).toThrow(/nothing else in the file confirms/);
  });

  it('win over P 1, which programs write by default', () => {
    const parts = { ...SALT, symmetry: `${hm('P 1')}\n${number(1)}\n${operations(spaceGroup(225))}` };
    expect(formulaOf(parts)).toBe('Na4 Cl4');
    expect(tellsOf(parts)).toEqual(['repair symmetry-conflict', 'repair symmetry-conflict']);
  });
});

describe('a symbol', () => {
  it('of the crystal beside a primitive cell is taken in that cell', () => {
    const silicon = {
      cell: '3.84 3.84 3.84 60 60 60',
      atoms: 'Si1 Si 0 0 0\nSi2 Si .25 .25 .25',
      symmetry: hm('F d -3 m:1'),
    };
    const { structure, symmetry } = read(silicon);
    expect([structure.formula, symmetry!.group.number, symmetry!.consistent]).toEqual(['Si2', 227, false]);
    expect(() => read({ ...silicon, cell: '3.84 3.84 3.84 62 62 62' })).toThrow(/the cell has not the symmetry/);
  });

  it('and the operations of another setting: what agrees with the atoms wins', () => {
    // The same group with the axes exchanged: the atoms are those of the operations.
    const other = spaceGroup(14).changeBasis(parseAbc('c,a,b'));
    const parts = {
      cell: '5 6 7 90 90 90',
      symmetry: `${hm('P 1 21/c 1')}\n${operations(other)}`,
      atoms: 'O O .1 .2 .3',
    };
    const { symmetry } = read(parts);
    expect([symmetry!.group.order, symmetry!.source, symmetry!.consistent]).toEqual([4, 'operations', false]);
    expect(symmetry!.group.operations.map(({ key }) => key).sort()).toEqual(
      other.operations.map(({ key }) => key).sort(),
    );
  });

  it('with a mark of axes that the cell has not is taken on those axes, where the content confirms it', () => {
    const niobate = {
      cell: '5.2719 5.2719 13.8601 90 90 120',
      symmetry: hm('R 3 c {rhombohedral axes}'),
      content: content('Li Nb O3', 6),
      atoms: 'Li1 Li 0 0 .2762\nNb1 Nb 0 0 .0093\nO1 O .0569 .3297 .0833',
    };
    const { structure, symmetry } = read(niobate);
    expect([structure.formula, symmetry!.group.setting.hmExtended, symmetry!.consistent]).toEqual([
      'Li6 Nb6 O18',
      'R 3 c:H',
      false,
    ]);
    expect(() => read({ ...niobate, content: '' })).toThrow(/the cell has not the symmetry of R 3 c:R/);
  });

  it.each([
    ['P 21/c', '5 6 7 90 90 90', 'P 1 21/c 1'],
    ['P 21/c', '5 6 7 90 101 90', 'P 1 21/c 1'],
    ['P 2/m', '5 6 7 90 90 100', 'P 1 1 2/m'],
    ['P 21/m', '5 6 7 100 90 90', 'P 21/m 1 1'],
  ])('of a monoclinic group has the unique axis b unless the cell has another: %s with %s', (symbol, cell, setting) => {
    const { symmetry, diagnostics } = read({ cell, symmetry: hm(symbol), atoms: 'O O .1 .2 .3' }, { mode: 'strict' });
    expect([symmetry!.group.setting.hmExtended, diagnostics]).toEqual([setting, []]);
  });

  it.each([
    [14, '5 6 7 90 101 90', 'P 1 21/c 1'],
    [14, '5 6 7 90 90 101', 'P 1 1 21/a'],
    [62, '5 6 7 90 90 90', 'P n m a'],
  ])('that is a number alone is the standard setting, which is told: %i with %s', (n, cell, setting) => {
    const parts = { cell, symmetry: number(n), atoms: 'O O .1 .2 .3' };
    if (setting === 'P 1 1 21/a') expect(() => read(parts)).toThrow(/nothing in the file decides/);
    else {
      const { symmetry, diagnostics } = read(parts);
      expect(symmetry!.group.setting.hmExtended).toBe(setting);
      expect(diagnostics).toMatchObject([{ severity: 'repair', code: 'setting-guessed' }]);
    }
  });

  it('that is contradicted by a number alone is no decision', () => {
    const parts = { ...SALT, symmetry: `${hm('P m -3 m')}\n${number(225)}` };
    expect(() => read(parts)).toThrow(/P m -3 m \(221\) makes Na1 Cl1; F m -3 m \(225\) makes Na4 Cl4/);
    expect(formulaOf({ ...parts, content: content('Cl Na', 4) })).toBe('Na4 Cl4');
    expect(formulaOf({ ...parts, content: content('Cl Na', 1) })).toBe('Na1 Cl1');
  });
});

describe('a file without symmetry', () => {
  it.each([
    ['Z', content('Cl Na', 4)],
    ['the density', content('Cl Na', undefined, 2.16)],
    ['F(000)', '_exptl_crystal_F_000 112'],
  ])('is not P 1 where %s tells that atoms are missing', (_, facts) => {
    expect(() => read({ ...SALT, content: facts })).toThrow(/lacks its symmetry operations.*--setting/);
    expect(formulaOf({ ...SALT, content: facts }, { setting: 'F m -3 m' })).toBe('Na4 Cl4');
  });

  it('is P 1, reported, where nothing contradicts it', () => {
    expect(tellsOf({ ...SALT, content: content('Cl Na', 1) })).toEqual(['repair symmetry-missing']);
  });
});

describe('the content', () => {
  const symmetry = operations(spaceGroup(225));
  it.each([
    ['formula', content('Cl2 Na'), 'warning formula-conflict'],
    ['elements of the formula', content('K Br'), 'warning formula-conflict'],
    ['Z', content('Cl Na', 2), 'warning content-conflict'],
    ['density', content('Cl Na', 4, 1.08), 'warning content-conflict'],
    ['F(000)', '_exptl_crystal_F_000 56', 'warning content-conflict'],
  ])('that a crystal contradicts is a warning: %s', (_, facts, told) => {
    expect(tellsOf({ ...SALT, symmetry, content: facts })).toEqual([told]);
    expect(formulaOf({ ...SALT, symmetry, content: facts })).toBe('Na4 Cl4');
  });

  it('that agrees says nothing', () => {
    const facts = `${content('Cl Na', 4, 2.163)}\n_exptl_crystal_F_000 112`;
    expect(tellsOf({ ...SALT, symmetry, content: facts })).toEqual([]);
  });

  it('may lack the hydrogen of the formula: told, and no reason for another setting', () => {
    const ice = {
      cell: '4.52 4.52 7.36 90 90 120',
      symmetry: operations(spaceGroup(194)),
      atoms: 'O1 O .333333 .666667 .0625',
    };
    const parts = { ...ice, content: content('H2 O', 4, 0.92) };
    expect(tellsOf(parts).filter((text) => text.startsWith('warning'))).toEqual(['warning formula-conflict']);
    expect(read(parts).diagnostics.at(-1)!.message).toContain('has no hydrogen');
  });

  it('is a formula of the whole cell only where Z is its greatest common divisor, as pymatgen writes', () => {
    const simple = { ...SALT, symmetry: operations(spaceGroup(221)) };
    expect(tellsOf({ ...simple, atoms: 'C1 C 0 0 0', content: content('C', 1) })).toEqual([]);
    const four = { ...simple, atoms: 'C1 C .25 0 0\nH1 H .25 .5 .5' };
    expect(tellsOf({ ...four, content: content('C6 H6', 6) })).toEqual([]);
    expect(tellsOf({ ...four, content: content('C6 H6', 2) })).toEqual(['warning content-conflict']);
    expect(tellsOf({ ...simple, atoms: 'O1 O .25 0 0', content: content('O6', 3) })).toEqual([]);
    expect(tellsOf({ ...simple, atoms: 'C1 C .25 0 0', content: content('C6', 3) })).toEqual([
      'warning content-conflict',
    ]);
    const peroxide = { ...simple, atoms: 'Na1 Na .25 0 0\nO1 O .25 .5 .5' };
    expect(tellsOf({ ...peroxide, content: content('Na6 O6', 3) })).toEqual([]);
  });

  it('has Wyckoff letters of the position in another origin, which is no contradiction', () => {
    const symmetry2 = operations(spaceGroup(225));
    expect(
      tellsOf({
        ...SALT,
        symmetry: symmetry2,
        columns: 'Wyckoff_symbol',
        atoms: 'Na1 Na 0 0 0 b\nCl1 Cl .5 .5 .5 a',
      }),
    ).toEqual([]);
  });

  it('has Wyckoff letters that are exchanged at one of two sites of a position: a contradiction', () => {
    const symmetry = operations(spaceGroup(216));
    const atoms = 'Cu1 Cu 0 .5 .5 a\nZn1 Zn .25 -.75 .75 c\nMg1 Mg .25 .75 .75 c';
    const found = tellsOf({ ...SALT, symmetry, columns: 'Wyckoff_symbol', atoms });
    expect(found).toEqual(['warning multiplicity-conflict']);
  });

  it('has Wyckoff letters, which are compared', () => {
    const columns = 'Wyckoff_symbol';
    expect(tellsOf({ ...SALT, symmetry, columns, atoms: 'Na1 Na 0 0 0 a\nCl1 Cl .5 .5 .5 b' })).toEqual([]);
    expect(tellsOf({ ...SALT, symmetry, columns, atoms: 'Na1 Na 0 0 0 4a\nCl1 Cl .5 .5 .5 8c' })).toEqual([
      'warning multiplicity-conflict',
    ]);
  });
});

describe('the option setting', () => {
  it.each(['F m -3 m', '225', '-F 4 2 3'])('is a symbol, number or Hall symbol: %s', (setting) => {
    expect(formulaOf(SALT, { setting })).toBe('Na4 Cl4');
  });

  it('that means nothing is refused by name', () => {
    expect(() => read(SALT, { setting: 'F m 3 q' })).toThrow(/the setting "F m 3 q" means no space group/);
  });

  it('that the cell has not is refused', () => {
    expect(() => read(SALT, { setting: 'P 63/m m c' })).toThrow(/the cell has not the symmetry/);
  });

  it('overrules a symbol, which is reported, and not a file that says by itself what it is', () => {
    const parts = { ...SALT, symmetry: hm('P m -3 m') };
    const { structure, symmetry } = read(parts, { setting: 'F m -3 m' });
    expect([structure.formula, symmetry!.source, symmetry!.consistent]).toEqual(['Na4 Cl4', 'setting', false]);
    const certain = { ...SALT, symmetry: operations(spaceGroup(225)) };
    expect(formulaOf(certain, { setting: 'F m -3 m' })).toBe('Na4 Cl4');
    expect(() => read(certain, { setting: 'F d -3 m:1' })).toThrow(
      /the setting "F d -3 m:1" was asked for, but all that the file says means F m -3 m \(225\)/,
    );
    // What contradicts itself is open.
    expect(formulaOf({ ...certain, content: content('Cl Na', 1) }, { setting: 'P m -3 m' })).toBe('Na1 Cl1');
  });
});

describe('two lists of operations', () => {
  const both = (newer: number, older: number): string =>
    `${operations(spaceGroup(newer))}\n${operations(spaceGroup(older)).replace('_space_group_symop_operation_xyz', '_symmetry_equiv_pos_as_xyz')}`;

  it('are both weighed', () => {
    const parts = { ...SALT, symmetry: both(1, 225), content: content('Cl Na', 4) };
    expect(formulaOf(parts)).toBe('Na4 Cl4');
    expect(tellsOf(parts)).toContain('repair symmetry-conflict');
    expect(formulaOf({ ...parts, symmetry: both(225, 1) })).toBe('Na4 Cl4');
    expect(formulaOf({ ...parts, content: '', symmetry: both(1, 225) })).toBe('Na4 Cl4');
    expect(() => read({ ...parts, content: '', symmetry: both(221, 225) })).toThrow(/nothing in the file decides/);
  });
});
