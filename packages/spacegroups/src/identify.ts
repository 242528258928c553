import { SpaceGroupError } from './errors.js';
import type { ChangeOfBasis } from './changeOfBasis.js';
import type { SymOp } from './symOp.js';
export function identify(_e: readonly SymOp[]): { number: number; toReference: ChangeOfBasis } { throw new SpaceGroupError('not-a-group','later'); }
