import type { BatchRecord } from '@crystal-fourier/data';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HAND_MADE_BINS, handMade } from '../testing/handMade.js';
import { normalizationOf, shownValue, type TargetScale, toScale } from './normalization.js';

const scales: fc.Arbitrary<TargetScale> = fc.record({
  name: fc.constant('y'),
  log10: fc.boolean(),
  extensive: fc.boolean(),
  mean: fc.double({ min: -5, max: 5, noNaN: true }),
  spread: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
});

/** A crystal of so many sites in a group with so many lattice points in its conventional cell. */
const crystal = (orbits: number, groupNumber: number): BatchRecord['features'] => ({
  ...handMade('x', orbits, {}).features,
  groupNumber,
  multiplicities: new Uint16Array(orbits).fill(12),
});

/** Lattice points by group: P, A, C, I, F, R. */
const POINTS: Readonly<Record<number, number>> = { 1: 1, 62: 1, 38: 2, 63: 2, 139: 2, 225: 4, 166: 3 };

const records = Array.from({ length: 7 }, (_, i) =>
  handMade(`r${i}`, 1 + (i % 3), { y: 10 ** (i - 2), z: i }, { seed: 3 * i + 1, atomicNumber: 8 + (i % 2) }),
);
const plain = { log10: false, extensive: false };

/** Mean and root mean square deviation. */
function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) };
}

describe('the scale of a target', () => {
  it('and what is shown of an output undo each other', () => {
    fc.assert(
      fc.property(
        scales,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.constantFrom(...Object.keys(POINTS).map(Number)),
        fc.integer({ min: 1, max: 4 }),
        (scale, value, group, orbits) => {
          const features = crystal(orbits, group);
          const shown = shownValue(toScale(value, scale, features)!, scale, features);
          const expected = scale.log10 ? Math.log10(value) : value;
          expect(Math.abs(shown - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
        },
      ),
    );
  });

  it('is linear in the value, or its logarithm, of a site of the primitive cell', () => {
    for (const [group, points] of Object.entries(POINTS)) {
      const features = crystal(3, Number(group));
      const sites = (3 * 12) / points;
      const scale = { name: 'y', log10: false, extensive: true, mean: 0.5, spread: 4 };
      expect(toScale(7 * sites, scale, features), `group ${group}`).toBeCloseTo((7 - 0.5) / 4, 12);
      expect(toScale(7, { ...scale, extensive: false }, features)).toBeCloseTo((7 - 0.5) / 4, 12);
      expect(toScale(100 * sites, { ...scale, log10: true }, features)).toBeCloseTo((2 - 0.5) / 4, 12);
      expect(shownValue(1.625, scale, features)).toBeCloseTo(7 * sites, 12);
      expect(shownValue(0.375, { ...scale, log10: true }, features)).toBeCloseTo(2 + Math.log10(sites), 12);
      expect(toScale(undefined, scale, features)).toBeUndefined();
    }
  });

  it('gives the targets of the training set mean 0 and deviation 1', () => {
    for (const options of [plain, { log10: ['y'], extensive: false }, { log10: ['y'], extensive: true }]) {
      const { targets } = normalizationOf(records, ['y', 'z'], 'regression', options);
      expect(targets.map(({ name, log10, extensive }) => [name, log10, extensive])).toEqual([
        ['y', Array.isArray(options.log10), options.extensive],
        ['z', false, options.extensive],
      ]);
      for (const scale of targets) {
        const learned = records.map(({ targets: known, features }) => toScale(known![scale.name], scale, features)!);
        const { mean, deviation } = moments(learned);
        expect(mean).toBeCloseTo(0, 12);
        expect(deviation).toBeCloseTo(1, 12);
      }
    }
  });

  it('of a class is the class', () => {
    const classed = records.map((record, i) => ({ ...record, targets: { y: i % 2 } }));
    const { targets } = normalizationOf(classed, ['y'], 'classification', { log10: true, extensive: true });
    expect(targets).toEqual([{ name: 'y', log10: false, extensive: false, mean: 0, spread: 1 }]);
  });

  it('of one record has its value as mean and spread 1', () => {
    const { targets } = normalizationOf(records.slice(0, 1), ['y'], 'regression', plain);
    expect(targets).toEqual([{ name: 'y', ...plain, mean: 0.01, spread: 1 }]);
  });

  it('is made of the records that have the target', () => {
    const some = records.map((record, i) => (i < 3 ? { ...record, targets: { z: i } } : record));
    const { targets } = normalizationOf(some, ['y'], 'regression', plain);
    const { mean, deviation } = moments([10, 100, 1000, 10_000]);
    expect(targets[0]!.mean).toBeCloseTo(mean, 9);
    expect(targets[0]!.spread).toBeCloseTo(deviation, 9);
  });
});

describe('normalizationOf', () => {
  it('has mean and deviation of each column of the cell, and 1 for what does not vary', () => {
    const { cell } = normalizationOf(records, ['y'], 'regression', plain);
    for (let column = 0; column < 7; column++) {
      const { mean, deviation } = moments(records.map(({ features }) => features.cell[column]!));
      expect(cell.mean[column]).toBeCloseTo(mean, 12);
      // Cosines of the angles are 0 in all of these.
      expect(cell.spread[column]).toBeCloseTo(column >= 3 && column < 6 ? 1 : deviation, 12);
    }
  });

  it('has what the features are like, and what occurs, in ascending order', () => {
    const mixed = records.map((record, i) => ({
      ...record,
      features: { ...record.features, groupNumber: [225, 12, 19][i % 3]! },
    }));
    const found = normalizationOf(mixed, ['y'], 'regression', plain);
    expect(found).toMatchObject({ bins: HAND_MADE_BINS, frequencies: { cubic: 1, hexagonal: 0 } });
    expect(found.elements).toEqual([8, 9]);
    expect(found.groups).toEqual([12, 19, 225]);
  });

  it.each<[string, (features: BatchRecord['features']) => BatchRecord['features'], RegExp]>([
    ['bins', (features) => ({ ...features, binCount: 2 }), /must have 3 radial bins, got 2 for r6/],
    ['frequencies', (features) => ({ ...features, frequencyCount: 5 }), /must have 1 frequencies, got 5 for r6/],
  ])('refuses a record with another number of %s', (_, change, message) => {
    const odd = records.map((record, i) => (i < 6 ? record : { ...record, features: change(record.features) }));
    expect(() => normalizationOf(odd, ['y'], 'regression', plain)).toThrow(message);
  });

  it('refuses no records, a target that none has, and one that is the same everywhere', () => {
    expect(() => normalizationOf([], ['y'], 'regression', plain)).toThrow('at least one record, got none');
    expect(() => normalizationOf(records, ['w'], 'regression', plain)).toThrow('must have the target "w"');
    for (const value of [0.1, 0, -3e8]) {
      const alike = records.map((record) => ({ ...record, targets: { y: value } }));
      expect(() => normalizationOf(alike, ['y'], 'regression', plain)).toThrow(`got ${value} for all 7`);
    }
  });
});
