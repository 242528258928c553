import { featurize, initMoyo, readStructures, structureToFeatures } from '@crystal-fourier/data';
import { decodeTensors, encodeTensors, pretrainedDistance, Trainer } from '@crystal-fourier/model';
import { networkBytes, packagedNetwork } from '@crystal-fourier/models';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { exampleCrystal, exampleResult } from '../testing/exampleResults.js';
import { backendOrder } from './backendNames.js';
import { modelHost, type StartBackend } from './modelHost.js';

const NAME = 'formation-energy';
const bytes = new Uint8Array(await networkBytes(NAME));
const wasm = { simd: 'simd', plain: 'plain' };

beforeAll(async () => {
  await initMoyo();
  await tf.setBackend('cpu');
  // On its first use this backend recommends the native one, but not in tests of TensorFlow.js itself.
  tf.env().set('IS_TEST', true);
  tf.scalar(0).dispose();
  tf.env().set('IS_TEST', false);
});

/** Only JavaScript computes here. */
const startBackend: StartBackend = async (name) => {
  if (name !== 'cpu') return { ok: false, reason: 'not here' };
  return (await tf.setBackend('cpu')) ? { ok: true } : { ok: false, reason: 'it does not start' };
};

test('the fastest backend that starts is taken; what was wanted is tried first', async () => {
  expect(backendOrder('auto')).toEqual(['webgpu', 'wasm', 'cpu']);
  expect(backendOrder('cpu')).toEqual(['cpu', 'wasm']);
  expect(backendOrder('webgpu')).toEqual(['webgpu', 'wasm', 'cpu']);
  const host = modelHost(startBackend, () => 0);
  expect(await host.start({ choice: 'auto', wasm })).toEqual({
    backend: 'cpu',
    notes: ['webgpu: not here', 'wasm: not here'],
  });
  const none = modelHost(
    () => Promise.resolve({ ok: false, reason: 'no' }),
    () => 0,
  );
  await expect(none.start({ choice: 'auto', wasm })).rejects.toThrow('nothing can compute');
});

test('a model is loaded and predicts, also after a change of the backend', async () => {
  let clock = 0;
  const host = modelHost(startBackend, () => (clock += 5));
  const { features } = structureToFeatures(exampleResult('halite').structure);
  await expect(async () => host.predict({ features })).rejects.toThrow('no model is loaded');
  await host.start({ choice: 'cpu', wasm });
  const info = await host.load({ bytes, name: 'energy.safetensors' });
  expect(info).toMatchObject({
    task: 'regression',
    targets: [
      { name: 'formation_energy_per_atom', unit: 'eV/atom' },
      { name: 'band_gap', unit: 'eV' },
    ],
    members: 1,
    bytes: bytes.length,
  });
  expect(info.card!.evaluation).toBeDefined();
  expect(structuredClone(info)).toEqual(info);
  const first = await host.predict({ features });
  expect(first).toMatchObject({ backend: 'cpu', time: 5, unknownElements: [], unknownGroup: false });
  const { values } = packagedNetwork(NAME).references.find(({ crystal }) => crystal === 'halite')!;
  for (const [target, value] of Object.entries(values))
    expect(Math.abs(first.values[target]! - value), target).toBeLessThan(1e-3);
  const { memory } = tf;
  const before = memory().numTensors;
  await host.start({ choice: 'cpu', wasm });
  expect((await host.predict({ features })).values).toEqual(first.values);
  expect(memory().numTensors).toBe(before);
});

test('an element that is not known is named; a damaged file leaves the model that was there', async () => {
  const host = modelHost(startBackend, () => 0);
  await host.start({ choice: 'cpu', wasm });
  await host.load({ bytes, name: 'energy.safetensors' });
  const damaged = bytes.slice();
  damaged[damaged.length - 1]! ^= 1;
  expect(() => host.load({ bytes: damaged, name: 'bad.safetensors' })).toThrow(/bad\.safetensors.*damaged/);
  expect(() => host.load({ bytes: bytes.slice(0, 100), name: 'cut.safetensors' })).toThrow(/cut\.safetensors/);
  const { tensors, metadata } = decodeTensors(bytes, 'energy.safetensors');
  const checkpoint = encodeTensors({ tensors, metadata: { ...metadata, kind: 'checkpoint' } });
  expect(() => host.load({ bytes: checkpoint, name: 'checkpoint.safetensors' })).toThrow(
    /^checkpoint\.safetensors: a checkpoint is for more training; give model\.safetensors/,
  );
  const [read] = readStructures('Fm\n1.0\n4 0 0\n0 4 0\n0 0 4\nFm\n1\ndirect\n0 0 0\n');
  const { features } = structureToFeatures(read!.structure);
  expect(await host.predict({ features })).toMatchObject({ unknownElements: ['Fm'] });
});

test('features of another recipe are refused by the field that differs', async () => {
  const host = modelHost(startBackend, () => 0);
  await host.start({ choice: 'cpu', wasm });
  const { recipe } = await host.load({ bytes, name: 'energy.safetensors' });
  const { structure } = exampleResult('halite');
  const own = await host.predict({ features: structureToFeatures(structure, structuredClone(recipe)).features });
  expect(own.values).toEqual((await host.predict(structureToFeatures(structure))).values);
  const other = structureToFeatures(structure, { ...recipe, radial: { ...recipe.radial, last: 6 } }).features;
  await expect(async () => host.predict({ features: other })).rejects.toThrow('radial.last: 6 against 9');
});

test('a model with a pretrained encoder says which features it needs, and predicts from them', async () => {
  const names = ['halite', 'rutile'] as const;
  const records = names.map((name, i) => ({
    id: name,
    features: featurize(exampleCrystal(name), { encodings: {} }),
    targets: { energy: i },
  }));
  const trainer = Trainer.create({
    model: { targets: ['energy'], encoder: 'pretrained', width: 8, heads: 1, blocks: 1 },
    encoder: await pretrainedDistance(),
    train: records,
    validation: [],
  });
  const file = encodeTensors(await trainer.bestModel());
  trainer.dispose();
  const host = modelHost(startBackend, () => 0);
  await host.start({ choice: 'cpu', wasm });
  const info = structuredClone(await host.load({ bytes: file, name: 'own.safetensors' }));
  expect(info).toMatchObject({
    variant: 'fourier with a pretrained encoder',
    recipe: { encodings: { functions: 256 } },
  });
  const { features } = structureToFeatures(exampleResult('rutile').structure, info.recipe);
  const { values } = await host.predict({ features: structuredClone(features) });
  expect(Number.isFinite(values['energy'])).toBe(true);
  await expect(host.predict({ features: featurize(exampleCrystal('rutile')) })).rejects.toThrow(/encodings/);
});
