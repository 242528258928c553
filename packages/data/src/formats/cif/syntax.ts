import type { Diagnostic, DiagnosticCode } from '../../core/diagnostics.js';
import { DataError, type Place, show } from '../../core/errors.js';

/** A value of a CIF: its text, or null for the unquoted `?` (unknown) and `.` (does not apply). */
export type CifValue = string | null;

/** One data name with its values: a single one, or a column of a loop. */
export interface CifItem {
  /** The data name as written. */
  readonly tag: string;
  readonly values: readonly CifValue[];
  /** Line of each value, from 1. */
  readonly lines: readonly number[];
  /** Number of the loop in its block; undefined outside of loops. */
  readonly loop: number | undefined;
}

/** A data block. */
export interface CifBlock {
  readonly name: string;
  readonly line: number;
  /** By normalised data name: lower case, with `_` for the `.` of newer dictionaries. */
  readonly items: ReadonlyMap<string, CifItem>;
  /** Data names that stand twice in the block with different values. */
  readonly conflicts: ReadonlyMap<string, string>;
}

export interface CifSyntaxOptions {
  /** Lenient mode repairs what leaves no doubt about the data. Defaults to `lenient`. */
  readonly mode?: 'strict' | 'lenient' | undefined;
  readonly file?: string | undefined;
}

export interface CifDocument {
  readonly blocks: readonly CifBlock[];
  /** What was repaired. */
  readonly diagnostics: readonly Diagnostic[];
}

type Kind = 'end' | 'data' | 'loop' | 'save' | 'stop' | 'global' | 'tag' | 'value';

/** Longest error excerpt and data name. CIF allows 75 characters, dictionaries have none above 128. */
const MAX_TAG = 256;
/** A file with more faults than this is not listed in full. */
const MOST_DIAGNOSTICS = 1000;

const normaliseTag = (tag: string): string => tag.toLowerCase().replaceAll('.', '_');

/**
 * The data blocks of a CIF 1.1 file (S. R. Hall, F. H. Allen, I. D. Brown, Acta Cryst. A47, 655, 1991; syntax of version 1.1).
 *
 * Read in one pass, without backtracking. Save frames, which only dictionaries have, and the lists and tables of CIF 2.0 are
 * refused. Lenient mode repairs, and reports: a data name without value (unknown), a value in several words that lacks its
 * quotes, a quote that is not closed on its line, an empty loop, a data name that is repeated with the same value. A name
 * that is repeated with different values is kept as a conflict, for the reader of that name to refuse.
 *
 * @throws DataError `bad-syntax` with the line
 */
export function parseCif(text: string, { mode = 'lenient', file }: CifSyntaxOptions = {}): CifDocument {
  const scan = new Scanner(text, mode, file);
  const blocks: CifBlock[] = [];
  let block: OpenBlock | undefined;
  const tagOf = (line: number): OpenBlock => {
    if (block === undefined)
      throw scan.error(`expected data_ before the first data name, found ${show(scan.text)}; is this a CIF?`, line);
    return block;
  };
  let kind = scan.next();
  while (kind !== 'end') {
    const line = scan.line;
    switch (kind) {
      case 'data':
        block = new OpenBlock(scan.text.slice(5), line, scan);
        if (blocks.some((other) => other.name.toLowerCase() === block?.name.toLowerCase()))
          scan.repair('block-name-repeated', `a second data block is called ${show(block.name)}`, { line });
        blocks.push(block);
        kind = scan.next();
        break;
      case 'save':
        throw scan.error(
          'save frames belong to dictionaries and are not read; expected a CIF with structures',
          line,
          'unsupported',
        );
      case 'stop':
      case 'global':
        throw scan.error(`${scan.text} is reserved and has no meaning in a CIF; remove it`, line);
      case 'value':
        if (block === undefined)
          throw scan.error(`expected data_ at the beginning, found ${show(scan.text)}; is this a CIF?`, line);
        throw scan.error(
          `expected a data name, found the value ${show(scan.text)}; a text of several words needs quotes`,
          line,
        );
      case 'loop': {
        const open = tagOf(line);
        kind = readLoop(scan, open, line);
        break;
      }
      default:
        kind = readItem(scan, tagOf(line), line);
    }
  }
  return { blocks, diagnostics: scan.diagnostics };
}

/** Reads `_tag value`; the scanner stands on the tag. */
function readItem(scan: Scanner, block: OpenBlock, line: number): Kind {
  const tag = scan.text;
  let kind = scan.next();
  if (kind !== 'value') {
    scan.repair('value-missing', `${tag} has no value`, { line, tag });
    block.add({ tag, values: [null], lines: [line], loop: undefined });
    return kind;
  }
  const value = scan.value();
  const at = scan.line;
  kind = scan.next();
  if (kind === 'value' && scan.mode === 'lenient' && value !== null && scan.line === at && !STRUCTURAL.test(tag)) {
    const words = [value];
    while (kind === 'value' && scan.line === at) {
      words.push(scan.text);
      kind = scan.next();
    }
    scan.repair('quotes-missing', `${tag} has a value of several words without quotes`, { line, tag });
    block.add({ tag, values: [words.join(' ')], lines: [at], loop: undefined });
    return kind;
  }
  block.add({ tag, values: [value], lines: [at], loop: undefined });
  return kind;
}

/** Names whose value must not be guessed from several words. */
const STRUCTURAL = /^_(?:cell|atom|symmetry_equiv|symmetry_int|space_group_(?:symop|it))/i;

/** Reads a loop; the scanner stands on `loop_`. */
function readLoop(scan: Scanner, block: OpenBlock, line: number): Kind {
  const tags: string[] = [];
  let kind = scan.next();
  for (; kind === 'tag'; kind = scan.next()) tags.push(scan.text);
  if (tags.length === 0)
    throw scan.error(
      `expected data names after loop_, found ${kind === 'end' ? 'the end of the file' : show(scan.text)}`,
      line,
    );
  const columns = tags.map((tag) => ({ tag, values: [] as CifValue[], lines: [] as number[], loop: block.nextLoop }));
  block.nextLoop++;
  let n = 0;
  for (; kind === 'value'; kind = scan.next()) {
    const column = columns[n % columns.length]!;
    column.values.push(scan.value());
    column.lines.push(scan.line);
    n++;
  }
  if (n % columns.length !== 0) {
    const found = kind === 'end' ? 'the end of the file' : show(scan.text);
    throw scan.error(
      `the loop of ${tags[0]} has ${columns.length} columns but ${n} values: the last row lacks ${columns.length - (n % columns.length)} before ${found}`,
      scan.line,
    );
  }
  if (n === 0) scan.repair('loop-empty', `the loop of ${tags[0]} is empty`, { line, tag: tags[0] });
  for (const column of columns) block.add(column);
  return kind;
}

class OpenBlock implements CifBlock {
  readonly name: string;
  readonly line: number;
  readonly items = new Map<string, CifItem>();
  readonly conflicts = new Map<string, string>();
  nextLoop = 0;
  readonly #scan: Scanner;

  constructor(name: string, line: number, scan: Scanner) {
    this.name = name;
    this.line = line;
    this.#scan = scan;
  }

  add(item: CifItem): void {
    const key = normaliseTag(item.tag);
    const before = this.items.get(key);
    if (before === undefined) {
      this.items.set(key, item);
      return;
    }
    const line = item.lines[0] ?? this.line;
    const same =
      before.values.length === item.values.length && before.values.every((value, i) => value === item.values[i]);
    if (this.#scan.mode === 'strict') throw this.#scan.error(`${item.tag} stands twice in the data block`, line);
    if (same)
      this.#scan.repair('item-repeated', `${item.tag} stands twice with the same value`, { line, tag: item.tag });
    else
      this.conflicts.set(
        key,
        `${item.tag} stands twice with different values, at lines ${before.lines[0] ?? this.line} and ${line}`,
      );
  }
}

const [TAB, LF, CR, SPACE, HASH, QUOTE, DOUBLE, SEMICOLON, UNDERSCORE, DOLLAR, OPEN, BRACE] = [
  9, 10, 13, 32, 35, 39, 34, 59, 95, 36, 91, 123,
];

/** One token at a time. @internal */
class Scanner {
  readonly mode: 'strict' | 'lenient';
  readonly diagnostics: Diagnostic[] = [];
  /** The token: a keyword, a data name, or the text of a value without its delimiters. */
  text = '';
  /** Line where the token begins. */
  line = 1;
  #delimited = false;
  #at = 0;
  #row = 1;
  readonly #source: string;
  readonly #file: string | undefined;
  readonly #version2: boolean;

  constructor(source: string, mode: 'strict' | 'lenient', file: string | undefined) {
    this.#source = source;
    this.mode = mode;
    this.#file = file;
    this.#version2 = source.startsWith('#\\#CIF_2.0');
  }

  error(reason: string, line: number, code: 'bad-syntax' | 'unsupported' = 'bad-syntax'): DataError {
    const place: Place = { file: this.#file, line };
    return new DataError(code, `CIF: ${reason}`, place);
  }

  /** Reports a repair, or refuses it in strict mode. */
  repair(code: DiagnosticCode, message: string, { line, tag }: { line: number; tag?: string | undefined }): void {
    if (this.mode === 'strict') throw this.error(message, line);
    if (this.diagnostics.length < MOST_DIAGNOSTICS)
      this.diagnostics.push({ severity: 'repair', code, message, line, tag });
  }

  /** The value that the token is. */
  value(): CifValue {
    return !this.#delimited && (this.text === '?' || this.text === '.') ? null : this.text;
  }

  next(): Kind {
    const source = this.#source;
    let at = this.#at;
    this.#delimited = false;
    for (;;) {
      const c = source.charCodeAt(at);
      if (c === LF || c === CR) {
        at += c === CR && source.charCodeAt(at + 1) === LF ? 2 : 1;
        this.#row++;
        if (source.charCodeAt(at) === SEMICOLON) return this.#textField(at);
      } else if (c === SPACE || c === TAB) at++;
      else if (c === HASH) {
        while (at < source.length && source.charCodeAt(at) !== LF && source.charCodeAt(at) !== CR) at++;
      } else if (at >= source.length) {
        this.#at = at;
        this.line = this.#row;
        this.text = '';
        return 'end';
      } else if (at === 0 && c === SEMICOLON) return this.#textField(at);
      else break;
    }
    this.line = this.#row;
    const first = source.charCodeAt(at);
    if (first === QUOTE || first === DOUBLE) return this.#quoted(at, first);
    let end = at;
    for (; end < source.length; end++) {
      const c = source.charCodeAt(end);
      if (c <= SPACE) {
        if (c === SPACE || c === TAB || c === LF || c === CR) break;
        throw this.error(`expected text, found the control character ${c}; is the file binary?`, this.line);
      }
    }
    this.#at = end;
    this.text = source.slice(at, end);
    return this.#classify(first);
  }

  #classify(first: number): Kind {
    const { text } = this;
    if (first === UNDERSCORE) {
      if (text.length < 2 || text.length > MAX_TAG)
        throw this.error(`a data name must have 2 to ${MAX_TAG} characters, found ${show(text)}`, this.line);
      return 'tag';
    }
    if (first === DOLLAR || ((first === OPEN || first === BRACE) && (this.#version2 || this.mode === 'strict'))) {
      if (this.#version2 && first !== DOLLAR)
        throw this.error(
          'lists and tables of CIF 2.0 are not read; save the file as CIF 1.1',
          this.line,
          'unsupported',
        );
      throw this.error(`a value must not begin with ${text[0]}; put it in quotes`, this.line);
    }
    // All keywords have their underscore at one of these places.
    if (text.length >= 5 && (text[4] === '_' || text[6] === '_')) {
      const lower = text.slice(0, 7).toLowerCase();
      if (lower.startsWith('data_')) return 'data';
      if (lower.startsWith('save_')) return 'save';
      if (text.length === 5 && lower === 'loop_') return 'loop';
      if (text.length === 5 && lower === 'stop_') return 'stop';
      if (text.length === 7 && lower === 'global_') return 'global';
    }
    return 'value';
  }

  #quoted(start: number, quote: number): Kind {
    const source = this.#source;
    this.#delimited = true;
    if (this.#version2 && source.charCodeAt(start + 1) === quote && source.charCodeAt(start + 2) === quote)
      return this.#tripleQuoted(start, quote);
    for (let at = start + 1; ; at++) {
      const c = source.charCodeAt(at);
      if (c === quote) {
        const after = source.charCodeAt(at + 1);
        if (after <= SPACE || at + 1 >= source.length) {
          this.#at = at + 1;
          this.text = source.slice(start + 1, at);
          return 'value';
        }
      } else if (c === LF || c === CR || at >= source.length) {
        this.repair(
          'quotes-missing',
          `a quoted value is not closed on its line: ${show(source.slice(start, Math.min(at, start + 40)))}`,
          { line: this.line },
        );
        this.#at = at;
        this.text = source.slice(start + 1, at).trimEnd();
        return 'value';
      }
    }
  }

  #tripleQuoted(start: number, quote: number): Kind {
    const mark = String.fromCharCode(quote).repeat(3);
    const end = this.#source.indexOf(mark, start + 3);
    if (end < 0) throw this.error(`a text in ${mark} is not closed`, this.line);
    this.text = this.#source.slice(start + 3, end);
    this.#row += lineEnds(this.text);
    this.#at = end + 3;
    return 'value';
  }

  /** A text field: from a semicolon at the beginning of a line to the next one there. */
  #textField(start: number): Kind {
    const source = this.#source;
    this.line = this.#row;
    this.#delimited = true;
    for (let at = start + 1; ; at++) {
      at = nextLineEnd(source, at);
      if (at >= source.length)
        throw this.error(
          'the text field that begins here is not closed by a semicolon at the beginning of a line',
          this.line,
        );
      const lineEnd = at;
      if (source.charCodeAt(at) === CR && source.charCodeAt(at + 1) === LF) at++;
      this.#row++;
      if (source.charCodeAt(at + 1) !== SEMICOLON) continue;
      this.text = source.slice(start + 1, lineEnd);
      this.#at = at + 2;
      if (source.charCodeAt(this.#at) > SPACE)
        this.repair('separator-missing', 'white space is missing behind the semicolon that closes a text field', {
          line: this.#row,
        });
      return 'value';
    }
  }
}

function nextLineEnd(source: string, at: number): number {
  for (; at < source.length; at++) {
    const c = source.charCodeAt(at);
    if (c === LF || c === CR) break;
  }
  return at;
}

function lineEnds(text: string): number {
  let n = 0;
  for (let at = nextLineEnd(text, 0); at < text.length; at = nextLineEnd(text, at + 1)) {
    if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) at++;
    n++;
  }
  return n;
}
