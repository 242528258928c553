import { det, harmonicRotation, type Mat3, product, rotateTensor } from '@crystal-fourier/math3';
import { DataError } from '../core/errors.js';
import { irreducibleBasis } from './irreducibleBasis.js';
import { tensorFacts, type TensorKind } from './tensorKinds.js';

/**
 * The irreducible components of a Cartesian tensor: real spherical components, part by part, m = −l … l within a part. The sum of their squares is
 * that of the Cartesian components. What lacks the symmetry of the indices, such as noise that makes ε_xy differ from ε_yx, is left out: the
 * result is that of the nearest tensor of the kind.
 *
 * @param cartesian 3^rank components, the last index faster
 * @throws DataError `bad-argument` for another number of components
 */
export function irreducibleParts(kind: TensorKind, cartesian: ArrayLike<number>): Float64Array {
  const { rank } = tensorFacts(kind);
  checkLength(`a Cartesian tensor of kind ${kind}`, cartesian, 3 ** rank);
  return Float64Array.from(irreducibleBasis(kind), (element) => product(element, cartesian));
}

/**
 * The Cartesian tensor with these irreducible components, the inverse of {@link irreducibleParts}.
 *
 * @returns 3^rank components, the last index faster
 * @throws DataError `bad-argument` for another number of components
 */
export function cartesianTensor(kind: TensorKind, parts: ArrayLike<number>): Float64Array {
  const { rank, size } = tensorFacts(kind);
  checkLength(`the irreducible components of kind ${kind}`, parts, size);
  const cartesian = new Float64Array(3 ** rank);
  irreducibleBasis(kind).forEach((element, n) => {
    const part = parts[n] as number;
    element.forEach((component, i) => (cartesian[i] = (cartesian[i] as number) + part * component));
  });
  return cartesian;
}

/**
 * A Cartesian tensor in another frame, `T′_ij… = R_ia R_jb … T_ab…`. R may be improper: then a piezoelectric tensor changes its sign in addition.
 *
 * @param R row-major, orthogonal; vectors change to `r′ = R r`
 */
export function rotatedTensor(kind: TensorKind, cartesian: ArrayLike<number>, R: Mat3): Float64Array {
  const { rank } = tensorFacts(kind);
  checkLength(`a Cartesian tensor of kind ${kind}`, cartesian, 3 ** rank);
  return rotateTensor(cartesian, rank, R);
}

/**
 * Irreducible components in another frame: each part with D^l(R), where an improper `R = −P` acts as `±D^l(P)` with the parity of the kind.
 *
 * @param R row-major, orthogonal; vectors change to `r′ = R r`
 */
export function rotatedParts(kind: TensorKind, components: ArrayLike<number>, R: Mat3): Float64Array {
  const { rank, parts, size } = tensorFacts(kind);
  checkLength(`the irreducible components of kind ${kind}`, components, size);
  const rotated = new Float64Array(size);
  for (const { degree, offset } of parts) {
    const D = harmonicRotation(degree, R);
    // D^l(R) is that of harmonics, which have the parity of l.
    const sign = det(R) < 0 && (rank + degree) % 2 === 1 ? -1 : 1;
    const width = 2 * degree + 1;
    for (let m = 0; m < width; m++) {
      let sum = 0;
      for (let n = 0; n < width; n++) sum += (D[width * m + n] as number) * (components[offset + n] as number);
      rotated[offset + m] = sign * sum;
    }
  }
  return rotated;
}

function checkLength(what: string, { length }: ArrayLike<number>, expected: number): void {
  if (length === expected) return;
  throw new DataError('bad-argument', `${what} must have ${expected} numbers, got ${length}`);
}
