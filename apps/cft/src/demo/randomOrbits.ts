import type { Random } from '@crystal-fourier/data';
import type { Fractional, SpaceGroup, WyckoffPosition } from '@crystal-fourier/spacegroups';
import { type Ion, IONS } from './ions.js';
import { between, oneOf } from './randomCell.js';

/** A Wyckoff position that one kind of ion fills. */
export interface IonOrbit {
  readonly ion: Ion;
  readonly position: WyckoffPosition;
  /** Values of the letters x, y, z, in whole 0.0001; 0 for a letter that the position does not use. */
  readonly parameters: Fractional;
}

const CATIONS = IONS.filter(({ charge }) => charge > 0);
const ANIONS = IONS.filter(({ charge }) => charge < 0);

/** Two or three different ions of both signs. */
export function randomIons(random: Random): Ion[] {
  const cations = random.shuffled(CATIONS);
  const anions = random.shuffled(ANIONS);
  const kind = random.below(3);
  return [...cations.slice(0, kind === 0 ? 2 : 1), ...anions.slice(0, kind === 1 ? 2 : 1)];
}

/**
 * Fills random Wyckoff positions of a group with the ions until the charges of the cell add up to zero and each ion occurs.
 * Positions without a free parameter are filled once at most.
 *
 * @returns undefined if that did not come out within the limits; try again
 */
export function randomOrbits(
  group: SpaceGroup,
  ions: readonly Ion[],
  limits: { readonly sites: number; readonly orbits: number },
  random: Random,
): IonOrbit[] | undefined {
  const orbits: IonOrbit[] = [];
  const used = new Set<WyckoffPosition>();
  let [sites, charge] = [0, 0];
  while (orbits.length < limits.orbits) {
    const free = group.wyckoff.filter(
      (position) => position.multiplicity <= limits.sites - sites && !(position.dimension === 0 && used.has(position)),
    );
    if (free.length === 0) return undefined;
    const position = oneOf(random, free);
    const missing = ions.filter((ion) => orbits.every((orbit) => orbit.ion !== ion));
    const wanted = charge === 0 ? (missing.length > 0 ? missing : ions) : ions.filter((ion) => ion.charge * charge < 0);
    const ion = oneOf(random, wanted);
    const value = (name: 'x' | 'y' | 'z'): number =>
      position.parameters.includes(name) ? Math.floor(between(random, 0, 10_000)) / 10_000 : 0;
    orbits.push({ ion, position, parameters: [value('x'), value('y'), value('z')] });
    used.add(position);
    sites += position.multiplicity;
    charge += position.multiplicity * ion.charge;
    const complete = charge === 0 && ions.every((one) => orbits.some((orbit) => orbit.ion === one));
    // Neutral after few orbits, most crystals would be very simple ones.
    if (complete && random.below(2) === 0) return orbits;
  }
  return undefined;
}
