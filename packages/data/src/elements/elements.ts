import { atomicMassOf } from './atomicWeights.js';
import { electronegativity } from './elementDescriptors.js';
import { DataError, show } from '../core/errors.js';

/** Symbols in the order of atomic numbers, H = 1. */
const SYMBOLS =
  'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og';

let symbols: readonly string[] | undefined;
let numbers: ReadonlyMap<string, number> | undefined;

const symbolList = (): readonly string[] => (symbols ??= SYMBOLS.split(' '));
const numberMap = (): ReadonlyMap<string, number> =>
  (numbers ??= new Map(symbolList().map((symbol, i) => [symbol, i + 1])));

/** Whether a text is the symbol of an element, `Na`; case matters. */
export function isElement(symbol: unknown): symbol is string {
  return typeof symbol === 'string' && numberMap().has(symbol);
}

/**
 * The atomic number of a symbol, 1…118.
 *
 * @throws DataError `bad-element`
 */
export function atomicNumber(symbol: string): number {
  return numberMap().get(symbol) ?? unknownElement(`expected the symbol of an element, got ${show(symbol)}`);
}

/**
 * The symbol of an atomic number.
 *
 * @throws DataError `bad-element` outside 1…118
 */
export function elementSymbol(number: number): string {
  return (
    symbolList()[number - 1] ?? unknownElement(`an atomic number must be an integer from 1 to 118, got ${show(number)}`)
  );
}

/**
 * Standard atomic weight in u; for elements without one the mass number of the longest-lived isotope.
 *
 * @throws DataError `bad-element`
 */
export function atomicMass(symbol: string): number {
  return atomicMassOf(atomicNumber(symbol));
}

/** Sorts elements in formulas: the electronegativity, above all others for an element without one. @internal */
export function electronegativityRank(symbol: string): number {
  const value = electronegativity(atomicNumber(symbol));
  return Number.isNaN(value) ? Infinity : value;
}

function unknownElement(message: string): never {
  throw new DataError('bad-element', message);
}
