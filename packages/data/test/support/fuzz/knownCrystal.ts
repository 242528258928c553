import { atomicMass, type LatticeRows, standardize, Structure } from '@crystal-fourier/data';
import { settings, type SpaceGroup, spaceGroup, type Vec3 } from '@crystal-fourier/spacegroups';
import type { RandomGeometry } from '../randomGeometry.ts';

/** What occupies a site: elements and their shares. */
export type Content = readonly { readonly element: string; readonly occupancy: number }[];

/** One site of an orbit, in the setting of the crystal. */
interface KnownOrbit {
  readonly content: Content;
  readonly position: Vec3;
  readonly multiplicity: number;
  readonly letter: string;
}

/** A crystal of which everything is known, in one of the 530 settings. */
export interface KnownCrystal {
  readonly name: string;
  readonly group: SpaceGroup;
  readonly lattice: LatticeRows;
  readonly orbits: readonly KnownOrbit[];
  /** All atoms of the cell, exact. */
  readonly structure: Structure;
}

const asVec = (x: readonly number[]): Vec3 => [x[0]!, x[1]!, x[2]!];

/**
 * The standard description of a structure on the axes and with the origin of a setting of its group. In some, one orbit is occupied in
 * part, or is shared by two elements.
 */
export function knownCrystal(
  name: string,
  structure: Structure,
  random: RandomGeometry,
  options: { readonly reference?: boolean; readonly disorder?: boolean } = {},
): KnownCrystal {
  const crystal = standardize(structure);
  const { number } = crystal.group;
  const all = settings().filter((setting) => setting.number === number);
  const { qualifier, toReference } =
    options.reference === true ? all.find((setting) => setting.isReference)! : random.pick(all);
  const group = spaceGroup(number, { qualifier });
  const fromReference = toReference.inverse();
  const lattice = fromReference.applyLattice(crystal.lattice) as LatticeRows;
  const changed = options.disorder === true ? random.integer(0, crystal.orbits.length - 1) : -1;
  const orbits = crystal.orbits.map(({ kind, representative }, i): KnownOrbit => {
    const position = fromReference.apply(representative);
    const element = kind.species[0]!.element;
    const { position: wyckoff } = group.wyckoffOf(position, 1e-5);
    return {
      content: i === changed ? disordered(element, random) : [{ element, occupancy: 1 }],
      position: asVec(position),
      multiplicity: wyckoff.multiplicity,
      letter: wyckoff.letter,
    };
  });
  const sites = orbits.flatMap(({ content, position }) =>
    group.orbit(position, 1e-5).map((x) => ({ position: asVec(x), species: content.map((one) => ({ ...one })) })),
  );
  return { name, group, lattice, orbits, structure: Structure.of({ lattice, sites, id: name }) };
}

function disordered(element: string, random: RandomGeometry): Content {
  const share = random.integer(50, 90) / 100;
  if (random.next() < 0.5) return [{ element, occupancy: share }];
  const other = element === 'Mg' ? 'Ca' : 'Mg';
  return [
    { element, occupancy: share },
    { element: other, occupancy: Math.round(100 - 100 * share) / 100 },
  ];
}

/** u in grams times 1e24 Å³/cm³, CODATA 2022. */
const DENSITY_FACTOR = 1.66053906892;

/** g/cm³ of atoms per cell. */
export function densityOf(amounts: ReadonlyMap<string, number>, volume: number): number {
  let mass = 0;
  for (const [element, amount] of amounts) mass += amount * atomicMass(element);
  return (mass * DENSITY_FACTOR) / volume;
}
