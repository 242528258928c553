import type { PlaneOp, Vec2 } from '@crystal-fourier/spacegroups';
import { indices, twentyFourths } from '../fractions.js';
import type { PlaneModel } from './planeModel.js';

/** An operation in words: `glide reflection`, `4-fold rotation`, `translation`. */
export function operationName(operation: PlaneOp): string {
  if (operation.type === '1') return 'translation';
  if (operation.type === 'm') return operation.isGlide ? 'glide reflection' : 'reflection';
  return `${operation.type}-fold rotation`;
}

/** An operation as it is printed: `−x+1/2, y+1/2`. */
export const operationText = (operation: PlaneOp): string =>
  operation.toXy().replaceAll('-', '−').replaceAll(',', ', ');

/** Why a frequency has no coefficient. */
export interface AbsenceText {
  readonly operation: string;
  readonly name: string;
  /** t as fractions: `(1/2, 1/2)`. */
  readonly translation: string;
  /** k·t modulo 1. */
  readonly product: string;
  /** `−c`, or `e^(2πi·1/3) c`. */
  readonly result: string;
}

/** Null for a frequency that is not absent. */
export function absenceText({ constraints }: PlaneModel, frequency: Vec2): AbsenceText | null {
  const proof = constraints.whyAbsent(frequency);
  if (proof === null) return null;
  const { operation, phase } = proof;
  const product = twentyFourths(phase);
  return {
    operation: operationText(operation),
    name: operationName(operation),
    translation: `(${operation.trans.map(twentyFourths).join(', ')})`,
    product,
    result: phase === 12 ? '−c(k)' : `e^(2πi·${product}) c(k)`,
  };
}

/** The same in one sentence. */
export function absenceSentence(model: PlaneModel, frequency: Vec2): string | null {
  const text = absenceText(model, frequency);
  if (text === null) return null;
  return `${indices(frequency)} is absent: the ${text.name} ${text.operation} keeps it, kR = k, with k·t = ${text.product}, so c(k) = ${text.result} = 0.`;
}
