import type { Random } from '@crystal-fourier/math3';
import type { Fractional, SpaceGroup, WyckoffPosition } from '@crystal-fourier/spacegroups';
import { type Ion, IONS } from './ions.js';
import { oneOf } from './randomCell.js';

/** A Wyckoff position that one kind of ion fills. */
export interface OrbitChoice {
  readonly ion: Ion;
  readonly position: WyckoffPosition;
}

/** All sites of an orbit, known. */
export interface IonOrbit extends OrbitChoice {
  /** Values of the letters x, y, z, in whole 0.0001; 0 for a letter that the position does not use. */
  readonly parameters: Fractional;
}

const CATIONS = IONS.filter(({ charge }) => charge > 0);
const ANIONS = IONS.filter(({ charge }) => charge < 0);

/** Two or three different ions of both signs; of three, two are cations or two are anions. */
export function randomIons(kinds: 2 | 3, random: Random): Ion[] {
  const cations = random.shuffled(CATIONS);
  const anions = random.shuffled(ANIONS);
  const twoCations = kinds === 3 && random.below(2) === 0;
  const twoAnions = kinds === 3 && !twoCations;
  return [...cations.slice(0, twoCations ? 2 : 1), ...anions.slice(0, twoAnions ? 2 : 1)];
}

/** How many sites and orbits a conventional cell may have. */
export interface OrbitLimits {
  readonly sites: number;
  readonly leastOrbits: number;
  readonly mostOrbits: number;
}

/**
 * Chooses random Wyckoff positions of a group for the ions until the charges of the cell add up to zero and each ion occurs.
 * Positions without a free parameter are filled once at most.
 *
 * @returns undefined if that did not come out within the limits; try again
 */
export function randomOrbits(
  group: SpaceGroup,
  ions: readonly Ion[],
  limits: OrbitLimits,
  random: Random,
): OrbitChoice[] | undefined {
  const orbits: OrbitChoice[] = [];
  const used = new Set<WyckoffPosition>();
  let [sites, charge] = [0, 0];
  while (orbits.length < limits.mostOrbits) {
    const free = group.wyckoff.filter(
      (position) => position.multiplicity <= limits.sites - sites && !(position.dimension === 0 && used.has(position)),
    );
    if (free.length === 0) return undefined;
    const position = oneOf(random, free);
    const missing = ions.filter((ion) => orbits.every((orbit) => orbit.ion !== ion));
    const wanted = charge === 0 ? (missing.length > 0 ? missing : ions) : ions.filter((ion) => ion.charge * charge < 0);
    const ion = oneOf(random, wanted);
    orbits.push({ ion, position });
    used.add(position);
    sites += position.multiplicity;
    charge += position.multiplicity * ion.charge;
    const complete = charge === 0 && ions.every((one) => orbits.some((orbit) => orbit.ion === one));
    if (complete && orbits.length >= limits.leastOrbits) return orbits;
  }
  return undefined;
}
