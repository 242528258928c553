import { parseAbc } from './changeOfBasis.js';
import { schoenfliesOf } from './classification.js';
import { type CoreSpaceGroup, type GroupClass, groupOfRow } from './coreGroup.js';
import { SpaceGroupError, show } from './errors.js';
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

const SCHOENFLIES_ALIASES: Readonly<Record<string, string>> = { s2: 'ci', c1h: 'cs', s1: 'cs', s6: 'c3i', v: 'd2', vh: 'd2h', vd: 'd2d' };

function readNumber(text: string): Reading {
  const m = /^(?:no\.?|#)?\s*(\d{1,9})(?:\s*:\s*(\S+))?$/i.exec(text);
  if (m === null) return null;
  const number = Number(m[1]);
  if (number < 1 || number > 230) return { wrong: `${number} is no space-group number; they run from 1 to 230` };
  return { rows: rowsOf(number), extension: m[2] ?? '', notes: [] };
}

function readHermannMauguin(text: string): Reading {
  const compressed = compressSymbol(text);
  const index = symbolIndex();
  const colon = compressed.indexOf(':');
  let base = colon < 0 ? compressed : compressed.slice(0, colon);
  let extension = colon < 0 ? '' : compressed.slice(colon + 1);
  const notes: string[] = [];
  let rows = index.get(base);
  if (rows === undefined && colon < 0) {
    // "R-3mH", "F d -3 m S": the letters of the ICSD; S and Z are origin choices 1 and 2.
    const m = /^(.+?)\(?([hrsz12])\)?$/.exec(base);
    const rest = m === null ? undefined : index.get(m[1] as string);
    const meant = m === null ? '' : ((({ s: '1', z: '2' }) as Record<string, string>)[m[2] as string] ?? (m[2] as string));
    if (m !== null && rest?.some((row) => matchesExtension(row, meant))) {
      rows = rest;
      base = m[1] as string;
      extension = meant;
      notes.push(`the last character of ${show(text)} was read as ${/[hr]/.test(meant) ? `${meant.toUpperCase()} axes` : `origin choice ${meant}`}`);
    }
  }
  if (rows === undefined) return null;
  if (base.startsWith('h')) notes.push(`the lattice letter H is read as R on hexagonal axes, as the Protein Data Bank writes it (not as the triple cell H)`);
  if (rows.some((row) => row.number >= 200 && row.number <= 230) && !base.includes('-') && / -3/.test((rows[0] as SettingRow).hm)) {
    notes.push(`${show(text)} is the spelling before 1969 of ${show((rows[0] as SettingRow).hm)}`);
  }
  return { rows, extension, notes };
}

function readSchoenflies(text: string): Reading {
  const m = /^([cdostv](?:[1-6]?[hvdi]?|[is]))\^?(\d{1,2})?$/.exec(text.toLowerCase().replace(/[\s_{}()]/g, ''));
  if (m === null) return null;
  const name = SCHOENFLIES_ALIASES[m[1] as string] ?? (m[1] as string);
  const numbers: number[] = [];
  for (let n = 1; n <= 230; n++) if (schoenfliesOf(n).toLowerCase().split('^')[0] === name) numbers.push(n);
  if (numbers.length === 0) return null;
  if (m[2] === undefined && numbers.length > 1) return { wrong: `${show(text)} names a point group; its space groups are ${schoenfliesOf(numbers[0] as number)} to ${schoenfliesOf(numbers.at(-1) as number)}` };
  const number = numbers[Number(m[2] ?? 1) - 1];
  if (number === undefined) return { wrong: `there is no ${show(text)}; the class has ${numbers.length} space group${numbers.length === 1 ? '' : 's'}` };
  return { rows: rowsOf(number), extension: '', notes: [] };
}

/** Whether ":2", ":H", ":b1" or ":2cab" fits a row. */
function matchesExtension(row: SettingRow, extension: string): boolean {
  const qualifier = row.qualifier.toLowerCase();
  return extension === '' || qualifier === extension || (extension.length === 1 && /^[12hr]/.test(qualifier) && qualifier.startsWith(extension));
}

function fits(row: SettingRow, { origin, axes, uniqueAxis, cellChoice }: LookupOptions): boolean {
  const q = row.qualifier;
  return (
    (origin === undefined || q.startsWith(String(origin))) &&
    (axes === undefined || q === axes) &&
    (uniqueAxis === undefined || (row.number >= 3 && row.number <= 15 && q.replace(/\d$/, '') === uniqueAxis)) &&
    (cellChoice === undefined || (row.number >= 3 && row.number <= 15 && q.endsWith(String(cellChoice))))
  );
}

/** Reference settings first, then second origins and hexagonal axes, then standard axes, then as in the table. */
function rank(row: SettingRow): number {
  return row.fromReference === '' ? 0 : row.qualifier.startsWith('2') ? 1 : 2;
}

/** The function `lookup` for one class of groups. @internal */
export function makeLookup<G extends CoreSpaceGroup>(Class: GroupClass<G>): (symbol: string | number, options?: LookupOptions) => LookupResult<G> {
  const failed = (reason: string, text?: string): LookupFailed => {
    const candidates = (text === undefined ? [] : closestRows(text)).map((row) => ({ hmExtended: extendedSymbol(row), number: row.number }));
    const closest = candidates.map((c) => `${show(c.hmExtended)} (${c.number})`).join(', ');
    return { ok: false, reason: `lookup: ${reason}${closest === '' ? '' : `; closest: ${closest}`}`, candidates };
  };

  const choose = (reading: Exclude<Reading, null>, notation: LookupFound<G>['notation'], text: string, options: LookupOptions): LookupResult<G> => {
    if ('wrong' in reading) return failed(reading.wrong);
    const extended = reading.rows.filter((row) => matchesExtension(row, reading.extension.toLowerCase()));
    const known = (): string => [...new Set(reading.rows.map((row) => (row.qualifier === '' ? 'none' : show(row.qualifier))))].join(', ');
    if (extended.length === 0) return failed(`${show(text)}: there is no setting ${show(reading.extension)}; the qualifiers are ${known()}`);
    const rows = extended.filter((row) => fits(row, options)).toSorted((a, b) => rank(a) - rank(b) || a.index - b.index);
    const [best, ...others] = rows;
    if (best === undefined) return failed(`${show(text)} has no setting with ${show(JSON.stringify(options))}; the qualifiers are ${known()}`);
    return {
      ok: true,
      group: groupOfRow(Class, best),
      notation,
      alternatives: others.toSorted((a, b) => a.index - b.index).map((row) => groupOfRow(Class, row)),
      notes: reading.notes,
    };
  };

  const readHall = (text: string, options: LookupOptions): LookupResult<G> => {
    const group = makeRegistry(Class).fromHall(text);
    const asked = Object.entries(options).filter(([key, value]) => key !== 'notation' && value !== undefined);
    if (asked.length > 0) return failed(`a Hall symbol fixes the setting; leave out ${asked.map(([key]) => key).join(', ')}`);
    return { ok: true, group, notation: 'hall', alternatives: [], notes: [] };
  };

  return (symbol, options = {}) => {
    const { notation = 'any' } = options;
    const exact = typeof symbol === 'string' ? exactRow(symbol) : undefined;
    if (exact !== undefined && Object.keys(options).length === 0) {
      return { ok: true, group: groupOfRow(Class, exact), notation: 'hm', alternatives: [], notes: [] };
    }
    if (typeof symbol === 'number') {
      try {
        const { notation: _, ...setting } = options;
        return { ok: true, group: groupOfRow(Class, rowOfNumber(symbol, setting)), notation: 'number', alternatives: [], notes: [] };
      } catch (error) {
        if (error instanceof SpaceGroupError) return { ok: false, reason: error.message, candidates: [] };
        throw error;
      }
    }
    if (typeof symbol !== 'string') return { ok: false, reason: `lookup: expected a symbol or a number, got ${show(symbol)}`, candidates: [] };
    const text = symbol.trim().replace(/^(['"])(.*)\1$/, '$2').trim();
    if (text === '') return { ok: false, reason: 'lookup: the symbol is empty', candidates: [] };
    if (text.length > 200) return { ok: false, reason: `lookup: the symbol is longer than 200 characters: ${show(text)}`, candidates: [] };

    if (notation === 'number' || (notation === 'any' && /^[n#\d]/i.test(text))) {
      const reading = readNumber(text);
      if (reading !== null) return choose(reading, 'number', text, options);
    }
    if (notation === 'any' || notation === 'hm') {
      const named = exact ?? exactRow(text);
      if (named !== undefined) return choose({ rows: [named], extension: '', notes: [] }, 'hm', text, options);
      const basis = /^(.+?)\s*\(([^()]*,[^()]*)\)$/.exec(text);
      const reading = readHermannMauguin(basis?.[1] ?? text);
      if (reading !== null) {
        const found = choose(reading, 'hm', text, options);
        if (basis === null || !found.ok) return found;
        try {
          return { ...found, group: found.group.changeBasis(parseAbc(basis[2] as string)), alternatives: [] };
        } catch (error) {
          // "P 1 (x,y,z+1/4)" is a Hall symbol, whose bracket is written in x, y, z.
          if (!(error instanceof SpaceGroupError)) throw error;
          if (!/[xyz]/i.test(basis[2] as string)) return failed(error.message, text);
        }
      }
    }
    let hallProblem = '';
    if (notation === 'any' || notation === 'hall') {
      try {
        return readHall(text, options);
      } catch (error) {
        if (!(error instanceof SpaceGroupError)) throw error;
        hallProblem = error.message;
      }
    }
    if (notation === 'any' || notation === 'schoenflies') {
      const reading = readSchoenflies(text);
      if (reading !== null) return choose(reading, 'schoenflies', text, options);
    }
    // What starts like no Hermann–Mauguin symbol was meant as a Hall symbol.
    return failed(notation === 'hall' || /^-|\(/.test(text) ? hallProblem.replace(/^lookup: /, '') : `${show(text)} matches no symbol`, text);
  };
}
