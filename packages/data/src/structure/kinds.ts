import { atomicNumber } from '../elements/elements.js';
import type { SpeciesOccupancy } from './site.js';
import type { Structure } from './structure.js';

/**
 * What a site is occupied by, as far as symmetry is concerned: an element, or a mixture of elements with their occupancies
 * (and with what is missing to 1). Oxidation states, isotopes and site properties are not looked at.
 */
export interface Kind {
  /** `Na`, or `Fe0.5Ni0.5` with three decimals at most, sorted by atomic number. */
  readonly name: string;
  /** Atomic number; for a mixture that of its most abundant element (of the lighter one if two are). */
  readonly atomicNumber: number;
  /** One element with occupancy 1. */
  readonly isElement: boolean;
  readonly species: readonly SpeciesOccupancy[];
}

/** The kinds of a structure, sorted by atomic number and name, and the kind of each site. */
export interface Kinds {
  readonly list: readonly Kind[];
  readonly ofSite: Int32Array;
}

const DECIMALS = 3;

/** What the species of a site make of it. @internal */
export function kindOf(species: readonly SpeciesOccupancy[]): Kind {
  const amounts = new Map<string, number>();
  for (const { element, occupancy } of species) amounts.set(element, (amounts.get(element) ?? 0) + occupancy);
  const sorted = [...amounts].sort(([a], [b]) => atomicNumber(a) - atomicNumber(b));
  const text = (amount: number): string => String(Number(amount.toFixed(DECIMALS)));
  const name = sorted.map(([element, amount]) => element + (text(amount) === '1' ? '' : text(amount))).join('');
  const most = sorted.reduce((best, entry) => (entry[1] > best[1] + 10 ** -DECIMALS ? entry : best));
  return Object.freeze({
    name,
    atomicNumber: atomicNumber(most[0]),
    isElement: name === most[0],
    species: Object.freeze(sorted.map(([element, occupancy]) => Object.freeze({ element, occupancy }))),
  });
}

/** @internal */
export function kindsOf({ sites }: Pick<Structure, 'sites'>): Kinds {
  const known = new Map<string, Kind>();
  const names = sites.map(({ species }) => {
    const [only] = species;
    const simple = species.length === 1 && only!.occupancy === 1 ? only!.element : undefined;
    if (simple !== undefined && known.has(simple)) return simple;
    const kind = kindOf(species);
    if (!known.has(kind.name)) known.set(kind.name, kind);
    return kind.name;
  });
  const list = [...known.values()].sort((a, b) => a.atomicNumber - b.atomicNumber || (a.name < b.name ? -1 : 1));
  const place = new Map(list.map((kind, i) => [kind.name, i]));
  return { list: Object.freeze(list), ofSite: Int32Array.from(names, (name) => place.get(name)!) };
}
