import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initMoyo, structureToFeatures } from '@crystal-fourier/data';
import { decodeTensors, Predictor, unpackModel } from '@crystal-fourier/model';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { EXAMPLE_FOLDER, exampleResult } from '../testing/exampleResults.js';

const folder = join(import.meta.dirname, '../../../public/models');

/** What `tools/pretrained/pretrain.mjs` writes beside the model. */
interface Sheet {
  readonly bytes: number;
  readonly data: { readonly records: number; readonly parts: Readonly<Record<string, number>>; readonly hash: string };
  readonly test: {
    readonly records: number;
    readonly models: readonly { readonly model: string; readonly mae: number }[];
  };
  readonly symprec: number;
}

/**
 * Energies in eV per atom, and novelty. Made with `cft predict apps/explorer/public/models/ionic.safetensors examples --backend cpu` (cpu 4.22.0;
 * the backends wasm and tensorflow give the same to 4e-6 eV). They change with the file of the model alone: if they change otherwise, features
 * or layers mean something else than in its training.
 */
const PREDICTIONS: Readonly<Record<string, readonly [energy: number, novelty: number]>> = {
  baddeleyite: [-35.520201, 0.734],
  'caesium-chloride': [-3.159851, 0.403],
  corundum: [-29.79528, 0.727],
  diamond: [-21.383017, 6.206],
  fluorite: [-8.70658, 0.383],
  halite: [-3.889231, 0.488],
  quartz: [-42.228226, 0.788],
  rutile: [-38.463672, 0.484],
  sphalerite: [-16.669728, 0.674],
  'strontium-titanate': [-29.825945, 0.608],
  zincite: [-19.094507, 0.473],
};

test('the shipped model predicts the examples as it did when it was made', async () => {
  await initMoyo();
  await tf.setBackend('cpu');
  // On its first use this backend recommends the native one, but not in tests of TensorFlow.js itself.
  tf.env().set('IS_TEST', true);
  tf.scalar(0).dispose();
  tf.env().set('IS_TEST', false);
  const names = readdirSync(EXAMPLE_FOLDER).filter((name) => name.endsWith('.cif'));
  expect(names.map((name) => name.replace('.cif', ''))).toEqual(Object.keys(PREDICTIONS));
  const predictor = Predictor.load([decodeTensors(readFileSync(join(folder, 'ionic.safetensors')))]);
  const records = Object.keys(PREDICTIONS).map((id) => ({
    id,
    features: structureToFeatures(exampleResult(id).structure, predictor.recipe).features,
  }));
  const predictions = await predictor.predict(records);
  predictor.dispose();
  for (const { id, values, novelty } of predictions) {
    const [energy, expectedNovelty] = PREDICTIONS[id]!;
    expect(Math.abs(values['energy_per_atom']! - energy), id).toBeLessThan(1e-4);
    expect(Math.abs(novelty - expectedNovelty), id).toBeLessThan(1e-3);
  }
});

test('the sheet beside the shipped model tells what the model itself tells, and a page can afford its size', () => {
  const bytes = readFileSync(join(folder, 'ionic.safetensors'));
  const sheet = JSON.parse(readFileSync(join(folder, 'ionic.json'), 'utf8')) as Sheet;
  const { card } = unpackModel(decodeTensors(bytes));
  expect(bytes.length).toBe(sheet.bytes);
  expect(bytes.length).toBeLessThanOrEqual(450_000);
  expect(card).toMatchObject({
    symprec: sheet.symprec,
    finished: true,
    data: { parts: sheet.data.parts, hash: sheet.data.hash },
  });
  expect(card?.evaluation).toMatchObject({ part: 'test', records: sheet.test.records });
  const told = card!.evaluation!.targets[0]!.models.map(({ name, metrics }) => [
    name.replace(/^network.*/, 'network'),
    metrics['mae'],
  ]);
  expect(told.length).toBeGreaterThan(1);
  for (const { model, mae } of sheet.test.models) {
    const own = told.find(([name]) => name === model.replace(/^network.*/, 'network'));
    expect(own?.[1], model).toBeCloseTo(mae, 3);
  }
});
