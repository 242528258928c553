import { atomicNumber, isElement } from './elements.js';

/** What a type symbol or label says of an atom. @internal */
export interface ParsedSpecies {
  readonly element: string;
  readonly oxidationState?: number;
  /** Mass number of deuterium and tritium, which have symbols of their own. */
  readonly isotope?: number;
}

/** Fermium; no crystal has been made of it or of what follows. */
const SUPERHEAVY = 100;

const ISOTOPES: Readonly<Record<string, number>> = { D: 2, T: 3 };

function elementOf(letters: string): { element: string; isotope?: number } | undefined {
  const symbol = letters.charAt(0).toUpperCase() + letters.slice(1).toLowerCase();
  if (isElement(symbol)) return { element: symbol };
  const isotope = ISOTOPES[symbol];
  return isotope === undefined ? undefined : { element: 'H', isotope };
}

/**
 * A type symbol: an element with an optional charge, `Na`, `Fe3+`, `O2-`, `Cl-1`, `NA`, `Cu+`, `D`; `Cs0+` has charge 0.
 *
 * @returns undefined for anything else
 * @internal
 */
export function parseTypeSymbol(text: string): ParsedSpecies | undefined {
  const m = /^([A-Za-z]{1,2})(?:(\d{0,2}(?:\.\d{1,3})?)([+-])|([+-])(\d{1,2}(?:\.\d{1,3})?))?$/.exec(text);
  if (m === null) return undefined;
  const found = elementOf(m[1]!);
  if (found === undefined) return undefined;
  const sign = m[3] ?? m[4];
  if (sign === undefined) return found;
  const size = m[2] ?? m[5] ?? '';
  const charge = size === '' ? 1 : Number(size);
  return { ...found, oxidationState: (sign === '-' ? -charge : charge) + 0 };
}

/**
 * The elements that an atom label can begin with, `Na1`, `FE2A`, `O_w`, the likelier first. Where the formula is known, they are those that it
 * has: `W2` is no tungsten in a hydrate, `B1` no boron in SrTiO3. Two letters that are an element in this case (`Ca`) are that element; in upper
 * case (`CA1`, `OS2`) they may be one element or another with a letter behind. `Og1` and the like are oxygen far more often than oganesson.
 * `Wat` is the oxygen of water; `T1` is a tetrahedral site and no tritium; `H2O` may be a molecule of water or a hydrogen of the atom O2.
 *
 * @param expected elements that the formula of the file names; empty where it is not known
 * @returns none where no element fits, and where the formula is not known and several fit
 * @internal
 */
export function labelReadings(label: string, expected: ReadonlySet<string>): readonly ParsedSpecies[] {
  const letters = /^[A-Za-z]{1,2}/.exec(label)?.[0] ?? '';
  if (letters === '') return [];
  const isExpected = ({ element }: ParsedSpecies): boolean => expected.size === 0 || expected.has(element);
  if (/^(?:[Ww]at|WAT)(?![a-z])/.test(label)) return [{ element: 'O' }].filter(isExpected);
  if (/^h(?:2o|oh)\d*$/i.test(label))
    return expected.size === 0 ? [] : [{ element: 'O' }, { element: 'H' }].filter(isExpected);
  const one = elementOf(letters[0]!);
  const two = letters.length === 2 ? elementOf(letters) : undefined;
  if (two === undefined && one?.isotope !== undefined) {
    const isDeuterium = one.isotope === 2 && (expected.size > 0 ? expected.has('H') : letters.length === 1);
    return isDeuterium ? [one] : [];
  }
  const found = [two, one].filter((read) => read !== undefined && isExpected(read)) as ParsedSpecies[];
  if (two !== undefined && expected.size === 0 && atomicNumber(two.element) >= SUPERHEAVY) return [];
  if (found.length < 2) return found;
  if (/^[A-Z][a-z]/.test(letters)) return [two!];
  return expected.size === 0 ? [] : found;
}
