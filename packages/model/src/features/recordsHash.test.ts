import type { BatchRecord } from '@crystal-fourier/data';
import { expect, it } from 'vitest';
import { handMade } from '../testing/handMade.js';
import { earlierRecordsHash, recordsHash } from './recordsHash.js';

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

/** FNV-1a of 32 bits by its definition, over UTF-16 units. */
function fnv(text: string, offset: bigint, prime: bigint): string {
  let hash = offset;
  for (const unit of Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)))
    hash = ((hash ^ BigInt(unit)) * prime) % 2n ** 32n;
  return hash.toString(16).padStart(8, '0');
}

it('of earlier checkpoints stays what it was', () => {
  expect([recordsHash(), earlierRecordsHash()]).toEqual(['811c9dc501d34c17', '811c9dc501d34c17']);
  const text = records
    .map(({ id, targets, features: { atomicNumbers, multiplicities, cell } }) =>
      JSON.stringify([id, targets, [...atomicNumbers], [...multiplicities], [...cell]]),
    )
    .join('');
  expect(earlierRecordsHash(records)).toBe(
    fnv(`${text}\u0001`, 0x811c9dc5n, 0x01000193n) + fnv(`${text}\u0001`, 0x01d34c17n, 0x010001b3n),
  );
});

it('tells features of another recipe, group or crystal apart, where elements and cell are the same', () => {
  const { radial, fourier, recipe } = records[2]!.features;
  const others = [
    changed({}, { groupNumber: 2 }),
    changed({}, { recipe: { ...recipe, symprec: 0.02 } }),
    changed({}, { radial: radial.map((x, i) => (i === 5 ? x + 1e-3 : x)) as Float32Array }),
    changed({}, { fourier: fourier.map((x, i) => (i === 1 ? x + 1e-3 : x)) as Float32Array }),
  ];
  expect(new Set([recordsHash(records), ...others.map((list) => recordsHash(list))]).size).toBe(5);
});

it('tells angular moments apart', () => {
  const moments = {
    counts: Uint8Array.of(1, 0),
    values: Float32Array.of(0.5, 0.25),
    basis: Float32Array.of(0, 1, 0),
  };
  const hashes = [
    records,
    changed({}, { moments }),
    changed({}, { moments: { ...moments, counts: Uint8Array.of(0, 1) } }),
    changed({}, { moments: { ...moments, values: Float32Array.of(0.5, 0.125) } }),
    changed({}, { moments: { ...moments, basis: Float32Array.of(0, 0, 1) } }),
  ].map((list) => recordsHash(list));
  expect(new Set(hashes).size).toBe(5);
});
