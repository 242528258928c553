import { type Neighbour, Structure } from '@crystal-fourier/data';
import { type ElementFacts, elementFacts } from './elementFacts.js';
import type { Vector3, ViewerStructure } from './viewerStructure.js';

/** An atom near another one: at `atoms[site].position + image`. */
export interface Contact extends Neighbour {
  readonly isBonded: boolean;
}

export interface Contacts {
  /** For each site the atoms nearer than `reach`, the nearest first. */
  readonly lists: readonly (readonly Contact[])[];
  /** Å. */
  readonly reach: number;
}

/** Two atoms are bonded if they are nearer than this many sums of their covalent radii: LiF, LiBr and KBr need 1.09, 1.11 and 1.02. */
const LONGEST = 1.15;
/** Nearer than this many sums of radii two sites are alternatives for one atom. */
const SHORTEST = 0.5;
/** Contacts that are looked for at most; more are those of a cell with wrong units, or would take the page's time. */
const MOST = 600_000;

/** The crystal of the data package, with its searches. */
export function crystalOf({ lattice, atoms }: ViewerStructure): Structure {
  return Structure.of({
    lattice: [0, 3, 6].map((at) => lattice.slice(at, at + 3)),
    sites: atoms.map(({ position, occupancy }) => ({
      position,
      species: occupancy.map(({ element, share }) => ({ element, occupancy: share })),
    })),
  });
}

/**
 * Which atoms are near one another, and which of them are bonded: nearer than {@link LONGEST} sums of covalent radii, unless one is a
 * metal and a more electronegative nonmetal is near both. So oxygen keeps strontium and titanium of SrTiO₃ apart, and barium and
 * sulfur of BaSO₄, while the mercury atoms of Hg₂Cl₂ and those of a metal are bonded.
 *
 * @param crystal of {@link crystalOf} the structure
 * @returns null for a cell with too many contacts
 */
export function findContacts({ atoms }: ViewerStructure, crystal: Structure): Contacts | null {
  const facts = atoms.map(({ element }) => elementFacts(element));
  const largest = Math.max(...facts.map(({ covalentRadius }) => covalentRadius || 0));
  const reach = 2 * LONGEST * Math.max(largest, 1);
  const count = atoms.length;
  if ((count * count * (4 / 3) * Math.PI * reach ** 3) / crystal.volume > MOST) return null;
  const near = crystal.neighbours(reach);
  const touching = near.map((list, i) =>
    list.filter(({ site, distance }) => touches(facts[i]!, facts[site]!, distance)),
  );
  const keys = touching.map((list) => new Set(list.map(({ site, image }) => keyOf(site, image))));
  const lists = near.map((list, i) => {
    const own = keys[i]!;
    return list.map((contact): Contact => ({
      ...contact,
      isBonded: own.has(keyOf(contact.site, contact.image)) && !isBridged(i, contact),
    }));
  });
  return { lists, reach };

  /** Whether a nonmetal that is more electronegative than both touches both atoms. */
  function isBridged(i: number, { site: j, image }: Neighbour): boolean {
    const [first, second] = [facts[i]!, facts[j]!];
    if (!first.isMetal && !second.isMetal) return false;
    return touching[i]!.some(({ site: k, image: at }) => {
      const between = facts[k]!;
      return (
        !between.isMetal &&
        between.electronegativity > first.electronegativity &&
        between.electronegativity > second.electronegativity &&
        keys[j]!.has(keyOf(k, [at[0] - image[0], at[1] - image[1], at[2] - image[2]]))
      );
    });
  }
}

/** Names an image of a site. */
export const keyOf = (site: number, [u, v, w]: Vector3): string => `${site}:${u},${v},${w}`;

/** False where a radius is not known: no comparison with NaN holds. */
function touches(a: ElementFacts, b: ElementFacts, distance: number): boolean {
  const sum = a.covalentRadius + b.covalentRadius;
  return distance <= LONGEST * sum && distance >= SHORTEST * sum;
}
