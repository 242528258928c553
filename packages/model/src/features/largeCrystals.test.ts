import {
  type BatchRecord,
  featurize,
  initMoyo,
  type OrbitFeatures,
  standardize,
  Structure,
  visitMomentRows,
  visitRadialRows,
} from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelConfig } from '../config/config.js';
import { FeatureBank } from '../ops/featureBank.js';
import { useFastestBackend } from '../testing/backends.js';
import { relativeDifference, uniformNumbers } from '../testing/numbers.js';
import { featureTables } from './featureTables.js';
import { normalizationOf } from './normalization.js';
import { recordsHash } from './recordsHash.js';
import { surroundings } from './surroundings.js';

const RECIPE = {
  fourier: { minCount: 7 },
  radial: { bins: 8, last: 6 },
  moments: { degree: 2, functions: 3 },
} as const;

let records: BatchRecord[];
/** The same with arrays over all pairs, as earlier versions made them of crystals of any size. */
let dense: BatchRecord[];

/** A crystal without symmetry, of a × b × c displaced atoms. */
function withoutSymmetry(a: number, b: number, c: number): BatchRecord {
  const shifts = uniformNumbers(3 * a * b * c, 0, 0.2, a);
  const sites = Array.from({ length: a * b * c }, (_, at) => ({
    species: ['Na', 'Cl'][at % 2]!,
    position: [
      ((at % a) + shifts[3 * at]!) / a,
      ((Math.floor(at / a) % b) + shifts[3 * at + 1]!) / b,
      (Math.floor(at / a / b) + shifts[3 * at + 2]!) / c,
    ],
  }));
  const lattice = { a: 2.6 * a, b: 2.6 * b, c: 2.6 * c, alpha: 85, beta: 95, gamma: 100 };
  const features = featurize(standardize(Structure.of({ lattice, sites }), { handedness: 'merge' }), RECIPE);
  return { id: `${a}×${b}×${c}`, features, targets: { y: a } };
}

function withAllPairs(record: BatchRecord): BatchRecord {
  const { images, ...features } = record.features;
  if (images === undefined) return record;
  const { orbitCount: A, binCount, moments } = features;
  const radial = new Float32Array(A * A * binCount);
  visitRadialRows(record.features, (i, partners, values) =>
    partners.forEach((j, place) =>
      radial.set(values.subarray(place * binCount, (place + 1) * binCount), (i * A + j) * binCount),
    ),
  );
  const numbers: number[] = [];
  visitMomentRows(record.features, (_, partners, values, rows) => {
    for (let a = 0; a < rows; a++) {
      const row = new Float32Array(A * 3);
      partners.forEach((j, place) => {
        const from = (a * partners.length + place) * 3;
        row.set(values.subarray(from, from + 3), j * 3);
      });
      numbers.push(...row);
    }
  });
  return {
    ...record,
    features: { ...features, radial, moments: { ...moments!, values: Float32Array.from(numbers) } } as OrbitFeatures,
  };
}

beforeAll(async () => {
  await useFastestBackend();
  await initMoyo();
  records = [withoutSymmetry(1, 1, 2), withoutSymmetry(6, 5, 5), withoutSymmetry(4, 4, 8), withoutSymmetry(2, 1, 2)];
  dense = records.map(withAllPairs);
});

describe('crystals of 128 orbits and more', () => {
  it('hold images, and nothing for the pairs', () => {
    expect(records.map(({ features }) => features.orbitCount)).toEqual([2, 150, 128, 4]);
    expect(records.map(({ features }) => features.images !== undefined)).toEqual([false, true, true, false]);
    expect(dense.every(({ features }) => features.images === undefined)).toBe(true);
  });

  it('have the same inputs of a network as with arrays over all pairs, alone and with others', () => {
    const config = modelConfig({ targets: ['y'], variant: 'geometry' });
    const normalization = normalizationOf(records, ['y'], 'regression', { log10: false, extensive: false });
    const banks = [records, dense].map((list) => {
      const tables = featureTables(list, config, normalization, list[0]!.features.recipe);
      return { tables, bank: new FeatureBank(tables) };
    });
    expect(banks.map(({ tables }) => tables.pairs!.rows)).toEqual([1 + 4 + 16, 1 + 4 + 150 ** 2 + 128 ** 2 + 16]);
    for (const indices of [[1], [2, 1], [0, 2, 3]]) {
      const [found, expected] = banks.map(({ bank }) => bank.batch(indices));
      expect(found!.pairs.shape).toEqual(expected!.pairs.shape);
      expect(relativeDifference(found!.pairs.dataSync(), expected!.pairs.dataSync())).toBe(0);
      expect(relativeDifference(found!.moments!.values.dataSync(), expected!.moments!.values.dataSync())).toBe(0);
      expect(found!.moments!.segments.dataSync()).toEqual(expected!.moments!.segments.dataSync());
      tf.dispose([found!, expected!] as never);
    }
    for (const { bank } of banks) bank.dispose();
  });

  it('have the same numbers of neighbours', () => {
    records.forEach(({ features }, i) => expect(surroundings(features)).toEqual(surroundings(dense[i]!.features)));
  });

  it('are told from each other by their images', () => {
    const [, large] = records;
    const { images } = large!.features;
    const changed = (part: object): BatchRecord => ({
      ...large!,
      features: { ...large!.features, images: { ...images!, ...part } },
    });
    const hashes = [
      large!,
      changed({ vectors: images!.vectors.map((x, i) => (i === 7 ? x + 0.01 : x)) }),
      changed({ partners: images!.partners.map((j, i) => (i === 7 ? 0 : j)) }),
      changed({ starts: images!.starts.map((start, i) => (i === 3 ? start + 1 : start)) }),
    ].map((record) => recordsHash([record]));
    expect(new Set(hashes).size).toBe(4);
    expect(recordsHash([large!])).toBe(hashes[0]);
  });

  it('are refused before tables are made where the pairs would not fit into memory', () => {
    const normalization = normalizationOf(records, ['y'], 'regression', { log10: false, extensive: false });
    const [, large] = records;
    const huge = { ...large!, features: { ...large!.features, orbitCount: 1501 } };
    expect(() => featureTables([huge], modelConfig({ targets: ['y'] }), normalization, large!.features.recipe)).toThrow(
      /at most 2250000 pairs of orbits, 6×5×5 has 2253001, of 1501 orbits/,
    );
  });
});
