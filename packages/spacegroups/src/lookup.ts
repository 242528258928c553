import { parseAbc } from './changeOfBasis.js';
import { schoenfliesOf } from './classification.js';
import { type CoreSpaceGroup, type GroupClass, groupOfRow } from './coreGroup.js';
import { attempt, SpaceGroupError, show } from './errors.js';
import { makeRegistry } from './registry.js';
import { extendedSymbol } from './setting.js';
import { rowOfNumber, type SettingOptions } from './settingChoice.js';
import { rowsOf, type SettingRow } from './settingTable.js';
import { closestRows, compressSymbol, exactRow, symbolIndex } from './symbolIndex.js';

/** How to read a symbol, and which setting to prefer where it leaves that open. */
export interface LookupOptions extends Omit<SettingOptions, 'qualifier'> {
  /**
   * Read the text in one notation only. Defaults to `any`: number, then Hermann–Mauguin, Hall, Schoenflies; so `P 2` is
   * No. 3 with unique axis b (Hermann–Mauguin), not the Hall symbol of its unique-axis-c setting.
   */
  readonly notation?: 'any' | 'number' | 'hm' | 'hall' | 'schoenflies';
}

/** A symbol that was understood. */
export interface LookupFound<G> {
  readonly ok: true;
  readonly group: G;
  /** The notation in which the text was read. */
  readonly notation: 'number' | 'hm' | 'hall' | 'schoenflies';
  /** Other settings that the same text names, in the order of the table; empty if it names one only. */
  readonly alternatives: readonly G[];
  /** What was assumed or is uncommon, in words; empty if nothing. */
  readonly notes: readonly string[];
}

/** A symbol that was not understood. Nothing is guessed. */
export interface LookupFailed {
  readonly ok: false;
  /** One sentence: what is wrong, and the closest symbols where there are any. */
  readonly reason: string;
  /** Settings with similar symbols, the closest first. */
  readonly candidates: readonly { readonly hmExtended: string; readonly number: number }[];
}

export type LookupResult<G> = LookupFound<G> | LookupFailed;

/** What a notation makes of a text: rows to choose from, or why there are none. */
type Reading = { rows: readonly SettingRow[]; extension: string; notes: string[] } | { wrong: string } | null;

const SCHOENFLIES_ALIASES: Readonly<Record<string, string>> = {
  s2: 'ci',
  c1h: 'cs',
  s1: 'cs',
  s6: 'c3i',
  v: 'd2',
  vh: 'd2h',
  vd: 'd2d',
};

function readNumber(text: string): Reading {
  const m = /^(?:no\.?|#)?\s*(\d{1,9})(?:\s*:\s*(\S+))?$/i.exec(text);
  if (m === null) return null;
  const number = Number(m[1]);
  if (number < 1 || number > 230) return { wrong: `${number} is no space-group number; they run from 1 to 230` };
  return { rows: rowsOf(number), extension: m[2] ?? '', notes: [] };
}

// The letters of the ICSD for origin choices 1 and 2.
const ORIGINS: Readonly<Record<string, string>> = { s: '1', z: '2' };

function readHermannMauguin(text: string): Reading {
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
  if (rows === undefined) return null;
  const [{ hm, number }] = rows as [SettingRow];
  if (base.startsWith('h'))
    notes.push(
      'the lattice letter H is read as R on hexagonal axes, as the Protein Data Bank means it, not as the triple cell',
    );
  if (number >= 200 && !base.includes('-') && hm.includes(' -3'))
    notes.push(`${show(text)} is the spelling before 1969 of ${show(hm)}`);
  return { rows, extension: extension ?? '', notes };
}

function readSchoenflies(text: string): Reading {
  const m = /^([cdostv](?:[1-6]?[hvdi]?|[is]))\^?(\d{1,2})?$/.exec(text.toLowerCase().replace(/[\s_{}()]/g, ''));
  if (m === null) return null;
  const name = SCHOENFLIES_ALIASES[m[1] as string] ?? (m[1] as string);
  const numbers: number[] = [];
  for (let n = 1; n <= 230; n++) if (schoenfliesOf(n).toLowerCase().split('^')[0] === name) numbers.push(n);
  if (numbers.length === 0) return null;
  if (m[2] === undefined && numbers.length > 1)
    return {
      wrong: `${show(text)} names a point group; its space groups are ${schoenfliesOf(numbers[0] as number)} to ${schoenfliesOf(numbers.at(-1) as number)}`,
    };
  const number = numbers[Number(m[2] ?? 1) - 1];
  if (number === undefined)
    return {
      wrong: `there is no ${show(text)}; the class has ${numbers.length} space group${numbers.length === 1 ? '' : 's'}`,
    };
  return { rows: rowsOf(number), extension: '', notes: [] };
}

/** Whether ":2", ":H", ":b1" or ":2cab" fits a row. */
function matchesExtension(row: SettingRow, extension: string): boolean {
  const qualifier = row.qualifier.toLowerCase();
  return (
    extension === '' ||
    qualifier === extension ||
    (extension.length === 1 && /^[12hr]/.test(qualifier) && qualifier.startsWith(extension))
  );
}

function fits(row: SettingRow, { origin, axes, uniqueAxis, cellChoice }: LookupOptions): boolean {
  const q = row.qualifier;
  const monoclinic = row.number >= 3 && row.number <= 15;
  return (
    (origin === undefined || q.startsWith(String(origin))) &&
    (axes === undefined || q === axes) &&
    (uniqueAxis === undefined || (monoclinic && q.replace(/\d$/, '') === uniqueAxis)) &&
    (cellChoice === undefined || (monoclinic && q.endsWith(String(cellChoice))))
  );
}

/** Reference settings first, then second origins and hexagonal axes, then standard axes, then as in the table. */
function rank(row: SettingRow): number {
  return row.fromReference === '' ? 0 : row.qualifier.startsWith('2') ? 1 : 2;
}

/** The function `lookup` for one class of groups. @internal */
export function makeLookup<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
): (symbol: string | number, options?: LookupOptions) => LookupResult<G> {
  const failed = (reason: string, text?: string): LookupFailed => {
    const candidates = (text === undefined ? [] : closestRows(text)).map((row) => ({
      hmExtended: extendedSymbol(row),
      number: row.number,
    }));
    const closest = candidates.map((c) => `${show(c.hmExtended)} (${c.number})`).join(', ');
    return {
      ok: false,
      reason: `lookup: ${reason}${closest && `; closest: ${closest}`}`,
      candidates,
    };
  };
  const found = (
    group: G,
    notation: LookupFound<G>['notation'],
    others: readonly SettingRow[] = [],
    notes: string[] = [],
  ): LookupFound<G> => ({
    ok: true,
    group,
    notation,
    alternatives: others.map((row) => groupOfRow(Class, row)),
    notes,
  });

  return (symbol, options = {}) => {
    const { notation = 'any', ...setting } = options;
    const mayBe = (wanted: typeof notation): boolean => notation === 'any' || notation === wanted;
    if (typeof symbol === 'number') {
      const row = attempt(() => rowOfNumber(symbol, setting));
      return row instanceof SpaceGroupError
        ? failed(row.message.replace('spaceGroup: ', ''))
        : found(groupOfRow(Class, row), 'number');
    }
    if (typeof symbol !== 'string') return failed(`expected a symbol or a number, got ${show(symbol)}`);
    const exact = exactRow(symbol);
    if (exact !== undefined && Object.keys(options).length === 0) return found(groupOfRow(Class, exact), 'hm');
    const text = symbol
      .trim()
      .replace(/^(['"])(.*)\1$/, '$2')
      .trim();
    if (text === '' || text.length > 200) return failed(`the symbol must have 1 to 200 characters, got ${show(text)}`);

    const choose = (reading: Exclude<Reading, null>, as: LookupFound<G>['notation']): LookupResult<G> => {
      if ('wrong' in reading) return failed(reading.wrong);
      const { rows: read, extension, notes } = reading;
      const none = (what: string): LookupFailed => {
        const known = new Set(read.map((row) => (row.qualifier === '' ? 'none' : show(row.qualifier))));
        return failed(`${show(text)} has no setting ${what}; the qualifiers are ${[...known].join(', ')}`);
      };
      const extended = read.filter((row) => matchesExtension(row, extension.toLowerCase()));
      if (extended.length === 0) return none(show(extension));
      const rows = extended.filter((row) => fits(row, options));
      const best = rows.toSorted((a, b) => rank(a) - rank(b) || a.index - b.index)[0];
      if (best === undefined) return none(`with ${show(JSON.stringify(options))}`);
      const others = rows.filter((row) => row !== best).sort((a, b) => a.index - b.index);
      return found(groupOfRow(Class, best), as, others, notes);
    };

    if (notation === 'number' || (notation === 'any' && /^[n#\d]/i.test(text))) {
      const reading = readNumber(text);
      if (reading !== null) return choose(reading, 'number');
    }
    if (mayBe('hm')) {
      const named = exact ?? exactRow(text);
      if (named !== undefined) return choose({ rows: [named], extension: '', notes: [] }, 'hm');
      const [, hm = text, basis] = /^(.+?)\s*\(([^()]*,[^()]*)\)$/.exec(text) ?? [];
      const reading = readHermannMauguin(hm);
      if (reading !== null) {
        const result = choose(reading, 'hm');
        if (basis === undefined || !result.ok) return result;
        const group = attempt(() => result.group.changeBasis(parseAbc(basis)));
        if (!(group instanceof SpaceGroupError)) return { ...result, group, alternatives: [] };
        // "P 1 (x,y,z+1/4)" is a Hall symbol, whose bracket is written in x, y, z.
        if (!/[xyz]/i.test(basis)) return failed(group.message, text);
      }
    }
    const hall = mayBe('hall') ? attempt(() => makeRegistry(Class).fromHall(text)) : null;
    if (hall !== null && !(hall instanceof SpaceGroupError)) {
      const asked = Object.entries(setting).filter(([, value]) => value !== undefined);
      if (asked.length === 0) return found(hall, 'hall');
      return failed(`a Hall symbol fixes the setting; leave out ${asked.map(([key]) => key).join(', ')}`);
    }
    if (mayBe('schoenflies')) {
      const reading = readSchoenflies(text);
      if (reading !== null) return choose(reading, 'schoenflies');
    }
    // What starts like no Hermann–Mauguin symbol was meant as a Hall symbol.
    return failed(
      hall !== null && (notation === 'hall' || /^-|\(/.test(text)) ? hall.message : `${show(text)} matches no symbol`,
      text,
    );
  };
}
