import { inverse, type Mat3, matMul, matOfRows, matVec, minus, plus, rowsOf, transpose } from '@crystal-fourier/math3';
import type { Vec3, WyckoffPosition } from '@crystal-fourier/spacegroups';
import { canonicalFrame } from './canonicalFrame.js';
import { canonicalOrbit, sortedOrbits } from './canonicalOrbit.js';
import { DataError } from '../core/errors.js';
import { type GroupFrame, groupFrame } from './groupFrame.js';
import { averagedMetric, metricOf, rowsOfMetric, strainBetween } from './idealLattice.js';
import type { Kinds } from '../structure/kinds.js';
import type { LatticeRows } from '../structure/lattice.js';
import { analyze, type SymmetryAnalysis } from './moyo.js';
import { StructureFactorTable } from './structureFactorTable.js';
import type { Orbit } from './standardParts.js';
import { Structure } from '../structure/structure.js';

/** An orbit on the axes of the symmetry finder's standard cell. */
interface FoundOrbit {
  readonly kind: number;
  readonly position: WyckoffPosition;
  /** Index of the position in the list of its group. */
  readonly positionIndex: number;
  readonly parameters: Vec3;
}

/** A crystal in its canonical frame, and the way from the structure that it was made of. @internal */
export interface Described {
  readonly frame: GroupFrame;
  readonly lattice: LatticeRows;
  readonly orbits: readonly Orbit[];
  readonly orbitOfSite: Int32Array;
  readonly P: Mat3;
  readonly p: Vec3;
  /** Å: largest displacement of a site. */
  readonly displacement: number;
  readonly strain: number;
  /** Å: how far idealising moved sites, or what is near them, the strain of the cell included. */
  readonly change: number;
  readonly symprec: number;
}

/** The canonical description in the group that the symmetry finder gives. */
export function describe(structure: Structure, kinds: Kinds, symprec: number): Described {
  const found = analyze(structure, kinds, symprec);
  const frame = groupFrame(found.number);
  const axes = matMul(matMul(transpose(found.P), metricOf(structure.lattice)), found.P);
  const metric = averagedMetric(axes, frame.rotations);
  const { orbits, orbitOfSite } = foundOrbits(structure, kinds.ofSite, found, frame, metric);

  const byKind = kinds.list.map((): number[] => []);
  for (const { kind, position, parameters } of orbits) {
    for (const x of position.orbit(parameters)) byKind[kind]!.push(x[0], x[1], x[2]);
  }
  const { N, t } = canonicalFrame(frame, metric, orbits, new StructureFactorTable(byKind));

  const made = orbits.map(({ kind, position, parameters }) => {
    const [x, y, z] = matVec(N, position.at(parameters));
    // Ideal positions stay ideal: the tolerance is for rounding.
    const site = frame.group.wyckoffOf([x + t[0], y + t[1], z + t[2]], 1e-7);
    return canonicalOrbit(kinds.list[kind]!, site.position, site.parameters);
  });
  const order = sortedOrbits(made, kinds.list, frame.positions);
  const newIndex = new Int32Array(made.length);
  order.forEach((from, to) => (newIndex[from] = to));

  // x″ = N x′ + t and x′ = P⁻¹(x − p): the axes (a, b, c) P N⁻¹, the origin p − P N⁻¹ t.
  const inverted = inverse(N);
  const P = matMul(found.P, inverted);
  const back = matVec(P, t);
  const p = minus(found.p, back);
  const lattice = rowsOfMetric(matMul(matMul(transpose(inverted), metric), inverted));
  const sites = orbitOfSite.map((orbit) => newIndex[orbit]!);
  const parts = {
    frame,
    lattice,
    orbits: order.map((i) => made[i]!),
    orbitOfSite: sites,
    P,
    p,
    symprec: found.symprec,
  };
  return { ...parts, ...changeOf(structure, parts) };
}

/** The conventional cell of a description, its sites orbit by orbit. */
export function idealStructure({ lattice, orbits }: Described, id: string | undefined): Structure {
  const sites = orbits.flatMap(({ kind, multiplicity, sites }) =>
    Array.from({ length: multiplicity }, (_, i) => ({
      position: Array.from(sites.subarray(3 * i, 3 * i + 3)),
      species: kind.species,
    })),
  );
  return Structure.of({ lattice, sites, id });
}

/** The description `next` of the crystal that `first` made of a structure, as a description of the structure. */
export function composed(structure: Structure, first: Described, next: Described): Described {
  const starts: number[] = [];
  let count = 0;
  for (const { multiplicity } of first.orbits) {
    starts.push(count);
    count += multiplicity;
  }
  const shift = matVec(first.P, next.p);
  const parts = {
    ...next,
    orbitOfSite: first.orbitOfSite.map((orbit) => next.orbitOfSite[starts[orbit]!]!),
    P: matMul(first.P, next.P),
    p: plus(first.p, shift),
    symprec: Math.min(first.symprec, next.symprec),
  };
  return { ...parts, ...changeOf(structure, parts) };
}

type Placed = Pick<Described, 'lattice' | 'orbits' | 'orbitOfSite' | 'P' | 'p'>;

function changeOf(structure: Structure, parts: Placed): Pick<Described, 'displacement' | 'strain' | 'change'> {
  const { lattice, P } = parts;
  const displacement = largestDisplacement(structure, parts);
  const strain = strainBetween(metricOf(rowsUnder(structure.lattice, P)), lattice);
  return {
    displacement,
    strain,
    change: Math.max(displacement, strain * Math.hypot(...lattice[0], ...lattice[1], ...lattice[2])),
  };
}

/** The orbits that the symmetry finder gives, each with a site that is exactly on its Wyckoff position. */
function foundOrbits(
  structure: Structure,
  kindOfSite: Int32Array,
  found: SymmetryAnalysis,
  frame: GroupFrame,
  metric: Mat3,
): { orbits: FoundOrbit[]; orbitOfSite: Int32Array } {
  const orbits: FoundOrbit[] = [];
  const orbitOfSite = new Int32Array(structure.sites.length);
  const known = new Map<number, number>();
  const copies = new Map<number, number>();
  for (const first of found.orbits) copies.set(first, (copies.get(first) ?? 0) + 1);
  const shortest = Math.sqrt(Math.min(metric[0], metric[4], metric[8]));
  found.orbits.forEach((first, i) => {
    const old = known.get(first);
    if (old !== undefined) {
      orbitOfSite[i] = old;
      return;
    }
    const x = found.positions[found.toPrimitive[first]!]!;
    const multiplicity = (copies.get(first)! * found.count) / structure.sites.length;
    // The finder has moved sites onto special positions; where rounding hides it, its tolerance finds it.
    const site = [1e-6, 1e-4, Math.min(0.1, (2 * found.symprec) / shortest)]
      .map((tolerance) => frame.group.wyckoffOf(x, tolerance))
      .find(({ position }) => position.multiplicity === multiplicity);
    if (site === undefined) {
      throw new DataError(
        'bad-symmetry',
        `standardize: site ${i + 1} should have ${multiplicity} equivalent sites in ${String(frame.group)}, but its position has not; change symprec`,
        structure.id === undefined ? {} : { record: structure.id },
      );
    }
    known.set(first, (orbitOfSite[i] = orbits.length));
    const { position, parameters } = site;
    orbits.push({ kind: kindOfSite[i]!, position, positionIndex: frame.positions.indexOf(position), parameters });
  });
  return { orbits, orbitOfSite };
}

/** Rows of the lattice (a, b, c) P. */
export function rowsUnder(lattice: LatticeRows, P: Mat3): LatticeRows {
  return rowsOf(matMul(transpose(P), matOfRows(lattice)));
}

/** The largest distance of a given site, in the new frame, from the nearest site of its orbit, in Å of the ideal lattice. */
function largestDisplacement(structure: Structure, { orbits, orbitOfSite, P, p, lattice: [a, b, c] }: Placed): number {
  const inverted = inverse(P);
  let largest = 0;
  structure.sites.forEach(({ position }, i) => {
    const [x, y, z] = matVec(inverted, minus(position, p));
    const { sites } = orbits[orbitOfSite[i]!]!;
    let least = Infinity;
    for (let at = 0; at < sites.length; at += 3) {
      let [dx, dy, dz] = [x - sites[at]!, y - sites[at + 1]!, z - sites[at + 2]!];
      dx -= Math.round(dx);
      dy -= Math.round(dy);
      dz -= Math.round(dz);
      const [rx, ry, rz] = [dx * a[0] + dy * b[0] + dz * c[0], dy * b[1] + dz * c[1], dz * c[2]];
      const square = rx * rx + ry * ry + rz * rz;
      if (square < least) least = square;
    }
    if (least > largest) largest = least;
  });
  return Math.sqrt(largest);
}
