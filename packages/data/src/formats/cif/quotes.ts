import type { DiagnosticCode } from '../../core/diagnostics.js';
import { show } from '../../core/errors.js';
import { afterLineEnd, lineEnds, nextLineEnd, SEMICOLON, SPACE } from './characters.js';

/** The value of a text whose delimiters are not in order. @internal */
export interface MendedText {
  readonly text: string;
  /** Offset behind the value. */
  readonly end: number;
  /** Line ends inside of the value. */
  readonly lines: number;
  readonly code: DiagnosticCode;
  readonly message: string;
}

/** Lines that a quoted value is followed over. */
const MOST_LINES = 200;
/** A line that begins a data name or a keyword. */
const NAME = /^[ \t]*(?:_[a-z]|(?:data|save)_|(?:loop|stop|global)_(?:\s|$))/i;
/** A line that ends every value before it. */
const isStructure = (line: string): boolean => line.startsWith(';') || NAME.test(line);
const SINGLE = '\u2018\u2019\u201A\u201B';
const DOUBLE = '\u201C\u201D\u201E\u201F';

/**
 * The value of a quote that is not closed on its line, in the first of these readings that fits: white space is missing behind the closing
 * quote; the closing quote is a typographic one; the value goes over lines, up to a quote that ends a line before any data name; the value
 * is the rest of the line.
 *
 * @param start offset of the quote
 * @param lineEnd offset of the end of its line
 * @internal
 */
export function unclosedQuote(source: string, start: number, lineEnd: number, quote: string): MendedText {
  const rest = source.slice(start + 1, lineEnd);
  const shown = show(source.slice(start, Math.min(lineEnd, start + 40)));
  const again = rest.indexOf(quote);
  if (again >= 0 && again === rest.lastIndexOf(quote) && /[_\d+\-.?]/.test(rest[again + 1]!))
    return {
      text: rest.slice(0, again),
      end: start + again + 2,
      lines: 0,
      code: 'separator-missing',
      message: `white space is missing behind the quote that closes a value: ${shown}`,
    };
  const bent = typographicEnd(source, start + 1, quote === "'" ? SINGLE : DOUBLE);
  if (bent !== undefined)
    return {
      text: source.slice(start + 1, bent),
      end: bent + 1,
      lines: 0,
      code: 'quotes-missing',
      message: `a quoted value is closed by a typographic quote: ${shown}`,
    };
  return (
    overLines(source, start, lineEnd, quote) ?? {
      text: rest.replace(/["'`\u00B4]?\s*$/, ''),
      end: lineEnd,
      lines: 0,
      code: 'quotes-missing',
      message: `a quoted value is not closed on its line: ${shown}`,
    }
  );
}

function overLines(source: string, start: number, lineEnd: number, quote: string): MendedText | undefined {
  let end = lineEnd;
  for (let lines = 1; lines <= MOST_LINES && end < source.length; lines++) {
    const begin = afterLineEnd(source, end);
    end = nextLineEnd(source, begin);
    const line = source.slice(begin, end);
    if (isStructure(line)) return undefined;
    for (let at = line.indexOf(quote); at >= 0; at = line.indexOf(quote, at + 1)) {
      const closes = at + 1 === line.length || line[at + 1] === ' ' || line[at + 1] === '\t';
      if (closes && line.slice(at + 1).trim() === '')
        return {
          text: source.slice(start + 1, begin + at),
          end: begin + at + 1,
          lines,
          code: 'quotes-missing',
          message: `a quoted value goes over ${lines + 1} lines; a text field is meant for that`,
        };
      // Another value begins here, or ends inside of the line.
      if (closes || at === 0 || line[at - 1] === ' ' || line[at - 1] === '\t') return undefined;
    }
  }
  return undefined;
}

/**
 * The value in typographic quotes that begins here, as word processors make them.
 *
 * @returns undefined where no closing one stands on the line
 * @internal
 */
export function typographicQuote(source: string, start: number): MendedText | undefined {
  const family = [SINGLE, DOUBLE].find((marks) => marks.includes(source[start]!));
  if (family === undefined) return undefined;
  const end = typographicEnd(source, start + 1, family);
  if (end === undefined) return undefined;
  const text = source.slice(start + 1, end);
  return { text, end: end + 1, lines: 0, code: 'quotes-missing', message: `typographic quotes around ${show(text)}` };
}

/** Offset of the mark that stands on the line before white space. */
function typographicEnd(source: string, at: number, family: string): number | undefined {
  for (const end = nextLineEnd(source, at); at < end; at++)
    if (family.includes(source[at]!) && (at + 1 === end || source.charCodeAt(at + 1) <= 32)) return at;
  return undefined;
}

/**
 * The value of a text field that is open at the end of the file.
 *
 * @param start offset of its semicolon
 * @returns undefined where the text has data names, which a missing semicolon would hide
 * @internal
 */
export function unclosedTextField(source: string, start: number): MendedText | undefined {
  const text = source.slice(start + 1);
  for (let at = nextLineEnd(text, 0); at < text.length;) {
    const begin = afterLineEnd(text, at);
    at = nextLineEnd(text, begin);
    if (isStructure(text.slice(begin, Math.min(at, begin + 80)))) return undefined;
  }
  return {
    text: text.slice(0, text.length - paddingAtEnd(text)),
    end: source.length,
    lines: lineEnds(text),
    code: 'quotes-missing',
    message: 'the text field that begins here is not closed, it ends with the file',
  };
}

/**
 * The value of a text field that goes on behind a line of its text that begins with a semicolon.
 *
 * @param start offset of its first semicolon
 * @param end offset behind the one that closed it
 * @returns undefined where data names stand before the next closing semicolon
 * @internal
 */
export function continuedTextField(source: string, start: number, end: number): MendedText | undefined {
  for (let at = nextLineEnd(source, end); at < source.length;) {
    const begin = afterLineEnd(source, at);
    if (source.charCodeAt(begin) === SEMICOLON) {
      const text = source.slice(start + 1, at);
      return {
        text,
        end: begin + 1,
        lines: lineEnds(text) + 1,
        code: 'quotes-missing',
        message: 'a line inside of a text field begins with a semicolon, which would close it',
      };
    }
    at = nextLineEnd(source, begin);
    if (NAME.test(source.slice(begin, Math.min(at, begin + 80)))) return undefined;
  }
  return undefined;
}

/** Number of characters of white space and control at the end of a text. */
function paddingAtEnd(text: string): number {
  let n = 0;
  while (n < text.length && text.charCodeAt(text.length - 1 - n) <= SPACE) n++;
  return n;
}
