/**
 * What symmetry leaves of tensor properties: exact forms of their matrices for every point group, and projections of given tensors. An entry of its own:
 * programs without tensors need none of it, and it needs none of the tables of groups.
 *
 * @module
 */
export { conventionalFrame } from './tensors/conventionalFrame.js';
export { rotateTensor } from './tensors/fullTensor.js';
export { tensorEntryText, tensorFormText } from './tensors/formText.js';
export { tensorComponents, tensorFromComponents } from './tensors/formValues.js';
export { TENSOR_KINDS, type TensorKind } from './tensors/kinds.js';
export type { PointGroupSymbol } from './tensors/pointGroups.js';
export type { TensorGroup } from './tensors/pointRotations.js';
export { projectTensor, tensorDeviation } from './tensors/projectTensor.js';
export { tensorForm, type TensorForm, type TensorFormOptions, type TensorTerm } from './tensors/tensorForm.js';
export type { SymOp } from './operations/symOp.js';
export type { Fraction, Rows3, Vec3 } from '@crystal-fourier/math3';
