import { show } from '../algebra/errors.js';
import { schoenfliesOf } from './classification.js';
import { rowsOf, type SettingRow } from './settingTable.js';
import { compressSymbol, symbolIndex } from './symbolIndex.js';

/** What a notation makes of a text: rows to choose from, with what the text says about the choice and what was assumed. */
export interface Reading {
  readonly rows: readonly SettingRow[];
  /** What stands behind a colon, if anything: `2`, `H`, `b1`. */
  readonly extension?: string | undefined;
  /** The text without the extension. */
  readonly base?: string;
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

/** "P21c" for P 21/c, "P63mmc" for P 63/m m c. */
export function lacksSlash(text: string, { hm }: SettingRow): boolean {
  return hm.includes('/') && !text.includes('/');
}

/** A text without the mark behind it that chooses an origin or axes, and the mark as a qualifier has it, in lower case. @internal */
export function splitMark(text: string): [base: string, mark?: string] {
  // Not the bracket of "2(1)", nor the shift of the Hall symbol "P 31 2 (0 0 4)".
  const at = text.search(/\s*(?:[:;,[]|(?<!\d)\((?! *-?\d+ )|\((?!\d\)| *-?\d+ )|origin|unique|hex|rhomb)/i);
  if (at < 0) return [text];
  const mark = text
    .slice(at)
    .toLowerCase()
    .replace(/origin|choice|unique|cell|axis|axes|[^\w-]/g, '');
  return [text.slice(0, at), qualifierOf(mark)];
}

/** The letters of the ICSD, S and Z for origins, HR and RS for axes of R groups, and words. */
function qualifierOf(mark: string): string {
  if (/^o?[12sz]$/.test(mark)) return /[1s]/.test(mark) ? '1' : '2';
  return /^(hr?|rs?)$|^hex|^rhomb/.test(mark) ? (mark[0] as string) : mark;
}

const NUMBER = /^(?:(?:s\.?g|i\.?t)\.?(?=\W|\d))?\s*(?:(?:no|nr|number)\b\.?|#)?\s*(-?\d+(?:\.\d+)?)$/i;

/** `62`, `No. 48:1`, `SG 225`; null for other text, and what is wrong with a number that no group has. */
export function readNumber(text: string): Reading | string | null {
  const [base, extension] = splitMark(text);
  const m = NUMBER.exec(base);
  if (m === null) return null;
  const number = Number(m[1]);
  if (number < 1 || number > 230 || number % 1 !== 0)
    return `${number} is no space-group number; they are integers from 1 to 230`;
  return { rows: rowsOf(number), extension };
}

/** A Hermann–Mauguin symbol in loose spelling; null for other text, and what is wrong with a mark of an origin or axes. */
export function readHermannMauguin(text: string): Reading | string | null {
  const index = symbolIndex();
  const notes: string[] = [];
  let [base, extension] = splitMark(text);
  let rows = index.get(compressSymbol(base));
  if (rows === undefined && extension === undefined) {
    // "R-3mH", "F d -3 m S"
    const [, rest = '', letters = ''] = /^(.+?)\s*(o[12]|hr|rs|[hrsz]|(?<=[a-z]\s*)[12])$/i.exec(base) ?? [];
    const meant = qualifierOf(letters.toLowerCase());
    const meantRows = index.get(compressSymbol(rest));
    if (meantRows?.some((row) => matchesExtension(row, meant))) {
      [rows, base, extension] = [meantRows, rest, meant];
      const choice = /[hr]/.test(meant) ? `${meant.toUpperCase()} axes` : `origin choice ${meant}`;
      notes.push(`${show(letters)} behind ${show(rest)} was read as ${choice}`);
    } else if (meantRows !== undefined && /\s[a-z]+$/i.test(base))
      return `${show(letters)} in ${show(text)} names an origin or axes, but the tables have no such choice for ${show(rest)}; give the operations or a Hall symbol`;
  }
  const row = rows?.[0];
  if (rows === undefined || row === undefined) {
    const moved = text.replace(/([1346])-/g, '-$1');
    const reading = moved === text ? null : readHermannMauguin(moved);
    if (reading === null || typeof reading === 'string') return reading;
    return { ...reading, notes: [...(reading.notes ?? []), `${show(text)} was read as ${show(moved)}`] };
  }
  if (lacksSlash(base, row)) notes.push(`${show(text)} was read with a slash, ${show(row.hm)}`);
  if (/^h/i.test(base))
    notes.push(
      'the lattice letter H is read as R on hexagonal axes, as the Protein Data Bank means it, not as the triple cell',
    );
  if (row.number >= 200 && !base.includes('-') && row.hm.includes(' -3'))
    notes.push(`${show(text)} is the spelling before 1969 of ${show(row.hm)}`);
  return { rows, extension, base, notes };
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
    // "unique axis b" alone
    (/^-?[abc]$/.test(extension) && qualifier.replace(/\d$/, '') === extension) ||
    (extension.length === 1 && /^[12hr]/.test(qualifier) && qualifier.startsWith(extension))
  );
}
