import { readAbc } from '../operations/changeOfBasis.js';
import { type CoreSpaceGroup, type GroupClass, groupOfRow } from './coreGroup.js';
import { attempt, SpaceGroupError, show } from '../algebra/errors.js';
import { groupFromHall } from './groupFrom.js';
import { failed, found, type LookupFound, type LookupOptions, type LookupResult } from './lookupResult.js';
import { plainSymbol } from '../settings/plainSymbol.js';
import { preferredRows } from '../settings/preferredRows.js';
import { exactRow, isListedHall, spacesAgree, spellings } from '../settings/symbolIndex.js';
import {
  lacksSlash,
  type Reading,
  readHermannMauguin,
  readNumber,
  readSchoenflies,
} from '../settings/symbolReadings.js';
import { byUnlistedSymbol } from './unlistedSymbols.js';

const OPTIONS = ['notation', 'origin', 'axes', 'uniqueAxis', 'cellChoice'];
const NOTATIONS: readonly unknown[] = ['any', 'number', 'hm', 'hall', 'schoenflies'];

/** "P n m a (62)", as groups print themselves; "Pnma, No. 62". */
const WITH_NUMBER = /^(.*\S)\s*(?:\((?:(?:no|nr)\.?|#)?|[\s,](?:(?:no|nr)\b\.?|#))\s*(\d{1,3})\)?$/i;

/** A minus sign in front, a mark that only Hall symbols have, or a place such as `2ac`. */
const HALL_ONLY = /^-|["'*=^(]|\s-?[1-6][xyz]?[1-5]?[abcnuvwd]+(\s|$)/;

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
  const [, hm = text, basis] = /^(.+?)\s*\(([^()]*,[^()]*,[^()]*)\)$/.exec(text) ?? [];
  const reading = readHermannMauguin(hm);
  if (reading === null) return null;
  if (typeof reading === 'string') return failed(reading, text);
  const result = choose(Class, text, options, 'hm', reading);
  if (!result.ok) return result;
  if (basis === undefined) {
    const [row] = reading.rows;
    const isSlip =
      row !== undefined &&
      (!spacesAgree(reading.base ?? text, spellings(row)) || (lacksSlash(text, row) && isListedHall(text)));
    return isSlip ? { doubt: result } : result;
  }
  const changed = [result.group, ...result.alternatives].map((g) => attempt(() => g.changeBasis(readAbc(basis, true))));
  const [group, ...others] = changed.filter(
    (g): g is Exclude<typeof g, SpaceGroupError> => !(g instanceof SpaceGroupError),
  );
  if (group !== undefined) return found(group, 'hm', others, result.notes);
  // "P 1 (x,y,z+1/4)" is a Hall symbol, whose bracket is written in x, y, z.
  return /[xyz]/i.test(basis) ? null : failed((changed[0] as SpaceGroupError).message, text);
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
  // "P 3 2" may have lost a place as well: P 3 2 1.
  if (/^\w[\s_]+(3[\s_]+[12]|4[\s_]+[23]|6[\s_]+2)$/.test(text))
    return failed(
      `${show(text)} lacks a place, or has a space too many in ${show(hmExtended)}; write one of them`,
      text,
    );
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
  // "C1" and "C41" are Schoenflies symbols, "C4221" cannot be one.
  const isSchoenflies = reading !== null && (typeof reading !== 'string' || text.length < 4);
  const unlisted =
    hm === null && mayBe(options, 'hm') && !isSchoenflies ? byUnlistedSymbol(Class, text, options) : null;
  if (unlisted !== null) return unlisted;
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
  const text = plainSymbol(String(symbol))
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2')
    .replace(/^(?:space[\s-]?group|s\.?g\.?)[\s:=]+|(?<=.)[.,;]$/gi, '')
    .trim();
  if (text === '' || text.length > 200) return failed(`the symbol must have 1 to 200 characters, got ${show(text)}`);
  if (mayBe(options, 'number') || mayBe(options, 'hm')) {
    const reading = readNumber(text);
    if (reading !== null) return choose(Class, text, options, 'number', reading);
    if (typeof symbol === 'number') return failed(`a number must be an integer from 1 to 230, got ${text}`);
  }
  const [, named = text, number] = WITH_NUMBER.exec(text) ?? [];
  const result = bySymbol(Class, named, options);
  if (number === undefined || (result.ok && result.group.number === Number(number))) return result;
  // "P 2(1)", "P m m n (1)"
  const whole = bySymbol(Class, text, options);
  return whole.ok || !result.ok ? whole : failed(`${show(named)} is No. ${result.group.number}, not ${number}`);
}
