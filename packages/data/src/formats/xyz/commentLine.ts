import { show } from '../../core/errors.js';
import { fortranNumber } from '../../core/fortranNumber.js';

/** The keys of the format, which decide what the frame is; all others are properties. */
export interface CommentLine {
  readonly Lattice?: string;
  readonly Properties?: string;
  readonly pbc?: string;
  readonly [key: string]: string | undefined;
}

const OWN_KEYS: Readonly<Record<string, string>> = { lattice: 'Lattice', properties: 'Properties', pbc: 'pbc' };

const PAIR =
  /([^\s=]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|\{([^}]*)\}|\[((?:[^[\]]|\[[^[\]]*\])*)\]|([^\s"{[]\S*|)))?(?=\s|$)/y;

/**
 * The `key=value` pairs of the second line of a frame; values in quotes, braces or brackets, or bare. A key without value is true.
 *
 * @param fail throws
 */
export function readCommentLine(line: string, fail: (reason: string) => Error): CommentLine {
  if (line.length > 1_000_000) throw fail('the comment line is longer than a million characters');
  const found: Record<string, string> = {};
  let at = 0;
  for (;;) {
    while (at < line.length && /\s/.test(line[at]!)) at++;
    if (at >= line.length) return found;
    PAIR.lastIndex = at;
    const m = PAIR.exec(line);
    if (m === null)
      throw fail(
        `cannot read ${show(line.slice(at, at + 40))} in the comment line; a value with spaces needs quotes that are closed`,
      );
    const own = OWN_KEYS[m[1]!.toLowerCase()];
    const key = own ?? m[1]!;
    const value = m[2]?.replace(/\\(.)/g, '$1') ?? m[3] ?? m[4] ?? m[5] ?? m[6] ?? 'T';
    if (own !== undefined && found[own] !== undefined && found[own] !== value)
      throw fail(`${own} stands twice with different values, ${show(found[own])} and ${show(value)}`);
    if (key !== '__proto__') found[key] = value;
    at = PAIR.lastIndex;
  }
}

/** The words of a list: separated by spaces or commas, in brackets or not. */
const listOf = (text: string): string[] =>
  text
    .replace(/[[\],]/g, ' ')
    .trim()
    .split(/\s+/);

/** Nine numbers, vector by vector, flat or as rows in brackets; undefined for anything else. */
export function latticeNumbers(text: string): number[] | undefined {
  const numbers = listOf(text).map(fortranNumber);
  return numbers.length === 9 && !numbers.some(Number.isNaN) ? numbers : undefined;
}

/** Whether the frame is periodic in all directions: three flags, or one for all. */
export function isPeriodic(pbc: string): boolean {
  const flags = listOf(pbc);
  return (flags.length === 1 || flags.length === 3) && flags.every((flag) => /^(?:t|true|1)$/i.test(flag));
}

/** The value of any other key. */
export function infoValue(text: string): unknown {
  if (/^(?:T|true)$/i.test(text)) return true;
  if (/^(?:F|false)$/i.test(text)) return false;
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(fortranNumber);
  if (numbers.some(Number.isNaN)) return text;
  return numbers.length === 1 ? numbers[0] : numbers;
}
