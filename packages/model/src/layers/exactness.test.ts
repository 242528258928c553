import {
  type BatchRecord,
  featurize,
  type FeaturizeOptions,
  initMoyo,
  standardize,
  type StandardCrystal,
  type Structure,
} from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { DESCRIPTIONS } from '../../../data/test/support/descriptions.ts';
import { crystalOfGroup } from '../../../data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../../data/test/support/randomGeometry.ts';
import type { ModelConfig, Variant } from '../config/config.js';
import { Predictor } from '../predictor.js';
import { useBackend, useFastestBackend } from '../testing/backends.js';
import { fullCell } from '../testing/fullCell.js';
import { relativeDifference } from '../testing/numbers.js';
import { Trainer } from '../training/trainer.js';

const OPTIONS: FeaturizeOptions<'float32'> = { fourier: { minCount: 60 }, radial: { bins: 24 }, moments: { bits: 32 } };
const VARIANTS: readonly Variant[] = ['composition', 'fourier', 'distance', 'geometry', 'full'];
/** Every seventh group, and some with many sites on special positions. */
const GROUPS = [...Array.from({ length: 33 }, (_, i) => 1 + 7 * i), 194, 221, 227, 229];

interface Made {
  readonly structure: Structure;
  readonly crystal: StandardCrystal;
  readonly record: BatchRecord;
}

const made: Made[] = [];
const predictors = new Map<string, Predictor>();

function recordOf(crystal: StandardCrystal, id: string): BatchRecord {
  return { id, features: featurize(crystal, OPTIONS) };
}

/** Networks with random weights, standardised on some crystals; the outputs are worth comparing: they differ between crystals. */
async function predictorOf(model: Partial<ModelConfig>, train: readonly BatchRecord[]): Promise<Predictor> {
  const key = JSON.stringify(model);
  const known = predictors.get(key);
  if (known !== undefined) return known;
  const trainer = Trainer.create({
    model: { targets: ['energy', 'gap'], width: 32, heads: 4, blocks: 2, radialFunctions: 8, ...model },
    training: { seed: 3 },
    train: train.map((record, i) => ({ ...record, targets: { energy: -4 + Math.sin(i), gap: Math.cos(2 * i) } })),
    validation: [],
  });
  const predictor = Predictor.load([await trainer.bestModel()]);
  trainer.dispose();
  predictors.set(key, predictor);
  return predictor;
}

/** All values of all records, one after another. */
async function predicted(predictor: Predictor, records: readonly BatchRecord[], batchSize = 16): Promise<number[]> {
  const all = await predictor.predict(records, { batchSize });
  expect(all.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
  return all.flatMap(({ values }) => [values['energy']!, values['gap']!]);
}

const deviationOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
};

beforeAll(async () => {
  await initMoyo();
  await useFastestBackend();
  for (const number of GROUPS) {
    const structure = crystalOfGroup(number, new RandomGeometry(number));
    const crystal = standardize(structure);
    made.push({ structure, crystal, record: recordOf(crystal, `group ${number}`) });
  }
}, 60_000);

/** Of both families. */
const training = (): BatchRecord[] => made.filter((_, i) => i % 3 === 0).map(({ record }) => record);

describe('predictions', () => {
  it.each(VARIANTS)('of the full cell are those of its orbits (%s)', async (variant) => {
    const predictor = await predictorOf({ variant }, training());
    const small = made.filter(({ crystal }) => crystal.siteCount <= 100);
    expect(small.length).toBeGreaterThan(24);
    const orbits = await predicted(
      predictor,
      small.map(({ record }) => record),
    );
    const cells = await predicted(
      predictor,
      small.map(({ crystal, record }) => recordOf(fullCell(crystal), record.id)),
      4,
    );
    expect(relativeDifference(cells, orbits)).toBeLessThan(1e-5);
    // Of each target by itself: they are told apart, so that the comparison says something.
    expect(deviationOf(orbits.filter((_, i) => i % 2 === 0))).toBeGreaterThan(0.03);
    expect(deviationOf(orbits.filter((_, i) => i % 2 === 1))).toBeGreaterThan(0.03);
  });

  it('of the paper’s encoder too', async () => {
    const predictor = await predictorOf({ variant: 'full', encoder: 'product', statistics: false }, training());
    const some = made.filter(({ crystal }) => crystal.siteCount <= 60);
    const orbits = await predicted(
      predictor,
      some.map(({ record }) => record),
    );
    const cells = await predicted(
      predictor,
      some.map(({ crystal, record }) => recordOf(fullCell(crystal), record.id)),
      4,
    );
    expect(relativeDifference(cells, orbits)).toBeLessThan(1e-5);
  });

  it.each(VARIANTS)('do not depend on the other crystals of a batch (%s)', async (variant) => {
    const predictor = await predictorOf({ variant }, training());
    const records = made.map(({ record }) => record);
    const together = await predicted(predictor, records, 64);
    expect(relativeDifference(await predicted(predictor, records, 1), together)).toBeLessThan(1e-5);
  });

  it('do not depend on the description of a crystal', async () => {
    const predictor = await predictorOf({ variant: 'full' }, training());
    const some = made.filter(({ crystal }) => crystal.siteCount <= 40).filter((_, i) => i % 2 === 0);
    expect(some.length).toBeGreaterThan(5);
    const expected = await predicted(
      predictor,
      some.map(({ record }) => record),
    );
    for (const [name, describe_] of Object.entries(DESCRIPTIONS)) {
      const others = some.map(({ structure, crystal, record }, i) =>
        recordOf(standardize(describe_(structure, crystal, new RandomGeometry(i))), record.id),
      );
      // Atoms that are moved by 1e-5 Å are another crystal, if hardly.
      const tolerance = name === 'noise' ? 1e-3 : 1e-4;
      expect(relativeDifference(await predicted(predictor, others), expected), name).toBeLessThan(tolerance);
    }
  });

  it('are finite in every space group, most of them never trained on', async () => {
    const predictor = await predictorOf({ variant: 'full' }, training());
    const records = Array.from({ length: 230 }, (_, i) => {
      const known = made[GROUPS.indexOf(i + 1)];
      return known === undefined
        ? recordOf(standardize(crystalOfGroup(i + 1, new RandomGeometry(i + 1))), `group ${i + 1}`)
        : known.record;
    });
    const predictions = await predictor.predict(records);
    expect(predictions.flatMap(({ values }) => Object.values(values)).every(Number.isFinite)).toBe(true);
    expect(predictions.filter(({ unknownGroup }) => unknownGroup)).toHaveLength(230 - training().length);
    expect(predictions.every(({ novelty }) => Number.isFinite(novelty))).toBe(true);
  }, 60_000);

  it('of a family that was not trained on are finite', async () => {
    const cubic = training().filter(({ features }) => features.family === 'cubic');
    const predictor = await predictorOf({ variant: 'full', blocks: 1 }, cubic);
    const hexagonal = made.filter(({ record }) => record.features.family === 'hexagonal');
    expect(hexagonal.length).toBeGreaterThan(3);
    const values = await predicted(
      predictor,
      hexagonal.map(({ record }) => record),
    );
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('agree between the native and the wasm backend', async () => {
    const records = made.map(({ record }) => record);
    const trainer = Trainer.create({
      model: { targets: ['energy', 'gap'], width: 32, heads: 4, blocks: 2 },
      train: training().map((record, i) => ({ ...record, targets: { energy: i, gap: Math.sin(i) } })),
      validation: [],
    });
    await trainer.runEpoch();
    const file = await trainer.bestModel();
    trainer.dispose();
    const results: number[][] = [];
    for (const backend of ['wasm', 'tensorflow'] as const) {
      if (!(await useBackend(backend))) {
        console.log(`the ${backend} backend is not installed: nothing to compare`);
        continue;
      }
      const predictor = Predictor.load([file]);
      results.push(await predicted(predictor, records));
      predictor.dispose();
    }
    for (const values of results) expect(relativeDifference(values, results[0]!)).toBeLessThan(1e-4);
  });
});
