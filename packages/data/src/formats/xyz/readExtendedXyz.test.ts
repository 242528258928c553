import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../test/support/diagnostics.ts';
import { extendedXyzParts, readExtendedXyz } from './readExtendedXyz.js';

const CELL = 'Lattice="4 0 0 1 5 0 0 0 6"';
const frame = (comment: string, ...rows: string[]): string => `${rows.length}\n${comment}\n${rows.join('\n')}\n`;
const PO = frame(CELL, 'Po 0 0 0');
const NACL = frame(CELL, 'Na 0 0 0', 'Cl 2 2.5 3');
const ISOLATED = frame('Properties=species:S:1:pos:R:3 config_type=IsolatedAtom pbc="F F F"', 'C 0 0 0');

const formulas = (text: string): string[] => readExtendedXyz(text).map(({ structure }) => structure.formula);

describe('the cell of a frame', () => {
  it.each([
    ['nine numbers', 'Lattice="4 0 0 1 5 0 0 0 6"'],
    ['rows in brackets', 'Lattice=[[4.0, 0.0, 0.0], [1.0, 5.0, 0.0], [0.0, 0.0, 6.0]]'],
    ['rows in brackets without spaces', 'Lattice=[[4,0,0],[1,5,0],[0,0,6]]'],
    ['rows in brackets within quotes', 'Lattice="[[4, 0, 0], [1, 5, 0], [0, 0, 6]]"'],
    ['one list', 'lattice=[4, 0, 0, 1, 5, 0, 0, 0, 6]'],
    ['braces', 'Lattice={4 0 0 1 5 0 0 0 6}'],
    ['single quotes', "Lattice='4 0 0 1 5 0 0 0 6' note=it's"],
  ])('%s', (_, lattice) => {
    const { structure } = readExtendedXyz(frame(`${lattice} pbc=[T, T, T]`, 'Po 0 0 0'), { mode: 'strict' })[0]!;
    expect(structure.lattice).toEqual([
      [4, 0, 0],
      [1, 5, 0],
      [0, 0, 6],
    ]);
  });

  it.each(['pbc="T T T"', 'pbc=[True, True, True]', 'pbc=T', 'pbc="1 1 1"', ''])('%s is a crystal', (pbc) =>
    expect(formulas(frame(`${CELL} ${pbc}`, 'Po 0 0 0'))).toEqual(['Po1']),
  );

  it.each([
    ['eight numbers', 'Lattice=[[4,0,0],[1,5,0],[0,6]]', 'Lattice must be nine numbers'],
    ['words', 'Lattice="a b c d e f g h i"', 'Lattice must be nine numbers'],
    ['two cells', `${CELL} Lattice="5 0 0 0 5 0 0 0 5"`, 'Lattice stands twice with different values'],
    ['a slab', `${CELL} pbc="T T F"`, 'must be periodic in three directions'],
    ['two flags', `${CELL} pbc="T T"`, 'must be periodic in three directions'],
    ['no cell', 'energy=-1', 'a crystal needs a cell'],
  ])('refused: %s', (_, comment, message) =>
    expect(() => readExtendedXyz(frame(comment, 'Po 0 0 0'), { file: 'x' })).toThrow(
      new RegExp(`^x:2: record "frame 1": XYZ: .*${message}`),
    ),
  );
});

describe('a frame that cannot be read', () => {
  const MOLECULE = '1\njust a carbon\nC 0 0 0\n';
  const BAD_ELEMENT = frame(CELL, 'Zz 0 0 0');
  const MISSING_ROW = `2\n${CELL}\nPo 0 0 0\n`;
  const SURPLUS_ROW = `1\n${CELL}\nNa 0 0 0\nCl 2 2.5 3\n`;

  it.each([
    ['an isolated atom first', ISOLATED + NACL, ['Na1 Cl1'], ['frame 1']],
    ['isolated atoms between', NACL + ISOLATED + ISOLATED + PO, ['Na1 Cl1', 'Po1'], ['frame 2', 'frame 3']],
    ['a molecule without keys', PO + MOLECULE + MOLECULE + NACL, ['Po1', 'Na1 Cl1'], ['frame 2', 'frame 3']],
    ['a wrong element', BAD_ELEMENT + PO, ['Po1'], ['frame 1']],
    ['a missing line', MISSING_ROW + NACL + PO, ['Na1 Cl1', 'Po1'], ['frame 1']],
    ['a missing line at the end', PO + MISSING_ROW.trimEnd(), ['Po1'], ['frame 2']],
    ['a line too many', SURPLUS_ROW + PO, ['Po1'], ['frame 1']],
    ['a line too many at the end', PO + SURPLUS_ROW, ['Po1'], ['frame 2']],
    ['words behind the frames', `${PO}\nend of file\n`, ['Po1'], ['frame 2']],
    ['no number of atoms', PO + NACL.replace('2\n', 'two\n') + PO, ['Po1', 'Po1'], ['frame 2']],
  ])('is told, and the others are read: %s', (_, text, expected, refused) => {
    const [first, ...others] = readExtendedXyz(text, { file: 'x' });
    const told = first!.diagnostics.filter(({ code }) => code === 'record-refused');
    expect(told.map(({ record }) => record)).toEqual(refused);
    expect(told.every(({ severity, line }) => severity === 'warning' && line !== undefined)).toBe(true);
    expect([first!, ...others].slice(-expected.length).map(({ structure }) => structure.formula)).toEqual(expected);
    expect(() => readExtendedXyz(text, { mode: 'strict', file: 'x' })).toThrow(`record "${refused[0]}": XYZ:`);
  });

  it('has its place', () => {
    expect(textsOf(readExtendedXyz(PO + ISOLATED)[0]!)).toEqual([
      expect.stringMatching(/^line 5: frame 2 of the file could not be read .*a crystal needs a cell$/),
    ]);
    const parts = extendedXyzParts(ISOLATED + BAD_ELEMENT + PO, { file: 'x' });
    expect(parts.map((part) => (part.ok ? part.structure.formula : part.error.message.slice(0, 30)))).toEqual([
      'x:2: record "frame 1": XYZ: ex',
      'x:6: record "frame 2": XYZ: ex',
      'Po1',
    ]);
  });

  it('is an error where there are no others', () => {
    expect(() => readExtendedXyz(ISOLATED + MOLECULE, { file: 'x' })).toThrow('x:2: record "frame 1"');
    expect(() => readExtendedXyz(' \n')).toThrow('the file holds no frame');
  });
});

describe('symbols and atomic numbers of a frame', () => {
  const both = (...rows: string[]): string => frame(`${CELL} Properties=species:S:1:pos:R:3:Z:I:1`, ...rows);

  it('that agree are read', () => expect(formulas(both('Na 0 0 0 11', 'Cl 2 2.5 3 17'))).toEqual(['Na1 Cl1']));

  it('that contradict each other are refused', () => {
    const text = both('Na 0 0 0 11', 'C 2 2.5 3 8');
    expect(() => readExtendedXyz(text)).toThrow(
      'line 4: record "frame 1": XYZ: atom 2 of 2 is "C" by its symbol, but O by its number in the column Z',
    );
    expect(formulas(PO + text + NACL)).toEqual(['Po1', 'Na1 Cl1']);
  });

  it('in a property of the frame say nothing of the atoms', () =>
    expect(formulas(frame(`${CELL} Z=6`, 'Na 0 0 0'))).toEqual(['Na1']));
});

describe('a disordered crystal', () => {
  it.each([
    [
      'a column of occupancies',
      `${CELL} Properties=species:S:1:pos:R:3:occupancy:R:1`,
      'Na 0 0 0 0.5',
      3,
      'occupancy 0.5',
    ],
    [
      'what ASE writes of a disordered CIF',
      `${CELL} occupancy="_JSON {\\"0\\": {\\"Na\\": 0.5, \\"K\\": 0.5}}"`,
      'Na 0 0 0',
      2,
      'disordered',
    ],
  ])('is refused: %s', (_, comment, row, line, message) => {
    const parts = extendedXyzParts(frame(comment, row));
    expect(parts).toMatchObject([{ ok: false, error: { code: 'unsupported', line } }]);
    expect(() => readExtendedXyz(frame(comment, row))).toThrow(message);
  });

  it('is none where all sites are full', () => {
    const comment = `${CELL} Properties=species:S:1:pos:R:3:occupancy:R:1 occupancy="_JSON {\\"0\\": {\\"Na\\": 1.0}}"`;
    expect(formulas(frame(comment, 'Na 0 0 0 1.0'))).toEqual(['Na1']);
  });
});
