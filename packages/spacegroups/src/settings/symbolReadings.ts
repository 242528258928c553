import { show } from '../algebra/errors.js';
import { schoenfliesOf } from './classification.js';
import { rowsOf, type SettingRow } from './settingTable.js';
import { compressSymbol, symbolIndex } from './symbolIndex.js';

/** What a notation makes of a text: rows to choose from, with what the text says about the choice and what was assumed. */
export interface Reading {
  readonly rows: readonly SettingRow[];
  /** What stands behind a colon, if anything: `2`, `H`, `b1`. */
  readonly extension?: string | undefined;
  readonly notes?: readonly string[];
}

/** Older names of classes. */
const SCHOENFLIES_ALIASES: Readonly<Record<string, string>> = {
  ci: 's2',
  cs: 'c1h',
  c3i: 's6',
  d2: 'v',
  d2h: 'vh',
  d2d: 'vd',
};

/** `62`, `No. 48:1`; null for other text, and what is wrong with a number that no group has. */
export function readNumber(text: string): Reading | string | null {
  const m = /^(?:no\.?|#)?\s*(-?\d+(?:\.\d+)?)(?:\s*:\s*(\S+))?$/i.exec(text);
  if (m === null) return null;
  const number = Number(m[1]);
  if (number < 1 || number > 230 || number % 1 !== 0)
    return `${number} is no space-group number; they are integers from 1 to 230`;
  return { rows: rowsOf(number), extension: m[2] };
}

// The letters of the ICSD for origin choices 1 and 2.
const ORIGINS: Readonly<Record<string, string>> = { s: '1', z: '2' };

/** "P21c" for P 21/c. */
export function lacksSlash(text: string, { number, hm }: SettingRow): boolean {
  return number <= 15 && hm.includes('/') && !text.includes('/');
}

/** A Hermann–Mauguin symbol in loose spelling; null for other text. */
export function readHermannMauguin(text: string): Reading | null {
  const index = symbolIndex();
  let [base, extension] = compressSymbol(text).split(/:(.*)/) as [string, string?];
  const notes: string[] = [];
  let rows = index.get(base);
  if (rows === undefined && extension === undefined) {
    // "R-3mH", "F d -3 m S"
    const [, rest = '', letter = ''] = /^(.+?)\(?([hrsz12])\)?$/.exec(base) ?? [];
    const meant = ORIGINS[letter] ?? letter;
    const meantRows = index.get(rest);
    if (meantRows?.some((row) => matchesExtension(row, meant))) {
      [rows, base, extension] = [meantRows, rest, meant];
      const choice = /[hr]/.test(meant) ? `${meant.toUpperCase()} axes` : `origin choice ${meant}`;
      notes.push(`the last character of ${show(text)} was read as ${choice}`);
    }
  }
  const row = rows?.[0];
  if (rows === undefined || row === undefined) return null;
  if (lacksSlash(text, row)) notes.push(`${show(text)} was read with a slash, ${show(row.hm)}`);
  if (base.startsWith('h'))
    notes.push(
      'the lattice letter H is read as R on hexagonal axes, as the Protein Data Bank means it, not as the triple cell',
    );
  if (row.number >= 200 && !base.includes('-') && row.hm.includes(' -3'))
    notes.push(`${show(text)} is the spelling before 1969 of ${show(row.hm)}`);
  return { rows, extension, notes };
}

/** A Schoenflies symbol with or without `^`; null for other text, and what is wrong with the name of a class. */
export function readSchoenflies(text: string): Reading | string | null {
  if (/\s/.test(text)) return null;
  const plain = text.toLowerCase().replace(/[\^_{}()]/g, '');
  const found = (number: number): Reading => ({
    rows: rowsOf(number),
    notes: text.includes('^') ? [] : [`${show(text)} was read as the Schoenflies symbol ${schoenfliesOf(number)}`],
  });
  const members: number[] = [];
  for (let number = 1; number <= 230; number++) {
    const [name, index] = schoenfliesOf(number).toLowerCase().split('^') as [string, string];
    for (const known of [name, SCHOENFLIES_ALIASES[name] ?? name]) {
      if (plain === known + index) return found(number);
      if (plain.startsWith(known) && /^\d*$/.test(plain.slice(known.length))) members.push(number);
    }
  }
  const [first, last] = [members[0], members.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (first === last && /^(c1|ci|s2)$/.test(plain)) return found(first);
  return `${show(text)} names no space group; those of the class are ${schoenfliesOf(first)} to ${schoenfliesOf(last)}`;
}

/** Whether ":2", ":H", ":b1" or ":2cab" fits a row. */
export function matchesExtension(row: SettingRow, extension: string): boolean {
  const qualifier = row.qualifier.toLowerCase();
  return (
    extension === '' ||
    qualifier === extension ||
    (extension.length === 1 && /^[12hr]/.test(qualifier) && qualifier.startsWith(extension))
  );
}
