import { Random, Structure } from '@crystal-fourier/data';
import { type CrystalSystem, type Fractional, type SpaceGroup, spaceGroup } from '@crystal-fourier/spacegroups';
import type { IonicCell } from './bornMayer.js';
import { shortestContacts } from './contacts.js';
import { DemoError } from './errors.js';
import { ionicEnergy } from './ionicEnergy.js';
import type { Ion } from './ions.js';
import { bestScale, kapustinskiiEnergy } from './latticeEnergy.js';
import { between, oneOf, randomCellShape, scaledCell } from './randomCell.js';
import { type IonOrbit, randomIons, randomOrbits } from './randomOrbits.js';

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

/** Sites of a conventional cell, and orbits. */
const LIMITS = { sites: 24, orbits: 12 } as const;
/** Smallest distance over the sum of radii, of unlike ions and of anions, and Å for cations: what is nearer overlaps. */
const NEAREST = { unlike: 0.8, anions: 0.75, cations: 2.2 } as const;
/** Volume of the ions' spheres over that of the cell: less is no crystal but molecules far apart. */
const LEAST_PACKING = 0.3;
/** Scales around the energy minimum that crystals are drawn from. */
const OFFSET = [0.96, 1.08] as const;
/** Energy over Kapustinskii's estimate. Real crystals have about 1; the lower bound keeps arrangements that nobody would call ionic out. */
const ENERGY_RATIO = [0.65, 1.25] as const;

const SYSTEMS: readonly CrystalSystem[] = [
  'triclinic',
  'monoclinic',
  'orthorhombic',
  'tetragonal',
  'trigonal',
  'hexagonal',
  'cubic',
];
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
    SYSTEMS.map((system) => [
      system,
      Array.from({ length: 230 }, (_, i) => spaceGroup(i + 1)).filter(({ crystalSystem }) => crystalSystem === system),
    ]),
  );
  for (let n = 0; ; n++) {
    const groups = groupsOf.get(SYSTEMS[n % SYSTEMS.length] as CrystalSystem) as readonly SpaceGroup[];
    // Odd and near 2³² over the golden ratio: neighbours have distant seeds.
    const random = Random.seeded((Math.imul(n + 1, 0x9e37_79b1) + seed) >>> 0);
    let crystal: RandomCrystal | undefined;
    while (crystal === undefined) crystal = randomCrystal(oneOf(random, groups), random);
    yield crystal;
  }
}

/** One try. */
function randomCrystal(group: SpaceGroup, random: Random): RandomCrystal | undefined {
  const orbits = randomOrbits(group, randomIons(random), LIMITS, random);
  if (orbits === undefined) return undefined;
  const positions: Fractional[] = [];
  const ions: Ion[] = [];
  for (const { ion, position, parameters } of orbits) {
    for (const x of position.orbit(parameters)) {
      positions.push(x);
      ions.push(ion);
    }
  }
  const structureOn = (lattice: ReturnType<typeof randomCellShape>): Structure =>
    Structure.of({
      lattice,
      sites: positions.map((position, i) => ({ position, species: [speciesOf(ions[i] as Ion)] })),
    });
  const cellOf = ({ lattice }: Structure): IonicCell => ({ lattice, positions, ions });

  const shape = randomCellShape(group.crystalSystem, random);
  const touching = touchingScale(cellOf(structureOn(shape)));
  if (touching === undefined) return undefined;
  const touched = scaledCell(shape, touching);
  const best = bestScale(cellOf(structureOn(touched)), [0.85, 1.35]);
  if (best === undefined) return undefined;
  const structure = structureOn(scaledCell(touched, best * between(random, ...OFFSET)));
  const cell = cellOf(structure);
  const { unlike, anions, cations } = shortestContacts(cell, 4);
  if (unlike < NEAREST.unlike || anions < NEAREST.anions || cations < NEAREST.cations) return undefined;
  const { total, madelung } = ionicEnergy(cell);
  const share = total / kapustinskiiEnergy(ions);
  if (share < ENERGY_RATIO[0] || share > ENERGY_RATIO[1]) return undefined;
  const n = ions.length;
  return { group, orbits, structure, energyPerAtom: total / n, madelungEnergyPerAtom: madelung / n };
}

const speciesOf = ({ element, charge }: Ion): { element: string; occupancy: number; oxidationState: number } => ({
  element,
  occupancy: 1,
  oxidationState: charge,
});

/** The scale at which the nearest cation and anion touch; undefined if others overlap then, or the cell is nearly empty. */
function touchingScale(cell: IonicCell): number | undefined {
  const [a, b, c] = cell.lattice;
  const volume = Math.abs(a[0] * (b[1] * c[2] - b[2] * c[1])); // a is along x, b in the xy plane
  const { unlike, anions, cations } = shortestContacts(cell, 2 * Math.cbrt(volume / cell.ions.length));
  // Free parameters may put ions at one place.
  if (unlike === Infinity || unlike === 0) return undefined;
  const scale = 1 / unlike;
  // Repulsion widens a crystal where many ions touch, so overlaps are judged mildly here.
  if (anions * scale < 0.9 * NEAREST.anions || cations * scale < 0.9 * NEAREST.cations) return undefined;
  const spheres = cell.ions.reduce((sum, { radius }) => sum + (4 / 3) * Math.PI * radius ** 3, 0);
  return spheres / (volume * scale ** 3) < LEAST_PACKING ? undefined : scale;
}
