import { type BatchRecord, featurize, initMoyo, standardize } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../../data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../../data/test/support/randomGeometry.ts';
import { ModelError } from '../config/errors.js';
import { Predictor } from '../predictor.js';
import { decodeTensors, encodeTensors, type TensorFile } from '../files/safetensors.js';
import { type BackendName, useBackend, useFastestBackend } from '../testing/backends.js';
import { relativeDifference } from '../testing/numbers.js';
import type { EpochReport } from './epochReport.js';
import { Trainer, type TrainerInput } from './trainer.js';

const GROUPS = [
  1, 2, 5, 12, 14, 15, 19, 31, 62, 63, 87, 99, 136, 139, 148, 160, 166, 186, 191, 194, 198, 216, 221, 225,
];
let records: BatchRecord[] = [];

beforeAll(async () => {
  await initMoyo();
  await useFastestBackend();
  records = GROUPS.map((group) => {
    const crystal = standardize(crystalOfGroup(group, new RandomGeometry(group)));
    const features = featurize(crystal, { fourier: { minCount: 27 }, radial: { bins: 12 } });
    // One that the elements tell, one that they do not.
    const size = features.cell[0]!;
    const mean = features.atomicNumbers.reduce((sum, z) => sum + z, 0) / features.orbitCount;
    return { id: `group ${group}`, features, targets: { size, charge: mean / 20 } };
  });
}, 60_000);

const input = (change: Partial<TrainerInput['training']> = {}, model: object = {}): TrainerInput => ({
  model: { targets: ['size', 'charge'], width: 16, heads: 2, blocks: 1, radialFunctions: 6, ...model },
  training: { epochs: 4, batchSize: 5, learningRate: 3e-3, seed: 11, ...change },
  train: records.slice(0, 18),
  validation: records.slice(18),
});

/** Runs to the end. */
async function finished(
  trainer: Trainer,
): Promise<{ reports: EpochReport[]; checkpoint: TensorFile; model: TensorFile }> {
  const reports: EpochReport[] = [];
  while (!trainer.finished) reports.push(await trainer.runEpoch());
  const checkpoint = await trainer.checkpoint();
  const model = await trainer.bestModel();
  trainer.dispose();
  return { reports, checkpoint, model };
}

/** What does not depend on the clock. */
const timeless = (reports: readonly EpochReport[]): unknown =>
  reports.map(({ seconds, structuresPerSecond, ...rest }) => {
    expect(seconds).toBeGreaterThan(0);
    expect(structuresPerSecond).toBeGreaterThan(0);
    return rest;
  });

async function failure(work: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

describe('Trainer', () => {
  it('learns', async () => {
    const { reports } = await finished(Trainer.create(input({ epochs: 25 }, { fourierDropout: 0 })));
    expect(reports.at(-1)!.trainLoss).toBeLessThan(reports[0]!.trainLoss / 3);
    expect(reports.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(reports.at(-1)!.steps).toBe(25 * 4);
  });

  it('gives the same for the same seed, and otherwise for another', async () => {
    const [one, two, other] = [
      await finished(Trainer.create(input({ epochs: 2 }, { dropout: 0.2 }))),
      await finished(Trainer.create(input({ epochs: 2 }, { dropout: 0.2 }))),
      await finished(Trainer.create(input({ epochs: 2, seed: 12 }, { dropout: 0.2 }))),
    ];
    expect(timeless(two.reports)).toEqual(timeless(one.reports));
    expect(encodeTensors(two.checkpoint)).toEqual(encodeTensors(one.checkpoint));
    expect(encodeTensors(two.model)).toEqual(encodeTensors(one.model));
    expect(other.checkpoint.tensors['weights']!.values).not.toEqual(one.checkpoint.tensors['weights']!.values);
  });

  it.each([1, 3])('goes on from a checkpoint after %i epochs as if it had not stopped', async (epochs) => {
    const whole = await finished(Trainer.create(input({ patience: 3 }, { dropout: 0.1 })));
    const first = Trainer.create(input({ patience: 3 }, { dropout: 0.1 }));
    const reports: EpochReport[] = [];
    for (let epoch = 0; epoch < epochs; epoch++) reports.push(await first.runEpoch());
    const file = encodeTensors(await first.checkpoint());
    first.dispose();
    const { train, validation } = input();
    const second = Trainer.resume(decodeTensors(file), { train, validation });
    expect(second.epoch).toBe(epochs);
    const rest = await finished(second);
    expect([...(timeless(reports) as []), ...(timeless(rest.reports) as [])]).toEqual(timeless(whole.reports));
    expect(encodeTensors(rest.checkpoint)).toEqual(encodeTensors(whole.checkpoint));
    expect(encodeTensors(rest.model)).toEqual(encodeTensors(whole.model));
  });

  it('writes the same checkpoint again after reading it', async () => {
    const trainer = Trainer.create(input());
    await trainer.runEpoch();
    const file = encodeTensors(await trainer.checkpoint());
    trainer.dispose();
    const { train, validation } = input();
    const again = Trainer.resume(decodeTensors(file), { train, validation });
    expect(encodeTensors(await again.checkpoint())).toEqual(file);
    again.dispose();
  });

  it('resumes with its own records only, and only from a checkpoint', async () => {
    const trainer = Trainer.create(input());
    const [checkpoint, model] = [await trainer.checkpoint(), await trainer.bestModel()];
    trainer.dispose();
    const before = tf.memory().numTensors;
    const { train, validation } = input();
    const wrong = [
      () => Trainer.resume(checkpoint, { train: train.slice(1), validation }),
      () => Trainer.resume(checkpoint, { train: train.toReversed(), validation }),
      () => Trainer.resume(checkpoint, { train, validation: [] }),
      () => Trainer.resume(model, { train, validation }),
      () => Predictor.load([checkpoint]),
      () => Trainer.resume({ ...checkpoint, metadata: {} }, { train, validation }),
    ];
    for (const attempt of wrong) {
      expect(attempt).toThrow(ModelError);
      expect(attempt).toThrow(expect.objectContaining({ code: 'bad-checkpoint' }));
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(['weights', 'momentum', 'variance', 'average', 'best'])(
    'refuses a checkpoint whose %s are missing, too short, or no numbers',
    async (name) => {
      const trainer = Trainer.create(input());
      await trainer.runEpoch();
      const { metadata, tensors } = await trainer.checkpoint();
      trainer.dispose();
      const { [name]: tensor, ...others } = tensors;
      const before = tf.memory().numTensors;
      const { train, validation } = input();
      for (const values of [
        ...(name === 'best' ? [] : [undefined]),
        tensor!.values.slice(1),
        tensor!.values.map(() => Number.NaN),
      ]) {
        const changed = values === undefined ? others : { ...others, [name]: { shape: [values.length], values } };
        expect(() => Trainer.resume({ metadata, tensors: changed }, { train, validation })).toThrow(
          expect.objectContaining({ code: 'bad-checkpoint' }),
        );
      }
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('has as many tensors after every step and epoch, and none when disposed of', async () => {
    const before = tf.memory().numTensors;
    const trainer = Trainer.create(input({ epochs: 3 }));
    const counts: number[] = [];
    await trainer.runEpoch();
    await trainer.bestModel();
    const between = tf.memory().numTensors;
    await trainer.runEpoch({ onStep: () => counts.push(tf.memory().numTensors) });
    expect(counts).toHaveLength(4);
    // Nothing waits to be read.
    expect(counts.map((count) => count - counts[0]!)).toEqual([0, 0, 0, 0]);
    await trainer.checkpoint();
    await trainer.bestModel();
    expect(tf.memory().numTensors).toBe(between);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops where the loss is no number, with the records of that batch', async () => {
    const { features, ...bad } = records[7]!;
    const radial = features.radial.map(() => Number.NaN) as Float32Array;
    const train = records
      .slice(0, 18)
      .map((record, i) => (i === 7 ? { ...bad, features: { ...features, radial } } : record));
    const trainer = Trainer.create({ ...input(), train });
    const weights = (await trainer.checkpoint()).tensors;
    const error = await failure(trainer.runEpoch());
    expect(error.code).toBe('diverged');
    expect(error.records).toContain(bad.id);
    expect(error.records.length).toBeLessThanOrEqual(5);
    expect(error.message).toContain(bad.id);
    // The epoch did not happen.
    expect(trainer.epoch).toBe(0);
    expect((await trainer.checkpoint()).tensors).toEqual(weights);
    trainer.dispose();
  });

  it('stops between two steps when asked to, as before the epoch', async () => {
    const trainer = Trainer.create(input());
    await trainer.runEpoch();
    const state = encodeTensors(await trainer.checkpoint());
    const controller = new AbortController();
    const stopped = trainer.runEpoch({
      onStep: (step) => {
        if (step === 2) controller.abort();
      },
      signal: controller.signal,
    });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(encodeTensors(await trainer.checkpoint())).toEqual(state);
    trainer.dispose();
  });

  it('learns from records that lack some target, and lists them', async () => {
    const train = input().train.map((record, i) =>
      i % 3 === 0 ? { ...record, targets: { size: record.targets!['size']! } } : record,
    );
    const trainer = Trainer.create({ ...input({ epochs: 1 }), train });
    expect(trainer.counts.train).toBe(18);
    expect(trainer.excluded).toEqual(
      [0, 3, 6, 9, 12, 15].map((i) => ({
        id: records[i]!.id,
        target: 'charge',
        value: undefined,
        reason: expect.stringMatching(/missing/),
      })),
    );
    expect(Number.isFinite((await trainer.runEpoch()).trainLoss)).toBe(true);
    trainer.dispose();
  });

  it('leaves out what cannot be learned from, never clips', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, 0, -1, 1e39];
    const train = input().train.map((record, i) =>
      i < values.length ? { ...record, targets: { size: values[i]! } } : record,
    );
    const trainer = Trainer.create({ ...input({ log10: true }, { targets: ['size'] }), train });
    expect(trainer.counts.train).toBe(18 - values.length);
    expect(trainer.excluded.map(({ id }) => id)).toEqual(values.map((_, i) => records[i]!.id));
    trainer.dispose();
  });

  it('classifies', async () => {
    const classed = (list: readonly BatchRecord[]): BatchRecord[] =>
      list.map((record) => ({ ...record, targets: { dense: Number(record.targets!['charge']! > 1) } }));
    const { train, validation, ...rest } = input({ epochs: 20 }, { targets: ['dense'], task: 'classification' });
    const { reports, model } = await finished(
      Trainer.create({ ...rest, train: classed(train), validation: classed(validation) }),
    );
    expect(reports.at(-1)!.trainLoss).toBeLessThan(reports[0]!.trainLoss / 2);
    const predictor = Predictor.load([model]);
    for (const { values } of await predictor.predict(records)) {
      expect(values['dense']).toBeGreaterThanOrEqual(0);
      expect(values['dense']).toBeLessThanOrEqual(1);
    }
    predictor.dispose();
  });

  it.each(['l1', 'huber', 'mse'] as const)('trains alike on every backend (%s)', async (loss) => {
    const weights = new Map<BackendName, number[]>();
    for (const backend of ['wasm', 'tensorflow'] as const) {
      if (!(await useBackend(backend))) {
        console.log(`the ${backend} backend is not installed: nothing to compare`);
        continue;
      }
      const { checkpoint } = await finished(Trainer.create(input({ epochs: 1, loss })));
      weights.set(backend, [...checkpoint.tensors['average']!.values]);
    }
    await useFastestBackend();
    for (const values of weights.values()) expect(relativeDifference(values, weights.get('wasm')!)).toBeLessThan(1e-3);
  });

  it('classifies, and drops, on wasm', async () => {
    await useBackend('wasm');
    const classed = records.map((record) => ({
      ...record,
      targets: { dense: Number(record.targets!['charge']! > 1) },
    }));
    const { model, training } = input({ epochs: 1 }, { targets: ['dense'], task: 'classification', dropout: 0.1 });
    const { reports } = await finished(Trainer.create({ model, training: training!, train: classed, validation: [] }));
    expect(Number.isFinite(reports[0]!.trainLoss)).toBe(true);
    await useFastestBackend();
  });
});
