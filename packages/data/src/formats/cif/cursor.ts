import { show } from '../../core/errors.js';
import { CR, HASH, isOddSpace, LF, lineEnds, SEMICOLON, SPACE, TAB } from './characters.js';
import { isEndOfFile, preambleOf } from './preamble.js';
import type { MendedText } from './quotes.js';
import { SyntaxReport } from './syntaxReport.js';

/** A place in the text of a CIF, and the token that was read last. @internal */
export class Cursor extends SyntaxReport {
  /** The token: a keyword, a data name, or the text of a value without its delimiters. */
  text = '';
  /** Line where the token begins. */
  line = 1;
  /** Whether the token is a value in quotes or a text field. */
  delimited = false;
  protected readonly source: string;
  protected at = 0;
  /** Line of `at`. */
  protected row = 1;
  #oddSpace = false;

  constructor(source: string, mode: 'strict' | 'lenient', file: string | undefined) {
    super(mode, file);
    this.source = source;
  }

  /** Leaves out the text before the content of the file; lenient mode only. */
  skipPreamble(): void {
    if (this.mode === 'strict') return;
    const found = preambleOf(this.source);
    if (found === undefined) return;
    const line = this.row + lineEnds(this.source.slice(0, found.from));
    const text = this.source.slice(found.from, found.to);
    this.repair('text-left-out', `the text before the first data block was left out: ${show(text.trimEnd())}`, {
      line,
    });
    this.at = found.to;
    this.row = line + lineEnds(text);
  }

  /**
   * Goes behind white space and comments.
   *
   * @returns whether a text field begins here: a semicolon at the beginning of a line
   */
  protected skipBlanks(): boolean {
    const { source } = this;
    let { at } = this;
    let isField = at === 0 && source.charCodeAt(0) === SEMICOLON;
    while (!isField && at < source.length) {
      const c = source.charCodeAt(at);
      if (c === LF || c === CR) {
        at += c === CR && source.charCodeAt(at + 1) === LF ? 2 : 1;
        this.row++;
        isField = source.charCodeAt(at) === SEMICOLON;
      } else if (c === SPACE || c === TAB) at++;
      else if (c === HASH) {
        while (at < source.length && source.charCodeAt(at) !== LF && source.charCodeAt(at) !== CR) at++;
      } else if ((c >= SPACE && c <= 127) || this.mode === 'strict') break;
      else {
        const behind = this.#behindOddSpace(c, at);
        if (behind === at) break;
        at = behind;
      }
    }
    this.at = at;
    return isField;
  }

  /** Offset behind what is read as white space, which is reported; the same offset where it is not. */
  #behindOddSpace(c: number, at: number): number {
    if (isOddSpace(c)) {
      const code = c.toString(16).toUpperCase().padStart(4, '0');
      if (!this.#oddSpace)
        this.repair('separator-missing', `the character U+${code} is no white space of a CIF, but was read as such`, {
          line: this.row,
        });
      this.#oddSpace = true;
      return at + 1;
    }
    if (c >= SPACE || !isEndOfFile(this.source, at)) return at;
    this.repair('text-left-out', 'control characters at the end of the file were left out, and what follows them', {
      line: this.row,
    });
    return this.source.length;
  }

  /** Takes a value whose delimiters were mended, which is reported. */
  protected mended({ text, end, lines, code, message }: MendedText): 'value' {
    this.repair(code, message, { line: this.line });
    this.delimited = true;
    this.text = text;
    this.at = end;
    this.row += lines;
    return 'value';
  }
}
