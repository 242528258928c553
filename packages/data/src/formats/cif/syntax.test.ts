import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cifNumber } from './number.js';
import type { CifBlock } from './document.js';
import { parseCif } from './syntax.js';
import { DataError } from '../../core/errors.js';

const values = (
  text: string,
  tag = '_a',
  mode: 'strict' | 'lenient' = 'strict',
): readonly (string | null)[] | undefined => parseCif(text, { mode }).blocks[0]?.items.get(tag)?.values;

describe('parseCif', () => {
  it.each([
    ['a word', '_a word', 'word'],
    ['a quote inside quotes', "_a 'a dog's life'", "a dog's life"],
    ['double quotes', '_a "it is \'so\'"', "it is 'so'"],
    ['a quote inside a word', "_a O5'", "O5'"],
    ['a hash inside a word', '_a a#b', 'a#b'],
    ['a hash inside quotes', "_a '#1'", '#1'],
    ['a comment behind', '_a word # comment', 'word'],
    ['a quoted question mark', "_a '?'", '?'],
    ['an underscore inside a word', '_a a_b', 'a_b'],
    ['a semicolon inside a line', '_a a;b', 'a;b'],
    ['a semicolon word after white space', '_a  ;b', ';b'],
    ['a text field', '_a\n;line one\n line two\n;\n', 'line one\n line two'],
    ['a text field with a semicolon inside a line', '_a\n; x ; y\n;', ' x ; y'],
    ['an empty text field', '_a\n;\n;\n', ''],
    ['empty quotes', "_a ''", ''],
    ['a word like a keyword', '_a database', 'database'],
    ['a quoted keyword', "_a 'loop_'", 'loop_'],
  ])('reads %s', (_, text, expected) => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(values(`data_x\n${text}`.replaceAll('\n', end))?.[0]).toBe(expected.replaceAll('\n', end));
  });

  it('tells unknown and inapplicable from text', () => {
    expect(values('data_x loop_ _a ? . "." \'?\' ..')).toEqual([null, null, '.', '?', '..']);
  });

  it('reads loops, blocks and lines', () => {
    const { blocks } = parseCif("#\\#CIF_1.1\ndata_one\nloop_\n_a\n_B.c\n1 2\n\n3 '4 5'\n_d 6\nDATA_two _a 7", {
      mode: 'strict',
    });
    expect(blocks.map(({ name, line }) => [name, line])).toEqual([
      ['one', 2],
      ['two', 10],
    ]);
    const [a, b, d] = ['_a', '_b_c', '_d'].map((tag) => blocks[0]!.items.get(tag)!);
    expect([a!.values, a!.lines, b!.values, b!.tag]).toEqual([['1', '3'], [6, 8], ['2', '4 5'], '_B.c']);
    expect(a!.loop).toBe(b!.loop);
    expect([d!.loop, d!.lines]).toEqual([undefined, [9]]);
  });

  it.each([
    ['a save frame', 'data_x\nsave_frame\n', 'dictionaries', 2],
    ['a reserved word', 'data_x\nglobal_\n', 'reserved', 2],
    ['a list of CIF 2.0', '#\\#CIF_2.0\ndata_x\n_a [1 2]', 'CIF 2.0', 3],
    ['a cut loop', 'data_x\nloop_\n_atom_site_label\n_b\n1 2\n3', 'lacks 1', 6],
    ['a loop without names', 'data_x\nloop_\n1 2', 'after loop_', 2],
    ['an open text field with data names', 'data_x\n_a\n;text\nmore\n_b 1', 'not closed', 3],
    ['a value without name', 'data_x\n_a 1\n\n2', 'found the value "2"', 4],
    ['a control character', 'data_x\n_a 1\u00002', 'control character', 2],
    ['other text', 'hello world', 'is this a CIF', 1],
  ])('refuses %s in both modes', (_, text, message, line) => {
    for (const mode of ['strict', 'lenient'] as const) {
      try {
        parseCif(text, { mode, file: 'f.cif' });
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
        expect((error as DataError).message).toContain(message);
        expect((error as DataError).message.startsWith(`f.cif:${line}: `)).toBe(true);
      }
    }
  });

  it.each([
    ['a name without value', 'data_x\n_a\n_b 1', [null], /_a has no value/, 'value-missing'],
    [
      'words without quotes',
      'data_x\n_a sodium chloride\n_b 1',
      ['sodium chloride'],
      /needs quotes|without quotes/,
      'quotes-missing',
    ],
    ['a text field that is open at the end', 'data_x\n_a\n;text\nmore', ['text\nmore'], /not closed/, 'quotes-missing'],
    ['no data_ line', '_a 1', ['1'], /data_/, 'block-unnamed'],
    ['an open quote', "data_x\n_a 'sodium\n_b 1", ['sodium'], /not closed/, 'quotes-missing'],
    ['a repeated name', 'data_x\n_a 1\n_a 1', ['1'], /twice/, 'item-repeated'],
    ['an empty loop', 'data_x\nloop_\n_a\n_c\ndata_y _b 1', [], /empty/, 'loop-empty'],
  ])('repairs %s, or refuses it', (_, text, expected, message, code) => {
    expect(() => parseCif(text, { mode: 'strict' })).toThrow(message);
    const { blocks, diagnostics } = parseCif(text);
    expect(blocks[0]!.items.get('_a')!.values).toEqual(expected);
    expect(diagnostics).toMatchObject([{ severity: 'repair', code, message: expect.stringMatching(message) }]);
  });

  it('does not guess which of two numbers a cell length is', () => {
    expect(() => parseCif('data_x\n_cell_length_a 5 6')).toThrow(/found the value "6"/);
  });

  it('keeps a name with two values as a conflict', () => {
    expect([...parseCif('data_x\n_A.b 1\n_a_b 2').blocks[0]!.conflicts.values()]).toEqual([
      '_a_b stands twice with different values, at lines 2 and 3',
    ]);
  });

  it('ends on long texts: work that grows with the square of the length would take hours', () => {
    for (const text of [
      `data_x _a '${'x '.repeat(5e5)}'`,
      `data_x\n_a\n;${'\n x'.repeat(3e5)}\n;`,
      `data_x loop_ _a ${"' ".repeat(3e5)}'`,
      '#'.repeat(1e6),
      `data_x${'\n'.repeat(1e6)}`,
      `data_x ${'_a '.repeat(2e5)}`,
    ]) {
      try {
        parseCif(text);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
  });
});

/** A value as a CIF writes it. */
function written(value: string | null): string {
  if (value === null) return '?';
  if (/[\r\n]/.test(value)) return `\n;${value}\n;\n`;
  if (!/'(?=\s|$)/.test(value)) return `'${value}'`;
  return /"(?=\s|$)/.test(value) ? `\n;${value}\n;\n` : `"${value}"`;
}

describe('any text', () => {
  const value = fc.option(
    fc
      .string({
        unit: fc.constantFrom('a', 'B', '1', ' ', "'", '"', '#', '_', '.', '?', 'é', '日', '\n'),
        maxLength: 12,
      })
      .filter((text) => !text.includes('\n;')),
    { nil: null },
  );

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 }),
        fc.array(value, { maxLength: 4 }),
        (rows, singles) => {
          const text = `data_x\nloop_\n_p\n_q\n${rows.map((row) => row.map(written).join(' ')).join('\n')}\n${singles.map((one, i) => `_s${i} ${written(one)}`).join('\n')}\n`;
          const [block] = parseCif(text, { mode: 'strict' }).blocks as [CifBlock];
          expect(block.items.get('_p')!.values).toEqual(rows.map((row) => row[0]));
          expect(block.items.get('_q')!.values).toEqual(rows.map((row) => row[1]));
          singles.forEach((one, i) => expect(block.items.get(`_s${i}`)!.values).toEqual([one]));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is read, or refused with a DataError of one line that names a line of the text', () => {
    const token = fc.constantFrom(
      'data_',
      'data_x',
      'loop_',
      'save_',
      'save_a',
      'stop_',
      'global_',
      '_a',
      '_b.c',
      '_',
      "'",
      '"',
      ';',
      '\n;',
      '\n',
      '\r',
      '\r\n',
      ' ',
      '\t',
      '#',
      '?',
      '.',
      'x',
      '1.2(3)',
      '[',
      '$',
      '\u0000',
      'é',
      '\uFEFF',
      '\uD800',
      "'''",
      '#\\#CIF_2.0\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(token, { maxLength: 60 }).map((parts) => parts.join('')),
          fc.array(token, { maxLength: 60 }).map((parts) => `data_x ${parts.join(' ')}`),
          fc.string({ unit: 'binary', maxLength: 100 }),
        ),
        fc.constantFrom('strict', 'lenient'),
        (text, mode) => {
          try {
            const { blocks } = parseCif(text, { mode: mode as 'strict' });
            for (const { items } of blocks)
              for (const { values, lines } of items.values())
                expect(lines.length).toBeGreaterThanOrEqual(values.length);
          } catch (error) {
            expect(error).toBeInstanceOf(DataError);
            const { message, line } = error as DataError;
            expect(message).not.toMatch(/[\r\n]/);
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length + 1);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('cifNumber', () => {
  it.each([
    ['1.234(5)', 1.234],
    ['.5', 0.5],
    ['-.5e-1', -0.05],
    ['90.', 90],
    ['+1E3', 1000],
    ['5(12)', 5],
    ['0.25()', 0.25],
    ['-0', -0],
  ])('reads %s', (text, expected) => {
    expect(cifNumber(text)).toBe(expected);
  });
  it.each([
    '',
    'x',
    '0x10',
    'Infinity',
    'NaN',
    '1,5',
    '1/3',
    '1.2.3',
    '1.2(3',
    '1.2(3)4',
    '1e',
    '--1',
    '1 2',
    `${'9'.repeat(400)}`,
    '1e999',
    '.',
  ])('refuses %j', (text) => {
    expect(cifNumber(text)).toBeNaN();
  });
});
