import { DataError, show } from '../../core/errors.js';
import {
  BRACE,
  CR,
  DOLLAR,
  DOUBLE,
  isOddSpace,
  LF,
  lineEnds,
  nextLineEnd,
  OPEN,
  QUOTE,
  SEMICOLON,
  SPACE,
  TAB,
  UNDERSCORE,
} from './characters.js';
import { Cursor } from './cursor.js';
import type { CifValue } from './document.js';
import { isEndOfFile } from './preamble.js';
import { continuedTextField, typographicQuote, unclosedQuote, unclosedTextField } from './quotes.js';

/** What a token is: the end of the file, a keyword, a data name or a value. @internal */
export type TokenKind = 'end' | 'data' | 'loop' | 'save' | 'stop' | 'global' | 'tag' | 'value';

/** Longest error excerpt and data name. CIF allows 75 characters, dictionaries have none above 128. */
const MAX_TAG = 256;

/** `(` */
const BRACKET = 40;
/** A line that begins a data block. */
const BLOCK_LINE = /^data_\S/gim;

/** Splits a text into tokens, one at a time, without backtracking. @internal */
export class Scanner extends Cursor {
  /** The last text field: offsets of its semicolons, and its lines. */
  #field = { start: 0, end: 0, line: 0, lastLine: 0 };
  #kind: TokenKind = 'value';
  readonly #version2: boolean;

  constructor(source: string, mode: 'strict' | 'lenient', file: string | undefined) {
    super(source, mode, file);
    this.#version2 = source.startsWith('#\\#CIF_2.0');
  }

  /** Whether the token is the unquoted `.`. */
  get isDot(): boolean {
    return !this.delimited && this.text === '.';
  }

  /** Whether the token is a standard uncertainty alone, `(3)`; lenient mode only. */
  get isUncertainty(): boolean {
    return (
      this.text.charCodeAt(0) === BRACKET && this.mode === 'lenient' && !this.delimited && /^\(\d+\)$/.test(this.text)
    );
  }

  /**
   * Goes on with the text field that was closed on the line of this token, where text and no data name follows.
   *
   * @returns whether the token is now the whole text field
   */
  continueTextField(): boolean {
    const { start, end, line, lastLine } = this.#field;
    const mended = this.line === lastLine ? continuedTextField(this.source, start, end) : undefined;
    if (mended === undefined) return false;
    this.line = line;
    this.row = line;
    this.mended(mended);
    this.#field = { start, end: this.at, line, lastLine: this.row };
    return true;
  }

  /** Goes to the next data block, past everything that cannot be read; stays where the token begins one. */
  toNextBlock(): TokenKind {
    for (;;) {
      try {
        while (this.#kind !== 'data' && this.#kind !== 'end') this.next();
        return this.#kind;
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        BLOCK_LINE.lastIndex = this.at + 1;
        const to = BLOCK_LINE.exec(this.source)?.index ?? this.source.length;
        this.row += lineEnds(this.source.slice(this.at, to));
        this.at = to;
      }
    }
  }

  /** The value that the token is. */
  value(): CifValue {
    return !this.delimited && (this.text === '?' || this.text === '.') ? null : this.text;
  }

  next(): TokenKind {
    // Where reading it fails, the token is none that a block begins with.
    this.#kind = 'value';
    this.#kind = this.#read();
    return this.#kind;
  }

  #read(): TokenKind {
    const { source } = this;
    this.delimited = false;
    const isField = this.skipBlanks();
    const { at } = this;
    if (isField) return this.#textField(at);
    if (at >= source.length) {
      this.line = this.row;
      this.text = '';
      return 'end';
    }
    this.line = this.row;
    const first = source.charCodeAt(at);
    if (first === QUOTE || first === DOUBLE) return this.#quoted(at, first);
    if (first > 0x2000 && this.mode === 'lenient') {
      const quoted = typographicQuote(source, at);
      if (quoted !== undefined) return this.mended(quoted);
    }
    let end = at;
    for (; end < source.length; end++) {
      const c = source.charCodeAt(end);
      if (c > 127) {
        if (isOddSpace(c) && this.mode === 'lenient') break;
      } else if (c <= SPACE) {
        if (c === SPACE || c === TAB || c === LF || c === CR) break;
        if (this.mode === 'lenient' && (isOddSpace(c) || isEndOfFile(source, end))) break;
        throw this.error(`expected text, found the control character ${c}; is the file binary?`, this.line);
      }
    }
    this.at = end;
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
      if (lower.startsWith('loop__') && this.mode === 'lenient') return this.#splitLoop();
      if (lower.startsWith('save_')) return 'save';
      if (text.length === 5 && lower === 'loop_') return 'loop';
      if (text.length === 5 && lower === 'stop_') return 'stop';
      if (text.length === 7 && lower === 'global_') return 'global';
    }
    return 'value';
  }

  /** `loop__tag`, where white space is missing behind `loop_`. */
  #splitLoop(): TokenKind {
    this.repair('separator-missing', `white space is missing behind loop_: ${show(this.text)}`, { line: this.line });
    this.at -= this.text.length - 5;
    this.text = this.text.slice(0, 5);
    return 'loop';
  }

  #quoted(start: number, quote: number): TokenKind {
    const source = this.source;
    this.delimited = true;
    if (this.#version2 && source.charCodeAt(start + 1) === quote && source.charCodeAt(start + 2) === quote)
      return this.#tripleQuoted(start, quote);
    for (let at = start + 1; ; at++) {
      const c = source.charCodeAt(at);
      if (c === quote) {
        const after = source.charCodeAt(at + 1);
        if (after <= SPACE || at + 1 >= source.length) {
          this.at = at + 1;
          this.text = source.slice(start + 1, at);
          return 'value';
        }
      } else if (c === LF || c === CR || at >= source.length)
        return this.mended(unclosedQuote(source, start, at, String.fromCharCode(quote)));
    }
  }

  #tripleQuoted(start: number, quote: number): TokenKind {
    const mark = String.fromCharCode(quote).repeat(3);
    const end = this.source.indexOf(mark, start + 3);
    if (end < 0) throw this.error(`a text in ${mark} is not closed`, this.line);
    this.text = this.source.slice(start + 3, end);
    this.row += lineEnds(this.text);
    this.at = end + 3;
    return 'value';
  }

  /** A text field: from a semicolon at the beginning of a line to the next one there. */
  #textField(start: number): TokenKind {
    const source = this.source;
    this.line = this.row;
    this.delimited = true;
    for (let at = start + 1; ; at++) {
      at = nextLineEnd(source, at);
      if (at >= source.length) {
        this.row = this.line;
        const mended = this.mode === 'lenient' ? unclosedTextField(source, start) : undefined;
        if (mended !== undefined) return this.mended(mended);
        throw this.error(
          'the text field that begins here is not closed by a semicolon at the beginning of a line',
          this.line,
        );
      }
      const lineEnd = at;
      if (source.charCodeAt(at) === CR && source.charCodeAt(at + 1) === LF) at++;
      this.row++;
      if (source.charCodeAt(at + 1) !== SEMICOLON) continue;
      this.text = source.slice(start + 1, lineEnd);
      this.at = at + 2;
      this.#field = { start, end: this.at, line: this.line, lastLine: this.row };
      if (source.charCodeAt(this.at) > SPACE)
        this.repair('separator-missing', 'white space is missing behind the semicolon that closes a text field', {
          line: this.row,
        });
      return 'value';
    }
  }
}
