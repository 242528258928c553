import {
  compare,
  det,
  fromColumns,
  IDENTITY,
  integerNullSpace,
  type Mat3,
  matMul,
  matPlus,
  matVec,
  minus,
  plus,
  rowsOf,
  scaled,
  type Vec3,
} from '@crystal-fourier/math3';
import type { CrystalSystem } from './classification.js';
import { closure } from '../operations/generate.js';
import { readHall } from '../operations/hall.js';
import { axisOf, inverseMatrix, properPart, rightHanded, type Rotation } from '../operations/rotation.js';

/** Basis of the integer vectors that a matrix maps to 0. */
function nullSpaceOf(m: Mat3): Vec3[] {
  return integerNullSpace(rowsOf(m));
}

function sum(...matrices: readonly Mat3[]): Mat3 {
  return matrices.reduce(matPlus);
}

/** Axes a, b = Wa, c along a 3- or 4-fold rotation W, with a the shortest lattice vector perpendicular to c. */
function axesAbout(r: Rotation): Mat3 {
  const c = axisOf(r) as Vec3;
  let w = properPart(r);
  const square = matMul(w, w);
  let [u, v] = nullSpaceOf(r.type.endsWith('3') ? sum(IDENTITY, w, square) : sum(IDENTITY, square)) as [Vec3, Vec3];
  // x × Wx · c is proportional to |x|² in every metric that W keeps, so the plane can be reduced without a metric.
  const size = (x: Vec3): number => det(fromColumns(x, matVec(w, x), c));
  if (size(u) < 0) w = inverseMatrix(w);
  for (;;) {
    if (size(v) < size(u)) [u, v] = [v, u];
    const k = Math.round((size(plus(u, v)) - size(u) - size(v)) / (2 * size(u)));
    if (k === 0) return fromColumns(u, matVec(w, u), c);
    v = minus(v, scaled(u, k));
  }
}

/** b along a twofold axis, a and c a basis of the lattice plane perpendicular to it. */
function axesPerpendicular(r: Rotation): Mat3 {
  const b = axisOf(r) as Vec3;
  const [a, c] = nullSpaceOf(sum(IDENTITY, properPart(r))) as [Vec3, Vec3];
  return rightHanded(a, b, c);
}

/** Right-handed axes along three symmetry axes, ordered so that a conventional cell keeps its axes. */
function axesAlong(rotations: readonly Rotation[]): Mat3 | null {
  const found = new Map<string, Vec3>();
  for (const r of rotations) {
    const axis = axisOf(r) as Vec3;
    found.set(axis.join(), axis);
  }
  const [a, b, c, more] = [...found.values()].sort((x, y) => compare(y, x));
  if (a === undefined || b === undefined || c === undefined || more !== undefined) return null;
  return rightHanded(a, b, c);
}

// Transformations of a and c (b kept) modulo 2, which act alike on glide vectors and centring: all cell choices.
const CELL_CHOICES: readonly Mat3[] = [
  IDENTITY,
  [1, 0, 1, 0, 1, 0, 0, 0, 1],
  [1, 0, 0, 0, 1, 0, 1, 0, 1],
  [0, 0, -1, 0, 1, 0, 1, 0, 0],
  [0, 0, -1, 0, 1, 0, 1, 0, 1],
  [1, 0, -1, 0, 1, 0, 1, 0, 0],
];

let cubic: readonly Mat3[] | undefined;
let hexagonal: readonly Mat3[] | undefined;

function generated(hall: string): readonly Mat3[] {
  return closure(readHall(hall).generators).map((op) => op.rot);
}

/** The 24 proper rotations of a cube, the identity first. */
function cubicRotations(): readonly Mat3[] {
  return (cubic ??= generated('P 4z 3*'));
}

/** The 12 proper rotations of a hexagonal prism on hexagonal axes, the identity first. */
function hexagonalRotations(): readonly Mat3[] {
  return (hexagonal ??= generated('P 6z 2"'));
}

/**
 * All right-handed axes (columns, in the basis of the rotations' matrices, which must be primitive) on which a group with
 * these rotations can be in its reference setting, up to axes that its own operations and its lattice make equivalent:
 * the axes along the symmetry axes, turned by every rotation of the crystal system that is none of the group.
 *
 * @returns an empty list if the axes do not fit the crystal system
 */
export function candidateAxes(system: CrystalSystem, rotations: readonly Rotation[]): Mat3[] {
  const types = (...wanted: readonly string[]): Rotation[] => rotations.filter(({ type }) => wanted.includes(type));
  if (system === 'triclinic') return [IDENTITY];
  if (system === 'monoclinic') {
    const axes = axesPerpendicular(types('2', 'm')[0] as Rotation);
    return CELL_CHOICES.map((m) => matMul(axes, m));
  }
  let axes: Mat3 | null;
  let turns = cubicRotations();
  if (system === 'orthorhombic') axes = axesAlong(types('2', 'm'));
  else if (system === 'cubic') {
    const fourfold = types('4', '-4');
    axes = axesAlong(fourfold.length > 0 ? fourfold : types('2'));
  } else if (system === 'tetragonal') {
    axes = axesAbout(types('4', '-4')[0] as Rotation);
    turns = turns.filter((m) => m[8] !== 0);
  } else {
    axes = axesAbout(types('3', '-3')[0] as Rotation);
    turns = hexagonalRotations();
  }
  if (axes === null) return [];
  const candidates: Mat3[] = [];
  const seen = new Set<string>();
  const own = rotations.filter((r) => r.det === 1);
  for (const turn of turns) {
    const candidate = matMul(axes, turn);
    if (seen.has(candidate.join())) continue;
    candidates.push(candidate);
    for (const { matrix } of own) seen.add(matMul(matrix, candidate).join());
  }
  return candidates;
}
