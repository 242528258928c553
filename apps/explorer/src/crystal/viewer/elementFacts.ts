import { atomicNumber, ELEMENT_DESCRIPTORS, elementDescriptors } from '@crystal-fourier/data';

/** What a drawing needs to know of an element. */
export interface ElementFacts {
  /** Å, Cordero et al. 2008; NaN beyond curium, where none is known. */
  readonly covalentRadius: number;
  /** Pauling's scale; NaN where none is known. */
  readonly electronegativity: number;
  readonly isMetal: boolean;
}

/** Elements that are drawn as nonmetals; semiconductors are among them, since they bond to one another. */
const NONMETALS = new Set('H He B C N O F Ne Si P S Cl Ar Ge As Se Br Kr Sb Te I Xe At Rn'.split(' '));
const RADIUS = ELEMENT_DESCRIPTORS.indexOf('covalentRadius');
const ELECTRONEGATIVITY = ELEMENT_DESCRIPTORS.indexOf('electronegativity');
const known = new Map<string, ElementFacts>();

/** @throws DataError `bad-element` */
export function elementFacts(symbol: string): ElementFacts {
  let facts = known.get(symbol);
  if (facts === undefined) {
    const { values } = elementDescriptors(atomicNumber(symbol));
    facts = {
      covalentRadius: values[RADIUS]!,
      electronegativity: values[ELECTRONEGATIVITY]!,
      isMetal: !NONMETALS.has(symbol),
    };
    known.set(symbol, facts);
  }
  return facts;
}

/** Å, for an element whose radius is unknown. */
const UNKNOWN_RADIUS = 1.6;

export type AtomStyle = 'balls' | 'spheres';

/**
 * Radius of the sphere that stands for an atom, Å.
 *
 * @param style `balls` leave room for bonds, small atoms are a little larger than to scale; `spheres` have their covalent radius
 */
export function drawnRadius(symbol: string, style: AtomStyle): number {
  const { covalentRadius } = elementFacts(symbol);
  const radius = Number.isNaN(covalentRadius) ? UNKNOWN_RADIUS : covalentRadius;
  return style === 'balls' ? 0.12 + 0.3 * radius : radius;
}
