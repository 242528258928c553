import type { Diagnostic, DiagnosticCode } from '../../core/diagnostics.js';
import { DataError, show } from '../../core/errors.js';
import type { CifValue } from './document.js';

/** What a token is: the end of the file, a keyword, a data name or a value. @internal */
export type TokenKind = 'end' | 'data' | 'loop' | 'save' | 'stop' | 'global' | 'tag' | 'value';

/** Longest error excerpt and data name. CIF allows 75 characters, dictionaries have none above 128. */
const MAX_TAG = 256;
/** A file with more faults than this is not listed in full. */
const MOST_DIAGNOSTICS = 1000;

const [TAB, LF, CR, SPACE, HASH, QUOTE, DOUBLE, SEMICOLON, UNDERSCORE, DOLLAR, OPEN, BRACE] = [
  9, 10, 13, 32, 35, 39, 34, 59, 95, 36, 91, 123,
];

/** Splits a text into tokens, one at a time, without backtracking. @internal */
export class Scanner {
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
    return new DataError(code, `CIF: ${reason}`, { file: this.#file, line });
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

  next(): TokenKind {
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

  #classify(first: number): TokenKind {
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

  #quoted(start: number, quote: number): TokenKind {
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

  #tripleQuoted(start: number, quote: number): TokenKind {
    const mark = String.fromCharCode(quote).repeat(3);
    const end = this.#source.indexOf(mark, start + 3);
    if (end < 0) throw this.error(`a text in ${mark} is not closed`, this.line);
    this.text = this.#source.slice(start + 3, end);
    this.#row += lineEnds(this.text);
    this.#at = end + 3;
    return 'value';
  }

  /** A text field: from a semicolon at the beginning of a line to the next one there. */
  #textField(start: number): TokenKind {
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
