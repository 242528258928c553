import type { Mat3 } from '@crystal-fourier/math3';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { cartesianRotation } from './siteInvariants.js';

const known = new Map<number, readonly Mat3[]>();

/**
 * The point group of a space group as orthogonal matrices in the Cartesian frame of standard cells, improper ones too; the same for every cell.
 *
 * @param groupNumber of the International Tables, as `OrbitFeatures` has it
 * @returns row-major: vectors change to `r′ = R r`
 */
export function pointRotations(groupNumber: number): readonly Mat3[] {
  let rotations = known.get(groupNumber);
  if (rotations === undefined) {
    const group = spaceGroup(groupNumber);
    // Operations that differ by their translations are one.
    const distinct = new Map(group.operations.map(({ rot }) => [rot.join(), rot]));
    rotations = Object.freeze([...distinct.values()].map((rot) => cartesianRotation(group, rot)));
    known.set(groupNumber, rotations);
  }
  return rotations;
}
