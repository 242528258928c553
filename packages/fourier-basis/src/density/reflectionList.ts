import { type Hkl, satisfiesConditions, type SpaceGroup, type SymOp } from '@crystal-fourier/spacegroups';
import { conventionalHkl, type ReflectionGroup as ConventionalGroup } from '@crystal-fourier/spacegroups/reflections';
import { deriveConstraints } from '../constraints/deriveConstraints.js';
import { FourierBasisError, show } from '../core/errors.js';
import type { FrequencySet } from '../frequencies/frequencySet.js';
import { compileGroup } from '../core/group.js';
import { type Lattice, latticeGeometry } from '../core/lattice.js';
import { frequencySetForLattice } from '../frequencies/latticeFrequencySet.js';
import type { Atom } from './site.js';
import { structureFactors } from './structureFactors.js';

/** What {@link reflectionList} needs of a space group: a `SpaceGroup` of `@crystal-fourier/spacegroups`, in any setting. */
export type ReflectionGroup = ConventionalGroup & Pick<SpaceGroup, 'reflectionConditions'>;

export interface ReflectionListOptions {
  /** Row vectors in Å, in the setting of the group. */
  readonly lattice: Lattice;
  /** Å, above 0: the least distance of lattice planes. */
  readonly dMin: number;
  /**
   * At most about so many reflections are computed, equivalents counted: the list of a cell that has more of them ends at a larger distance
   * than `dMin`. Defaults to 100,000.
   */
  readonly maxComputed?: number;
  /** The list ends when it has so many sets of equivalents, and those of the same distance as the last. Defaults to all. */
  readonly maxListed?: number;
  /** As in `structureFactors`, Å. Defaults to 0.02. */
  readonly tolerance?: number;
}

interface Equivalents {
  /** The one of them that people write: 3 1 1, not 1 1 3; see `conventionalHkl` of `@crystal-fourier/spacegroups/reflections`. */
  readonly hkl: Hkl;
  /** Å: distance of the lattice planes, 1/|k|. */
  readonly d: number;
  /** How many are equivalent, by Friedel's law too. */
  readonly multiplicity: number;
}

/** Equivalent reflections that the group allows. */
export interface Reflection extends Equivalents {
  /** |F|² of the cell, in squared units of the amplitudes. */
  readonly squared: number;
  /** True if the atoms, where they are, cancel each other, although the group allows the reflection. */
  readonly isDark: boolean;
}

/** Equivalent reflections that the group forbids: systematic absences. */
export interface AbsentReflection extends Equivalents {
  /** The first of the group's conditions that they break, `0kl: k+l=2n`. */
  readonly condition: string;
  /** An operation {R|t} of the group with hR = h and h·t not an integer. */
  readonly operation: SymOp;
  /** h·t in units of 1/24, in 1 … 23: F(h) equals itself times exp(2πi phase/24), so it is zero. */
  readonly phase: number;
}

export interface ReflectionList {
  /** By decreasing d. */
  readonly reflections: readonly Reflection[];
  /** By decreasing d. */
  readonly absent: readonly AbsentReflection[];
  /** Å: all reflections of at least this distance are listed. */
  readonly dMin: number;
  /** Whether the list ends before the `dMin` that was asked for. */
  readonly isCut: boolean;
  /** The group's general conditions, one line for each zone. */
  readonly conditions: readonly string[];
}

/** Share of the strongest reflection: what is below is rounding. */
const DARK = 1e-9;

/**
 * The reflections of a crystal with the largest distances of lattice planes, 000 left out: those that the group allows, with their
 * structure factors, and those that it forbids, with the reason. One of each set of equivalents is listed; −h counts as equivalent to h.
 *
 * @param atoms the asymmetric unit, as for `structureFactors`
 * @throws FourierBasisError `bad-option`, and as `structureFactors`
 */
export function reflectionList(
  group: ReflectionGroup,
  atoms: readonly Atom[],
  { lattice, dMin, maxComputed = 100_000, maxListed = Number.POSITIVE_INFINITY, tolerance }: ReflectionListOptions,
): ReflectionList {
  for (const [name, value] of Object.entries({ dMin, maxComputed, maxListed })) checkPositive(name, value);
  const geometry = latticeGeometry(lattice, compileGroup(group, 'reflectionList'), 'reflectionList');
  // As many lattice points of reciprocal space as a ball holds.
  const cutoff = Math.min(1 / dMin, Math.cbrt((3 * maxComputed) / (4 * Math.PI * geometry.volume)));
  const set = frequencySetForLattice(group, lattice, { cutoff });
  const options = tolerance === undefined ? { lattice } : { lattice, tolerance };
  const { real, imag } = structureFactors(group, atoms, set, options);
  const constraints = deriveConstraints(group, set);
  const reflections: Omit<Reflection, 'isDark'>[] = [];
  const absent: AbsentReflection[] = [];
  const distances: number[] = [];
  let shell = 0;
  for (let star = 0; star < constraints.starCount; star++) {
    const node = constraints.members[constraints.starStart[star]!]!;
    const opposite = constraints.opposite[star]!;
    const first = hklAt(set, node);
    // −O belongs to O.
    if (first.every((c) => c === 0) || (opposite >= 0 && opposite < star)) continue;
    // Stars are ordered by shell. All of a shell get the distance of its first frequency: theirs differ by rounding.
    while (set.shellStart[shell + 1]! <= node) shell++;
    const d = 1 / Math.sqrt(geometry.squaredLength(...hklAt(set, set.shellStart[shell]!)));
    const count = constraints.starStart[star + 1]! - constraints.starStart[star]!;
    const hkl = conventionalHkl(group, first);
    const common = { hkl, d, multiplicity: opposite === star ? count : 2 * count };
    const why = constraints.proof[star]! < 0 ? null : constraints.whyAbsent(hkl);
    if (why === null) reflections.push({ ...common, squared: real[node]! ** 2 + imag[node]! ** 2 });
    else absent.push({ ...common, ...why, condition: brokenCondition(group, hkl) });
    distances.push(d);
  }
  const isCut = distances.length > maxListed || cutoff < 1 / dMin;
  const last = isCut ? (distances[Math.min(distances.length, Math.ceil(maxListed)) - 1] ?? 1 / cutoff) : 1 / cutoff;
  const isListed = ({ d }: Equivalents): boolean => !isCut || d >= last;
  const strongest = reflections.reduce((most, { squared }) => Math.max(most, squared), 0);
  return {
    reflections: reflections.filter(isListed).map((own) => ({ ...own, isDark: own.squared <= DARK * strongest })),
    absent: absent.filter(isListed),
    dMin: last,
    isCut,
    conditions: group.reflectionConditions().text,
  };
}

const hklAt = ({ hkl }: FrequencySet, node: number): readonly [number, number, number] => [
  hkl[3 * node]!,
  hkl[3 * node + 1]!,
  hkl[3 * node + 2]!,
];

function checkPositive(name: string, value: number): void {
  if (!(value > 0))
    throw new FourierBasisError('bad-option', `reflectionList: ${name} must be a number above 0, got ${show(value)}`);
}

/** The first condition of the group that the reflection, or one of its equivalents, breaks. */
function brokenCondition(group: ReflectionGroup, hkl: Hkl): string {
  const conditions = group.reflectionConditions();
  const equivalents = [hkl, ...group.representatives.map((operation) => operation.applyHkl(hkl))];
  const zone = conditions.zones.find((zone) =>
    equivalents.some((own) => !satisfiesConditions({ ...conditions, zones: [zone] }, own)),
  );
  return zone?.text ?? '';
}
