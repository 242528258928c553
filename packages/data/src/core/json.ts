import type { Diagnostic } from './diagnostics.js';
import { DataError, type Place } from './errors.js';

/** Levels of lists and objects; data sets of structures have fewer than 12. */
const MAX_DEPTH = 100;

/**
 * The value of a JSON text. `NaN` and `Infinity`, which Python writes into JSON, are refused like any other fault.
 *
 * @throws DataError `bad-syntax` with the line, `too-large` for lists and objects nested more than 100 deep
 */
export function parseJson(text: string, place: Place = {}): unknown {
  checkDepth(text, place);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The messages of the engines differ, and few of them have the place.
    const at = faultAt(text);
    const what =
      at >= text.length ? 'the text ends too early' : `unexpected ${JSON.stringify(text.slice(at, at + 20))}`;
    throw new DataError('bad-syntax', `JSON: ${what}`, { ...place, line: lineAt(text, at) });
  }
}

/** A value, and what had to be done to read it. */
export interface ReadJson {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The value of a JSON text in which `NaN` and `Infinity` may stand for numbers, as Python writes them: they are read as `null`, which is
 * reported. Strict mode refuses them.
 *
 * @param options `isShallow`: the nesting of the text is known to be limited and is not measured again
 * @throws DataError `bad-syntax` with the line, `too-large`
 */
export function readJsonText(
  text: string,
  {
    mode = 'lenient',
    isShallow = false,
    ...place
  }: Place & { readonly mode?: 'strict' | 'lenient' | undefined; readonly isShallow?: boolean } = {},
): ReadJson {
  if (isShallow) {
    try {
      return { value: JSON.parse(text) as unknown, diagnostics: [] };
    } catch {
      // What is wrong is found below.
    }
  }
  try {
    return { value: parseJson(text, place), diagnostics: [] };
  } catch (error) {
    if (mode === 'strict' || !(error instanceof DataError) || error.code !== 'bad-syntax') throw error;
    const { text: finite, count, first } = withoutInfinities(text);
    if (count === 0) throw error;
    const diagnostic: Diagnostic = {
      severity: 'repair',
      code: 'number-not-finite',
      message: `NaN or Infinity, which JSON does not have, was read as missing (${count} time${count === 1 ? '' : 's'})`,
      line: lineAt(text, first),
      tag: /"((?:[^"\\]|\\.)*)"\s*:[^":]*$/.exec(text.slice(Math.max(0, first - 500), first))?.[1],
    };
    return { value: parseJson(finite, place), diagnostics: [diagnostic] };
  }
}

/** The text with `null` for each number that is not finite, how many there are, and the offset of the first. */
function withoutInfinities(text: string): { readonly text: string; readonly count: number; readonly first: number } {
  let [count, first] = [0, 0];
  const replaced = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token, offset: number) => {
    if (token.startsWith('"')) return token;
    if (count++ === 0) first = offset;
    return 'null';
  });
  return { text: replaced, count, first };
}

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

/** Offset of the first token that cannot stand where it does; the length of the text where it ends too early. */
function faultAt(text: string): number {
  const open: string[] = [];
  let expects = 'value' as 'value' | 'first' | 'key' | 'firstKey' | 'colon' | 'next';
  for (let i = 0; ; i++) {
    while (/[ \t\r\n]/.test(text.charAt(i))) i++;
    if (i >= text.length) return text.length;
    const c = text[i]!;
    const closes = c === open.at(-1) && (expects === 'first' || expects === 'firstKey' || expects === 'next');
    if (closes) {
      open.pop();
      expects = 'next';
    } else if (expects === 'next') {
      if (c !== ',' || open.length === 0) return i;
      expects = open.at(-1) === '}' ? 'key' : 'value';
    } else if (expects === 'colon') {
      if (c !== ':') return i;
      expects = 'value';
    } else if (c === '"') {
      expects = expects === 'key' || expects === 'firstKey' ? 'colon' : 'next';
      i = stringFault(text, i);
      if (text[i] !== '"') return i;
    } else if (expects === 'key' || expects === 'firstKey') return i;
    else if (c === '{' || c === '[') {
      open.push(c === '{' ? '}' : ']');
      expects = c === '{' ? 'firstKey' : 'first';
    } else {
      LITERAL.lastIndex = i;
      if (!LITERAL.test(text)) return c === '-' ? i + 1 : i;
      i = LITERAL.lastIndex - 1;
      expects = 'next';
    }
  }
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Offset of the quote that ends a string, or of the first character that a string cannot have. */
function stringFault(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x22 || c < 0x20) return at;
    if (c !== 0x5c) continue;
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) return at;
    at = ESCAPE.lastIndex - 1;
  }
  return at;
}

/** Line of an offset, from 1. @internal */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Nesting costs memory out of all proportion to the text, so it is measured before anything is made of it. */
function checkDepth(text: string, place: Place): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) i = endOfString(text, i);
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > MAX_DEPTH)
        throw new DataError('too-large', `JSON: lists and objects are nested more than ${MAX_DEPTH} deep`, {
          ...place,
          line: lineAt(text, i),
        });
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

/** A plain object, as JSON makes it. @internal */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
