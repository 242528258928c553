import type { BatchRecord } from '@crystal-fourier/data';
import { expect, it } from 'vitest';
import { handMade } from '../testing/handMade.js';
import { recordsHash } from './recordsHash.js';

const records = Array.from({ length: 4 }, (_, i) => handMade(`r${i}`, 1 + i, { y: i }, { seed: i + 1 }));

/** The records with one of them changed. */
const changed = (change: Partial<BatchRecord>, features: Partial<BatchRecord['features']> = {}): BatchRecord[] =>
  records.map((record, i) =>
    i === 2 ? { ...record, ...change, features: { ...record.features, ...features } } : record,
  );

it('of equal records is the same, and tells every change, order and division apart', () => {
  const hash = recordsHash(records, []);
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  expect(recordsHash(structuredClone(records), [])).toBe(hash);
  const { cell, atomicNumbers, multiplicities } = records[2]!.features;
  const others = [
    recordsHash(records.toReversed(), []),
    recordsHash(records.slice(0, 3), records.slice(3)),
    recordsHash([], records),
    recordsHash(records),
    recordsHash(records.slice(1), []),
    recordsHash(changed({ id: 'other' }), []),
    recordsHash(changed({ targets: { y: 2.0000001 } }), []),
    recordsHash(changed({ targets: { z: 2 } }), []),
    recordsHash(changed({}, { cell: cell.map((x) => x + 1e-6) as Float32Array }), []),
    recordsHash(changed({}, { atomicNumbers: atomicNumbers.map((z, i) => (i === 1 ? z + 1 : z)) }), []),
    recordsHash(changed({}, { multiplicities: multiplicities.map((m) => m + 1) }), []),
  ];
  expect(new Set([hash, ...others]).size).toBe(1 + others.length);
});
