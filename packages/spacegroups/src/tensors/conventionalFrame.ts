import {
  column,
  compare,
  cross,
  det,
  fromColumns,
  IDENTITY,
  integerNullSpace,
  type Mat3,
  matMul,
  matPlus,
  matVec,
  norm,
  plus,
  type Rows3,
  rowsOf,
  scaled,
  size,
  transpose,
  type Vec3,
  vecRows,
} from '@crystal-fourier/math3';
import {
  axisOf,
  inverseMatrix,
  properPart,
  rightHanded,
  type Rotation,
  type RotationType,
} from '../operations/rotation.js';
import { rotationsOf, type TensorGroup } from './pointRotations.js';

/** Conventional axes of a point group, in terms of the axes that its matrices are written on. @internal */
export interface ConventionalAxes {
  /** Columns a, b, c, integers. */
  readonly axes: Mat3;
  /** True for axes of the hexagonal family: a and b at 120°. */
  readonly isHexagonal: boolean;
}

/** Axes of the operations of some types, the simplest first. */
function directionsOf(rotations: readonly Rotation[], types: readonly RotationType[]): Vec3[] {
  const found = new Map<string, Vec3>();
  for (const r of rotations) {
    const axis = types.includes(r.type) ? axisOf(r) : null;
    if (axis !== null) found.set(axis.join(), axis);
  }
  return simplestFirst([...found.values()]);
}

function simplestFirst(vectors: Vec3[]): Vec3[] {
  return vectors.sort((u, v) => size(u) - size(v) || compare(v, u));
}

/** Integer vectors that a matrix maps to 0, the simplest first. */
function nullVectors(m: Mat3): Vec3[] {
  return simplestFirst(integerNullSpace(rowsOf(m)));
}

/** Axes a, b = Wa, c for a rotation of order 3 or 4 about c, with a along the first axis of the given types that is not c. */
function axesAbout(r: Rotation, rotations: readonly Rotation[], types: readonly RotationType[]): Mat3 {
  const c = axisOf(r) as Vec3;
  const w = properPart(r);
  const square = matMul(w, w);
  const across = types.flatMap((type) => directionsOf(rotations, [type])).find((v) => compare(v, c) !== 0);
  const sum = matPlus(r.type.endsWith('3') ? matPlus(IDENTITY, w) : IDENTITY, square);
  const a = across ?? (nullVectors(sum)[0] as Vec3);
  const axes = fromColumns(a, matVec(w, a), c);
  return det(axes) > 0 ? axes : fromColumns(a, matVec(inverseMatrix(w), a), c);
}

/** a and c span the lattice plane perpendicular to the only axis, b. */
function axesAcross(r: Rotation): Mat3 {
  const b = axisOf(r) as Vec3;
  const [a, c] = nullVectors(matPlus(IDENTITY, properPart(r))) as [Vec3, Vec3];
  const axes = fromColumns(a, b, c);
  return det(axes) > 0 ? axes : fromColumns(c, b, a);
}

/**
 * The conventional axes of a point group, from its rotations:
 *
 * - cubic: along the axes 4 or −4, without them along the axes 2
 * - hexagonal and trigonal: c along the axis 3; a along the normal of a mirror plane that contains c, without one along an axis 2
 * - tetragonal: c along the axis 4 or −4; a along an axis 2 across c, without one along the normal of a mirror plane
 * - orthorhombic: along the axes 2 and the normals of planes; for mm2, c along the axis 2
 * - monoclinic: b along the axis 2 or the normal of the plane
 *
 * On the axes of the International Tables these are a, b, c themselves, but for −4m2, 312, 31m, −31m and −62m, where a new a is at 45° or
 * 30° to the old: a tensor has one form for a point group. @internal
 */
export function conventionalAxes(rotations: readonly Rotation[]): ConventionalAxes {
  const directions = (...types: readonly RotationType[]): Vec3[] => directionsOf(rotations, types);
  const ofType = (...types: readonly RotationType[]): Rotation =>
    rotations.find(({ type }) => types.includes(type)) as Rotation;
  const plain = (axes: Mat3): ConventionalAxes => ({ axes, isHexagonal: false });
  const threefold = directions('3', '-3');
  const fourfold = directions('4', '-4');
  if (threefold.length > 1) {
    const [a, b, c] = (fourfold.length > 0 ? fourfold : directions('2')) as [Vec3, Vec3, Vec3];
    return plain(rightHanded(a, b, c));
  }
  if (threefold.length === 1) return { axes: axesAbout(ofType('3', '-3'), rotations, ['m', '2']), isHexagonal: true };
  if (fourfold.length > 0) return plain(axesAbout(ofType('4', '-4'), rotations, ['2', 'm']));
  const twofold = directions('2', 'm');
  if (twofold.length === 0) return plain(IDENTITY);
  if (twofold.length === 1) return plain(axesAcross(ofType('2', 'm')));
  const [only, more] = directions('2');
  if (only === undefined || more !== undefined) return plain(rightHanded(...(twofold as [Vec3, Vec3, Vec3])));
  const [a, b] = twofold.filter((v) => compare(v, only) !== 0) as [Vec3, Vec3];
  return plain(rightHanded(a, b, only));
}

/** Rows a, b, c of conventional axes. @internal */
export function axisRows({ axes }: ConventionalAxes): Rows3 {
  return rowsOf(transpose(axes));
}

/**
 * Lattice directions along x, y and z of the frame, as columns; where the axes are oblique (monoclinic, triclinic), a, b and c, on which the
 * operations have the same matrices as in the frame. @internal
 */
export function orthogonalAxes({ axes, isHexagonal }: ConventionalAxes): Mat3 {
  if (!isHexagonal) return axes;
  const [a, b, c] = [column(axes, 0), column(axes, 1), column(axes, 2)];
  return fromColumns(a, plus(a, scaled(b, 2)), c);
}

/**
 * The Cartesian frame in which `tensorForm` writes the tensors of a group, for a crystal with a given lattice: unit vectors x, y, z, as rows.
 * With the conventional axes a, b, c of the group (`axes` of the form), **z is along c, y along b\*, and x = y × z**: along a if c and b are
 * perpendicular to it or the axes are hexagonal. `rotateTensor(conventionalFrame(group, lattice), tensor, kind)` is the tensor in this frame.
 *
 * @param lattice rows a, b, c in Å of the axes that the operations of the group are written on, in any Cartesian frame
 */
export function conventionalFrame(group: TensorGroup, lattice: Rows3): Rows3 {
  const [a, , c] = axisRows(conventionalAxes(rotationsOf(group, 'conventionalFrame')));
  const along = vecRows(c, lattice);
  const z = unit(along);
  const y = unit(cross(along, vecRows(a, lattice)));
  return [cross(y, z), y, z];
}

function unit(v: Vec3): Vec3 {
  return scaled(v, 1 / norm(v));
}
