import {
  cross,
  dot,
  type Mat3,
  mapRows,
  matOfRows,
  minus,
  norm,
  plus,
  reciprocalRows,
  type Rows3,
  scaled,
  type Vec3,
} from '@crystal-fourier/math3';
import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { LatticeRows } from '../structure/lattice.js';

/** Unit vectors along x, y and z: the rows of an orthogonal matrix that turns vectors into the frame. */
const rowsFrom = (x: Vec3, y: Vec3, z: Vec3): Mat3 =>
  matOfRows(mapRows([x, y, z], (row) => scaled(row, 1 / norm(row))));

/** z along a vector, and x in the plane of both, as near to the other as it can be. */
function axesZX(z: Vec3, x: Vec3): Mat3 {
  const y = cross(z, x);
  return rowsFrom(cross(y, z), y, z);
}

/** z along a vector and y as near as it can be to another. */
function axesZY(z: Vec3, y: Vec3): Mat3 {
  const x = cross(y, z);
  return rowsFrom(x, cross(z, x), z);
}

/** a along x, b in the xy plane, so that c* is along z. */
export function axesAX([a, b]: LatticeRows): Mat3 {
  return axesZX(cross(a, b), a);
}

/** c along z, b* along y. */
export function axesCZ(rows: LatticeRows): Mat3 {
  return axesZY(rows[2], reciprocalRows(rows)[1]);
}

/** c along z, a* along x. */
export function axesReciprocalAX(rows: LatticeRows): Mat3 {
  return axesZX(rows[2], reciprocalRows(rows)[0]);
}

/** Groups of the classes 312, 31m, -31m and -62m: their twofold axes or mirror planes are turned by 30° against those of 321, 3m1, -3m1 and -6m2. */
const TURNED = new Set([149, 151, 153, 157, 159, 162, 163, 189, 190]);

/**
 * The axes of the form of a tensor that tables print for a crystal class: those of the conventional cell, c along z and b* along y, but
 * a* along x for the classes whose elements are turned by 30° (P 312, P -6 2 m …).
 *
 * @param rows of the conventional cell
 */
export function axesOfClass(rows: LatticeRows, group: SpaceGroup): Mat3 {
  return TURNED.has(group.number) ? axesReciprocalAX(rows) : axesCZ(rows);
}

/**
 * The axes of the IEEE standard on piezoelectricity (176-1987) as pymatgen makes them, `Tensor.get_ieee_rotation`, by the crystal system: orthorhombic
 * c < a < b along z, x, y; monoclinic b along y, and along z the shorter of a and c; triclinic the longest along z, the shortest in the xz plane;
 * tetragonal the shorter of a and c along x, the longer along z, where the standard has c along z; else c along z and a along x. The signs of the axes,
 * which the standard takes from measured constants, are left as they are.
 *
 * @param rows of the conventional cell
 */
export function axesOfIeee(rows: LatticeRows, { crystalSystem }: SpaceGroup): Mat3 {
  const sorted = [...rows].sort((u, v) => norm(u) - norm(v)) as readonly Vec3[] as Rows3;
  if (crystalSystem === 'orthorhombic') return axesZX(sorted[0], sorted[1]);
  if (crystalSystem === 'monoclinic') {
    const [a, b, c] = rows;
    return axesZY(norm(a) < norm(c) ? a : c, b);
  }
  if (crystalSystem === 'tetragonal' && norm(rows[2]) < norm(rows[0])) return axesZX(rows[0], rows[2]);
  if (crystalSystem === 'triclinic') return axesZX(sorted[2], sorted[0]);
  return axesCZ(rows);
}

/** Cosine of an angle that counts as right. */
const RIGHT = 0.02;
/** Vectors are as long as each other. */
const isEqual = (u: Vec3, v: Vec3): boolean => Math.abs(norm(u) - norm(v)) < RIGHT * norm(u);
const isRight = (u: Vec3, v: Vec3): boolean => Math.abs(dot(u, v)) < RIGHT * norm(u) * norm(v);

/**
 * The axes of the standard primitive cell of Setyawan and Curtarolo, Comput. Mater. Sci. 49, 299 (2010), as pymatgen writes it: along those of
 * the conventional cell that belongs to the primitive vectors; of rhombohedral cells x along a + b and z along a × b. The cell that is given must be
 * that primitive cell: undefined for a cell that cannot be.
 *
 * @param rows of the given cell
 * @param group of the crystal, in its reference setting
 */
export function axesOfPrimitive(rows: LatticeRows, { bravais, crystalSystem }: SpaceGroup): Mat3 | undefined {
  const [a, b, c] = rows;
  const centring = bravais.charAt(1);
  if (centring === 'R') return isEqual(a, b) && isEqual(b, c) ? axesZX(cross(a, b), plus(a, b)) : undefined;
  if (centring === 'P') return bravais === 'hP' ? axesZX(c, plus(a, b)) : axesAX(rows);
  if (centring === 'S' || centring === 'C' || centring === 'A') {
    const [short, long] = [minus(a, b), plus(a, b)];
    if (!isRight(short, long)) return undefined;
    if (crystalSystem === 'monoclinic') return axesZX(cross(short, long), short);
    const [x, y] = norm(short) <= norm(long) ? [short, long] : [long, short];
    return axesZX(cross(x, y), x);
  }
  const [x, y, z] =
    centring === 'I'
      ? [plus(b, c), plus(a, c), plus(a, b)]
      : [minus(plus(b, c), a), minus(plus(a, c), b), minus(plus(a, b), c)];
  return isRight(x, y) && isRight(y, z) && isRight(x, z) ? axesZX(z, x) : undefined;
}
