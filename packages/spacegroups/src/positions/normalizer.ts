import {
  compare,
  hermiteBasis,
  hermiteBasisIn,
  type Mat3,
  matMul,
  matVec,
  minus,
  plus,
  quotient,
  scaled,
  subtract,
  unitRows,
  vec3,
  type Vec3,
} from '@crystal-fourier/math3';
import type { BravaisType } from '../settings/classification.js';
import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { SpaceGroupError } from '../algebra/errors.js';
import { frozen } from '../algebra/frozen.js';
import { holohedry } from '../settings/holohedry.js';
import { latticeBasis } from '../operations/latticeBasis.js';
import {
  freeShifts,
  type OriginShifts,
  originShifts,
  type RationalVector,
  solveShift,
} from '../operations/originShift.js';
import { inverseMatrix } from '../operations/rotation.js';
import { SymOp } from '../operations/symOp.js';
import { UNITS } from '../algebra/types.js';

/**
 * The Euclidean normalizer of a space group for a general metric of its lattice (International Tables A, 3.5.2): every
 * isometry n with `n G n⁻¹ = G`, where the axial ratios and angles are those that the Bravais type demands and no more
 * special. It is what remains arbitrary once a structure is described in a setting.
 *
 * Every element is a product of a real combination of `directions`, one of `shifts`, one of `operations` or the identity,
 * and an element of the group.
 */
export interface Normalizer {
  /** The lattice whose point group the linear parts are taken from. */
  readonly bravais: BravaisType;
  /**
   * Origin shifts that map the group onto itself, all modulo lattice vectors and `directions`, (0,0,0) first; units of 1/24.
   * Along the directions they have no component where their components allow it.
   */
  readonly shifts: readonly Vec3[];
  /** Fewest of the shifts that generate them all. */
  readonly generators: readonly Vec3[];
  /** Directions [uvw] along which the origin may be moved by any real amount; a basis, empty unless the group is polar. */
  readonly directions: readonly Vec3[];
  /**
   * Further elements with other linear parts than the group's, one for each coset of the group with the shifts: the
   * inversion where it is one of them, else one with the smallest translation. They start with the inversion's coset.
   */
  readonly operations: readonly SymOp[];
  /** Order of the normalizer over the group, the continuous shifts left out: shifts times operations with the identity. */
  readonly index: number;
}

// Shifts are lattice vectors (24ths) over 1, 2, 3, 4 or 6, translations of operations 24ths of lattice vectors over these.
const FINEST = UNITS * UNITS * 12;

/** The remainder of vectors modulo translations and the continuous directions: the same for equal ones. Result in 24ths. */
type Remainder = (v: RationalVector) => Vec3;

interface Direction {
  readonly vector: Vec3;
  /** Where the component of shifts is made 0. */
  readonly coordinate: number;
}

/** A basis of the directions, each with one coordinate 1 where the others and later ones have 0, if there is one. */
function placed(directions: readonly Vec3[]): readonly Direction[] {
  let first: readonly Direction[] | undefined;
  for (const order of [
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
  ]) {
    const made = hermiteBasisIn(order, directions).map((row) => ({
      vector: row,
      coordinate: order.find((i) => row[i] !== 0) as number,
    }));
    if (made.every(({ vector, coordinate }) => vector[coordinate] === 1)) return made;
    first ??= made;
  }
  return first as readonly Direction[];
}

/**
 * The remainder modulo the cell, components in [0, 1). What lies along the directions is removed first: the coordinate of each
 * direction becomes 0.
 */
function moduloCell(directions: readonly Direction[]): Remainder {
  const unit = directions.reduce((acc, { vector, coordinate }) => acc * (vector[coordinate] as number), FINEST / UNITS);
  const project = (v: number[]): number[] => {
    for (const { vector, coordinate } of directions)
      subtract(v, vector, (v[coordinate] as number) / (vector[coordinate] as number));
    return v;
  };
  const rows = hermiteBasis(unitRows(3, UNITS * unit).map(project));
  return ({ n, d }) => {
    const v = project(n.map((c) => (c * unit * UNITS) / d));
    for (const row of rows) {
      const coordinate = row.findIndex((c) => c !== 0);
      subtract(v, row, Math.floor((v[coordinate] as number) / (row[coordinate] as number)));
    }
    const units = quotient(vec3(v), unit);
    if (units !== undefined) return units;
    throw new SpaceGroupError(
      'bad-basis',
      'normalizer: in this cell some origin shifts are no multiples of 1/24; change to the primitive cell or the reference setting',
    );
  };
}

/** v plus a vector in units of 1/24. */
function added({ n, d }: RationalVector, t: Vec3): RationalVector {
  return { n: plus(scaled(n, UNITS), scaled(t, d)), d: d * UNITS };
}

/** Of all vectors that are equal modulo some more translations, the shortest, along the axes if possible. */
function shortest(remainder: Remainder, translations: readonly Vec3[]): Remainder {
  return (vector) =>
    translations.map((t) => remainder(added(vector, t))).reduce((best, v) => (byShape(v, best) < 0 ? v : best));
}

const inUnits = (n: Vec3): RationalVector => ({ n, d: UNITS });

/** All sums of the vectors, 0 first. */
function span(vectors: readonly RationalVector[], remainder: Remainder): Vec3[] {
  const found = new Map<string, Vec3>([['0,0,0', [0, 0, 0]]]);
  for (const sum of found.values()) {
    for (const vector of vectors) {
      const next = remainder(added(vector, sum));
      if (!found.has(next.join())) found.set(next.join(), next);
    }
  }
  return [...found.values()];
}

/** Short shifts along the axes first. */
function byShape(a: Vec3, b: Vec3): number {
  const zeros = (v: Vec3): number => v.filter((c) => c === 0).length;
  return zeros(b) - zeros(a) || a[0] + a[1] + a[2] - b[0] - b[1] - b[2] || b[0] - a[0] || b[1] - a[1];
}

/** A smallest generating set: in an abelian group, an element of the highest order splits off. */
function fewestGenerators(shifts: readonly Vec3[], remainder: Remainder): Vec3[] {
  const chosen: Vec3[] = [];
  let reached = new Set(['0,0,0']);
  while (reached.size < shifts.length) {
    let best: Vec3[] = [];
    let order = 0;
    for (const shift of shifts) {
      let n = 1;
      for (let sum = shift; !reached.has(sum.join()); sum = remainder(inUnits(plus(sum, shift)))) n++;
      if (n > order) best = [];
      if (n >= order) best.push(shift);
      order = Math.max(order, n);
    }
    chosen.push(best.sort(byShape)[0] as Vec3);
    reached = new Set(span(chosen.map(inUnits), remainder).map((v) => v.join()));
  }
  return chosen;
}

/**
 * The Euclidean normalizer of a group; see {@link Normalizer}.
 *
 * Shifts are the solutions of `(R − 1) s ≡ 0` modulo the lattice for all generators (Smith form); an operation {W|w} of the
 * lattice's point group belongs to the normalizer if `W⁻¹RW` is in the point group for all R and
 * `(R − 1) w ≡ W t′ − t` can be solved, t′ being the translation that goes with `W⁻¹RW`. Exact.
 *
 * In a supercell, point operations of the lattice that do not map the cell's own translations onto themselves cannot be
 * written and are left out.
 *
 * @throws SpaceGroupError `bad-basis` if shifts are no multiples of 1/24, which happens in large supercells only
 */
export function normalizer(group: CoreSpaceGroup): Normalizer {
  const generators = group.generators.filter((op) => op.type !== '1');
  const system = originShifts(
    generators.map((op) => op.rot),
    group.centring,
  );
  const { discrete } = freeShifts(system);
  const directions = group.polarDirections;
  const modulo = moduloCell(placed(directions));
  const lattice = group.centring.vectors;
  const moduloLattice = shortest(modulo, lattice);
  const shifts = span(discrete, moduloLattice).sort(compare);
  const moduloShifts = shortest(modulo, span([...latticeBasis(lattice).map(inUnits), ...discrete], modulo));

  const members = new Map(group.representatives.map((op) => [op.rot.join(), op]));
  const known = new Set<string>();
  const operations: SymOp[] = [];
  for (const matrix of holohedry(group.number, group.setting.toReference.P)) {
    if (known.has(matrix.join())) continue;
    const coset = [...members.values()].map((op) => matMul(matrix, op.rot));
    for (const other of coset) known.add(other.join());
    if (members.has(matrix.join())) continue;
    const found: SymOp[] = [];
    for (const W of coset) {
      const w = extend(W, generators, members, system);
      if (w !== null) found.push(SymOp.of(W, moduloShifts(w)));
    }
    const best = found.find((op) => op.type === '-1') ?? found.sort((a, b) => size(a) - size(b))[0];
    if (best !== undefined) operations.push(best);
  }
  return frozen({
    bravais: group.bravais,
    shifts,
    generators: fewestGenerators(shifts, moduloLattice),
    directions,
    operations,
    index: shifts.length * (operations.length + 1),
  });
}

function size(op: SymOp): number {
  return op.trans[0] + op.trans[1] + op.trans[2];
}

/** A translation w for which {W|w} maps the group onto itself, or null. */
function extend(
  W: Mat3,
  generators: readonly SymOp[],
  members: ReadonlyMap<string, SymOp>,
  system: OriginShifts,
): RationalVector | null {
  const inverse = inverseMatrix(W);
  const differences: Vec3[] = [];
  for (const { rot, trans } of generators) {
    const image = members.get(matMul(matMul(inverse, rot), W).join());
    if (image === undefined) return null;
    differences.push(minus(matVec(W, image.trans), trans));
  }
  return solveShift(system, differences, UNITS);
}
