import { CRYSTAL_SYSTEMS, Structure } from '@crystal-fourier/data';
import { Random } from '@crystal-fourier/math3';
import { type CrystalSystem, type SpaceGroup, spaceGroup } from '@crystal-fourier/spacegroups';
import type { IonicCell } from './bornMayer.js';
import { shortestContacts } from './contacts.js';
import { DemoError } from './errors.js';
import { ionicEnergy } from './ionicEnergy.js';
import type { Ion } from './ions.js';
import { bestScale, kapustinskiiEnergy } from './latticeEnergy.js';
import { type LeastContacts, placeOrbits } from './placeOrbits.js';
import { between, latticeOf, oneOf, randomCellShape, scaledCell, volumeOf } from './randomCell.js';
import { type IonOrbit, type OrbitLimits, randomIons, randomOrbits } from './randomOrbits.js';

/** A random ionic crystal and its energy. */
export interface RandomCrystal {
  /** The group that it was made in; by chance it can have more symmetry. */
  readonly group: SpaceGroup;
  readonly orbits: readonly IonOrbit[];
  /** All sites of the conventional cell, with oxidation states. */
  readonly structure: Structure;
  /** eV per atom: electrostatic energy and Born–Mayer repulsion. */
  readonly energyPerAtom: number;
  /** eV per atom: the electrostatic energy. */
  readonly madelungEnergyPerAtom: number;
}

/** Sites of a conventional cell. */
const MOST_SITES = 24;
const MOST_ORBITS = 12;
/** Smallest distance over the sum of radii, of unlike ions and of anions, and Å for cations: what is nearer overlaps. */
const NEAREST: LeastContacts = { unlike: 0.8, anions: 0.75, cations: 2.2 };
/** The same while the volume is not yet the one of least energy. */
const SLACK: LeastContacts = { unlike: 0.72, anions: 0.68, cations: 2 };
/** Volume of the ions' spheres over that of the cell, in ionic crystals 0.6 to 0.7. */
const USUAL_PACKING = 0.6;
/** A smaller packing is that of separate molecules. */
const LEAST_PACKING = 0.3;
/** Scales around the energy minimum that crystals are drawn from. */
const OFFSET = [0.96, 1.08] as const;
/** Energy over Kapustinskii's estimate. Real crystals have about 1; the lower bound excludes arrangements that are not ionic crystals. */
const ENERGY_RATIO = [0.65, 1.25] as const;

let groupsOf: ReadonlyMap<CrystalSystem, readonly SpaceGroup[]> | undefined;

/**
 * Random charge-neutral ionic crystals without end, the crystal systems in turn: each a random space group of the system, two or three
 * kinds of ions on random Wyckoff positions of it (at most 24 sites in the conventional cell and 12 orbits), a random shape of cell,
 * and a volume near that of least energy. What overlaps, is nearly empty, or is not bound about as well as ionic crystals are is
 * thrown away and drawn again.
 *
 * Crystal n depends on the seed and on n only. Cell lengths are whole 0.0001 Å, free parameters whole 0.0001: a file has the crystal
 * exactly as its energy was computed.
 *
 * @param seed integer from 0 to 2³²−1
 * @throws DemoError `bad-argument`
 */
export function* randomCrystals(seed: number): Generator<RandomCrystal, never> {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff)
    throw new DemoError('bad-argument', `the seed must be an integer from 0 to 4294967295, got ${seed}`);
  groupsOf ??= new Map(
    CRYSTAL_SYSTEMS.map((system) => [
      system,
      Array.from({ length: 230 }, (_, i) => spaceGroup(i + 1)).filter(({ crystalSystem }) => crystalSystem === system),
    ]),
  );
  for (let n = 0; ; n++) {
    const groups = groupsOf.get(CRYSTAL_SYSTEMS[n % CRYSTAL_SYSTEMS.length]!) as readonly SpaceGroup[];
    // Odd and near 2³² over the golden ratio: neighbours have distant seeds.
    const random = Random.seeded((Math.imul(n + 1, 0x9e37_79b1) + seed) >>> 0);
    // Drawn once for all tries: crystals of more ions and orbits are thrown away more often.
    const kinds = random.below(2) === 0 ? 2 : 3;
    const leastOrbits = 2 + random.below(3);
    const limits: OrbitLimits = { sites: MOST_SITES, leastOrbits, mostOrbits: MOST_ORBITS };
    let crystal: RandomCrystal | undefined;
    while (crystal === undefined) crystal = randomCrystal(oneOf(random, groups), kinds, limits, random);
    yield crystal;
  }
}

/** One try. */
function randomCrystal(
  group: SpaceGroup,
  kinds: 2 | 3,
  limits: OrbitLimits,
  random: Random,
): RandomCrystal | undefined {
  const choices = randomOrbits(group, randomIons(kinds, random), limits, random);
  if (choices === undefined) return undefined;
  const shape = randomCellShape(group.crystalSystem, random);
  const spheres = choices.reduce((sum, { ion, position }) => sum + position.multiplicity * sphereOf(ion), 0);
  const packed = scaledCell(shape, Math.cbrt(spheres / USUAL_PACKING / volumeOf(shape)));
  const placed = placeOrbits(choices, latticeOf(packed), SLACK, random);
  if (placed === undefined) return undefined;
  const scale = bestScale(placed.cell, [0.8, 1.4]);
  if (scale === undefined) return undefined;

  const parameters = scaledCell(packed, scale * between(random, ...OFFSET));
  const { positions, ions } = placed.cell;
  const cell: IonicCell = { lattice: latticeOf(parameters), positions, ions };
  const { unlike, anions, cations } = shortestContacts(cell, 4);
  if (unlike < NEAREST.unlike || anions < NEAREST.anions || cations < NEAREST.cations) return undefined;
  if (spheres / volumeOf(parameters) < LEAST_PACKING) return undefined;
  const { total, madelung } = ionicEnergy(cell);
  const share = total / kapustinskiiEnergy(ions);
  if (share < ENERGY_RATIO[0] || share > ENERGY_RATIO[1]) return undefined;
  const structure = Structure.of({
    lattice: parameters,
    sites: positions.map((position, i) => ({ position, species: [speciesOf(ions[i] as Ion)] })),
  });
  const n = ions.length;
  return { group, orbits: placed.orbits, structure, energyPerAtom: total / n, madelungEnergyPerAtom: madelung / n };
}

const speciesOf = ({ element, charge }: Ion): { element: string; occupancy: number; oxidationState: number } => ({
  element,
  occupancy: 1,
  oxidationState: charge,
});

/** Å³. */
const sphereOf = ({ radius }: Ion): number => (4 / 3) * Math.PI * radius ** 3;
