import { DataError, show } from '../../core/errors.js';
import {
  BRACE,
  CR,
  DOLLAR,
  DOUBLE,
  HASH,
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
import type { CifValue } from './document.js';
import { isEndOfFile, preambleOf } from './preamble.js';
import { continuedTextField, type MendedText, typographicQuote, unclosedQuote, unclosedTextField } from './quotes.js';
import { SyntaxReport } from './syntaxReport.js';

/** What a token is: the end of the file, a keyword, a data name or a value. @internal */
export type TokenKind = 'end' | 'data' | 'loop' | 'save' | 'stop' | 'global' | 'tag' | 'value';

/** Longest error excerpt and data name. CIF allows 75 characters, dictionaries have none above 128. */
const MAX_TAG = 256;

/** `(` */
const BRACKET = 40;
/** A line that begins a data block. */
const BLOCK_LINE = /^data_\S/gim;

/** Splits a text into tokens, one at a time, without backtracking. @internal */
export class Scanner extends SyntaxReport {
  /** The token: a keyword, a data name, or the text of a value without its delimiters. */
  text = '';
  /** Line where the token begins. */
  line = 1;
  #delimited = false;
  #at = 0;
  #row = 1;
  #oddSpace = false;
  /** The last text field: offsets of its semicolons, and its lines. */
  #field = { start: 0, end: 0, line: 0, lastLine: 0 };
  readonly #source: string;
  readonly #version2: boolean;

  constructor(source: string, mode: 'strict' | 'lenient', file: string | undefined) {
    super(mode, file);
    this.#source = source;
    this.#version2 = source.startsWith('#\\#CIF_2.0');
  }

  /** Whether the token is a value in quotes or a text field. */
  get delimited(): boolean {
    return this.#delimited;
  }

  /** Whether the token is the unquoted `.`. */
  get isDot(): boolean {
    return !this.#delimited && this.text === '.';
  }

  /** Whether the token is a standard uncertainty alone, `(3)`; lenient mode only. */
  get isUncertainty(): boolean {
    return (
      this.text.charCodeAt(0) === BRACKET && this.mode === 'lenient' && !this.#delimited && /^\(\d+\)$/.test(this.text)
    );
  }

  /**
   * Goes on with the text field that was closed on the line of this token, where text and no data name follows.
   *
   * @returns whether the token is now the whole text field
   */
  continueTextField(): boolean {
    const { start, end, line, lastLine } = this.#field;
    const mended = this.line === lastLine ? continuedTextField(this.#source, start, end) : undefined;
    if (mended === undefined) return false;
    this.line = line;
    this.#row = line;
    this.#mended(mended);
    this.#field = { start, end: this.#at, line, lastLine: this.#row };
    return true;
  }

  /** Leaves out the text before the content of the file; lenient mode only. */
  skipPreamble(): void {
    if (this.mode === 'strict') return;
    const found = preambleOf(this.#source);
    if (found === undefined) return;
    const line = this.#row + lineEnds(this.#source.slice(0, found.from));
    const text = this.#source.slice(found.from, found.to);
    this.repair('text-left-out', `the text before the first data block was left out: ${show(text.trimEnd())}`, {
      line,
    });
    this.#at = found.to;
    this.#row = line + lineEnds(text);
  }

  /** Goes to the next data block, past everything that cannot be read. */
  toNextBlock(): TokenKind {
    for (;;) {
      try {
        let kind = this.next();
        while (kind !== 'data' && kind !== 'end') kind = this.next();
        return kind;
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        BLOCK_LINE.lastIndex = this.#at + 1;
        const to = BLOCK_LINE.exec(this.#source)?.index ?? this.#source.length;
        this.#row += lineEnds(this.#source.slice(this.#at, to));
        this.#at = to;
      }
    }
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
      else if ((c >= SPACE && c <= 127) || this.mode === 'strict') break;
      else {
        const behind = this.#behindOddSpace(c, at);
        if (behind === at) break;
        at = behind;
      }
    }
    this.line = this.#row;
    const first = source.charCodeAt(at);
    if (first === QUOTE || first === DOUBLE) return this.#quoted(at, first);
    if (first > 0x2000 && this.mode === 'lenient') {
      const quoted = typographicQuote(source, at);
      if (quoted !== undefined) return this.#mended(quoted);
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
    this.#at = end;
    this.text = source.slice(at, end);
    return this.#classify(first);
  }

  /** Offset behind what is read as white space, which is reported; the same offset where it is not. */
  #behindOddSpace(c: number, at: number): number {
    if (isOddSpace(c)) {
      const code = c.toString(16).toUpperCase().padStart(4, '0');
      if (!this.#oddSpace)
        this.repair('separator-missing', `the character U+${code} is no white space of a CIF, but was read as such`, {
          line: this.#row,
        });
      this.#oddSpace = true;
      return at + 1;
    }
    if (c >= SPACE || !isEndOfFile(this.#source, at)) return at;
    this.repair('text-left-out', 'control characters at the end of the file were left out, and what follows them', {
      line: this.#row,
    });
    return this.#source.length;
  }

  /** Takes a value whose delimiters were mended, which is reported. */
  #mended({ text, end, lines, code, message }: MendedText): TokenKind {
    this.repair(code, message, { line: this.line });
    this.#delimited = true;
    this.text = text;
    this.#at = end;
    this.#row += lines;
    return 'value';
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
    this.#at -= this.text.length - 5;
    this.text = this.text.slice(0, 5);
    return 'loop';
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
      } else if (c === LF || c === CR || at >= source.length)
        return this.#mended(unclosedQuote(source, start, at, String.fromCharCode(quote)));
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
      if (at >= source.length) {
        const mended = unclosedTextField(source, start);
        if (mended !== undefined && this.mode === 'lenient') {
          this.#row = this.line;
          return this.#mended(mended);
        }
        throw this.error(
          'the text field that begins here is not closed by a semicolon at the beginning of a line',
          this.line,
        );
      }
      const lineEnd = at;
      if (source.charCodeAt(at) === CR && source.charCodeAt(at + 1) === LF) at++;
      this.#row++;
      if (source.charCodeAt(at + 1) !== SEMICOLON) continue;
      this.text = source.slice(start + 1, lineEnd);
      this.#at = at + 2;
      this.#field = { start, end: this.#at, line: this.line, lastLine: this.#row };
      if (source.charCodeAt(this.#at) > SPACE)
        this.repair('separator-missing', 'white space is missing behind the semicolon that closes a text field', {
          line: this.#row,
        });
      return 'value';
    }
  }
}
