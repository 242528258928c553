import { areIntegers } from '@crystal-fourier/math3';
import { SpaceGroupError, show } from '../algebra/errors.js';
import { frozen } from '../algebra/frozen.js';
import type { SymOp } from './symOp.js';
import type { Hkl } from '../algebra/types.js';

/** Checks that `h` is three integers and returns it. */
export function checkHkl(h: Hkl, where: string): Hkl {
  if (!areIntegers(h, 3, 1e9)) {
    throw new SpaceGroupError('bad-hkl', `${where}: Miller indices must be three integers, got ${show(h)}`);
  }
  return h;
}

/** +1 if hR = h, −1 if hR = −h, else 0; `0 0 0` counts as +1. */
function sameOrOpposite(h: Hkl, op: SymOp): -1 | 0 | 1 {
  // Most operations move h: the first index of hR tells, without the others.
  const m = op.rot;
  const [x, y, z] = h;
  const a = x * m[0] + y * m[3] + z * m[6];
  if (a !== x && a !== -x) return 0;
  const b = x * m[1] + y * m[4] + z * m[7];
  const c = x * m[2] + y * m[5] + z * m[8];
  if (a === x && b === y && c === z) return 1;
  return a === -x && b === -y && c === -z ? -1 : 0;
}

/** True if an operation keeps h and shifts its phase: then every structure factor F(h) is zero. */
export function isAbsent(operations: readonly SymOp[], h: Hkl): boolean {
  return operations.some((op) => sameOrOpposite(h, op) === 1 && op.phaseShift(h) !== 0);
}

/** Number of the operations that keep h. */
export function stabilizerOrder(operations: readonly SymOp[], h: Hkl): number {
  let count = 0;
  for (const op of operations) if (sameOrOpposite(h, op) === 1) count++;
  return count;
}

/** True if an operation maps h to −h. */
export function isCentric(operations: readonly SymOp[], h: Hkl): boolean {
  return operations.some((op) => sameOrOpposite(h, op) === -1) || h.every((c) => c === 0);
}

/** The two phases that symmetry allows to a centric structure factor. */
export interface PhaseRestriction {
  /** The smaller of the two phases, an integer in [0, 24), in units of 1/48 of a full turn (7.5°). */
  readonly units: number;
  /** The two phases in degrees, in [0, 360). */
  readonly degrees: readonly [number, number];
}

/**
 * Phase restriction of `F(h) = Σ f exp(2πi h·x)`: from hR = −h follows `φ = π h·t` or `φ = π h·t + π`
 * (International Tables B, 2.1.3). Null if h is not centric, or absent.
 */
export function phaseRestriction(operations: readonly SymOp[], h: Hkl): PhaseRestriction | null {
  if (isAbsent(operations, h)) return null;
  // 0 0 0 is its own opposite; the identity, with phase 0, comes first.
  const isOrigin = h.every((c) => c === 0);
  const op = operations.find((g) => isOrigin || sameOrOpposite(h, g) === -1);
  if (op === undefined) return null;
  const units = op.phaseShift(h);
  return frozen({ units, degrees: [units * 7.5, units * 7.5 + 180] });
}
