import type { BatchRecord } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_PAIRS } from '../features/evaluationBatches.js';
import { Predictor } from '../predictor.js';
import { encodeTensors } from '../files/safetensors.js';
import { useFastestBackend } from '../testing/backends.js';
import { handMade } from '../testing/handMade.js';
import { Trainer, type TrainerInput } from './trainer.js';

beforeAll(async () => {
  await useFastestBackend();
});

const records = Array.from({ length: 8 }, (_, i) => handMade(`r${i}`, 1 + (i % 3), { y: 1 + i }, { seed: 7 * i + 1 }));
const input = (change: Partial<TrainerInput> = {}): TrainerInput => ({
  train: records.slice(0, 6),
  validation: records.slice(6),
  ...change,
  model: { targets: ['y'], variant: 'distance', width: 4, heads: 2, blocks: 1, radialFunctions: 2, ...change.model },
  training: { epochs: 2, batchSize: 3, seed: 3, ...change.training },
});

/** Trains to the end, and predicts the training records. */
async function values(change: Partial<TrainerInput>): Promise<number[]> {
  const before = tf.memory().numTensors;
  const trainer = Trainer.create(input(change));
  while (!trainer.finished) {
    const { trainLoss, gradientNorm } = await trainer.runEpoch();
    expect([trainLoss, gradientNorm].every(Number.isFinite)).toBe(true);
  }
  const predictor = Predictor.load([await trainer.bestModel()]);
  trainer.dispose();
  const predictions = await predictor.predict(change.train ?? records);
  predictor.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return predictions.map((prediction) => prediction.values['y']!);
}

/** The same with one radial number that is none. */
const spoilt = (record: BatchRecord): BatchRecord => ({
  ...record,
  features: { ...record.features, radial: (record.features.radial as Float32Array).map(() => Number.NaN) },
});
const retargeted = (target: (i: number) => number): BatchRecord[] =>
  records.map((record, i) => ({ ...record, targets: { y: target(i) } }));

describe('a training', () => {
  it.each<[string, Partial<TrainerInput>]>([
    ['of one record without validation', { train: records.slice(0, 1), validation: [] }],
    ['with batches larger than the set', { training: { batchSize: 1000 } }],
    ['of a network of width 1', { model: { targets: ['y'], width: 1, heads: 1 } }],
    ['of a network without blocks', { model: { targets: ['y'], blocks: 0 } }],
    ['with one radial function', { model: { targets: ['y'], radialFunctions: 1 } }],
    ['of elements alone', { model: { targets: ['y'], variant: 'composition', descriptors: false } }],
    ['without warm-up', { training: { warmup: 0, schedule: 'cosine' } }],
  ])('%s is finite', async (_, change) => {
    expect((await values(change)).every(Number.isFinite)).toBe(true);
  });

  it('learns targets of any size', async () => {
    const predicted = await values({ train: retargeted((i) => (i + 1) * 1e30), validation: [] });
    for (const value of predicted) {
      expect(value).toBeGreaterThan(-1e31);
      expect(value).toBeLessThan(1e32);
      expect(Math.abs(value)).toBeGreaterThan(1e25);
    }
  });

  it('takes a crystal of more pairs than a batch may have by itself', async () => {
    const orbits = Math.floor(Math.sqrt(MAX_PAIRS)) + 1;
    const trainer = Trainer.create(
      input({ train: [...records.slice(0, 4), handMade('large', orbits, { y: 3 })], training: { batchSize: 5 } }),
    );
    expect(trainer.stepsPerEpoch).toBe(2);
    expect(Number.isFinite((await trainer.runEpoch()).trainLoss)).toBe(true);
    trainer.dispose();
  });

  it('refuses a target that is the same everywhere', () => {
    expect(() => Trainer.create(input({ train: retargeted(() => 5) }))).toThrow(/must differ between records, got 5/);
  });

  it('takes null for a target that is missing', () => {
    const train = records.map((record, i) =>
      i < 2 ? { ...record, targets: { y: null as unknown as number } } : record,
    );
    const trainer = Trainer.create(input({ train }));
    expect(trainer.counts.train).toBe(6);
    expect(trainer.excluded.map(({ id, reason }) => [id, reason])).toEqual([
      ['r0', 'missing'],
      ['r1', 'missing'],
    ]);
    trainer.dispose();
  });

  it('does not change another one that runs beside it', async () => {
    const alone = Trainer.create(input());
    const expected: unknown[] = [];
    for (let epoch = 0; epoch < 2; epoch++) expected.push((await alone.runEpoch()).trainLoss);
    alone.dispose();
    const [one, two] = [Trainer.create(input()), Trainer.create(input())];
    const losses: number[][] = [];
    for (let epoch = 0; epoch < 2; epoch++) {
      const reports = await Promise.all([one.runEpoch(), two.runEpoch()]);
      losses.push(reports.map(({ trainLoss }) => trainLoss));
    }
    one.dispose();
    two.dispose();
    expect(losses).toEqual(expected.map((loss) => [loss, loss]));
  });

  it('diverges where outputs of validation records are no numbers, as before that epoch', async () => {
    const trainer = Trainer.create(input({ validation: [records[6]!, spoilt(records[7]!)] }));
    const state = encodeTensors(await trainer.checkpoint());
    await expect(trainer.runEpoch()).rejects.toThrow(
      expect.objectContaining({ name: 'ModelError', code: 'diverged', records: ['r7'] }),
    );
    expect(trainer.epoch).toBe(0);
    expect(encodeTensors(await trainer.checkpoint())).toEqual(state);
    trainer.dispose();
  });

  it('does one thing at a time', async () => {
    const trainer = Trainer.create(input());
    const epoch = trainer.runEpoch();
    for (const second of [trainer.runEpoch(), trainer.checkpoint(), trainer.bestModel()])
      await expect(second).rejects.toThrow(
        expect.objectContaining({ name: 'ModelError', code: 'bad-argument', message: expect.stringMatching(/await/) }),
      );
    expect((await epoch).epoch).toBe(1);
    expect((await trainer.runEpoch()).epoch).toBe(2);
    trainer.dispose();
    trainer.dispose();
  });

  it('leaves nothing on the device when its validation features are refused', () => {
    const before = tf.memory().numTensors;
    const { features, ...other } = records[7]!;
    const validation = [{ ...other, features: { ...features, binCount: 1, radial: features.radial.slice(0, 4) } }];
    expect(() => Trainer.create(input({ validation }))).toThrow(expect.objectContaining({ code: 'bad-data' }));
    expect(tf.memory().numTensors).toBe(before);
  });
});
