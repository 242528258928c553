import { type Mat3, matMul, rowsDet, transpose } from '@crystal-fourier/math3';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import type { LatticeRows } from '../structure/lattice.js';
import { nearestConventionalCell } from './nearestCell.js';
import { axesAX, axesCZ, axesOfClass, axesOfIeee, axesOfPrimitive, axesReciprocalAX } from './frameAxes.js';

/**
 * The Cartesian frame that a tensor of a data set is written in:
 *
 * - `lattice`: that of the lattice vectors of the structure; a along x and c* along z where the file has lengths and angles only
 * - `poscar`: that of the lattice vectors in the field `poscar` of the record
 * - `c-z`: c along z and b* along y, of the cell of the file (pymatgen's frame for lengths and angles)
 * - `a*-x`: c along z and a* along x, of the cell of the file
 * - `conventional`: c along z and b* along y, of the conventional cell; see `nearestConventionalCell` for which of its axes are meant
 * - `class`: the same, but for the classes 312, 31m, -31m and -62m, which have a* along x
 * - `ieee`: the axes of the IEEE standard on piezoelectricity, see `axesOfIeee`
 * - `primitive`: that of the standard primitive cell of Setyawan and Curtarolo, see `axesOfPrimitive`
 */
export const TENSOR_FRAMES = [
  'lattice',
  'poscar',
  'c-z',
  'a*-x',
  'conventional',
  'class',
  'ieee',
  'primitive',
] as const;

export type TensorFrame = (typeof TENSOR_FRAMES)[number];

/** What the frames of a record follow from. */
export interface FrameSource {
  /** Rows of the structure's lattice in Å. */
  readonly lattice: LatticeRows;
  readonly crystal: StandardCrystal;
  /** Rows of the lattice in the field `poscar`. */
  readonly poscar?: LatticeRows | undefined;
}

/**
 * The orthogonal matrix F that turns vectors of a frame into the standard frame of the crystal, `r′ = F r`; improper for a mirror image. Undefined
 * where the record has no such frame.
 */
export function frameRotation(frame: TensorFrame, { lattice, crystal, poscar }: FrameSource): Mat3 | undefined {
  const { rotation } = crystal.transformation;
  const ofCell = (axes: Mat3 | undefined): Mat3 | undefined =>
    axes === undefined ? undefined : matMul(rotation, transpose(axes));
  const conventional = (): LatticeRows => nearestConventionalCell(lattice, crystal);
  switch (frame) {
    case 'lattice':
      return rotation;
    case 'poscar':
      return poscar === undefined || !isSameCell(lattice, poscar)
        ? undefined
        : matMul(rotation, matMul(transpose(axesAX(lattice)), axesAX(poscar)));
    case 'c-z':
      return ofCell(axesCZ(lattice));
    case 'a*-x':
      return ofCell(axesReciprocalAX(lattice));
    case 'conventional':
      return ofCell(axesCZ(conventional()));
    case 'class':
      return ofCell(axesOfClass(conventional(), crystal.group));
    case 'ieee':
      return ofCell(axesOfIeee(conventional(), crystal.group));
    case 'primitive':
      return ofCell(axesOfPrimitive(lattice, crystal.group));
  }
}

/** Å, or relative: cells that differ by less are the same, written with other digits. */
const SAME_CELL = 1e-3;

/** Whether two cells differ by a proper rotation only. */
function isSameCell(one: LatticeRows, other: LatticeRows): boolean {
  const metric = (rows: LatticeRows): number[] =>
    rows.flatMap((u) => rows.map((v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2]));
  const [first, second] = [metric(one), metric(other)];
  const size = Math.max(...first);
  return (
    rowsDet(one) * rowsDet(other) > 0 && first.every((value, i) => Math.abs(value - second[i]!) < 2 * SAME_CELL * size)
  );
}
