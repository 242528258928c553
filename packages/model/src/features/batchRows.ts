import { ModelError } from '../config/errors.js';
import type { FeatureTables } from './featureTables.js';
import { writeLargePairs } from './largeCrystals.js';
import { type MomentRows, momentRows } from './momentRows.js';

/** Rows of {@link FeatureTables} that make up a batch of B crystals, each padded to A orbits: row 0, Z = 0 and share 0 are padding. */
export interface BatchRows {
  /** B. */
  readonly batch: number;
  /** A: the largest number of orbits of a crystal. */
  readonly orbits: number;
  /** (B A): Z. */
  readonly atomicNumbers: Int32Array;
  /** (B A): share of the sites that an orbit has. */
  readonly shares: Float32Array;
  /** (B A): rows of the table of orbits. */
  readonly orbitRows: Int32Array;
  /** (B A A): rows of the table of pairs, or of that of encodings; undefined without either. */
  readonly pairRows: Int32Array | undefined;
  /** (B A A, columns of the table of pairs): the pairs of large crystals, which are not in the table; undefined where there are none. */
  readonly largePairs: Float32Array | undefined;
  /** (B A A): the share of sites of the other orbit of a pair; undefined with distances of atoms, where it is in the table. */
  readonly pairShares: Float32Array | undefined;
  readonly moments: MomentRows | undefined;
}

/**
 * @param indices of crystals in the tables, at least one
 * @throws ModelError `bad-argument`
 */
export function batchRows(tables: FeatureTables, indices: readonly number[]): BatchRows {
  const { hasDistances, hasEncodings, atomicNumbers: ofCrystals, large, pairColumns } = tables;
  const foreign = indices.find((index) => ofCrystals[index] === undefined);
  if (indices.length === 0 || foreign !== undefined) {
    throw new ModelError(
      'bad-argument',
      `features: a batch must be indices from 0 to ${ofCrystals.length - 1}, at least one, got ${foreign ?? 'none'}`,
    );
  }
  const B = indices.length;
  const A = Math.max(...indices.map((index) => ofCrystals[index]!.length));
  const atomicNumbers = new Int32Array(B * A);
  const shares = new Float32Array(B * A);
  const orbitRows = new Int32Array(B * A);
  const pairRows = hasDistances || hasEncodings ? new Int32Array(B * A * A) : undefined;
  const hasLarge = hasDistances && indices.some((index) => large.has(index));
  const largePairs = hasLarge ? new Float32Array(B * A * A * pairColumns) : undefined;
  const pairShares = hasDistances ? undefined : new Float32Array(B * A * A);
  indices.forEach((index, b) => {
    const z = ofCrystals[index]!;
    const share = tables.shares[index]!;
    const [orbitStart, pairStart] = [tables.orbitStart[index]!, tables.pairStart[index]!];
    atomicNumbers.set(z, b * A);
    shares.set(share, b * A);
    const crystal = hasDistances ? large.get(index) : undefined;
    if (crystal !== undefined && largePairs !== undefined)
      writeLargePairs(crystal, share, { values: largePairs, columns: pairColumns, row: b * A * A, orbits: A });
    for (let i = 0; i < z.length; i++) {
      orbitRows[b * A + i] = orbitStart + i;
      if (pairRows === undefined || crystal !== undefined) continue;
      for (let j = 0; j < z.length; j++) {
        const [later, sooner] = i >= j ? [i, j] : [j, i];
        const place = hasEncodings ? (later * (later + 1)) / 2 + sooner : i * z.length + j;
        pairRows[(b * A + i) * A + j] = pairStart + place;
      }
    }
    if (pairShares !== undefined) for (let i = 0; i < A; i++) pairShares.set(share, (b * A + i) * A);
  });
  return {
    batch: B,
    orbits: A,
    atomicNumbers,
    shares,
    orbitRows,
    pairRows,
    largePairs,
    pairShares,
    moments: tables.moments && momentRows(tables.moments, A, indices),
  };
}
