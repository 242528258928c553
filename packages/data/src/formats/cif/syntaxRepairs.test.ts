import { describe, expect, it } from 'vitest';
import { DataError } from '../../core/errors.js';
import { parseBlocks, parseCif } from './syntax.js';

const itemOf = (text: string, tag: string): readonly (string | null)[] | undefined =>
  parseCif(text).blocks[0]?.items.get(tag)?.values;

/** The values in strict mode, which may be others where the text is a CIF, but not the one that was meant; or the error. */
function strictly(text: string, tag: string): unknown {
  try {
    return parseCif(text, { mode: 'strict' }).blocks[0]!.items.get(tag)!.values;
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error;
  }
}

describe('lenient mode repairs what strict mode refuses', () => {
  it.each([
    ['Ctrl-Z at the end', 'data_x\n_a 1\n\u001A', '_a', ['1'], 'text-left-out', 3],
    ['Ctrl-Z behind a value', 'data_x\n_a 1\u001A', '_a', ['1'], 'text-left-out', 2],
    ['NUL that fills the last block', 'data_x\n_a 1\n\0\0\0 \0', '_a', ['1'], 'text-left-out', 3],
    [
      'words before data_',
      "Supplementary Material (ESI)\nThis journal's\n\ndata_x\n_a 1",
      '_a',
      ['1'],
      'text-left-out',
      1,
    ],
    ['comments and words before data_', '# c\n\n; mail\ndata_x _a 1', '_a', ['1'], 'text-left-out', 3],
    ['an underline before data_', '______\ndata_x\n_a 1', '_a', ['1'], 'text-left-out', 1],
    ['no data_ line', '# made by\n_a 1\nloop_\n_b\n2', '_b', ['2'], 'block-unnamed', 2],
    ['a loop first and no data_ line', 'loop_\n_b\n2', '_b', ['2'], 'block-unnamed', 1],
    ['a quoted value over lines', "data_x\n_a 'one\n\n two\n'\n_b 1", '_a', ['one\n\n two\n'], 'quotes-missing', 2],
    [
      'a quoted value over lines that ends one',
      "data_x\n_a 'one\n two' \n_b 1",
      '_a',
      ['one\n two'],
      'quotes-missing',
      2,
    ],
    [
      'an apostrophe in a quote over lines',
      "data_x\n_a 'a dog's\nlife'\n_b 1",
      '_a',
      ["a dog's\nlife"],
      'quotes-missing',
      2,
    ],
    ['no blank behind a quote', "data_x\n_a 'P 1'_b 2", '_a', ['P 1'], 'separator-missing', 2],
    ['typographic quotes', 'data_x\n_a “P -1”\n_b 1', '_a', ['P -1'], 'quotes-missing', 2],
    ['single typographic quotes', 'data_x\n_a ‘x, y’ _b 1', '_a', ['x, y'], 'quotes-missing', 2],
    ['a typographic quote at the end', "data_x\n_a 'x, y’ _b 1", '_a', ['x, y'], 'quotes-missing', 2],
    ['no-break spaces', 'data_x\n_a\u00A01\n\u00A0_b 2', '_b', ['2'], 'separator-missing', 2],
    ['form feeds of a printer', 'data_x\n_a 1\n\f_b 2', '_b', ['2'], 'separator-missing', 3],
    ['a byte order mark of an appended file', 'data_x\n_a 1\n\uFEFFdata_y\n_b 2', '_a', ['1'], 'separator-missing', 3],
    ['no blank behind loop_', 'data_x\nloop__a\n_b\n1 2', '_a', ['1'], 'separator-missing', 2],
    ['words over lines', 'data_x\n_a some words\nand more\n_b 1', '_a', ['some words and more'], 'quotes-missing', 2],
    ['a powder loop one value short', 'data_x\nloop_ _pd_a _pd_b\n1 2\n3\n_b 1', '_b', ['1'], 'text-left-out', 4],
    [
      'a loop one value short in the middle',
      'data_x\nloop_ _c _d\n1 2\n3\n5 6\n7 8\n_b 1',
      '_b',
      ['1'],
      'text-left-out',
      4,
    ],
    [
      'Ctrl-Z and what the last block of a disk held',
      'data_x\n_a 1\n\u001A\u001Aend of old file',
      '_a',
      ['1'],
      'text-left-out',
      3,
    ],
    ['a name of several words', 'data_Na Cl\n_a 1', '_a', ['1'], 'text-left-out', 1],
    ['a unit behind a length', 'data_x\n_cell_length_a 5.64 Å', '_cell_length_a', ['5.64'], 'text-left-out', 2],
    [
      'an uncertainty behind a blank',
      'data_x\n_cell_length_a 5.64 (2)',
      '_cell_length_a',
      ['5.64'],
      'text-left-out',
      2,
    ],
    ['a quote that was not opened', "data_x\n_a F m -3 m'", '_a', ['F m -3 m'], 'quotes-missing', 2],
    ['a quote of another kind at the end', `data_x\n_a "F m -3 m'`, '_a', ['F m -3 m'], 'quotes-missing', 2],
    [
      'a semicolon that begins a line of a text',
      'data_x\n_a\n;one\n; two\nthree\n;\n_b 1',
      '_a',
      ['one\n; two\nthree'],
      'quotes-missing',
      3,
    ],
    ['stop_ behind a loop', 'data_x\nloop_\n_a\n1\nstop_\n_b 2', '_b', ['2'], 'text-left-out', 5],
    [
      'operations without commas',
      'data_x\nloop_\n_symmetry_equiv_pos_as_xyz\nx y z\n-x y+1/2 -z',
      '_symmetry_equiv_pos_as_xyz',
      ['x,y,z', '-x,y+1/2,-z'],
      'quotes-missing',
      4,
    ],
    [
      'uncertainties behind blanks in a loop',
      'data_x\nloop_\n_atom_site_label\n_atom_site_fract_x\nNa 0.25 (3)\nCl 0.5\n',
      '_atom_site_fract_x',
      ['0.25', '0.5'],
      'text-left-out',
      5,
    ],
    ['END behind an item', 'data_x\n_a 1\n\nEND\n', '_a', ['1'], 'text-left-out', 4],
    ['END behind the last loop', 'data_x\nloop_\n_a\n_atom_site_label\n1 2\nEND\n', '_a', ['1'], 'text-left-out', 6],
    [
      'a line behind the last loop',
      'data_x\nloop_\n_a\n_b\n_c\n1 2 3\n--- End of file',
      '_a',
      ['1'],
      'text-left-out',
      7,
    ],
    [
      'H_M',
      "data_x\n_symmetry.space_group_name_H_M 'P 1'",
      '_symmetry_space_group_name_h-m',
      ['P 1'],
      'name-corrected',
      2,
    ],
    ['HM', "data_x\n_space_group_name_HM_alt 'P 1'", '_space_group_name_h-m_alt', ['P 1'], 'name-corrected', 2],
    [
      'H–M',
      "data_x\n_symmetry_space_group_name_H–M 'P 1'",
      '_symmetry_space_group_name_h-m',
      ['P 1'],
      'name-corrected',
      2,
    ],
    [
      'a full stop behind a name',
      'data_x\n_atom_site_fract_x. 0.5',
      '_atom_site_fract_x',
      ['0.5'],
      'name-corrected',
      2,
    ],
    [
      'operations without quotes',
      'data_x\nloop_\n_symmetry_equiv_pos_as_xyz\nx, y, z\n-x, -y, 1/2 + z\n',
      '_symmetry_equiv_pos_as_xyz',
      ['x, y, z', '-x, -y, 1/2 + z'],
      'quotes-missing',
      4,
    ],
    [
      'operations without quotes behind numbers',
      'data_x\nloop_\n_space_group_symop_id\n_space_group_symop_operation_xyz\n1 x, y, z\n2 -x, -y, z\n',
      '_space_group_symop_operation_xyz',
      ['x, y, z', '-x, -y, z'],
      'quotes-missing',
      5,
    ],
    [
      'operations without quotes, some with',
      "data_x\nloop_\n_symmetry_equiv_pos_as_xyz\n'x, y, z'\n-x, -y, z\n",
      '_symmetry_equiv_pos_as_xyz',
      ['x, y, z', '-x, -y, z'],
      'quotes-missing',
      4,
    ],
    [
      'an operation without quotes',
      'data_x\n_symmetry_equiv_pos_as_xyz x, y, z\n_b 1',
      '_symmetry_equiv_pos_as_xyz',
      ['x, y, z'],
      'quotes-missing',
      2,
    ],
  ])('%s', (_, text, tag, expected, code, line) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const file = text.replaceAll('\n', end);
      expect(itemOf(file, tag)).toEqual(expected.map((value) => value.replaceAll('\n', end)));
      expect(parseCif(file).diagnostics).toMatchObject([{ severity: 'repair', code, line }]);
      expect(strictly(file, tag)).not.toEqual(expected);
    }
  });

  it('the rows beside a repaired one keep their columns and lines', () => {
    const { blocks } = parseCif(
      'data_x\nloop_\n_symmetry_equiv_pos_site_id\n_symmetry_equiv_pos_as_xyz\n1 x, y, z\n\n2 -x, -y, -z\n_b 1',
    );
    expect(blocks[0]!.items.get('_symmetry_equiv_pos_site_id')).toMatchObject({ values: ['1', '2'], lines: [5, 7] });
    expect(blocks[0]!.items.get('_symmetry_equiv_pos_as_xyz')).toMatchObject({ lines: [5, 7] });
  });

  it.each([
    ['another unit than that of the dictionary', 'data_x\n_cell_length_a 0.564 nm', 'found the value "nm"', 2],
    [
      'a semicolon in a text that a missing one would make long',
      'data_x\n_a\n;one\n; two\n_b\n;\n',
      'found the value "two"',
      4,
    ],
    [
      'an atom row with a value missing in the middle',
      'data_x\nloop_\n_atom_site_label\n_atom_site_fract_x\nNa\nCl .5\n',
      'this line has 1',
      5,
    ],
    [
      'a number in brackets behind a word',
      'data_x\nloop_\n_atom_site_label\n_atom_site_fract_x\nNa (3) 0.25\n',
      'has 2 columns but 3',
      5,
    ],
    ['prose', 'Dear colleague,\nplease find data_ here', 'is this a CIF', 1],
    ['Ctrl-Z before more', 'data_x\n_a 1\n\u001A\n_b 2', 'control character', 3],
    [
      'an atom list one value short',
      'data_x\nloop_\n_atom_site_label\n_atom_site_fract_x\nNa 0\nCl\n_b 1',
      'lacks 1',
      6,
    ],
    [
      'an atom list with a value too many',
      'data_x\nloop_\n_atom_site_label\n_atom_site_fract_x\nNa 1 0\nCl .5\nK .2\n',
      'this line has 3',
      5,
    ],
    [
      'operations of which one lacks a part',
      'data_x\nloop_\n_symmetry_equiv_pos_site_id\n_symmetry_equiv_pos_as_xyz\n1 x, y, z\n2 -x, -y\n',
      'has 2 columns',
      6,
    ],
    [
      'a quote over lines that another value follows',
      "data_x\nloop_\n_atom_site_label\n_b\n1 'a\nb' 2 3\n",
      'has 2 columns but 5',
      6,
    ],
    ['a text field that swallows data names', 'data_x\n_a\n;text\n_cell_length_a 5\n', 'not closed', 3],
    ['two numbers for a cell length', 'data_x\n_cell_length_a 5\n6', 'found the value "6"', 3],
    [
      'a symbol that goes on in the next line',
      'data_x\n_symmetry_space_group_name_H-M P\n21',
      'found the value "21"',
      3,
    ],
    ['a number behind a number', 'data_x\n_a 1\n2', 'found the value "2"', 3],
    ['an operation that is none', 'data_x\n_symmetry_equiv_pos_as_xyz x, y', 'expected one operation', 2],
  ])('not %s', (_, text, message, line) => {
    expect(() => parseCif(text)).toThrow(message);
    try {
      parseCif(text);
    } catch (error) {
      expect((error as DataError).line).toBe(line);
    }
  });

  it.each([
    ['a name that is no Hermann–Mauguin symbol', 'data_x\n_my_name_h_mass 1', '_my_name_h_mass'],
    ['a name of its own with a mark behind it', 'data_x\n_my_own_ 1', '_my_own_'],
  ])('nor is corrected: %s', (_, text, tag) => {
    expect([...parseCif(text, { mode: 'strict' }).blocks[0]!.items.keys()]).toEqual([tag]);
  });

  it.each([
    ['a text field that swallows data names', 'data_x\n_a\n;text\n_b 1\ndata_y\n_c 1\n2', 3, 7],
    ['an atom list one value short', 'data_x\nloop_\n_atom_site_label\n_b\n1\n\ndata_y\n_c 1\n2', 5, 9],
    ['a control character', 'data_x\n_a 1\u00012\n;\ntext\n;\ndata_y\n_c 1\n2', 2, 8],
    ['a save frame', 'data_x\nsave_f\n_a 1\nsave_\ndata_y\n_c 1\n2', 2, 7],
  ])('and reads the next data block behind %s, with the right lines', (_, text, first, second) => {
    const { blocks } = parseBlocks(text);
    expect(blocks.map(({ name, fault }) => [name, fault?.line])).toEqual([
      ['x', first],
      ['y', second],
    ]);
    expect(() => parseCif(text)).toThrow(blocks[0]!.fault!.message);
  });

  it('in time that grows with the length of the text', () => {
    const n = 20_000;
    const start = performance.now();
    for (const part of ["'a\n", '\'a\n"b\n', '\u001A\n', '\u00A0', '‘a\n', "x 'y'z\n", '1 x, y\n', '\nx', ' '])
      for (const head of ['data_x _a ', 'data_x loop_ _symmetry_equiv_pos_as_xyz ', '', 'data_x _a\n;'])
        try {
          parseCif(head + part.repeat(n));
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
