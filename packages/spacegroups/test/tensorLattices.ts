import type { CoreSpaceGroup } from '@crystal-fourier/spacegroups';
import { inverse, type Mat3, mat3, matMul, type Rows3, rowsOf, transpose } from '@crystal-fourier/math3';

/** Edges in Å and angles in degrees of a lattice without symmetry beyond that of the crystal system. */
const CELLS = {
  triclinic: [5.1, 6.3, 7.7, 83, 97, 109],
  monoclinic: [5.1, 6.3, 7.7, 90, 103, 90],
  orthorhombic: [5.1, 6.3, 7.7, 90, 90, 90],
  tetragonal: [5.1, 5.1, 7.7, 90, 90, 90],
  trigonal: [5.1, 5.1, 7.7, 90, 90, 120],
  hexagonal: [5.1, 5.1, 7.7, 90, 90, 120],
  cubic: [5.1, 5.1, 5.1, 90, 90, 90],
} as const;

/** A lattice that has the symmetry of a group, on the axes of its setting, in a Cartesian frame that is turned by a rotation Q. */
export function latticeFor(group: CoreSpaceGroup, turn: Mat3): Rows3 {
  const [a, b, c, ...angles] = CELLS[group.crystalSystem];
  const [alpha, beta, gamma] = angles.map((angle) => (angle * Math.PI) / 180) as [number, number, number];
  const x = Math.cos(beta);
  const y = (Math.cos(alpha) - x * Math.cos(gamma)) / Math.sin(gamma);
  const reference: Mat3 = [
    ...([a, 0, 0] as const),
    ...([b * Math.cos(gamma), b * Math.sin(gamma), 0] as const),
    ...([c * x, c * y, c * Math.sqrt(1 - x * x - y * y)] as const),
  ];
  // (a, b, c) of the reference setting = (a, b, c) P.
  const change = transpose(mat3(group.setting.toReference.P.map(([n, d]) => n / d)));
  return rowsOf(matMul(matMul(inverse(change), reference), transpose(turn)));
}

/** A proper rotation from four numbers, not all 0: a quaternion. */
export function rotationOf([s, x, y, z]: readonly [number, number, number, number]): Mat3 {
  const f = 2 / (s * s + x * x + y * y + z * z);
  return [
    1 - f * (y * y + z * z),
    f * (x * y - s * z),
    f * (x * z + s * y),
    f * (x * y + s * z),
    1 - f * (x * x + z * z),
    f * (y * z - s * x),
    f * (x * z - s * y),
    f * (y * z + s * x),
    1 - f * (x * x + y * y),
  ];
}
