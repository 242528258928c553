import type { BatchRecord, OrbitMoments } from '@crystal-fourier/data';
import { type LargeCrystals, writeLargeMoments } from './largeCrystals.js';
import { type MomentFrames, momentFrames } from './momentFrames.js';

/** Angular moments of many crystals as a network reads them. */
export interface MomentTable {
  /** L. */
  readonly degrees: number;
  /** F: radial functions. */
  readonly functions: number;
  /** Of each crystal; their arrays are those of the features. */
  readonly ofCrystals: readonly OrbitMoments[];
  /** Those whose moments have no values, which are computed of their images. */
  readonly large: LargeCrystals;
  /** Numbers of the space groups, where moments are read with all their components; else undefined. */
  readonly groups: Uint8Array | undefined;
}

/** Moments of a batch of B crystals, each padded to A orbits and R components; see `MomentInputs`. */
export interface MomentRows {
  /** R: the largest number of components of a crystal, at least 1. */
  readonly components: number;
  /** (B, R·F, A). */
  readonly values: Float32Array;
  /** (B·R). */
  readonly segments: Int32Array;
  /** Undefined where no tensors are made of moments. */
  readonly frames: MomentFrames | undefined;
}

/** Components of a crystal: those of all its orbits and degrees. */
export function componentCount({ counts }: Pick<OrbitMoments, 'counts'>): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Components of crystals, by which those of as many orbits stand together in batches; 0 for features without moments. */
export function componentCounts(records: readonly BatchRecord[]): Int32Array {
  return Int32Array.from(records, ({ features: { moments } }) => (moments === undefined ? 0 : componentCount(moments)));
}

/**
 * @param orbits A
 * @param indices of crystals in the table
 */
export function momentRows(table: MomentTable, orbits: number, indices: readonly number[]): MomentRows {
  const { degrees, functions, ofCrystals, large, groups } = table;
  const components = Math.max(1, ...indices.map((index) => componentCount(ofCrystals[index]!)));
  const values = new Float32Array(indices.length * components * functions * orbits);
  const segments = new Int32Array(indices.length * components);
  indices.forEach((index, b) => {
    const { counts, values: own } = ofCrystals[index]!;
    const ownOrbits = counts.length / degrees;
    const first = b * orbits * degrees;
    let row = 0;
    counts.forEach((count, group) => {
      segments.fill(first + group, b * components + row, b * components + row + count);
      row += count;
    });
    segments.fill(first, b * components + row, (b + 1) * components);
    const crystal = large.get(index);
    if (crystal !== undefined) {
      writeLargeMoments(crystal, functions, orbits, values, b * components * functions * orbits);
      return;
    }
    let from = 0;
    for (let r = 0; r < row; r++) {
      const start = (b * components + r) * functions * orbits;
      for (let j = 0; j < ownOrbits; j++)
        for (let n = 0; n < functions; n++) values[start + n * orbits + j] = own[from++]!;
    }
  });
  const frames = groups && momentFrames(table, orbits, components, indices);
  return { components, values, segments, frames };
}
