import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchRecord, collate, planBatches } from './batch.js';

const counts = Array.from({ length: 500 }, (_, i) => 1 + ((i * i) % 23));
const padding = (plan: readonly (readonly number[])[]): number =>
  plan.reduce((sum, batch) => {
    const width = Math.max(...batch.map((i) => counts[i]!));
    return sum + batch.reduce((lost, i) => lost + width - counts[i]!, 0);
  }, 0);

describe('planBatches', () => {
  it('has every record once, whatever the options', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 200 }),
        fc.record({
          batchSize: fc.integer({ min: 1, max: 40 }),
          seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
          epoch: fc.integer({ min: 0, max: 100 }),
          bucket: fc.integer({ min: 1, max: 8 }),
          shuffle: fc.boolean(),
          maxPairs: fc.constantFrom(Number.POSITIVE_INFINITY, 2000),
        }),
        (orbits, options) => {
          const plan = planBatches(orbits, options);
          expect(plan.flat().sort((a, b) => a - b)).toEqual(orbits.map((_, i) => i));
          for (const batch of plan) {
            expect(batch.length).toBeLessThanOrEqual(options.batchSize);
            const width = Math.max(...batch.map((i) => orbits[i]!));
            if (batch.length > 1) expect(batch.length * width * width).toBeLessThanOrEqual(options.maxPairs);
          }
          expect(planBatches(orbits, options)).toEqual(plan);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('pads less with buckets, differs between epochs and seeds, and keeps order where asked', () => {
    expect(padding(planBatches(counts))).toBeLessThan(padding(planBatches(counts, { bucket: 1 })) / 4);
    expect(planBatches(counts, { epoch: 1 })).not.toEqual(planBatches(counts));
    expect(planBatches(counts, { seed: 1 })).not.toEqual(planBatches(counts));
    expect(planBatches(counts, { shuffle: false }).flat()).toEqual(counts.map((_, i) => i));
    expect(planBatches(counts, { dropLast: true, batchSize: 64 }).every((batch) => batch.length === 64)).toBe(true);
  });

  it.each([{ batchSize: 0 }, { bucket: 1.5 }, { epoch: -1 }, { seed: -1 }, { maxPairs: Number.NaN }])(
    'refuses %o',
    (options) => {
      expect(() => planBatches(counts, options)).toThrow(/must be/);
    },
  );
});

/** A record with recognisable numbers. */
function record(
  id: string,
  n: number,
  frequencies: number,
  family: 'cubic' | 'hexagonal',
  targets: Record<string, number>,
): BatchRecord {
  const numbers = (length: number, start: number): Float32Array => Float32Array.from({ length }, (_, i) => start + i);
  return {
    id,
    targets,
    features: {
      id,
      orbitCount: n,
      groupNumber: family === 'cubic' ? 225 : 194,
      atomicNumbers: Uint8Array.from({ length: n }, (_, i) => 10 + i),
      multiplicities: Uint16Array.from({ length: n }, (_, i) => 2 * i + 1),
      cell: numbers(7, 0.5),
      family,
      frequencyCount: frequencies,
      fourier: numbers(n * 2 * frequencies, 1000),
      binCount: 3,
      radial: numbers(n * n * 3, 1),
    },
  };
}

describe('collate', () => {
  const records = [record('a', 2, 4, 'cubic', { K: 1.5, G: 2 }), record('b', 3, 5, 'hexagonal', { G: 4 })];
  const batch = collate(records, ['G', 'K']);

  it('puts every number where its indices say, and 0 elsewhere', () => {
    const [B, A, H, bins] = [2, 3, 5, 3];
    expect([batch.size, batch.width, batch.frequencyCount, batch.binCount]).toEqual([B, A, H, bins]);
    for (let b = 0; b < B; b++) {
      const { features } = records[b]!;
      const { orbitCount: n, frequencyCount: h } = features;
      for (let i = 0; i < A; i++) {
        expect(batch.mask[b * A + i]).toBe(i < n ? 1 : 0);
        expect(batch.atomicNumbers[b * A + i]).toBe(features.atomicNumbers[i] ?? 0);
        expect(batch.multiplicities[b * A + i]).toBe(features.multiplicities[i] ?? 0);
        for (let part = 0; part < 2; part++) {
          for (let k = 0; k < H; k++) {
            expect(batch.fourier[((b * A + i) * 2 + part) * H + k]).toBe(
              i < n && k < h ? features.fourier[i * 2 * h + part * h + k] : 0,
            );
          }
        }
        for (let j = 0; j < A; j++) {
          for (let r = 0; r < bins; r++) {
            expect(batch.radial[((b * A + i) * A + j) * bins + r]).toBe(
              i < n && j < n ? features.radial[(i * n + j) * bins + r] : 0,
            );
          }
        }
      }
    }
  });

  it('keeps the order of the targets and tells which are missing', () => {
    expect([...batch.targets]).toEqual([2, 1.5, 4, 0]);
    expect([...batch.targetMask]).toEqual([1, 1, 1, 0]);
    expect([...batch.families]).toEqual([0, 1]);
    expect([...batch.groups]).toEqual([225, 194]);
  });

  it('refuses no records, and records of different grids', () => {
    expect(() => collate([])).toThrow(/at least one/);
    const other = record('c', 1, 4, 'cubic', {});
    expect(() => collate([...records, { ...other, features: { ...other.features, binCount: 4 } }])).toThrow(
      /record "c".*3 radial bins/,
    );
  });
});

describe('collate refuses', () => {
  it('targets that 32 bits cannot hold, and no number', () => {
    for (const value of [1e39, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(() => collate([record('big', 1, 2, 'cubic', { gap: value })], ['gap'])).toThrow(
        /record "big": .*"gap" must be a number that 32 bits can hold/,
      );
    expect(collate([record('small', 1, 2, 'cubic', { gap: 1e-50 })], ['gap']).targets[0]).toBe(0);
  });

  it('records of one family with different frequency sets', () => {
    const records = [
      record('a', 1, 2, 'cubic', {}),
      record('b', 1, 4, 'hexagonal', {}),
      record('c', 1, 3, 'cubic', {}),
    ];
    expect(collate(records.slice(0, 2)).frequencyCount).toBe(4);
    expect(() => collate(records)).toThrow(/record "c": .*cubic records must have 2 frequencies, got 3/);
  });
});
