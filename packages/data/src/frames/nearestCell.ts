import {
  det,
  dot,
  type Mat3,
  mapRows,
  matMul,
  matVec,
  norm,
  type Rows3,
  times,
  transpose,
} from '@crystal-fourier/math3';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import type { LatticeRows } from '../structure/lattice.js';

/** The rotation about z, from its cosine and sine. */
const aboutZ = (c: number, s: number): Mat3 => [c, -s, 0, s, c, 0, 0, 0, 1];
const HALF_Y: Mat3 = [-1, 0, 0, 0, 1, 0, 0, 0, -1];
const HALF_X: Mat3 = [1, 0, 0, 0, -1, 0, 0, 0, -1];
const DIAGONAL: Mat3 = [0, 0, 1, 1, 0, 0, 0, 1, 0];
const SIN_60 = Math.sqrt(3) / 2;

/** Generators of the proper rotations that map a lattice onto itself, in the standard frame, by the Bravais type or its first letter. */
const GENERATORS: Readonly<Record<string, readonly Mat3[]>> = {
  a: [],
  m: [HALF_Y],
  o: [HALF_X, HALF_Y],
  t: [aboutZ(0, 1), HALF_X],
  hR: [aboutZ(-0.5, SIN_60), HALF_X],
  hP: [aboutZ(0.5, SIN_60), HALF_X],
  c: [aboutZ(0, 1), DIAGONAL],
};

const groups = new Map<string, readonly Mat3[]>();

/** The identity first. */
function properHolohedry(bravais: string): readonly Mat3[] {
  const type = GENERATORS[bravais] === undefined ? bravais.charAt(0) : bravais;
  let found = groups.get(type);
  if (found === undefined) {
    const all: Mat3[] = [[1, 0, 0, 0, 1, 0, 0, 0, 1]];
    const isKnown = (matrix: Mat3): boolean =>
      all.some((one) => one.every((entry, i) => Math.abs(entry - matrix[i]!) < 1e-6));
    for (const matrix of all)
      for (const generator of GENERATORS[type]!) {
        const next = matMul(generator, matrix);
        if (!isKnown(next)) all.push(next);
      }
    groups.set(type, (found = all));
  }
  return found;
}

/** Sums of cosines that differ by less are the same. */
const SAME = 1e-6;

/**
 * The conventional cell of a crystal, in the Cartesian frame of the given structure, on those of its equivalent axes that are nearest to the axes of the given cell:
 * where a file has the conventional cell already, its own axes. The symmetry of the lattice alone does not tell these cells apart: of polar crystals, for example,
 * they have c up or down. Programs that make axes of a structure keep to those that it has.
 *
 * @param lattice rows of the given cell
 */
export function nearestConventionalCell(lattice: LatticeRows, crystal: StandardCrystal): LatticeRows {
  const { rotation } = crystal.transformation;
  // A mirror image has the lattice of the crystal itself, but for the rotation; the cell is right-handed, as that of the crystal is.
  const back = times(transpose(rotation), det(rotation) < 0 ? -1 : 1);
  const cells = properHolohedry(crystal.group.bravais).map((H): Rows3 =>
    mapRows(crystal.lattice, (row) => matVec(back, matVec(H, row))),
  );
  const score = (cell: LatticeRows): number =>
    cell.reduce((sum, row, i) => sum + dot(row, lattice[i]!) / (norm(row) * norm(lattice[i]!)), 0);
  return cells.reduce((best, cell) => (score(cell) > score(best) + SAME ? cell : best));
}
