import {
  inverse,
  type Mat3,
  matMul,
  matOfRows,
  matVec,
  minus,
  norm,
  transpose,
  type Vec3,
} from '@crystal-fourier/math3';
import type { SymOp } from '@crystal-fourier/spacegroups';
import { DataError } from '../core/errors.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { toCartesian } from '../structure/lattice.js';
import type { Structure } from '../structure/structure.js';

/** How a structure, as it was given, lies in its standard crystal. Immutable: do not write to its arrays. */
export interface CrystalPlacement {
  /** Row-major, orthogonal: Cartesian vectors of the given structure change to `r′ = R r` in the standard cell. Improper for a mirror image. */
  readonly rotation: Mat3;
  /** For each given site the index of its orbit. */
  readonly orbitOfSite: Int32Array;
  /**
   * (sites, 9), row-major, orthogonal: Q of each given site. A tensor Z of the orbit's representative, in the standard frame, is `Q Z Qᵀ` at that
   * site in the given frame.
   */
  readonly siteRotations: Float64Array;
}

/** Å: distances that differ by less are the same: those of images under operations that fix the representative. */
const SAME_DISTANCE = 1e-6;
/** Å beside the displacement: how far a site may be from its image. */
const FARTHEST = 0.5;

/** The operations of a crystal's group as Cartesian matrices in the standard frame, in the order of `group.operations`. */
export function cartesianOperations({ group, lattice }: StandardCrystal): Mat3[] {
  const columns = transpose(matOfRows(lattice));
  const back = inverse(columns);
  return group.operations.map(({ rot }) => matMul(matMul(columns, rot), back));
}

/**
 * For each given site the indices, in `group.operations`, of all operations that map the representative of its orbit onto it.
 *
 * @throws DataError `bad-symmetry` for a crystal that is not that of the structure
 */
export function siteOperations(structure: Structure, crystal: StandardCrystal): number[][] {
  const { transformation, orbits, orbitOfSite, group, lattice } = crystal;
  if (orbitOfSite.length !== structure.sites.length)
    throw new DataError(
      'bad-argument',
      `the crystal must be the standard one of the structure, which has ${structure.sites.length} sites, got one of ${orbitOfSite.length}`,
    );
  const back = inverse(transformation.P);
  const distance = (op: SymOp, from: Vec3, to: Vec3): number => {
    const d = minus(op.apply(from), to);
    return norm(toCartesian([d[0] - Math.round(d[0]), d[1] - Math.round(d[1]), d[2] - Math.round(d[2])], lattice));
  };
  return structure.sites.map(({ position }, site) => {
    const standard = matVec(back, minus(position, transformation.p));
    const { representative } = orbits[orbitOfSite[site]!]!;
    const distances = group.operations.map((op) => distance(op, representative, standard));
    const shortest = Math.min(...distances);
    if (!(shortest < FARTHEST + crystal.displacement))
      throw new DataError(
        'bad-symmetry',
        `site ${site + 1} must lie on its orbit, the nearest image is ${shortest.toFixed(3)} Å away; standardize the structure anew`,
      );
    return distances.flatMap((d, i) => (d <= shortest + SAME_DISTANCE ? [i] : []));
  });
}

/**
 * Where the sites of a structure are in its standard crystal, and how its frame is turned.
 *
 * @param crystal what `standardize` made of the structure
 * @throws DataError `bad-argument`, `bad-symmetry` for a crystal of another structure
 */
export function crystalPlacement(structure: Structure, crystal: StandardCrystal): CrystalPlacement {
  const { rotation } = crystal.transformation;
  const operations = cartesianOperations(crystal);
  const toGiven = transpose(rotation);
  const siteRotations = siteOperations(structure, crystal).flatMap(([first]) => matMul(toGiven, operations[first!]!));
  return { rotation, orbitOfSite: crystal.orbitOfSite, siteRotations: Float64Array.from(siteRotations) };
}
