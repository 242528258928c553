import { type BravaisType, bravaisOf } from './classification.js';
import { closure } from './generate.js';
import { adjugate, det, gcd, matMul } from './integer.js';
import { SymOp } from './symOp.js';
import type { Fraction } from './triplet.js';
import type { Mat3 } from './types.js';

const INVERSION: Mat3 = [-1, 0, 0, 0, -1, 0, 0, 0, -1];
const TWO_Y: Mat3 = [-1, 0, 0, 0, 1, 0, 0, 0, -1];
const TWO_Z: Mat3 = [-1, 0, 0, 0, -1, 0, 0, 0, 1];
const TWO_XX: Mat3 = [0, 1, 0, 1, 0, 0, 0, 0, -1];
const THREE_Z: Mat3 = [0, -1, 0, 1, -1, 0, 0, 0, 1];
const THREE_XXX: Mat3 = [0, 0, 1, 1, 0, 0, 0, 1, 0];
const FOUR_Z: Mat3 = [0, -1, 0, 1, 0, 0, 0, 0, 1];

function generatorsOf(bravais: BravaisType): readonly Mat3[] {
  switch (bravais) {
    case 'aP':
      return [INVERSION];
    case 'mP':
    case 'mS':
      return [INVERSION, TWO_Y];
    case 'oP':
    case 'oS':
    case 'oI':
    case 'oF':
      return [INVERSION, TWO_Y, TWO_Z];
    case 'tP':
    case 'tI':
      return [INVERSION, TWO_Y, FOUR_Z];
    case 'hR':
      return [INVERSION, TWO_XX, THREE_Z];
    case 'hP':
      return [INVERSION, TWO_XX, TWO_Z, THREE_Z];
    default:
      return [INVERSION, FOUR_Z, THREE_XXX];
  }
}

/**
 * The point group of the lattice of group `number`, on the axes of a setting: 2, 4, 8, 16, 12, 24 or 48 matrices for the
 * seven lattice systems, ±1 first. Those that do not map the setting's own cell vectors onto lattice vectors of that cell
 * have no integer matrix and are left out; this happens in supercells only.
 *
 * @param P row-major, by columns the axes of the reference setting in those of the setting
 */
export function holohedry(number: number, P: readonly Fraction[]): readonly Mat3[] {
  const unit = P.reduce((acc, [, d]) => (acc * d) / gcd(acc, d), 1);
  const axes = P.map(([n, d]) => (n * unit) / d) as unknown as Mat3;
  const inverse = adjugate(axes);
  const volume = det(axes);
  const matrices: Mat3[] = [];
  for (const { rot } of closure(generatorsOf(bravaisOf(number)).map((m) => SymOp.of(m, [0, 0, 0])))) {
    const scaled = matMul(matMul(axes, rot), inverse);
    if (scaled.every((c) => c % volume === 0)) matrices.push(scaled.map((c) => c / volume + 0) as unknown as Mat3);
  }
  return matrices;
}
