import { type BatchRecord, type FeatureRecipe, featurize, initMoyo, standardize } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../../data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../../data/test/support/randomGeometry.ts';
import { modelConfig, type ModelOptions } from '../config/config.js';
import { componentCount } from './momentRows.js';
import { batchRows } from './batchRows.js';
import { compositionStatistics } from './compositionStatistics.js';
import { dampingFactors, halfSpace } from './damping.js';
import { featureTables, type Table } from './featureTables.js';
import { type Normalization, normalizationOf } from './normalization.js';

let records: BatchRecord[] = [];
let normalization: Normalization;
let recipe: FeatureRecipe;

beforeAll(async () => {
  await initMoyo();
  // On both kinds of axes.
  records = [2, 62, 225, 148, 194].map((group) => ({
    id: String(group),
    features: featurize(standardize(crystalOfGroup(group, new RandomGeometry(group))), {
      fourier: { minCount: 27 },
      radial: { bins: 6 },
      moments: { degree: 2, functions: 3 },
    }),
    targets: { y: group },
  }));
  ({ recipe } = records[0]!.features);
  normalization = normalizationOf(records, ['y'], 'regression', { log10: false, extensive: false });
});

const config = (options: Partial<ModelOptions>): ReturnType<typeof modelConfig> =>
  modelConfig({ targets: ['y'], ...options });
const row = ({ columns, values }: Table, index: number): number[] => [
  ...values.subarray(index * columns, (index + 1) * columns),
];

describe('the table of Fourier features', () => {
  it('has those of an orbit, damped and of mean square 1, in the columns of its family, and 0 in the others', () => {
    const { fourier, orbitStart } = featureTables(
      records,
      config({ variant: 'fourier', damping: 0.4 }),
      normalization,
      recipe,
    );
    const { cubic, hexagonal } = normalization.frequencies;
    expect(fourier!.columns).toBe(2 * (cubic + hexagonal));
    expect(new Set(row(fourier!, 0))).toEqual(new Set([0]));
    records.forEach(({ features }, i) => {
      const h = features.frequencyCount;
      const factors = dampingFactors(features.cell, halfSpace(features.family, h), 0.4);
      for (let orbit = 0; orbit < features.orbitCount; orbit++) {
        const own = Array.from(
          features.fourier.subarray(2 * h * orbit, 2 * h * (orbit + 1)),
          (x, c) => x * factors[c % h]!,
        );
        const size = Math.sqrt(own.reduce((sum, x) => sum + x * x, 0) / own.length);
        const scaled = own.map((x) => x / size);
        const [zeros, others] = [new Array(2 * hexagonal).fill(0), new Array(2 * cubic).fill(0)];
        const expected = features.family === 'cubic' ? [...scaled, ...zeros] : [...others, ...scaled];
        const found = row(fourier!, orbitStart[i]! + orbit);
        expect(Math.max(...found.map((x, c) => Math.abs(x - expected[c]!)))).toBeLessThan(1e-5);
      }
    });
  });

  it('hides those of groups that were not trained on from a network that was trained to do without', () => {
    const known = { ...normalization, groups: normalization.groups.slice(0, 2) };
    const shownIn = (options: Partial<ModelOptions>): boolean[] => {
      const { fourier, orbitStart } = featureTables(records, config(options), known, recipe);
      return records.map((_, i) => row(fourier!, orbitStart[i]!).some((x) => x !== 0));
    };
    const isKnown = records.map(({ features }) => known.groups.includes(features.groupNumber));
    expect(new Set(isKnown)).toEqual(new Set([true, false]));
    expect(shownIn({ variant: 'full' })).toEqual(isKnown);
    for (const options of [{ variant: 'full', fourierDropout: 0 }, { variant: 'fourier' }] as const)
      expect(shownIn(options)).toEqual(records.map(() => true));
  });

  it('leaves features without any size alone', () => {
    const { features, ...rest } = records[0]!;
    const zero = { ...rest, features: { ...features, fourier: new Float32Array(features.fourier.length) } };
    const { fourier } = featureTables([zero], config({ variant: 'fourier' }), normalization, recipe);
    expect(new Set(fourier!.values)).toEqual(new Set([0]));
  });
});

describe('the table of crystals', () => {
  it.each(['volume', 'metric'] as const)('has the %s and the composition, standardised', (cell) => {
    const { context } = featureTables(
      records,
      config({ variant: 'full', cell, statistics: true }),
      normalization,
      recipe,
    );
    const columns = cell === 'volume' ? [6] : [0, 1, 2, 3, 4, 5, 6];
    records.forEach(({ features }, i) => {
      const statistics = compositionStatistics(features);
      const expected = [
        ...columns.map((c) => (features.cell[c]! - normalization.cell.mean[c]!) / normalization.cell.spread[c]!),
        ...Array.from(
          statistics,
          (x, c) => (x - normalization.statistics.mean[c]!) / normalization.statistics.spread[c]!,
        ),
      ];
      row(context!, i).forEach((x, c) => expect(x).toBeCloseTo(Number.isNaN(expected[c]!) ? 0 : expected[c]!, 4));
    });
    // Over the training set each column has mean 0 and deviation 1, or does not vary.
    for (let c = 0; c < context!.columns; c++) {
      const values = records.map((_, i) => row(context!, i)[c]!);
      expect(values.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 3);
      const square = values.reduce((sum, x) => sum + x * x, 0) / values.length;
      expect(Math.min(Math.abs(square - 1), square)).toBeLessThan(1e-3);
    }
  });

  it('has what the variant uses', () => {
    const of = (options: Partial<ModelOptions>): ReturnType<typeof featureTables> =>
      featureTables(records, config(options), normalization, recipe);
    const used = (tables: ReturnType<typeof featureTables>): boolean[] =>
      [tables.pairs, tables.fourier, tables.context, tables.moments].map((table) => table !== undefined);
    expect(used(of({ variant: 'composition' }))).toEqual([false, false, false, false]);
    expect(used(of({ variant: 'composition', statistics: true }))).toEqual([false, false, true, false]);
    expect(used(of({ variant: 'fourier' }))).toEqual([false, true, true, false]);
    expect(used(of({ variant: 'distance' }))).toEqual([true, false, true, false]);
    expect(used(of({ variant: 'geometry' }))).toEqual([true, false, true, true]);
    expect(used(of({ variant: 'full' }))).toEqual([true, true, true, true]);
    expect(used(of({ variant: 'full', moments: false }))).toEqual([true, true, true, false]);
    expect(of({ variant: 'fourier' }).context!.columns).toBe(7);
    expect(of({ variant: 'distance' }).context!.columns).toBe(1);
  });
});

describe('rows of a batch', () => {
  it.each(['full', 'fourier'] as const)('lead to the features of each crystal, padded with nothing (%s)', (variant) => {
    const tables = featureTables(records, config({ variant }), normalization, recipe);
    const indices = [3, 0, 3];
    const found = batchRows(tables, indices);
    const A = Math.max(...indices.map((i) => records[i]!.features.orbitCount));
    expect([found.batch, found.orbits]).toEqual([3, A]);
    indices.forEach((index, b) => {
      const { orbitCount: n, atomicNumbers, multiplicities, radial } = records[index]!.features;
      const sites = multiplicities.reduce((sum, m) => sum + m, 0);
      for (let i = 0; i < A; i++) {
        expect(found.atomicNumbers[b * A + i]).toBe(i < n ? atomicNumbers[i] : 0);
        expect(found.shares[b * A + i]).toBeCloseTo(i < n ? multiplicities[i]! / sites : 0, 6);
        const orbitRow = i < n ? tables.orbitStart[index]! + i : 0;
        expect(found.orbitRows[b * A + i]).toBe(orbitRow);
        for (let j = 0; j < A; j++) {
          const pair = (b * A + i) * A + j;
          const share = j < n ? multiplicities[j]! / sites : 0;
          if (found.pairShares !== undefined) expect(found.pairShares[pair]).toBeCloseTo(share, 6);
          if (found.pairRows === undefined) continue;
          const values = row(tables.pairs!, found.pairRows[pair]!);
          const isPair = i < n && j < n;
          const at = (i * n + j) * 6;
          const expected = isPair ? [...radial.subarray(at, at + 6), Number(i === j), share] : new Array(8).fill(0);
          values.forEach((x, c) => expect(x).toBeCloseTo(expected[c] as number, 5));
        }
      }
    });
    expect([found.pairRows === undefined, found.pairShares === undefined]).toEqual([
      variant === 'fourier',
      variant === 'full',
    ]);
  });
});

describe('angular moments of a batch', () => {
  it('are those of each crystal, each component in the row of its orbit and degree, padded with nothing', () => {
    const tables = featureTables(records, config({ variant: 'geometry' }), normalization, recipe);
    const indices = [3, 0, 3];
    const { moments, orbits: A } = batchRows(tables, indices);
    const { components: R, values, segments } = moments!;
    const [L, F] = [2, 3];
    expect(R).toBe(Math.max(...indices.map((i) => componentCount(records[i]!.features.moments!))));
    indices.forEach((index, b) => {
      const { orbitCount, moments: own } = records[index]!.features;
      let component = 0;
      own!.counts.forEach((count, group) => {
        for (let a = 0; a < count; a++, component++) expect(segments[b * R + component]).toBe(b * A * L + group);
      });
      for (let r = 0; r < R; r++)
        for (let n = 0; n < F; n++)
          for (let j = 0; j < A; j++)
            expect(values[((b * R + r) * F + n) * A + j]).toBe(
              r < component && j < orbitCount ? own!.values[(r * orbitCount + j) * F + n] : 0,
            );
      // What is padded is 0; it is counted to a row of the same crystal.
      for (let r = component; r < R; r++) expect(Math.floor(segments[b * R + r]! / (A * L))).toBe(b);
    });
  });

  it('must be in the features of a network that reads them', () => {
    const bare = records.map(({ features, ...rest }) => ({
      ...rest,
      features: featurize(standardize(crystalOfGroup(2, new RandomGeometry(2))), {
        fourier: { minCount: 27 },
        radial: { bins: features.binCount },
        moments: null,
      }),
    }));
    const make = (): unknown =>
      featureTables(bare, config({ variant: 'geometry' }), normalization, bare[0]!.features.recipe);
    expect(make).toThrow(/needs features with moments/);
  });
});

describe('features of another kind', () => {
  it.each<[string, (features: BatchRecord['features']) => Partial<BatchRecord['features']>, RegExp]>([
    ['no site', () => ({ orbitCount: 0 }), /2 has no site/],
    ['other bins', () => ({ binCount: 7 }), /must have 6 radial bins .*got 7/],
    ['other frequencies', () => ({ frequencyCount: 3 }), /frequencies, as in training, got 6 and 3/],
  ])('are refused: %s', (_, change, message) => {
    const { features, ...rest } = records[0]!;
    const odd = { ...rest, features: { ...features, ...change(features) } };
    expect(() => featureTables([odd], config({}), normalization, recipe)).toThrow(message);
  });

  it('of a family that the training has not are left out of the prediction', () => {
    const cubic = records.filter(({ features }) => features.family === 'cubic');
    const known = normalizationOf(cubic, ['y'], 'regression', { log10: false, extensive: false });
    expect(known.frequencies.hexagonal).toBe(0);
    const { fourier } = featureTables([records[3]!], config({ variant: 'fourier' }), known, recipe);
    expect(fourier!.columns).toBe(2 * known.frequencies.cubic);
    expect(new Set(fourier!.values)).toEqual(new Set([0]));
  });
});
