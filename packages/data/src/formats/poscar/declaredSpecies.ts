import { show } from '../../core/errors.js';
import { fortranNumber } from '../../core/fortranNumber.js';
import { isElement } from '../../elements/elements.js';
import { MOST_ATOMS, type PoscarLines } from './lines.js';
import { parseSpeciesName } from './speciesName.js';

/** What the lines between the lattice and the coordinates say. */
export interface DeclaredSpecies {
  /** Element of each species; undefined in a file of VASP 4, which has no line of names. */
  readonly elements: readonly string[] | undefined;
  /** Number of atoms of each species. */
  readonly counts: readonly number[];
}

interface Name {
  readonly word: string;
  /** Index of its line. */
  readonly at: number;
}

/** Reads the names of the species, where the file has them, and the numbers of atoms. Both may stand on several lines. */
export function readDeclaredSpecies(lines: PoscarLines): DeclaredSpecies {
  const names = readNames(lines);
  const firstOther = names?.findIndex(({ word }) => parseSpeciesName(word) === undefined) ?? -1;
  const { counts, at } = readCounts(lines, names === undefined || firstOther < 0 ? names?.length : firstOther);
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) throw lines.error('bad-value', 'the numbers of atoms add up to 0', at);
  if (total > MOST_ATOMS)
    throw lines.error('too-large', `at most ${MOST_ATOMS} atoms are read, the file declares ${total}`, at);
  return { elements: names && elementsOf(lines, names, counts, at), counts };
}

/** Words of the lines of names; a line belongs to them where only names stand in it. */
function readNames(lines: PoscarLines): Name[] | undefined {
  const [first] = lines.words();
  if (first === undefined || !Number.isNaN(fortranNumber(first))) return undefined;
  const names: Name[] = [];
  const isNames = (words: readonly string[]): boolean =>
    words.length > 0 && words.every((word) => parseSpeciesName(word) !== undefined);
  let words = lines.data();
  do {
    const { at } = lines;
    for (const word of words) names.push({ word, at });
    lines.next();
    words = lines.data();
  } while (isNames(words));
  return names;
}

/**
 * The numbers of atoms, and the index of their last line. A further line of whole numbers continues them until each name has one;
 * in a file without names always, since a word must follow.
 */
function readCounts(
  lines: PoscarLines,
  expected = Infinity,
): { readonly counts: readonly number[]; readonly at: number } {
  const isWhole = (word: string): boolean => /^\d+$/.test(word);
  const counts: number[] = [];
  let { at } = lines;
  let words = lines.data();
  do {
    ({ at } = lines);
    const end = words.findIndex((word) => !isWhole(word));
    const found = (end < 0 ? words : words.slice(0, end)).map(Number);
    const isBroken = end >= 0 && /^[\d.+-]/.test(words[end]!);
    if (found.length === 0 || isBroken || found.some((n) => !(n <= MOST_ATOMS)))
      throw lines.error('bad-syntax', `expected the numbers of atoms of each species, found ${lines.shown()}`);
    for (const n of found) counts.push(n);
    lines.next();
    words = lines.data();
  } while (counts.length < expected && words.length > 0 && words.every(isWhole));
  return { counts, at };
}

function elementsOf(lines: PoscarLines, names: readonly Name[], counts: readonly number[], at: number): string[] {
  const used = names.slice(0, counts.length);
  const elements = used.map(({ word, at: line }) => {
    const name = parseSpeciesName(word);
    if (name !== undefined) return name.element;
    throw lines.error('bad-element', `expected the symbol of an element, found ${show(word)}`, line);
  });
  if (names.length < counts.length)
    throw lines.error(
      'bad-element',
      `${counts.length} species have numbers of atoms, but ${names.length} have names`,
      names[0]!.at,
    );
  // Further words are a comment, unless they are names.
  const extra = names[counts.length]?.word;
  if (extra !== undefined && isElement(extra.replace(/[_/.].*$/, '')))
    throw lines.error('bad-value', `${show(extra)} is named, but has no number of atoms`, at);
  const pseudo = used.filter(({ word }) => parseSpeciesName(word)?.isPseudoHydrogen === true);
  if (pseudo.length > 0)
    lines.note(
      'species-guessed',
      `${pseudo.map(({ word }) => word).join(', ')}: hydrogen with a fractional charge was read as H`,
      pseudo[0]!.at,
    );
  return elements;
}
