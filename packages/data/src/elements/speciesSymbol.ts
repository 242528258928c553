import { atomicNumber, isElement } from './elements.js';

/** What a type symbol or label says of an atom. @internal */
export interface ParsedSpecies {
  readonly element: string;
  readonly oxidationState?: number;
  /** Mass number of deuterium and tritium, which have symbols of their own. */
  readonly isotope?: number;
}

/** Rutherfordium; no crystal has been made of it or of what follows. */
const SUPERHEAVY = 104;

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
 * The element that an atom label begins with, `Na1`, `FE2A`, `O_w`. Two letters that are an element in this case (`Ca`) are that
 * element; in upper case (`CA1`, `OS2`) they may be one element or another with a letter behind, which `expected` decides. So it
 * does for `Og1` and the like, oxygen far more often than oganesson, and for `Dw1`. `Wat` is the oxygen of water; `T1` is a tetrahedral site
 * and no tritium.
 *
 * @param expected elements that the formula of the file names
 * @returns undefined where no element fits, or several do
 * @internal
 */
export function parseLabel(label: string, expected: ReadonlySet<string>): ParsedSpecies | undefined {
  const letters = /^[A-Za-z]{1,2}/.exec(label)?.[0] ?? '';
  if (letters === '') return undefined;
  if (/^wat(?![a-z])/i.test(label)) return { element: 'O' };
  const one = elementOf(letters[0]!);
  const two = letters.length === 2 ? elementOf(letters) : undefined;
  if (two === undefined && one?.isotope !== undefined) {
    const isDeuterium = one.isotope === 2 && (expected.size > 0 ? expected.has('H') : letters.length === 1);
    return isDeuterium ? one : undefined;
  }
  if (two !== undefined && atomicNumber(two.element) >= SUPERHEAVY && !expected.has(two.element))
    return one !== undefined && expected.has(one.element) ? one : undefined;
  if (one === undefined || two === undefined) return two ?? one;
  if (expected.size > 0 && expected.has(one.element) !== expected.has(two.element))
    return expected.has(two.element) ? two : one;
  return /^[A-Z][a-z]/.test(letters) ? two : undefined;
}
