import {
  type BatchRecord,
  featureRecipe,
  type Handedness,
  initMoyo,
  standardize,
  Structure,
  structureToFeatures,
} from '@crystal-fourier/data';
import { decodeTensors, encodeTensors, Predictor, Trainer } from '@crystal-fourier/model';
import { lookup } from '@crystal-fourier/spacegroups';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(async () => {
  await tf.setBackend('cpu');
  // The first tensor of this backend in Node prints an advertisement.
  tf.scalar(0).dispose();
  await initMoyo();
});

/** α-quartz and its mirror image, as crystallography writes them: Si 3a at (u, 0, 2/3) or (u, 0, 1/3). */
function quartz(symbol: 'P 32 2 1' | 'P 31 2 1', a = 4.916): Structure {
  const found = lookup(symbol);
  if (!found.ok) throw new Error(symbol);
  const { group } = found;
  const sign = symbol === 'P 32 2 1' ? 1 : -1;
  const sites = [
    { species: 'Si', x: [0.4697, 0, (sign * 2) / 3] as const },
    { species: 'O', x: [0.4135, 0.2669, sign * 0.7858] as const },
  ].flatMap(({ species, x }) => {
    const { position, parameters } = group.wyckoffOf([...x], 1e-6);
    return position.orbit(parameters).map((point) => ({ species, position: point }));
  });
  return Structure.of({ lattice: { a, b: a, c: 1.0996 * a, alpha: 90, beta: 90, gamma: 120 }, sites, id: symbol });
}

const HANDS = ['P 32 2 1', 'P 31 2 1'] as const;

/** A small network of all features, trained on quartz of one hand in several sizes, as it is saved. */
async function trained(handedness: Handedness): Promise<Uint8Array> {
  const recipe = featureRecipe({ handedness });
  const example = (a: number): BatchRecord => ({
    id: `quartz ${a}`,
    features: structureToFeatures(quartz('P 32 2 1', a), recipe).features,
    targets: { energy: -8 + (a - 4.9) ** 2 },
  });
  const trainer = Trainer.create({
    model: { variant: 'full', targets: ['energy'], width: 16, blocks: 1, heads: 2 },
    training: { epochs: 3, batchSize: 2 },
    train: [4.7, 4.8, 5, 5.1].map(example),
    validation: [example(4.95)],
  });
  while (!trainer.finished) await trainer.runEpoch();
  const saved = encodeTensors(await trainer.bestModel());
  trainer.dispose();
  return saved;
}

async function energies(predictor: Predictor): Promise<number[]> {
  const items = await predictor.predictStructures(HANDS.map((hand) => quartz(hand)));
  return items.map((item) => (item.ok ? item.values['energy']! : Number.NaN));
}

describe('left and right quartz', () => {
  it('are of two groups, and mirror images of each other', () => {
    expect(HANDS.map((hand) => standardize(quartz(hand)).group.number)).toEqual([154, 152]);
    expect(HANDS.map((hand) => String(standardize(quartz(hand), { handedness: 'merge' })))).toEqual(
      HANDS.map(() => String(standardize(quartz('P 31 2 1')))),
    );
  });

  it('have one energy by default, and the saved model says so', async () => {
    const predictor = Predictor.load([decodeTensors(await trained('merge'))]);
    expect(predictor.recipe.handedness).toBe('merge');
    const [right, left] = await energies(predictor);
    expect(left).toBe(right);
    predictor.dispose();
  });

  it('are two crystals for a model of features that keep the hand', async () => {
    const predictor = Predictor.load([decodeTensors(await trained('keep'))]);
    expect(predictor.recipe.handedness).toBe('keep');
    const [right, left] = await energies(predictor);
    expect(Math.abs(left! - right!)).toBeGreaterThan(1e-4);
    const { features } = structureToFeatures(quartz('P 31 2 1'));
    await expect(predictor.predict([{ id: 'merged', features }])).rejects.toThrow('handedness: merge against keep');
    predictor.dispose();
  });
});
