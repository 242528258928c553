import {
  dot,
  IDENTITY,
  type Mat3,
  matMinus,
  minus,
  mod,
  primitive,
  times,
  type Vec3,
  column,
} from '@crystal-fourier/math3';
import type { SymOp } from '../operations/symOp.js';
import { type Hkl, UNITS } from '../algebra/types.js';
import type { ReflectionGroup } from './conventionalHkl.js';

/** What all reflections that the same operations keep have in common. */
interface Stabilizer {
  /** Number of equivalents, by Friedel's law too. */
  readonly multiplicity: number;
  /** Translations of the operations that keep h, in units of 1/24: h is absent if its product with one is no whole number. */
  readonly translations: readonly Vec3[];
}

/** Finds multiplicities and absences of many reflections of a group. @internal */
export interface Stabilizers {
  /** 0 for a reflection that is absent, else the number of equivalents. */
  multiplicity(h: number, k: number, l: number): number;
}

const keeps = (m: Mat3, [h, k, l]: Hkl): boolean =>
  h * m[0] + k * m[3] + l * m[6] === h && h * m[1] + k * m[4] + l * m[7] === k && h * m[2] + k * m[5] + l * m[8] === l;

/** A row and its opposite are zero for the same reflections. */
function directionKey(v: Vec3): string {
  const p = primitive(v);
  return ((p.find((c) => c !== 0) as number) > 0 ? p : minus([0, 0, 0], p)).map((c) => c + 0).join();
}

/**
 * Which operations keep a reflection depends only on the planes and rows of reciprocal space that it lies on. So the group is searched once for each
 * combination of those, and not for each reflection: most lie on none.
 */
export function stabilizersOf({ operations, representatives }: ReflectionGroup): Stabilizers {
  const laue = new Map<string, Mat3>();
  for (const { rot } of representatives) for (const m of [rot, times(rot, -1)]) laue.set(m.map((c) => c + 0).join(), m);
  const matrices = [...laue.values()];
  // hR = h if h is zero on the columns of R − 1.
  const normals = new Map<string, Vec3>();
  for (const m of matrices) {
    const moved = matMinus(m, IDENTITY);
    for (let j = 0; j < 3; j++) {
      const v = column(moved, j);
      if (v.some((c) => c !== 0)) normals.set(directionKey(v), primitive(v));
    }
  }
  const planes = [...normals.values()];
  // What centring makes absent, three of four in a cell F, needs no more work.
  const centring = operations.filter(({ type, trans }) => type === '1' && dot(trans, trans) > 0).map((op) => op.trans);
  const known = new Map<number, Stabilizer>();
  return {
    multiplicity(h, k, l) {
      for (const t of centring) if ((t[0] * h + t[1] * k + t[2] * l) % UNITS !== 0) return 0;
      let mask = 0;
      let bit = 1;
      for (const n of planes) {
        if (n[0] * h + n[1] * k + n[2] * l === 0) mask += bit;
        bit *= 2;
      }
      let found = known.get(mask);
      if (found === undefined) known.set(mask, (found = stabilizerOf([h, k, l], matrices, operations)));
      for (const t of found.translations) if ((t[0] * h + t[1] * k + t[2] * l) % UNITS !== 0) return 0;
      return found.multiplicity;
    },
  };
}

function stabilizerOf(hkl: Hkl, matrices: readonly Mat3[], operations: readonly SymOp[]): Stabilizer {
  const translations = new Map<string, Vec3>();
  for (const { rot, trans } of operations) {
    if (!keeps(rot, hkl)) continue;
    const t: Vec3 = [mod(trans[0], UNITS), mod(trans[1], UNITS), mod(trans[2], UNITS)];
    if (dot(t, t) > 0) translations.set(t.join(), t);
  }
  return {
    multiplicity: matrices.length / matrices.filter((m) => keeps(m, hkl)).length,
    translations: [...translations.values()],
  };
}
