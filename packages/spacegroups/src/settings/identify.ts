import {
  adjugate,
  det,
  type Fraction,
  fraction,
  IDENTITY,
  mapped,
  type Mat3,
  matMul,
  matOfRows,
  matVec,
  minus,
  mod,
  quotient,
  scaled,
  transpose,
  type Vec3,
} from '@crystal-fourier/math3';
import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { crystalSystemOf, schoenfliesOf } from './classification.js';
import { candidateAxes } from './conventionalAxes.js';
import { definitionOfRow, generatorsOf, operationsOfRow } from './definition.js';
import { attempt, SpaceGroupError } from '../algebra/errors.js';
import { composeInOrder } from '../operations/generate.js';
import { latticeBasis } from '../operations/latticeBasis.js';
import { type OriginShifts, originShifts, solveShift } from '../operations/originShift.js';
import type { Rotation } from '../operations/rotation.js';
import { selectedGenerators } from './selectedGenerators.js';
import { referenceRow } from './settingTable.js';
import { SymOp } from '../operations/symOp.js';
import { UNITS } from '../algebra/types.js';

function fail(why: string): never {
  throw new SpaceGroupError(
    'not-a-group',
    `the operations are not a space group: ${why}; give a set that is closed under multiplication modulo the lattice vectors a, b, c`,
  );
}

/** A group in a primitive basis of its lattice: one translation per rotation. */
interface PrimitiveGroup {
  /** Columns are the primitive basis vectors, in units of 1/24 of the cell; determinant > 0. */
  readonly basis: Mat3;
  readonly rotations: readonly Rotation[];
  /** By the rotation's matrix, written out; in units of `1/unit` of the primitive vectors. */
  readonly translations: ReadonlyMap<string, Vec3>;
  readonly unit: number;
}

function toPrimitive(elements: readonly SymOp[]): PrimitiveGroup {
  const identityKey = SymOp.identity.rotation.key;
  const lattice = elements.filter((op) => op.rotation.key === identityKey).map((op) => op.trans);
  // The pivots of the normal form are positive, so the handedness of the cell is kept.
  const basis = transpose(matOfRows(latticeBasis(lattice)));
  const volume = det(basis);
  const inverse = adjugate(basis);
  const points = UNITS ** 3 / volume;
  const rotations: Rotation[] = [];
  const translations = new Map<string, Vec3>();
  const seen = new Set<Rotation['key']>();
  for (const op of elements) {
    if (seen.has(op.rotation.key)) continue;
    seen.add(op.rotation.key);
    const matrix =
      quotient(matMul(matMul(inverse, op.rot), basis), volume) ??
      fail(`${op.toXyz()} does not map their lattice translations onto themselves`);
    const key = matrix.join();
    // Type and determinant do not depend on the basis.
    rotations.push({ ...op.rotation, matrix, key });
    translations.set(key, matVec(inverse, op.trans));
  }
  if (rotations.length * points !== elements.length) {
    fail(
      `${rotations.length} rotations and ${points} lattice points per cell need ${rotations.length * points} operations, got ${elements.length}`,
    );
  }
  // adj(B) t / det(B), with t in 24ths on both sides of the quotient.
  return { basis, rotations, translations, unit: volume };
}

/** Types of the rotations with their numbers: different for each of the 32 point groups. */
function census(rotations: readonly Rotation[]): string {
  const count: Record<string, number> = {};
  for (const { type } of rotations) count[type] = (count[type] ?? 0) + 1;
  return Object.entries(count)
    .map(([type, n]) => `${type}:${n}`)
    .sort()
    .join();
}

let pointGroups: ReadonlyMap<string, readonly [first: number, last: number]> | undefined;

/** The range of numbers of the groups whose point group has these elements. @internal */
export function numbersOf(rotations: readonly Rotation[]): readonly [first: number, last: number] | undefined {
  if (pointGroups === undefined) {
    const starts: number[] = [];
    for (let n = 1; n <= 230; n++) if (schoenfliesOf(n).endsWith('^1')) starts.push(n);
    pointGroups = new Map(
      starts.map((first, i) => {
        const rotations = composeInOrder(selectedGenerators(first)).map((op) => op.rotation);
        return [census(rotations), [first, (starts[i + 1] ?? 231) - 1]] as const;
      }),
    );
  }
  return pointGroups.get(census(rotations));
}

/** What matching needs of a reference setting. */
interface Reference {
  readonly generators: readonly SymOp[];
  readonly centring: readonly Vec3[];
  readonly shifts: OriginShifts;
}

const references: (Reference | undefined)[] = [];
const shiftsOf = new Map<string, OriginShifts>();

function referenceOf(number: number): Reference {
  const known = references[number];
  if (known !== undefined) return known;
  const row = referenceRow(number);
  const { generators, centring } = generatorsOf(definitionOfRow(row));
  const symbol = row.hm[0] as string;
  // The groups of an arithmetic class share the equations for the origin.
  const key = symbol + generators.map((op) => op.rotation.key).join();
  let shifts = shiftsOf.get(key);
  if (shifts === undefined) {
    const rotations = generators.map((op) => op.rot);
    shiftsOf.set(key, (shifts = originShifts(rotations, { symbol, vectors: centring })));
  }
  return (references[number] = { generators, centring, shifts });
}

/**
 * Origin of the reference setting in the basis `axes` (columns, primitive coordinates, determinant `volume`), or null if
 * the group is not that of the reference setting on these axes, whatever the origin.
 */
function matchOrigin(group: PrimitiveGroup, axes: Mat3, reference: Reference): readonly Fraction[] | null {
  const inverse = adjugate(axes);
  const volume = det(axes);
  // The lattice of the reference setting must be the group's.
  if (volume !== reference.centring.length) return null;
  if (reference.centring.some((t) => quotient(matVec(axes, t), UNITS) === undefined)) return null;
  // t_reference − t_group on these axes.
  const scale = group.unit * volume;
  const differences: Vec3[] = [];
  for (const g of reference.generators) {
    const matrix = quotient(matMul(matMul(axes, g.rot), inverse), volume);
    const t = matrix && group.translations.get(matrix.join());
    if (t === undefined) return null;
    differences.push(minus(scaled(g.trans, scale), scaled(matVec(inverse, t), UNITS)));
  }
  const solution = solveShift(reference.shifts, differences, UNITS * scale);
  if (solution === null) return null;
  const { n, d } = solution;
  return n.map((c) => {
    // Any lattice vector may be added: the origin next to the old one.
    const rest = mod(c, d);
    return fraction(2 * rest > d ? rest - d : rest, d);
  });
}

/** True if the change maps the elements onto the reference setting, exactly. */
function isConfirmed(elements: readonly SymOp[], number: number, toReference: ChangeOfBasis): boolean {
  const keys = new Set(operationsOfRow(referenceRow(number)).map((op) => op.key));
  // An element that does not belong to the group may have no translation in 24ths there.
  return attempt(() => elements.every((op) => keys.has(toReference.conjugate(op).key))) === true;
}

/**
 * The type of a space group given by all its operations modulo the lattice vectors of a cell, and the change of basis that
 * maps it onto the reference setting. The cell may be any: skewed, primitive or a supercell; the origin too.
 *
 * Exact, in integers: the primitive lattice (Hermite normal form), the point group from the rotation types, conventional
 * axes along the symmetry axes, and for every group of the class an origin shift s that solves `(R − 1)s ≡ Δt` modulo the
 * lattice for its generators (Smith form); after R. W. Grosse-Kunstleve, Acta Cryst. A55 (1999) 383–395. The change has a
 * positive determinant, so the members of the 11 enantiomorphic pairs are told apart. The result is verified on every
 * element.
 *
 * @throws SpaceGroupError `not-a-group` if the elements are no space group
 */
export function identify(elements: readonly SymOp[]): { number: number; toReference: ChangeOfBasis } {
  const group = toPrimitive(elements);
  const range = numbersOf(group.rotations);
  if (range === undefined) fail('their rotations are none of the 32 crystallographic point groups');
  // The given cell comes first: axes that are right already are kept.
  const volume = det(group.basis);
  const given = mapped(adjugate(group.basis), (c) => (c * UNITS) / volume);
  const candidates = [given, ...candidateAxes(crystalSystemOf(range[0]), group.rotations)];
  for (let number = range[0]; number <= range[1]; number++) {
    const reference = referenceOf(number);
    for (const candidate of candidates) {
      const s = matchOrigin(group, candidate, reference);
      if (s === null) continue;
      const P = matMul(group.basis, candidate);
      const linear = ChangeOfBasis.of(P.map((n): Fraction => [n, UNITS]));
      const toReference = linear.followedBy(ChangeOfBasis.of(IDENTITY, s));
      if (isConfirmed(elements, number, toReference)) return { number, toReference };
    }
  }
  return fail('no group has these rotations with these translations');
}
