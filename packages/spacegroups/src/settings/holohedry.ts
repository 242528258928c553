import { adjugate, det, type Fraction, type Mat3, matMul, quotient } from '@crystal-fourier/math3';
import { bravaisOf } from './classification.js';
import { closure } from '../operations/generate.js';
import { readHall } from '../operations/hall.js';
import { common } from '../algebra/triplet.js';

// Hall symbols of the point groups of lattices, by Bravais type or its first letter.
const HOLOHEDRIES: Readonly<Record<string, string>> = {
  a: 'P -1',
  m: 'P -1 2y',
  o: 'P -1 2y 2z',
  t: 'P -1 2y 4z',
  hR: 'P -1 2" 3z',
  hP: 'P -1 2" 2z 3z',
  c: 'P -1 4z 3*',
};

/**
 * The point group of the lattice of group `number`, on the axes of a setting: 2, 4, 8, 16, 12, 24 or 48 matrices for the
 * seven lattice systems, ±1 first. Those that do not map the setting's own cell vectors onto lattice vectors of that cell
 * have no integer matrix and are left out; this happens in supercells only.
 *
 * @param P row-major, by columns the axes of the reference setting in those of the setting
 */
export function holohedry(number: number, P: readonly Fraction[]): readonly Mat3[] {
  const axes = common<Mat3>(P).n;
  const inverse = adjugate(axes);
  const bravais = bravaisOf(number);
  const { generators } = readHall((HOLOHEDRIES[bravais] ?? HOLOHEDRIES[bravais.charAt(0)]) as string);
  const matrices = closure(generators).map(({ rot }) => quotient(matMul(matMul(axes, rot), inverse), det(axes)));
  return matrices.filter((matrix) => matrix !== undefined);
}
