import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Predictor } from './predictor.js';
import type { TensorFile } from './files/safetensors.js';
import { useFastestBackend } from './testing/backends.js';
import { handMade } from './testing/handMade.js';
import { Trainer, type TrainerInput } from './training/trainer.js';

beforeAll(async () => {
  await useFastestBackend();
});

const train = Array.from({ length: 6 }, (_, i) => handMade(`r${i}`, 1 + (i % 3), { y: 10 ** i }, { seed: 5 * i + 1 }));
const input = (training: TrainerInput['training'] = {}): TrainerInput => ({
  model: { targets: ['y'], variant: 'distance', width: 4, heads: 2, blocks: 1, radialFunctions: 2 },
  training: { epochs: 1, batchSize: 3, ...training },
  train,
  validation: [],
});

async function modelOf(training?: TrainerInput['training'], records = train): Promise<TensorFile> {
  const trainer = Trainer.create({ ...input(training), train: records });
  await trainer.runEpoch();
  const file = await trainer.bestModel();
  trainer.dispose();
  return file;
}

describe('Predictor', () => {
  it('averages the logarithms of what is learned so, as far as the numbers go', async () => {
    const [a, b] = [await modelOf({ log10: true }), await modelOf({ log10: true, seed: 1 })];
    // As if learned of targets near 1e-400 and 1e200: the powers of ten do not all fit into a number, their mean does.
    const shifted = (file: TensorFile, mean: number): TensorFile => {
      const normalization = file.metadata['normalization'] as { targets: readonly object[] };
      const targets = normalization.targets.map((scale) => ({ ...scale, mean }));
      return { ...file, metadata: { ...file.metadata, normalization: { ...normalization, targets } } };
    };
    const predictor = Predictor.load([shifted(a, -400), shifted(b, 200)]);
    const [one] = await predictor.predict(train.slice(0, 1));
    predictor.dispose();
    expect(Math.log10(one!.values['y']!)).toBeGreaterThan(-120);
    expect(Math.log10(one!.values['y']!)).toBeLessThan(-80);
    expect(one!.spread!['y']).toBeCloseTo(600 / Math.SQRT2, -2);
  });

  it('leaves nothing behind when a later file is refused', async () => {
    const good = await modelOf();
    const before = tf.memory().numTensors;
    const order = (good.metadata['order'] as string[]).toSpliced(
      0,
      2,
      ...(good.metadata['order'] as string[]).slice(0, 2).toReversed(),
    );
    const { [order[0]!]: weight, ...others } = good.tensors;
    const short = { shape: [weight!.values.length - 1], values: weight!.values.slice(1) };
    const embeddings = { shape: [3], values: new Float32Array(3) };
    for (const bad of [
      { ...good, metadata: { ...good.metadata, order } },
      { ...good, metadata: { ...good.metadata, order: order.slice(1) } },
      { ...good, tensors: { ...others, [order[0]!]: short } },
      { ...good, tensors: { ...good.tensors, 'training/embeddings': embeddings } },
    ]) {
      expect(() => Predictor.load([good, bad])).toThrow(expect.objectContaining({ code: 'bad-checkpoint' }));
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it('predicts none, one and many together, and refuses impossible batches', async () => {
    const predictor = Predictor.load([await modelOf()]);
    expect(await predictor.predict([])).toEqual([]);
    const together = await predictor.predict(train);
    const single = await predictor.predict(train, { batchSize: 1 });
    single.forEach(({ values }, i) => expect(values['y']! / together[i]!.values['y']!).toBeCloseTo(1, 4));
    for (const batchSize of [0, 1.5, Number.NaN]) {
      await expect(predictor.predict(train, { batchSize })).rejects.toThrow(
        expect.objectContaining({ name: 'ModelError', code: 'bad-argument' }),
      );
    }
    predictor.dispose();
    predictor.dispose();
  });

  it('predicts an element that no training crystal has, and one without descriptors, and says so', async () => {
    const predictor = Predictor.load([await modelOf()]);
    const [known, ...unknown] = await predictor.predict([
      train[0]!,
      handMade('Fr', 2, {}, { atomicNumber: 87 }),
      handMade('Og', 2, {}, { atomicNumber: 118 }),
    ]);
    predictor.dispose();
    expect(known!.unknownElements).toEqual([]);
    expect(unknown.map(({ unknownElements }) => unknownElements)).toEqual([['Fr'], ['Og']]);
    for (const { values, novelty } of unknown) expect([values['y'], novelty].every(Number.isFinite)).toBe(true);
  });

  it('learned of one crystal finds that crystal usual and others new', async () => {
    const predictor = Predictor.load([await modelOf({}, train.slice(0, 1))]);
    const predictions = await predictor.predict(train);
    predictor.dispose();
    expect(predictions[0]!.novelty).toBe(0);
    for (const { novelty } of predictions.slice(1)) expect(novelty).toBe(Number.POSITIVE_INFINITY);
  });
});
