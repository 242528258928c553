import type { BatchRecord } from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from '../config/errors.js';
import { decodeTensors, encodeTensors, type TensorFile } from '../files/safetensors.js';
import { Predictor } from '../predictor.js';
import { useFastestBackend } from '../testing/backends.js';
import { handMade } from '../testing/handMade.js';
import { Trainer, type TrainerInput } from './trainer.js';

const record = (i: number, targets: Record<string, number>, atomicNumber = 5 + (i % 4)): BatchRecord => ({
  ...handMade(`crystal ${i}`, 1 + (i % 3), targets, { seed: i + 1, atomicNumber, moments: true }),
  tensors: {
    epsilon: { kind: 'dielectric', components: Float64Array.of(4 + (i % 5), 0.1 * i, 0, 0, 0, 1), deviation: 0 },
  },
});
const before = Array.from({ length: 18 }, (_, i) => record(i, { energy: i % 4, gap: 10 ** (i % 3) }));
/** Other numbers and other cells than in the source, so that nothing is standardised as there; one element that it never saw. */
const small = Array.from({ length: 8 }, (_, i) =>
  record(100 + i, { energy: 3 - (i % 2), modulus: 50 + i }, 5 + (i % 5)),
);

const shape = { variant: 'geometry', width: 16, heads: 2, blocks: 2, radialFunctions: 4 } as const;
const training = { epochs: 3, batchSize: 8, seed: 3, learningRate: 5e-3 };

async function trained(input: TrainerInput): Promise<TensorFile> {
  const trainer = Trainer.create(input);
  while (!trainer.finished) await trainer.runEpoch();
  const file = await trainer.bestModel();
  trainer.dispose();
  return decodeTensors(encodeTensors(file), 'a model');
}

let scalars: TensorFile;
let withTensor: TensorFile;

beforeAll(async () => {
  await useFastestBackend();
  const records = { train: before, validation: [] };
  scalars = await trained({ model: { ...shape, targets: ['energy', 'gap'] }, training, ...records });
  withTensor = await trained({
    model: { ...shape, targets: [], tensors: { epsilon: 'dielectric' } },
    training,
    ...records,
  });
});

const tuned = (change: Partial<TrainerInput> = {}): TrainerInput => ({
  model: { targets: ['modulus', 'energy'] },
  training: { ...training, seed: 9 },
  source: { file: scalars, name: 'first', sha256: 'abc' },
  train: small,
  validation: [],
  ...change,
});

/** Predictions of the small set by a file. */
async function predictions(
  file: TensorFile,
  records: readonly BatchRecord[] = small,
): Promise<ReturnType<Predictor['predict']>> {
  const predictor = Predictor.load([file]);
  try {
    return await predictor.predict(records);
  } finally {
    predictor.dispose();
  }
}

async function beginning(input: TrainerInput): Promise<{ file: TensorFile; trainer: Trainer }> {
  const trainer = Trainer.create(input);
  const file = await trainer.bestModel();
  return { file, trainer };
}

const valuesOf = ({ tensors }: TensorFile, name: string): number[] => [...(tensors[name]!.values as Float32Array)];

describe('a training that begins with a trained network', () => {
  it('predicts what both have as the source does before the first step, whatever the new records are', async () => {
    const known = small.filter(({ features }) => features.atomicNumbers[0] !== 9);
    const { file, trainer } = await beginning(tuned());
    const [own, first] = [await predictions(file, known), await predictions(scalars, known)];
    own.forEach(({ values }, i) => expect(values['energy']).toBeCloseTo(first[i]!.values['energy']!, 4));
    expect(trainer.normalization.targets.map(({ mean }) => mean)).not.toContain(
      Predictor.load([scalars]).normalization.targets[0]!.mean,
    );
    expect(trainer.taken).toEqual({
      name: 'first',
      sha256: 'abc',
      targets: ['energy', 'gap'],
      kept: ['energy'],
      added: ['modulus'],
      newElements: [9],
    });
    trainer.dispose();
  });

  it('gives new heads to what the source learned in another way, and to other tasks', async () => {
    const log10 = Trainer.create(tuned({ training: { ...training, log10: ['energy'] } }));
    expect(log10.taken).toMatchObject({ kept: [], added: ['modulus', 'energy'] });
    log10.dispose();
    const classes = small.map((one, i) => ({ ...one, targets: { energy: i % 2 } }));
    const task = Trainer.create(
      tuned({ model: { targets: ['energy'], task: 'classification' }, train: classes, validation: classes }),
    );
    expect(task.taken).toMatchObject({ kept: [], added: ['energy'] });
    expect(task.config).toMatchObject({ ...shape, task: 'classification' });
    await task.runEpoch();
    task.dispose();
  });

  it('an element that the source never saw begins as the mean of the others', async () => {
    const { file, trainer } = await beginning(tuned());
    trainer.dispose();
    const table = valuesOf(file, 'elements/table');
    const row = (z: number): number[] => table.slice(z * 16, (z + 1) * 16);
    row(9).forEach((x, c) =>
      expect(x).toBeCloseTo(
        [5, 6, 7, 8].reduce((sum, z) => sum + row(z)[c]! / 4, 0),
        6,
      ),
    );
    expect(row(5)).toEqual(valuesOf(scalars, 'elements/table').slice(5 * 16, 6 * 16));
  });

  it.each([
    ['heads', /^head\//],
    ['last-block', /^(?:head|block2)\//],
    ['all', /./],
  ] as const)('learns on what is asked for: %s', async (layers, learned) => {
    const trainer = Trainer.create(tuned({ training: { ...training, tuned: layers, weightDecay: 0 } }));
    const begin = await trainer.bestModel();
    await trainer.runEpoch();
    const end = await trainer.bestModel();
    trainer.dispose();
    const names = (end.metadata['order'] as string[]).filter(
      (name) => valuesOf(begin, name).join() !== valuesOf(end, name).join(),
    );
    expect(names.filter((name) => !learned.test(name))).toEqual([]);
    expect(names).toContain('head/w2');
    expect(names.includes('block2/feedForward/w1')).toBe(layers !== 'heads');
    expect(names.includes('block1/feedForward/w1')).toBe(layers === 'all');
  });

  it('lower layers learn more slowly', async () => {
    const moved = async (depthFactor: number): Promise<number[]> => {
      const trainer = Trainer.create(
        tuned({ training: { ...training, depthFactor, epochs: 1, weightDecay: 0, ema: 0 } }),
      );
      const begin = await trainer.bestModel();
      await trainer.runEpoch();
      const end = await trainer.bestModel();
      trainer.dispose();
      return ['head/w1', 'block2/feedForward/w1', 'block1/feedForward/w1', 'encoder/out/w'].map((name) => {
        const [a, b] = [valuesOf(begin, name), valuesOf(end, name)];
        return Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0) / a.length);
      });
    };
    const [even, steep] = [await moved(1), await moved(0.5)];
    // One step of AdamW moves each number by about the learning rate.
    [1, 0.5, 0.25, 0.125].forEach((factor, i) => expect(steep[i]! / even[i]!).toBeCloseTo(factor, 1));
  });

  it('goes on after a checkpoint as if it had not stopped, without the source', async () => {
    const whole = Trainer.create(tuned());
    await whole.runEpoch();
    const kept = encodeTensors(await whole.checkpoint());
    while (!whole.finished) await whole.runEpoch();
    const resumed = Trainer.resume(decodeTensors(kept, 'a checkpoint'), { train: small, validation: [] });
    while (!resumed.finished) await resumed.runEpoch();
    expect(resumed.taken).toEqual(whole.taken);
    const [one, other] = [await whole.bestModel(), await resumed.bestModel()];
    expect(other).toEqual(one);
    expect(one.metadata['provenance']).toMatchObject({ source: { name: 'first', kept: ['energy'] } });
    for (const trainer of [whole, resumed]) trainer.dispose();
  });

  it('takes the trunk of a network of numbers for a tensor, and the reverse; a tensor that both have keeps its head', async () => {
    const tensors = { epsilon: 'dielectric' } as const;
    const toTensor = Trainer.create(tuned({ model: { targets: [], tensors } }));
    expect(toTensor.taken).toMatchObject({ kept: [], added: ['epsilon'] });
    await toTensor.runEpoch();
    toTensor.dispose();
    const { file, trainer } = await beginning(
      tuned({ model: { targets: ['modulus'], tensors }, source: { file: withTensor } }),
    );
    expect(trainer.taken).toMatchObject({ kept: ['epsilon'], added: ['modulus'] });
    const known = small.filter(({ features }) => features.atomicNumbers[0] !== 9);
    const [own, first] = [await predictions(file, known), await predictions(withTensor, known)];
    expect(own.map(({ tensors: found }) => found!['epsilon']!.components)).toEqual(
      first.map(({ tensors: found }) => found!['epsilon']!.components),
    );
    await trainer.runEpoch();
    trainer.dispose();
  });

  it('refuses what contradicts the source, and leaves nothing on the device', () => {
    const tensors = tf.memory().numTensors;
    const other = small.map(({ features, ...rest }) => ({
      ...rest,
      features: { ...features, recipe: { ...features.recipe, symprec: 0.1 } },
    }));
    const shortened = {
      ...scalars,
      tensors: { ...scalars.tensors, 'head/norm/gain': { shape: [15], values: new Float32Array(15) } },
    };
    const cases: [Partial<TrainerInput>, RegExp][] = [
      [
        { model: { targets: ['modulus'], variant: 'distance' } },
        /variant must be that of the network .*geometry.*distance/,
      ],
      [{ model: { targets: ['modulus'], width: 32 } }, /width must be that of the network .*16.*32/],
      [{ train: other }, /symprec: 0.1 against 0.01/],
      [{ source: { file: shortened }, model: { targets: ['energy'] } }, /head\/norm\/gain \(16\), got \(15\)/],
      [{ source: undefined, training: { tuned: 'heads' } }, /there with a source alone/],
      [{ training: { ...training, depthFactor: 2 } }, /depthFactor must be a number/],
    ];
    for (const [change, message] of cases) {
      expect(() => Trainer.create(tuned(change))).toThrow(message);
      expect(() => Trainer.create(tuned(change))).toThrow(ModelError);
    }
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
