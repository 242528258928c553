import type { BatchRecord } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TensorFile } from '../files/safetensors.js';
import { Predictor } from '../predictor.js';
import { useFastestBackend } from '../testing/backends.js';
import { handMade } from '../testing/handMade.js';
import type { EpochReport } from './epochReport.js';
import { learningRateAt } from './schedule.js';
import { Trainer, type TrainerInput } from './trainer.js';

beforeAll(async () => void (await useFastestBackend()));

const records = Array.from({ length: 12 }, (_, i) =>
  handMade(`r${i}`, 1 + (i % 3), { y: 3 + Math.sin(5 * i), z: i % 4 }, { seed: 7 * i + 1, atomicNumber: 6 + (i % 4) }),
);
const [train, validation] = [records.slice(0, 8), records.slice(8)];

const trainerOf = (training: TrainerInput['training'], change: Partial<TrainerInput> = {}): Trainer =>
  Trainer.create({
    train,
    validation,
    ...change,
    model: { targets: ['y'], variant: 'distance', width: 4, heads: 2, blocks: 1, radialFunctions: 2, ...change.model },
    training: { seed: 3, ...training },
  });

async function predictions(model: TensorFile, list: readonly BatchRecord[], target = 'y'): Promise<number[]> {
  const predictor = Predictor.load([model]);
  const found = await predictor.predict(list);
  predictor.dispose();
  return found.map(({ values }) => values[target]!);
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const truth = (list: readonly BatchRecord[], target = 'y'): number[] => list.map(({ targets }) => targets![target]!);
const absolute = (a: readonly number[], b: readonly number[]): number => mean(a.map((x, i) => Math.abs(x - b[i]!)));

describe('an epoch', () => {
  it.each(['l1', 'mse', 'huber'] as const)('of one step has the %s loss of the network before it', async (loss) => {
    const trainer = trainerOf({ epochs: 2, batchSize: 100, loss, ema: 0 });
    const { spread } = trainer.normalization.targets[0]!;
    for (let epoch = 0; epoch < 2; epoch++) {
      // The random network, then that of the first epoch.
      const before = await predictions(await trainer.bestModel(), train);
      const report = await trainer.runEpoch();
      const errors = before.map((value, i) => Math.abs(value - train[i]!.targets!['y']!) / spread);
      const each = {
        l1: (e: number) => e,
        mse: (e: number) => e * e,
        huber: (e: number) => (e <= 1 ? e ** 2 / 2 : e - 0.5),
      };
      expect(report.trainLoss).toBeCloseTo(mean(errors.map(each[loss])), 4);
      expect(report.steps).toBe(epoch + 1);
      if (!report.best) break;
    }
    trainer.dispose();
  });

  it.each(['one-cycle', 'cosine', 'constant'] as const)('takes its rates from the schedule %s', async (schedule) => {
    const training = { epochs: 3, batchSize: 4, schedule, learningRate: 0.01, warmup: 0.3 } as const;
    const trainer = trainerOf(training);
    const rates: number[] = [];
    while (!trainer.finished) rates.push((await trainer.runEpoch()).learningRate);
    trainer.dispose();
    expect(rates).toEqual([1, 3, 5].map((step) => learningRateAt(step, 6, training)));
    expect(new Set(rates).size).toBe(schedule === 'constant' ? 1 : 3);
  });

  it('moves no weight further than the rates allow', async () => {
    // Without decay the first step of AdamW has the size of the rate, for every weight with a gradient that counts.
    const trainer = trainerOf({
      epochs: 1,
      batchSize: 100,
      weightDecay: 0,
      ema: 0,
      learningRate: 0.01,
      schedule: 'constant',
    });
    const before = (await trainer.checkpoint()).tensors['weights']!.values;
    await trainer.runEpoch();
    const after = (await trainer.checkpoint()).tensors['weights']!.values;
    trainer.dispose();
    const moves = [...after].map((x, i) => Math.abs(x - before[i]!));
    expect(Math.max(...moves)).toBeLessThan(0.01 * (1 + 1e-3));
    expect(moves.filter((move) => move > 0.0099).length).toBeGreaterThan(20);
  });

  it('is scored by the mean absolute error of what is learned, over all targets', async () => {
    const trainer = trainerOf({ epochs: 1 }, { model: { targets: ['y', 'z'] } });
    const { targets } = trainer.normalization;
    const report = await trainer.runEpoch();
    const model = await trainer.bestModel();
    trainer.dispose();
    const errors: number[] = [];
    for (const { name, spread } of targets) {
      const error = absolute(await predictions(model, validation, name), truth(validation, name));
      expect((report.validation[name] as { mae: number }).mae).toBeCloseTo(error, 4);
      errors.push(error / spread);
    }
    expect(report.score).toBeCloseTo(mean(errors), 4);
  });

  it('is validated with the values that there are', async () => {
    const some = validation.map((record, i) => ({ ...record, targets: i < 2 ? { y: 1, z: 0 } : { z: i } }));
    const trainer = trainerOf({ epochs: 1 }, { model: { targets: ['y', 'z'] }, validation: some });
    const report = await trainer.runEpoch();
    trainer.dispose();
    expect(report.validation).toMatchObject({ y: { count: 2 }, z: { count: 4 } });
    const none = trainerOf(
      { epochs: 1 },
      { model: { targets: ['y', 'z'] }, validation: validation.map((record) => ({ ...record, targets: { z: 1 } })) },
    );
    expect(Object.keys((await none.runEpoch()).validation)).toEqual(['z']);
    none.dispose();
  });

  it('of a classification is scored by the log loss of the probabilities', async () => {
    const classed = (list: readonly BatchRecord[]): BatchRecord[] =>
      list.map((record, i) => ({ ...record, targets: { c: i % 2 } }));
    const trainer = trainerOf(
      { epochs: 1 },
      { model: { targets: ['c'], task: 'classification' }, train: classed(train), validation: classed(validation) },
    );
    const report = await trainer.runEpoch();
    const found = await predictions(await trainer.bestModel(), validation, 'c');
    trainer.dispose();
    const loss = mean(found.map((p, i) => -Math.log(i % 2 === 1 ? p : 1 - p)));
    expect(report.score).toBeCloseTo(loss, 4);
    expect(report.validation['c']).toMatchObject({ logLoss: report.score });
  });

  it('ends with an error where the loss explodes, though it is finite', async () => {
    const trainer = trainerOf({ epochs: 2, loss: 'mse' });
    const file = await trainer.checkpoint();
    trainer.dispose();
    const { shape, values } = file.tensors['weights']!;
    const tensors = { ...file.tensors, weights: { shape, values: values.map((x) => 30 * x) } };
    const second = Trainer.resume({ ...file, tensors }, { train, validation });
    await expect(second.runEpoch()).rejects.toThrow(/must stay finite and below 10000, got \d.*\(gradient norm \d/);
    expect(second.epoch).toBe(0);
    second.dispose();
  });
});

describe('the best epoch', () => {
  /** Runs to the end. */
  async function finished(trainer: Trainer): Promise<{ reports: EpochReport[]; model: TensorFile }> {
    const reports: EpochReport[] = [];
    while (!trainer.finished) reports.push(await trainer.runEpoch());
    return { reports, model: await trainer.bestModel() };
  }
  const restless = { batchSize: 3, learningRate: 0.1, schedule: 'constant', ema: 0, warmup: 0 } as const;

  it('is that of the least score, and its weights are kept', async () => {
    const trainer = trainerOf({ ...restless, seed: 8, epochs: 12 });
    const { reports, model } = await finished(trainer);
    const scores = reports.map(({ score }) => score!);
    const bestEpoch = 1 + scores.indexOf(Math.min(...scores));
    // Or nothing was chosen.
    expect(bestEpoch).toBeLessThan(12);
    expect(trainer.progress).toEqual({ epoch: 12, bestEpoch, bestScore: Math.min(...scores), stoppedEarly: false });
    reports.forEach(({ best }, i) => expect(best).toBe(scores.slice(0, i).every((score) => scores[i]! < score)));
    const { spread } = trainer.normalization.targets[0]!;
    trainer.dispose();
    expect(absolute(await predictions(model, validation), truth(validation)) / spread).toBeCloseTo(
      scores[bestEpoch - 1]!,
      4,
    );
    expect(model.metadata['provenance'] ?? model.metadata).toMatchObject({ epoch: bestEpoch });
  });

  it.each([1, 2, 3])('ends the training when it is %i epochs ago', async (patience) => {
    const trainer = trainerOf({ ...restless, epochs: 100, patience });
    const { reports } = await finished(trainer);
    const { epoch, bestEpoch, stoppedEarly } = trainer.progress;
    expect([stoppedEarly, epoch - bestEpoch, reports.length]).toEqual([true, patience, epoch]);
    // Not before: at no earlier epoch was the best so far ago.
    let last = 0;
    for (const { epoch: now, best } of reports.slice(0, -1)) {
      if (best) last = now;
      expect(now - last).toBeLessThan(patience);
    }
    await expect(trainer.runEpoch()).rejects.toThrow('it stopped early');
    trainer.dispose();
  });

  it('is the last one without validation records', async () => {
    const trainer = trainerOf({ ...restless, epochs: 3 }, { validation: [] });
    const { reports } = await finished(trainer);
    expect(reports.map(({ best, score }) => `${best} ${score}`)).toEqual(new Array(3).fill('true undefined'));
    const { tensors } = await trainer.checkpoint();
    expect(tensors['best']!.values).toEqual(tensors['weights']!.values);
    trainer.dispose();
  });
});
