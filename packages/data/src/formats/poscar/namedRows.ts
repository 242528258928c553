import { show } from '../../core/errors.js';
import { isElement } from '../../elements/elements.js';
import type { AtomRow } from './atomRows.js';
import type { DeclaredSpecies } from './declaredSpecies.js';
import { type PoscarLines, wordsOf } from './lines.js';
import { parseSpeciesName } from './speciesName.js';

/**
 * The element of each atom. Names behind the coordinates must not contradict the line of names. A file of VASP 4 has no such line: the
 * elements are then those of the option, of the names behind the coordinates, or of the comment.
 *
 * @param given the option `species`
 */
export function elementsOfAtoms(
  lines: PoscarLines,
  { elements, counts }: DeclaredSpecies,
  rows: readonly AtomRow[],
  given: readonly string[] | undefined,
): readonly string[] {
  const found = namesBehind(rows);
  const repeated = (ofSpecies: readonly string[]): string[] =>
    counts.flatMap((n, s) => Array.from({ length: n }, () => ofSpecies[s]!));
  if (elements === undefined && given === undefined)
    return found.length > 0
      ? elementsBehind(lines, counts, rows.length, found)
      : repeated(elementsInComment(lines, counts.length));
  const source = elements === undefined ? 'the option species' : 'the line of names';
  const ofAtoms = repeated(elements ?? givenElements(lines, counts.length, given ?? []));
  for (const { atom, word, element, at } of found)
    if (element !== ofAtoms[atom])
      throw lines.error(
        'bad-value',
        `atom ${atom + 1} is ${ofAtoms[atom]} by ${source}, but ${show(word)} stands behind its coordinates; correct the one that is wrong`,
        at,
      );
  return ofAtoms;
}

/** The element that a line of coordinates names. */
interface NamedRow {
  /** Index of the atom. */
  readonly atom: number;
  readonly word: string;
  readonly element: string;
  /** Index of the line. */
  readonly at: number;
}

/**
 * Names behind the coordinates. Where only some atoms have one, a word may be anything: a symbol without more then counts, in a comment nothing.
 * A name begins with a capital letter.
 */
function namesBehind(rows: readonly AtomRow[]): NamedRow[] {
  const named = (key: 'word' | 'remark'): NamedRow[] =>
    rows.flatMap(({ at, [key]: word }, atom) => {
      const element = word !== undefined && /^[A-Z]/.test(word) ? parseSpeciesName(word)?.element : undefined;
      return word === undefined || element === undefined ? [] : [{ atom, word, element, at }];
    });
  if (rows.every(({ word, remark }) => (word ?? remark) === undefined)) return [];
  const inData = named('word');
  if (inData.length === rows.length) return inData;
  const certain = inData.filter(({ atom, word, element }) => word === element && rows[atom]!.isAlone);
  if (certain.length > 0) return certain;
  const inComments = named('remark');
  return inComments.length === rows.length ? inComments : [];
}

function givenElements(lines: PoscarLines, count: number, given: readonly string[]): string[] {
  const elements = given.map((name) => parseSpeciesName(name)?.element);
  const known = elements.filter((element) => element !== undefined);
  if (known.length === count && elements.length === count) return known;
  throw lines.error('bad-element', `the option species must be ${count} symbols of elements, got ${show(given)}`, 0);
}

function elementsBehind(
  lines: PoscarLines,
  counts: readonly number[],
  atoms: number,
  found: readonly NamedRow[],
): string[] {
  const ofAtom = counts.flatMap((n, s) => Array.from({ length: n }, () => s));
  const first = new Map<number, string>();
  for (const { atom, element, at } of found) {
    const s = ofAtom[atom]!;
    const known = first.get(s);
    if (known === undefined) first.set(s, element);
    else if (known !== element)
      throw lines.error(
        'bad-value',
        `the ${counts[s]} atoms of species ${s + 1} must have one element, but ${known} and ${element} stand behind their coordinates`,
        at,
      );
  }
  if (found.length < atoms)
    throw lines.error(
      'bad-element',
      `the file names no elements (VASP 4), and only ${found.length} of ${atoms} atoms have a symbol behind their coordinates; ${remedy(counts.length)}`,
      found[0]!.at,
    );
  lines.note(
    'species-guessed',
    `the file has no line of names (VASP 4); ${[...first.values()].join(' ')} was taken from behind the coordinates`,
    found[0]!.at,
  );
  return found.map(({ element }) => element);
}

const remedy = (count: number): string =>
  `give the option species with ${count === 1 ? 'one symbol' : `${count} symbols`} in the order of the file (cft: --species Na,Cl)`;

/** Symbols that are also words with which a comment in English, French or German may begin. */
const WORDS = new Set('Al Am As At Be He Ho In La No Pa Re'.split(' '));

/**
 * The symbols with which the comment begins. Text may follow them behind a mark such as `#` or `(`. Without a mark it may follow only symbols
 * that are no words, and no single letter: `P 1`, `C 2/m` and `K point test` name no element.
 */
function elementsInComment(lines: PoscarLines, count: number): string[] {
  const words = wordsOf(lines.comment.replaceAll(',', ' ').replace(/[#!(:;[{|=]/g, ' $& '));
  const isSymbol = (word: string): boolean => isElement(word.replace(/[_/.].*$/, ''));
  const end = words.findIndex((word) => !isSymbol(word));
  const names = end < 0 ? words : words.slice(0, end);
  const rest = words[names.length];
  const isSetOff = rest === undefined || /^[#!(:;[{|=]$/.test(rest);
  const isNoWord = names.some((name) => name.length > 1 && (names.length > 1 || !WORDS.has(name)));
  const asked = count === 1 ? 'one symbol' : `${count} symbols`;
  const isStrict = lines.mode === 'strict';
  if (isStrict || names.length !== count || !(isSetOff || isNoWord))
    throw lines.error(
      'bad-element',
      `the file names no elements (VASP 4)${isStrict ? '' : `, and the comment does not begin with ${asked}`}; ${remedy(count)}`,
      0,
    );
  const elements = names.map((name) => name.replace(/[_/.].*$/, ''));
  lines.repair(
    'species-guessed',
    'the file names no elements (VASP 4)',
    `; ${elements.join(' ')} was taken from the comment`,
    0,
  );
  return elements;
}
