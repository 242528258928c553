export { crc32 } from './crc32.js';
export { format24ths, formatFraction, type Fraction, fraction } from './fraction.js';
export { fromHalfFloats, roundedToHalf, toHalfFloats } from './halfFloat.js';
export { dualVectors, hermiteBasis, hermiteBasisIn, integerNullSpace } from './hermite.js';
export { areIntegers, compare, gcd, mapped, mod, primitive, quotient } from './integers.js';
export {
  adjugate,
  column,
  congruent,
  det,
  fromColumns,
  IDENTITY,
  inverse,
  mat3,
  matMinus,
  matMul,
  matPlus,
  matVec,
  times,
  transpose,
  vecMat,
} from './matrix.js';
export { subtract, transposed, unitRows } from './rowLists.js';
export { mapRows, matOfRows, reciprocalRows, rowsAdjugate, rowsDet, rowsOf, rowsVec, vecRows } from './rows.js';
export { combinationText, decimalText, fractionText } from './numberText.js';
export { Random } from './random.js';
export { homogeneousSolutions, type SmithForm, smithForm, solveCongruence } from './smith.js';
export { type Monomial, solidHarmonics } from './solidHarmonics.js';
export { harmonicRotation, harmonicTensors, product, rotateTensor, scaledTo1, tensorOf } from './tensors.js';
export { symmetricEigen, type SymmetricEigen } from './symmetricEigen.js';
export type { Mat3, Rows3, Vec3 } from './types.js';
export { cross, dot, minus, norm, plus, scaled, size, vec3 } from './vector.js';
