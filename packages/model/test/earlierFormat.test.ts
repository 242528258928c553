import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BatchRecord,
  initMoyo,
  type RecipeOptions,
  Structure,
  type StructureInput,
  structureToFeatures,
} from '@crystal-fourier/data';
import { decodeTensors, type Prediction, Predictor, type TensorFile, Trainer } from '@crystal-fourier/model';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

/** What the version that wrote the files predicted; see the README in that folder. */
interface Expected {
  readonly features: { readonly fourier: { readonly minCount: number }; readonly radial: { readonly bins: number } };
  readonly crystals: readonly (StructureInput & { readonly id: string; readonly targets: Record<string, number> })[];
  /** So many of the crystals, from the first on, were trained on; the others chose the epoch. */
  readonly train: number;
  readonly model: readonly Prediction[];
  readonly exported: readonly Prediction[];
}

const folder = join(import.meta.dirname, 'fixtures/format1');
const file = (name: string): TensorFile => decodeTensors(readFileSync(join(folder, `${name}.safetensors`)), name);
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
const structures = expected.crystals.map(({ id, lattice, sites }) => Structure.of({ id, lattice, sites }));

/** The crystals with features of another recipe, or of that of the files. */
function recordsWith(options: Parameters<typeof structureToFeatures>[1] = {}): BatchRecord[] {
  return structures.map((structure, i) => {
    const { id, targets } = expected.crystals[i]!;
    return {
      id,
      targets,
      features: structureToFeatures(structure, { ...expected.features, handedness: 'keep', moments: null, ...options })
        .features,
    };
  });
}

function compare(found: readonly Prediction[], wanted: readonly Prediction[]): void {
  expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
  found.forEach(({ values, spread, novelty, unknownElements, unknownGroup }, i) => {
    const other = wanted[i]!;
    // Of a crystal that is in the training set it is the root of what rounding leaves of a squared distance of 0.
    expect(Math.abs(novelty - other.novelty)).toBeLessThanOrEqual(2e-3);
    const numbers: [number, number][] = [
      ...Object.entries(other.values).map(([name, value]): [number, number] => [values[name]!, value]),
      ...Object.entries(other.spread ?? {}).map(([name, value]): [number, number] => [spread![name]!, value]),
    ];
    for (const [a, b] of numbers) expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(b)));
    expect({ unknownElements, unknownGroup }).toEqual({
      unknownElements: other.unknownElements,
      unknownGroup: other.unknownGroup,
    });
  });
}

beforeAll(async () => {
  await tf.setBackend('cpu');
  // The first tensor of this backend in Node prints an advertisement.
  tf.scalar(0).dispose();
  await initMoyo();
});

describe('a file without a recipe', () => {
  it('predicts what it did, from features and from structures, with the recipe that it must have been', async () => {
    const predictor = Predictor.load([file('model')]);
    const records = recordsWith();
    expect(predictor.recipe).toEqual(records[0]!.features.recipe);
    compare(await predictor.predict(records), expected.model);
    const made = await predictor.predictStructures(structures);
    compare(
      made.filter((item) => item.ok),
      expected.model,
    );
    predictor.dispose();
  });

  it('takes the tolerance from the card of an exported ensemble, or from the program', async () => {
    const exported = Predictor.load([file('exported')]);
    expect(exported.recipe.symprec).toBe(0.02);
    compare(await exported.predict(recordsWith({ symprec: 0.02 })), expected.exported);
    await expect(exported.predict(recordsWith())).rejects.toThrow('symprec: 0.01 against 0.02');
    exported.dispose();
    const model = Predictor.load([file('model')], { symprec: 0.05 });
    expect(model.recipe.symprec).toBe(0.05);
    compare(await model.predict(recordsWith({ symprec: 0.05 })), expected.model);
    model.dispose();
  });

  it.each<[RecipeOptions, string | RegExp]>([
    [{ radial: { bins: 12, last: 6 } }, 'radial.last: 6 against 9'],
    [{ radial: { bins: 24 } }, 'radial.bins: 24 against 12'],
    [{ fourier: { minCount: 27, damping: 0.3 } }, 'fourier.damping: 0.3 against 0'],
    [{ fourier: { minCount: 60 } }, /fourier.minCount: 60 against 27/],
    [{ handedness: 'merge' }, 'handedness: merge against keep'],
  ])('refuses features of %o by the field that differs', async (options, message) => {
    const predictor = Predictor.load([file('model')]);
    await expect(predictor.predict(recordsWith(options))).rejects.toThrow(message);
    predictor.dispose();
    const records = recordsWith(options);
    const parts = { train: records.slice(0, expected.train), validation: records.slice(expected.train) };
    expect(() => Trainer.resume(file('checkpoint'), parts)).toThrow(
      expect.objectContaining({ code: 'bad-checkpoint', message: expect.stringMatching(message) }),
    );
  });

  it('goes on as a training, to the network that it became, and has a recipe from then on', async () => {
    const records = recordsWith();
    const parts = { train: records.slice(0, expected.train), validation: records.slice(expected.train) };
    const trainer = Trainer.resume(file('checkpoint'), parts);
    expect(trainer.epoch).toBe(1);
    while (!trainer.finished) await trainer.runEpoch();
    const [model, checkpoint] = [await trainer.bestModel(), await trainer.checkpoint()];
    trainer.dispose();
    expect([model.metadata['recipe'], checkpoint.metadata['recipe']]).toEqual([trainer.recipe, trainer.recipe]);
    const predictor = Predictor.load([model]);
    compare(await predictor.predict(records), expected.model);
    predictor.dispose();
    Trainer.resume(checkpoint, parts).dispose();
    const others = parts.train.map((record, i) =>
      i === 2 ? { ...record, features: { ...record.features, radial: record.features.radial.map((x) => -x) } } : record,
    );
    expect(() => Trainer.resume(checkpoint, { ...parts, train: others as BatchRecord[] })).toThrow(/must be those/);
  });
});
