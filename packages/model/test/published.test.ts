import { type BatchRecord, featurize, initMoyo, standardize, Structure } from '@crystal-fourier/data';
import { decodeTensors, encodeTensors, Predictor, SpaceGroupDense, Trainer } from '@crystal-fourier/model';
import { type Fractional, spaceGroup } from '@crystal-fourier/spacegroups';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

beforeAll(async () => {
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  await initMoyo();
});

/** Caesium chloride with another edge length, in Å. */
function example(a: number): BatchRecord {
  const structure = Structure.of({
    lattice: { a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 },
    sites: [
      { position: [0, 0, 0], species: 'Cs' },
      { position: [0.5, 0.5, 0.5], species: 'Cl' },
    ],
  });
  return { id: `CsCl ${a}`, features: featurize(standardize(structure)), targets: { edge: a } };
}

it('trains, saves, loads and predicts', async () => {
  const train = [3.8, 4, 4.2, 4.4].map(example);
  const trainer = Trainer.create({
    model: { targets: ['edge'], width: 8, blocks: 1, heads: 2 },
    training: { epochs: 2, batchSize: 2 },
    train,
    validation: [example(4.1)],
  });
  while (!trainer.finished) await trainer.runEpoch();
  const saved = encodeTensors(await trainer.bestModel());
  trainer.dispose();
  const predict = async (): Promise<number> => {
    const predictor = Predictor.load([decodeTensors(saved)]);
    const [prediction] = await predictor.predict([example(4.3)]);
    predictor.dispose();
    return prediction!.values['edge']!;
  };
  const value = await predict();
  expect(value).toBeGreaterThan(3);
  expect(value).toBeLessThan(5.5);
  expect(await predict()).toBe(value);
});

it('has a layer that is invariant under a group', async () => {
  const group = spaceGroup(136);
  const images = group.orbit([0.31, 0.12, 0.43] as Fractional);
  const layer = new SpaceGroupDense({ units: 3 });
  const out = layer.apply(tf.tensor([[...images]], [1, images.length, 3]), { groups: [136] }) as tf.Tensor;
  const rows = (await out.array()) as number[][][];
  const [first] = rows[0]!;
  for (const row of rows[0]!) row.forEach((value, unit) => expect(value).toBeCloseTo(first![unit]!, 4));
  expect(Math.max(...first!.map(Math.abs))).toBeGreaterThan(1e-3);
});
