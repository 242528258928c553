import {
  type BatchRecord,
  featurize,
  type FeaturizeOptions,
  initMoyo,
  standardize,
  PAIR_INPUTS,
  type Structure,
  writeOrbitPair,
} from '@crystal-fourier/data';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DESCRIPTIONS } from '../../data/test/support/descriptions.ts';
import { crystalOfGroup } from '../../data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../data/test/support/randomGeometry.ts';
import { type ModelConfig, modelConfig } from './config/config.js';
import { networkRecipe, requiredFeatures } from './features/modelRecipe.js';
import { pretrainedDistance } from './files/orbitEncoder.js';
import { decodeTensors, encodeTensors, type TensorFile } from './files/safetensors.js';
import { OrbitDistance } from './layers/orbitDistance.js';
import { Predictor } from './predictor.js';
import { useFastestBackend } from './testing/backends.js';
import { relativeDifference } from './testing/numbers.js';
import { Trainer, type TrainerInput } from './training/trainer.js';

const GROUPS = [1, 2, 14, 15, 19, 62, 88, 122, 136, 148, 167, 186, 194, 198, 216, 221, 225, 227];
const PLAIN: FeaturizeOptions<'float32'> = { fourier: { minCount: 27 }, radial: { bins: 24 }, moments: null };
const ENCODED: FeaturizeOptions<'float32'> = { ...PLAIN, encodings: { functions: 256 } };
const encoder = await pretrainedDistance();

const structures = new Map<number, Structure>();
let encoded: BatchRecord[] = [];
let plain: BatchRecord[] = [];

beforeAll(async () => {
  await initMoyo();
  await useFastestBackend();
  for (const group of GROUPS) structures.set(group, crystalOfGroup(group, new RandomGeometry(group)));
  const made = (options: FeaturizeOptions<'float32'>): BatchRecord[] =>
    GROUPS.map((group) => {
      const features = featurize(standardize(structures.get(group)!), options);
      return { id: `group ${group}`, features, targets: { size: features.cell[0]!, charge: Math.sin(group) } };
    });
  encoded = made(ENCODED);
  plain = made(PLAIN);
}, 60_000);

const input = (model: Partial<ModelConfig> = {}, records = encoded): TrainerInput => ({
  model: {
    targets: ['size', 'charge'],
    encoder: 'pretrained',
    width: 16,
    heads: 2,
    blocks: 1,
    radialFunctions: 6,
    ...model,
  },
  training: { epochs: 3, batchSize: 5, learningRate: 3e-3, seed: 11 },
  train: records.slice(0, 14),
  validation: records.slice(14),
  encoder,
});

async function trained(trainer: Trainer): Promise<TensorFile> {
  while (!trainer.finished) await trainer.runEpoch();
  const model = await trainer.bestModel();
  trainer.dispose();
  return model;
}

async function predicted(predictor: Predictor, records: readonly BatchRecord[], batchSize = 16): Promise<number[]> {
  const all = await predictor.predict(records, { batchSize });
  return all.flatMap(({ values }) => Object.values(values));
}

/** Values of a weight of the learned distance in a file. */
const weightOf = ({ tensors }: TensorFile, name: string): Float32Array =>
  tensors[`distance/${name}`]!.values as Float32Array;

describe('a network with a pretrained encoder', () => {
  it('has no features of fixed indices and no edges of the cell', () => {
    const config = modelConfig({ targets: ['y'], encoder: 'pretrained' });
    expect(config).toMatchObject({
      variant: 'fourier',
      cell: 'volume',
      surroundings: true,
      totals: true,
      encoderTraining: 'frozen',
      encoderFunctions: 256,
      encoderWidth: 64,
    });
    expect(requiredFeatures(config)).toEqual({ encodings: { functions: 256 } });
    const other = modelConfig({ targets: ['y'], variant: 'distance' });
    expect(requiredFeatures(other)).toEqual({});
    // Configurations without one are what they were before there was one.
    expect(Object.keys(other).filter((name) => name.startsWith('encoder'))).toEqual(['encoder']);
  });

  it.each([
    [{ encoder: 'pretrained', variant: 'full' }, /encoder pretrained is of the variant fourier.*got "full"/],
    [{ encoder: 'pretrained', encoderTraining: 'thawed' }, /encoderTraining must be one of frozen, fine-tuned/],
    [{ encoderTraining: 'frozen' }, /encoderTraining is there with the encoder pretrained alone, got "frozen"/],
    [{ encoder: 'product', encoderWidth: 64 }, /encoderWidth is there with the encoder pretrained alone/],
  ])('refuses %j', (options, message) => {
    expect(() => modelConfig({ targets: ['y'], ...options } as never)).toThrow(message);
  });

  it.each(['frozen', 'fine-tuned'] as const)('keeps the distance, or learns it on, and says so (%s)', async (way) => {
    const trainer = Trainer.create(input({ encoderTraining: way }));
    const file = await trained(trainer);
    const { w1, b2, mean, spread } = encoder.weights;
    for (const [name, before] of Object.entries({ mean, spread }))
      expect(weightOf(file, name)).toEqual(Float32Array.from(before));
    for (const [name, before] of Object.entries({ w1, b2 })) {
      if (way === 'frozen') expect(weightOf(file, name)).toEqual(before);
      else {
        expect(weightOf(file, name)).not.toEqual(before);
        expect(relativeDifference(weightOf(file, name), before)).toBeLessThan(0.5);
      }
    }
    const learned = way === 'frozen' ? 0 : 7873;
    const without = Trainer.create({ ...input(), model: { ...input().model, encoderTraining: 'frozen' } });
    expect(trainer.parameterCount - without.parameterCount).toBe(learned);
    without.dispose();
  });

  it('sees distances: crystals that differ only in places are told apart', async () => {
    const predictor = Predictor.load([await trained(Trainer.create(input()))]);
    const [record] = encoded.slice(3);
    const { kernels, scales } = record!.features.encodings!;
    const moved = {
      ...record!.features,
      encodings: { scales, kernels: kernels.map((x, i) => (i < 12 ? x : 0.9 * x)) },
    };
    const [one, other] = [
      await predicted(predictor, [record!]),
      await predicted(predictor, [{ ...record!, features: moved }]),
    ];
    expect(relativeDifference(other, one)).toBeGreaterThan(1e-4);
    predictor.dispose();
  });

  it('predicts the same after it was saved, and says which features it needs', async () => {
    const file = await trained(Trainer.create(input({ encoderTraining: 'fine-tuned' })));
    const [first, second] = [Predictor.load([file]), Predictor.load([decodeTensors(encodeTensors(file), 'model')])];
    expect(second.recipe.encodings).toEqual({ functions: 256 });
    expect(await predicted(second, encoded)).toEqual(await predicted(first, encoded));
    const [prediction] = await second.predictStructures([structures.get(62)!]);
    const known = await second.predict([encoded[GROUPS.indexOf(62)]!]);
    expect(prediction).toMatchObject({ ok: true, values: known[0]!.values });
    await expect(second.predict(plain)).rejects.toThrow(/encodings\.functions: nothing against 256 of the model/);
    for (const predictor of [first, second]) predictor.dispose();
  });

  it('goes on from a checkpoint as if it had not been stopped', async () => {
    for (const encoderTraining of ['frozen', 'fine-tuned'] as const) {
      const whole = await trained(Trainer.create(input({ encoderTraining })));
      const stopped = Trainer.create(input({ encoderTraining }));
      await stopped.runEpoch();
      const checkpoint = decodeTensors(encodeTensors(await stopped.checkpoint()), 'checkpoint');
      stopped.dispose();
      const { train, validation } = input();
      const resumed = await trained(Trainer.resume(checkpoint, { train, validation }));
      expect(resumed.tensors).toEqual(whole.tensors);
      expect(() => Trainer.resume(checkpoint, { train: plain, validation: [] })).toThrow(
        /encodings\.functions: nothing against 256 of the checkpoint/,
      );
      const [first, ...rest] = train;
      const kernels = first!.features.encodings!.kernels.map((x, i) => (i === 3 ? x * 1.01 : x));
      const encodings = { ...first!.features.encodings!, kernels };
      const changed = [{ ...first!, features: { ...first!.features, encodings } }, ...rest];
      expect(() => Trainer.resume(checkpoint, { train: changed, validation })).toThrow(
        /must be those of the checkpoint/,
      );
    }
  });

  it('does not depend on the other crystals of a batch, or on the description of one', async () => {
    const predictor = Predictor.load([await trained(Trainer.create(input()))]);
    const together = await predicted(predictor, encoded, 64);
    expect(relativeDifference(await predicted(predictor, encoded, 1), together)).toBeLessThan(1e-5);
    const some = GROUPS.filter((_, i) => i % 4 === 1);
    const expected = await predicted(
      predictor,
      some.map((group) => encoded[GROUPS.indexOf(group)]!),
    );
    for (const [name, describe_] of Object.entries(DESCRIPTIONS)) {
      const others = some.map((group): BatchRecord => {
        const structure = structures.get(group)!;
        const other = describe_(structure, standardize(structure), new RandomGeometry(group));
        return { id: `group ${group}`, features: featurize(standardize(other), ENCODED) };
      });
      // Atoms that are moved by 1e-5 Å are another crystal, if hardly.
      const tolerance = name === 'noise' ? 1e-3 : 1e-4;
      expect(relativeDifference(await predicted(predictor, others), expected), name).toBeLessThan(tolerance);
    }
    predictor.dispose();
  });

  it('computes the distances that the encoder has without a device', () => {
    const layer = new OrbitDistance({ name: 'alone', width: encoder.width, standardizes: true });
    layer.build();
    layer.assign(encoder.weights);
    const { encodings, orbitCount } = encoded[GROUPS.indexOf(62)]!.features;
    const numbers = new Float32Array(PAIR_INPUTS);
    expect(orbitCount).toBeGreaterThan(1);
    for (let i = 1; i < orbitCount; i++) {
      const scale = writeOrbitPair(encodings!, i, 0, numbers, 0);
      const [value] = tf.tidy(() => layer.call(tf.tensor2d(numbers, [1, PAIR_INPUTS])).dataSync());
      expect(value! * scale).toBeCloseTo(encoder.distance(numbers, 0, scale), 4);
    }
    for (const variable of layer.trainableWeights) variable.dispose();
  });
});

describe('what a network reads', () => {
  it('is refused where the features lack it, with what to do', () => {
    expect(() => Trainer.create(input({}, plain))).toThrow(
      /reads encodings \{"functions":256\}, the features have none; prepare them with a recipe with these encodings/,
    );
    const other = plain.map((record) => ({
      ...record,
      features: { ...record.features, recipe: { ...record.features.recipe, encodings: { functions: 32 } } },
    }));
    expect(() => Trainer.create(input({}, other))).toThrow(/the features have \{"functions":32\}/);
    const empty = plain.map((record, i) => ({
      ...record,
      features: { ...record.features, recipe: encoded[i]!.features.recipe },
    }));
    expect(() => Trainer.create(input({}, empty))).toThrow(/must have the encodings that its recipe says, it has none/);
  });

  it('begins with a learned distance, and only where there is one to be learned', () => {
    const { encoder: _, ...rest } = input();
    expect(() => Trainer.create(rest)).toThrow(/give encoder: await pretrainedDistance\(\)/);
    const { model, ...others } = input({}, plain);
    expect(() => Trainer.create({ ...others, model: { ...model, encoder: 'mlp' } })).toThrow(
      /a learned distance was given to a network with the encoder mlp/,
    );
  });

  it('is all that its recipe asks for: features may have more', async () => {
    const model = {
      targets: ['size'],
      width: 16,
      heads: 2,
      blocks: 1,
      radialFunctions: 6,
      variant: 'distance',
    } as const;
    const of = (records: BatchRecord[]): TrainerInput => {
      const { encoder: _, ...rest } = input({}, records);
      return { ...rest, model };
    };
    const [one, other] = [await trained(Trainer.create(of(plain))), await trained(Trainer.create(of(encoded)))];
    expect(other).toEqual(one);
    const predictor = Predictor.load([other]);
    expect('encodings' in predictor.recipe).toBe(false);
    expect(await predicted(predictor, encoded)).toEqual(await predicted(predictor, plain));
    // A training that began with the one goes on with the other.
    const trainer = Trainer.create(of(plain));
    const checkpoint = await trainer.checkpoint();
    trainer.dispose();
    const { train, validation } = of(encoded);
    Trainer.resume(checkpoint, { train, validation }).dispose();
    predictor.dispose();
    expect(networkRecipe(plain[0]!.features.recipe, modelConfig(model))).toBe(plain[0]!.features.recipe);
  });
});
