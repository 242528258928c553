import { parseAbc } from '../operations/changeOfBasis.js';
import { schoenfliesOf } from '../settings/classification.js';
import { type CoreSpaceGroup, type GroupClass, groupOfRow } from './coreGroup.js';
import { attempt, SpaceGroupError, show } from '../algebra/errors.js';
import { makeRegistry } from './registry.js';
import { extendedSymbol } from '../settings/setting.js';
import type { SettingOptions } from '../settings/settingChoice.js';
import { rowsOf, type SettingRow } from '../settings/settingTable.js';
import {
  closestRows,
  compressSymbol,
  exactRow,
  isListedHall,
  spacesAgree,
  symbolIndex,
} from '../settings/symbolIndex.js';

/** How to read a symbol, and which setting to prefer where it leaves that open. */
export interface LookupOptions extends Omit<SettingOptions, 'qualifier'> {
  /**
   * Read the text in one notation only. Defaults to `any`: number, then Hermann–Mauguin, Schoenflies, Hall; so `P 2` is
   * No. 3 with unique axis b (Hermann–Mauguin), not the Hall symbol of its unique-axis-c setting. Of Hall symbols `any` reads
   * those that can be nothing else: with a minus sign in front, a quotation mark, an asterisk, a bracket or a place such as
   * `2ac`, or listed in the table of 530.
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

const NOTATIONS: readonly string[] = ['any', 'number', 'hm', 'hall', 'schoenflies'];

/** A minus sign in front, a mark that only Hall symbols have, or a place such as `2ac`. */
const HALL_ONLY = /^-|["'*=^(]|\s-?[1-6][xyz]?[1-5]?[abcnuvwd]+(\s|$)/;

/** What a notation makes of a text: rows to choose from, or why there are none. */
type Reading = { rows: readonly SettingRow[]; extension: string; notes: string[] } | { wrong: string } | null;

/** Older names of classes. */
const SCHOENFLIES_ALIASES: Readonly<Record<string, string>> = {
  ci: 's2',
  cs: 'c1h',
  c3i: 's6',
  d2: 'v',
  d2h: 'vh',
  d2d: 'vd',
};

function readNumber(text: string): Reading {
  const m = /^(?:no\.?|#)?\s*(-?\d+(?:\.\d+)?)(?:\s*:\s*(\S+))?$/i.exec(text);
  if (m === null) return null;
  const number = Number(m[1]);
  if (number < 1 || number > 230 || number % 1 !== 0)
    return { wrong: `${number} is no space-group number; they are integers from 1 to 230` };
  return { rows: rowsOf(number), extension: m[2] ?? '', notes: [] };
}

// The letters of the ICSD for origin choices 1 and 2.
const ORIGINS: Readonly<Record<string, string>> = { s: '1', z: '2' };

/** "P21c" for P 21/c. */
function lacksSlash(text: string, { number, hm }: SettingRow): boolean {
  return number <= 15 && hm.includes('/') && !text.includes('/');
}

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
  if (lacksSlash(text, rows[0] as SettingRow)) notes.push(`${show(text)} was read with a slash, ${show(hm)}`);
  if (base.startsWith('h'))
    notes.push(
      'the lattice letter H is read as R on hexagonal axes, as the Protein Data Bank means it, not as the triple cell',
    );
  if (number >= 200 && !base.includes('-') && hm.includes(' -3'))
    notes.push(`${show(text)} is the spelling before 1969 of ${show(hm)}`);
  return { rows, extension: extension ?? '', notes };
}

function readSchoenflies(text: string): Reading {
  if (/\s/.test(text)) return null;
  const plain = text.toLowerCase().replace(/[\^_{}()]/g, '');
  const found = (number: number): Reading => ({
    rows: rowsOf(number),
    extension: '',
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
  return {
    wrong: `${show(text)} names no space group; those of the class are ${schoenfliesOf(first)} to ${schoenfliesOf(last)}`,
  };
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

  return (symbol, given) => {
    const exact = typeof symbol === 'string' ? exactRow(symbol) : undefined;
    if (exact !== undefined && given === undefined) return found(groupOfRow(Class, exact), 'hm');
    const options = given ?? {};
    const { notation = 'any', ...setting } = options;
    const unknown = Object.keys(setting).find((key) => !['origin', 'axes', 'uniqueAxis', 'cellChoice'].includes(key));
    if (unknown !== undefined)
      return failed(`unknown option ${show(unknown)}; known are notation, origin, axes, uniqueAxis, cellChoice`);
    if (!NOTATIONS.includes(notation))
      return failed(`unknown notation ${show(notation)}; known are ${NOTATIONS.join(', ')}`);
    if (typeof symbol !== 'string' && typeof symbol !== 'number')
      return failed(`expected a symbol or a number, got ${show(symbol)}`);
    const mayBe = (wanted: typeof notation): boolean => notation === 'any' || notation === wanted;
    let text = String(symbol)
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

    if (mayBe('number')) {
      const reading = readNumber(text);
      if (reading !== null) return choose(reading, 'number');
      if (typeof symbol === 'number') return failed(`a number must be an integer from 1 to 230, got ${text}`);
    }
    // "P n m a (62)", as groups print themselves.
    const [, named = text, number] = /^(.*\S)\s+\((\d{1,3})\)$/.exec(text) ?? [];
    text = named;
    const checked = (result: LookupResult<G>): LookupResult<G> =>
      result.ok && number !== undefined && result.group.number !== Number(number)
        ? failed(`${show(named)} is No. ${result.group.number}, not ${number}`)
        : result;

    let doubt: LookupFound<G> | undefined;
    if (mayBe('hm')) {
      const listed = exactRow(text);
      if (listed !== undefined) return checked(choose({ rows: [listed], extension: '', notes: [] }, 'hm'));
      const [, hm = text, basis] = /^(.+?)\s*\(([^()]*,[^()]*)\)$/.exec(text) ?? [];
      const reading = readHermannMauguin(hm);
      if (reading !== null) {
        const result = choose(reading, 'hm');
        if (basis === undefined) {
          const [row] = 'rows' in reading ? reading.rows : [];
          const isSlip =
            row !== undefined &&
            (!spacesAgree(text.replace(/:.*/, ''), row) || (lacksSlash(text, row) && isListedHall(text)));
          if (!result.ok || !isSlip) return checked(result);
          doubt = result;
        } else {
          if (!result.ok) return result;
          const group = attempt(() => result.group.changeBasis(parseAbc(basis)));
          if (!(group instanceof SpaceGroupError)) return checked({ ...result, group, alternatives: [] });
          // "P 1 (x,y,z+1/4)" is a Hall symbol, whose bracket is written in x, y, z.
          if (!/[xyz]/i.test(basis)) return failed(group.message, text);
        }
      }
    }
    if (mayBe('schoenflies') && doubt === undefined) {
      const reading = readSchoenflies(text);
      if (reading !== null) return checked(choose(reading, 'schoenflies'));
    }
    const isHall = notation === 'hall' || (notation === 'any' && (HALL_ONLY.test(text) || isListedHall(text)));
    const hall = isHall ? attempt(() => makeRegistry(Class).fromHall(text)) : undefined;
    if (hall !== undefined && !(hall instanceof SpaceGroupError)) {
      const asked = Object.keys(setting);
      if (asked.length > 0) return failed(`a Hall symbol fixes the setting; leave out ${asked.join(', ')}`);
      const result = found(hall, 'hall');
      if (doubt === undefined) return checked(result);
      const note = `read as a Hall symbol; written otherwise it would be ${show(doubt.group.setting.hmExtended)}`;
      return checked({ ...result, alternatives: [doubt.group], notes: [note] });
    }
    if (doubt !== undefined) {
      // "P 2 1/c": spaces that split a screw axis are slips; those that make one are not.
      const { hmExtended } = doubt.group.setting;
      const tokens = text.split(/[\s_]+/).slice(1);
      if (
        tokens.some(
          (token) =>
            /^-?\d\d/.test(token) && !hmExtended.split(' ').some((place) => place.startsWith(token.slice(0, 2))),
        )
      ) {
        return failed(`${show(text)} is not ${show(hmExtended)}, which has other axes`, text);
      }
      return checked({ ...doubt, notes: [...doubt.notes, `the spaces of ${show(text)} were ignored`] });
    }
    return failed(hall instanceof SpaceGroupError ? hall.message : `${show(text)} matches no symbol`, text);
  };
}
