import { atomicNumber, isElement } from '../../elements/elements.js';

/** What the name of a species in a POSCAR says. */
export interface SpeciesName {
  readonly element: string;
  /** Whether it is hydrogen with a fractional charge, which saturates a cut bond. */
  readonly isPseudoHydrogen: boolean;
}

/**
 * Fermium and what follows. Nobody has made a crystal of them, but their symbols in capitals are also names of molecules and groups
 * of atoms: `NO`, `CN`, `NH`.
 */
const NO_CRYSTAL = 100;

/**
 * An element, a number or charge behind it, and what names of potentials have: `Ti_sv`, `Fe_pv/3a2b`, `Na/`, `H1.25`, `H.75`, `O1`, `O2-`, `Al.pbe`.
 */
const NAME = /^([A-Za-z]{1,2})(\d*\.\d+|\d+)?(?:[+-]|[_/.].*)?$/;

/**
 * The element that a name of a species in a POSCAR stands for. A name is one species, in whatever case: `CO` is cobalt.
 *
 * @returns undefined where it is no such name
 */
export function parseSpeciesName(name: string): SpeciesName | undefined {
  const m = NAME.exec(name);
  if (m === null) return undefined;
  const letters = m[1]!;
  const element = letters.charAt(0).toUpperCase() + letters.slice(1).toLowerCase();
  if (!isElement(element) || (element !== letters && atomicNumber(element) >= NO_CRYSTAL)) return undefined;
  return { element, isPseudoHydrogen: element === 'H' && m[2]?.includes('.') === true };
}
