import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planBatches } from './batch.js';

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

  it('puts records of as many orbits in the order of ties, within a bucket', () => {
    const [same, ties] = [new Array<number>(64).fill(3), Array.from({ length: 64 }, (_, i) => (i * 37) % 64)];
    const batches = planBatches(same, { batchSize: 8, ties });
    const ordered = batches.map((batch) => batch.map((i) => ties[i]!)).toSorted((one, other) => one[0]! - other[0]!);
    expect(ordered.flat()).toEqual(Array.from({ length: 64 }, (_, i) => i));
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
