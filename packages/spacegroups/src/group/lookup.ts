import { parseAbc } from '../operations/changeOfBasis.js';
import { type CoreSpaceGroup, type GroupClass, groupOfRow } from './coreGroup.js';
import { attempt, SpaceGroupError, show } from '../algebra/errors.js';
import { groupFromHall } from './groupFrom.js';
import { preferredRows } from '../settings/preferredRows.js';
import { extendedSymbol } from '../settings/setting.js';
import type { SettingOptions } from '../settings/settingChoice.js';
import { closestRows, exactRow, isListedHall, spacesAgree } from '../settings/symbolIndex.js';
import {
  lacksSlash,
  type Reading,
  readHermannMauguin,
  readNumber,
  readSchoenflies,
} from '../settings/symbolReadings.js';

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

const OPTIONS = ['notation', 'origin', 'axes', 'uniqueAxis', 'cellChoice'];
const NOTATIONS: readonly unknown[] = ['any', 'number', 'hm', 'hall', 'schoenflies'];

/** A minus sign in front, a mark that only Hall symbols have, or a place such as `2ac`. */
const HALL_ONLY = /^-|["'*=^(]|\s-?[1-6][xyz]?[1-5]?[abcnuvwd]+(\s|$)/;

/** @param text names the candidates; nothing is close to what is no symbol at all */
function failed(reason: string, text?: string): LookupFailed {
  const candidates = (text === undefined ? [] : closestRows(text)).map((row) => ({
    hmExtended: extendedSymbol(row),
    number: row.number,
  }));
  const closest = candidates.map((c) => `${show(c.hmExtended)} (${c.number})`).join(', ');
  return { ok: false, reason: `lookup: ${reason}${closest && `; closest: ${closest}`}`, candidates };
}

function found<G>(
  group: G,
  notation: LookupFound<G>['notation'],
  alternatives: readonly G[] = [],
  notes: readonly string[] = [],
): LookupFound<G> {
  return { ok: true, group, notation, alternatives, notes };
}

function mayBe({ notation = 'any' }: LookupOptions, wanted: LookupOptions['notation']): boolean {
  return notation === 'any' || notation === wanted;
}

/** The setting that a reading of the text and the options leave, the preferred one where they leave several. */
function choose<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  text: string,
  options: LookupOptions,
  notation: LookupFound<G>['notation'],
  reading: Reading | string,
): LookupResult<G> {
  if (typeof reading === 'string') return failed(reading);
  const rows = preferredRows(reading, text, options);
  if (typeof rows === 'string') return failed(rows);
  const [group, ...alternatives] = rows.map((row) => groupOfRow(Class, row)) as [G, ...G[]];
  return found(group, notation, alternatives, reading.notes);
}

/** A Hermann–Mauguin symbol whose spaces are not where they belong: it may be a symbol of another notation. */
interface Doubtful<G> {
  readonly doubt: LookupFound<G>;
}

function byHermannMauguin<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  text: string,
  options: LookupOptions,
): LookupResult<G> | Doubtful<G> | null {
  const listed = exactRow(text);
  if (listed !== undefined) return choose(Class, text, options, 'hm', { rows: [listed] });
  const [, hm = text, basis] = /^(.+?)\s*\(([^()]*,[^()]*)\)$/.exec(text) ?? [];
  const reading = readHermannMauguin(hm);
  if (reading === null) return null;
  const result = choose(Class, text, options, 'hm', reading);
  if (!result.ok) return result;
  if (basis === undefined) {
    const [row] = reading.rows;
    const isSlip =
      row !== undefined &&
      (!spacesAgree(text.replace(/:.*/, ''), row) || (lacksSlash(text, row) && isListedHall(text)));
    return isSlip ? { doubt: result } : result;
  }
  const group = attempt(() => result.group.changeBasis(parseAbc(basis)));
  if (!(group instanceof SpaceGroupError)) return found(group, 'hm', [], result.notes);
  // "P 1 (x,y,z+1/4)" is a Hall symbol, whose bracket is written in x, y, z.
  return /[xyz]/i.test(basis) ? null : failed(group.message, text);
}

/** The error is what is wrong with a text that can only be a Hall symbol. */
function byHall<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  text: string,
  { notation = 'any', ...setting }: LookupOptions,
  doubt: LookupFound<G> | undefined,
): LookupResult<G> | SpaceGroupError | null {
  const isHall = notation === 'hall' || (notation === 'any' && (HALL_ONLY.test(text) || isListedHall(text)));
  if (!isHall) return null;
  const group = attempt(() => groupFromHall(Class, text));
  if (group instanceof SpaceGroupError) return group;
  const asked = Object.keys(setting);
  if (asked.length > 0) return failed(`a Hall symbol fixes the setting; leave out ${asked.join(', ')}`);
  if (doubt === undefined) return found(group, 'hall');
  const note = `read as a Hall symbol; written otherwise it would be ${show(doubt.group.setting.hmExtended)}`;
  return found(group, 'hall', [doubt.group], [note]);
}

/** "P 2 1/c": spaces that split a screw axis are ignored; those that make one of two axes are not. */
function ignoringSpaces<G extends CoreSpaceGroup>(doubt: LookupFound<G>, text: string): LookupResult<G> {
  const { hmExtended } = doubt.group.setting;
  const places = hmExtended.split(' ');
  const isOther = (token: string): boolean =>
    /^-?\d\d/.test(token) && !places.some((place) => place.startsWith(token.slice(0, 2)));
  if (
    text
      .split(/[\s_]+/)
      .slice(1)
      .some(isOther)
  )
    return failed(`${show(text)} is not ${show(hmExtended)}, which has other axes`, text);
  return { ...doubt, notes: [...doubt.notes, `the spaces of ${show(text)} were ignored`] };
}

/** The notations in their order; a Hermann–Mauguin symbol with a slip is taken where no other notation reads the text. */
function bySymbol<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  text: string,
  options: LookupOptions,
): LookupResult<G> {
  const hm = mayBe(options, 'hm') ? byHermannMauguin(Class, text, options) : null;
  if (hm !== null && 'ok' in hm) return hm;
  const reading = hm === null && mayBe(options, 'schoenflies') ? readSchoenflies(text) : null;
  if (reading !== null) return choose(Class, text, options, 'schoenflies', reading);
  const hall = byHall(Class, text, options, hm?.doubt);
  if (hall !== null && 'ok' in hall) return hall;
  if (hm !== null) return ignoringSpaces(hm.doubt, text);
  return failed(hall?.message ?? `${show(text)} matches no symbol`, text);
}

/** What is wrong with the arguments of `lookup`; undefined if nothing. */
function faultOf(symbol: unknown, options: LookupOptions): string | undefined {
  const unknown = Object.keys(options).find((key) => !OPTIONS.includes(key));
  if (unknown !== undefined) return `unknown option ${show(unknown)}; known are ${OPTIONS.join(', ')}`;
  const { notation = 'any' } = options;
  if (!NOTATIONS.includes(notation)) return `unknown notation ${show(notation)}; known are ${NOTATIONS.join(', ')}`;
  if (typeof symbol !== 'string' && typeof symbol !== 'number')
    return `expected a symbol or a number, got ${show(symbol)}`;
  return undefined;
}

/** The function `lookup` for one class of groups. @internal */
export function lookupIn<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  symbol: string | number,
  given?: LookupOptions,
): LookupResult<G> {
  const exact = typeof symbol === 'string' && given === undefined ? exactRow(symbol) : undefined;
  if (exact !== undefined) return found(groupOfRow(Class, exact), 'hm');
  const options = given ?? {};
  const fault = faultOf(symbol, options);
  if (fault !== undefined) return failed(fault);
  const text = String(symbol)
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2')
    .trim();
  if (text === '' || text.length > 200) return failed(`the symbol must have 1 to 200 characters, got ${show(text)}`);
  if (mayBe(options, 'number')) {
    const reading = readNumber(text);
    if (reading !== null) return choose(Class, text, options, 'number', reading);
    if (typeof symbol === 'number') return failed(`a number must be an integer from 1 to 230, got ${text}`);
  }
  // "P n m a (62)", as groups print themselves.
  const [, named = text, number] = /^(.*\S)\s+\((\d{1,3})\)$/.exec(text) ?? [];
  const result = bySymbol(Class, named, options);
  if (!result.ok || number === undefined || result.group.number === Number(number)) return result;
  return failed(`${show(named)} is No. ${result.group.number}, not ${number}`);
}
