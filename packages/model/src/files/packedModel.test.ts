import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelOptions } from '../config/config.js';
import type { ModelCard } from './modelCard.js';
import { packModel, unpackModel } from './packedModel.js';
import type { Prediction } from '../prediction.js';
import { Predictor } from '../predictor.js';
import { decodeTensors, encodeTensors, type TensorFile } from './safetensors.js';
import { useBackend, useFastestBackend } from '../testing/backends.js';
import { handMade } from '../testing/handMade.js';
import { Trainer, type TrainerInput } from '../training/trainer.js';

beforeAll(async () => {
  // What pages have.
  if (!(await useBackend('wasm'))) await useFastestBackend();
});
afterAll(async () => {
  await useFastestBackend();
});

const train = Array.from({ length: 40 }, (_, i) =>
  handMade(`r${i}`, 1 + (i % 3), { y: i % 2 }, { seed: 3 * i + 1, moments: true }),
);
const others = Array.from({ length: 8 }, (_, i) => handMade(`n${i}`, 2, {}, { seed: 500 + i, moments: true }));

async function modelOf(
  model: Partial<ModelOptions> = {},
  training: TrainerInput['training'] = {},
): Promise<TensorFile> {
  const trainer = Trainer.create({
    model: { targets: ['y'], variant: 'distance', width: 8, heads: 2, blocks: 1, radialFunctions: 2, ...model },
    training: { epochs: 1, batchSize: 8, ...training },
    train,
    validation: [],
  });
  await trainer.runEpoch();
  const file = await trainer.bestModel();
  trainer.dispose();
  return file;
}

const card: Omit<ModelCard, 'references'> = {
  name: 'small',
  units: { y: 'eV' },
  symprec: 0.01,
  data: { name: 'hand-made', hash: 'abc', records: 40, parts: { train: 40 } },
  seed: 0,
  backend: 'wasm 4.22.0',
  versions: { model: '0.0.0' },
  finished: true,
  evaluation: {
    part: 'test',
    records: 3,
    targets: [{ name: 'y', models: [{ name: 'network', metrics: { count: 3, mae: 0.1, rmse: 0.2, r2: 0.3 } }] }],
  },
};

async function predict(files: readonly TensorFile[]): Promise<Prediction[]> {
  const predictor = Predictor.load(files);
  const predictions = await predictor.predict([...train, ...others]);
  predictor.dispose();
  return predictions;
}

const throughBytes = (file: TensorFile): TensorFile => decodeTensors(encodeTensors(file));

describe('a packed model', () => {
  it.each<[string, Partial<ModelOptions>]>([
    ['full', { variant: 'full' }],
    ['geometry', { variant: 'geometry' }],
    ['fourier with a product encoder', { variant: 'fourier', encoder: 'product' }],
    ['distance with statistics and the metric', { statistics: true, cell: 'metric' }],
    ['composition', { variant: 'composition' }],
    ['a classification', { task: 'classification' }],
  ])('predicts bit by bit what the model does: %s', async (_, options) => {
    const model = await modelOf(options);
    const before = tf.memory().numTensors;
    const packed = throughBytes(packModel([model], card));
    expect(await predict([packed])).toEqual(await predict([model]));
    expect(unpackModel(packed)).toEqual({ members: [model], card: { ...card, references: { kept: 40, of: 40 } } });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('holds an ensemble, whose values and spread are those of its members', async () => {
    const members = [await modelOf(), await modelOf({}, { seed: 1 }), await modelOf({}, { seed: 2 })];
    const packed = throughBytes(packModel(members, card));
    const [found, expected] = [await predict([packed]), await predict(members)];
    expect(found).toEqual(expected);
    expect(found[0]!.spread!['y']).toBeGreaterThan(0);
    // Novelty is by the first: other embeddings would be carried for nothing.
    expect(Object.keys(packed.tensors).filter((name) => name.includes('training/'))).toEqual([
      'member-1/training/embeddings',
    ]);
  });

  it('with fewer embeddings is smaller and predicts the same; novelty stays in measure', async () => {
    const model = await modelOf();
    const packed = throughBytes(packModel([model], card, { embeddings: 10 }));
    expect(encodeTensors(packed).length).toBeLessThan(encodeTensors(packModel([model], card)).length);
    expect(unpackModel(packed).card!.references).toEqual({ kept: 10, of: 40 });
    const [found, expected] = [await predict([packed]), await predict([model])];
    expect(found.map(({ values }) => values)).toEqual(expected.map(({ values }) => values));
    expect(found.slice(0, train.length).filter(({ novelty }) => novelty > 1.001)).toHaveLength(0);
    for (const { novelty } of found) expect(novelty).toBeGreaterThanOrEqual(0);
  });

  it('is the same file for the same content', async () => {
    const model = await modelOf();
    const packed = (): Uint8Array => encodeTensors(packModel([model], card, { embeddings: 10 }));
    expect(packed()).toEqual(packed());
  });

  it('cannot be made of nothing, of what is no model, of centres, or for no embeddings', async () => {
    const model = await modelOf();
    const refused = (code: string): unknown => expect.objectContaining({ name: 'ModelError', code });
    expect(() => packModel([], card)).toThrow(refused('bad-argument'));
    for (const embeddings of [0, 1.5, Number.NaN])
      expect(() => packModel([model], card, { embeddings })).toThrow(refused('bad-argument'));
    expect(() => packModel([{ metadata: { kind: 'checkpoint' }, tensors: {} }], card)).toThrow(
      refused('bad-checkpoint'),
    );
    const [few] = unpackModel(packModel([model], card, { embeddings: 10 })).members;
    expect(() => packModel([few!], card)).toThrow(refused('bad-argument'));
  });

  it('that is damaged is refused, and leaves nothing behind', async () => {
    const packed = packModel([await modelOf(), await modelOf({}, { seed: 1 })], card, { embeddings: 10 });
    const before = tf.memory().numTensors;
    const without = (name: string): TensorFile['tensors'] =>
      Object.fromEntries(Object.entries(packed.tensors).filter(([own]) => own !== name));
    const tensor = (name: string, values: number[], shape = [values.length]): TensorFile => ({
      ...packed,
      tensors: { ...packed.tensors, [name]: { shape, values: Float32Array.from(values) } },
    });
    const metadata = (changes: object): TensorFile => ({ ...packed, metadata: { ...packed.metadata, ...changes } });
    const inCard = (changes: object): TensorFile =>
      metadata({ card: { ...(packed.metadata['card'] as object), ...changes } });
    const damaged: readonly TensorFile[] = [
      metadata({ members: [] }),
      metadata({ members: [1] }),
      metadata({ members: undefined }),
      metadata({ format: 2 }),
      { ...packed, tensors: without('member-1/training/mean') },
      { ...packed, tensors: without('member-1/training/embeddings') },
      { ...packed, tensors: without('member-2/elements/table') },
      tensor('member-1/training/usual', [-1], []),
      tensor('member-1/training/inverse', [1, 2, 3]),
      inCard({ name: 1 }),
      inCard({ units: { y: 1 } }),
      inCard({ symprec: 0 }),
      inCard({ data: {} }),
      inCard({ finished: 'yes' }),
      inCard({ references: {} }),
      inCard({ evaluation: { part: 'test', records: 1, targets: [{ name: 'y', models: [{ name: 'x' }] }] } }),
    ];
    // Of the first member: what a file of another program, or one that was made to harm, might say of its own size and form.
    const member = (changes: object): TensorFile =>
      metadata({ members: [{ ...packed.metadata, ...packedMembers[0], ...changes }, ...packedMembers.slice(1)] });
    const packedMembers = packed.metadata['members'] as readonly Readonly<Record<string, object>>[];
    const { config, normalization, order } = packedMembers[0] as { [name: string]: object; order: readonly string[] };
    const configured = (changes: object): TensorFile => member({ config: { ...config, ...changes } });
    const normalized = (changes: object): TensorFile => member({ normalization: { ...normalization, ...changes } });
    const settings: readonly TensorFile[] = [
      // 13 billion weights, and matrices of a million rows: they are counted, never made.
      configured({ blocks: 64, expansion: 4096 }),
      configured({ variant: 'full', radialFunctions: 4096 }),
      normalized({ bins: 100_000 }),
      configured({ targets: 'y' }),
      member({ config: null }),
      member({ config: undefined }),
      member({ normalization: undefined }),
      member({ normalization: [] }),
      normalized({ cell: { mean: [], spread: [] } }),
      normalized({ statistics: { mean: [1], spread: [1] } }),
      normalized({ targets: [null] }),
      normalized({ targets: [{ name: 'y', mean: 0, spread: '1', log10: false, extensive: false }] }),
      normalized({ elements: [0.5] }),
      normalized({ groups: [231] }),
      normalized({ frequencies: null }),
      member({ order: undefined }),
      // As many copies of a weight as a short text can name.
      member({ order: [...order, order[0]] }),
      member({ order: [{ toString: 1 }] }),
      member({ order: order.slice(1) }),
    ];
    for (const file of settings)
      expect(() => Predictor.load([file])).toThrow(
        expect.objectContaining({ message: expect.not.stringMatching(/undefined|Cannot|null/) as string }),
      );
    for (const file of [...damaged, ...settings]) {
      expect(() => Predictor.load([file])).toThrow(expect.objectContaining({ code: 'bad-checkpoint' }));
      expect(tf.memory().numTensors).toBe(before);
    }
    expect(() => Predictor.load([metadata({ members: undefined })])).toThrow(/list of its members is missing/);
  });
});
