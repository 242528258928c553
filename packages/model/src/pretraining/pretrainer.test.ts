import { type PairBlock, PAIR_INPUTS } from '@crystal-fourier/data';
import { orbitPairs } from '@crystal-fourier/data/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from '../config/errors.js';
import { distanceNetwork } from '../files/orbitEncoder.js';
import { decodeTensors, encodeTensors } from '../files/safetensors.js';
import { useFastestBackend } from '../testing/backends.js';
import { Pretrainer } from './pretrainer.js';
import { pretrainingOptions, trainedGroups } from './pretrainingOptions.js';

beforeAll(async () => void (await useFastestBackend()));

const METRIC = {
  form: 'metric',
  functions: 64,
  width: 16,
  cells: 32,
  pairs: 4096,
  learningRate: 1e-3,
  heldOut: [2, 225],
  seed: 3,
} as const;
const INDEX = { ...METRIC, form: 'index', functions: 64 } as const;

async function blocksOf(options: typeof METRIC | typeof INDEX): Promise<PairBlock[]> {
  const { form, functions, seed, cells, pairs } = options;
  const groups = trainedGroups(options);
  const blocks: PairBlock[] = [];
  for await (const block of orbitPairs({ form, functions, seed, cells, groups, to: pairs / 8, workers: 0 }))
    blocks.push(block);
  return blocks;
}

describe.each([METRIC, INDEX])('Pretrainer, form $form', (options) => {
  it('learns, and ends the same whether it was stopped or not', async () => {
    const blocks = await blocksOf(options);
    expect(blocks.some(({ groups }) => groups.includes(225))).toBe(false);
    const whole = Pretrainer.create(options, blocks[0]!);
    const stopped = Pretrainer.create(options, blocks[0]!);
    const error = async (): Promise<number> => {
      const predicted = await whole.predict(blocks[0]!);
      return (
        predicted.reduce((sum, value, i) => sum + Math.abs(value - blocks[0]!.distances[i]!), 0) / predicted.length
      );
    };
    const before = await error();
    for (const block of blocks) await whole.train(block);
    expect(await error()).toBeLessThan(0.98 * before);
    for (const block of blocks.slice(0, 3)) await stopped.train(block);
    const resumed = Pretrainer.resume(decodeTensors(encodeTensors(await stopped.checkpoint())));
    expect(resumed.step).toBe(3);
    for (const block of blocks.slice(3)) await resumed.train(block);
    expect(encodeTensors(await resumed.encoder())).toEqual(encodeTensors(await whole.encoder()));
    expect(resumed.finished).toBe(true);
    await expect(resumed.train(blocks[0]!)).rejects.toThrow('all 16 steps are done');
    for (const trainer of [whole, stopped, resumed]) trainer.dispose();
  });
});

describe('an encoder of the form metric', () => {
  it('predicts the same without a device', async () => {
    const [block] = await blocksOf(METRIC);
    const trainer = Pretrainer.create(METRIC, block!);
    await trainer.train(block!);
    const network = distanceNetwork(decodeTensors(encodeTensors(await trainer.encoder())));
    const predicted = await trainer.predict(block!);
    predicted.forEach((value, i) =>
      expect(network.distance(block!.inputs, i * PAIR_INPUTS, block!.scales[i]!)).toBeCloseTo(value, 4),
    );
    trainer.dispose();
  });

  it('is refused where it is of the other form', async () => {
    const [block] = await blocksOf(INDEX);
    const trainer = Pretrainer.create(INDEX, block!);
    const file = await trainer.encoder();
    expect(() => distanceNetwork(file)).toThrow(/must be of the form metric, got "index"/);
    trainer.dispose();
  });
});

describe('pretrainingOptions', () => {
  it('refuses groups that there are not, and all of them', () => {
    expect(() => pretrainingOptions({ heldOut: [231] })).toThrow(ModelError);
    expect(() => pretrainingOptions({ heldOut: Array.from({ length: 230 }, (_, i) => i + 1) })).toThrow(
      /not all of them/,
    );
    expect(() => pretrainingOptions({ functions: 2 })).toThrow(/functions must be an integer from 8 to 4096/);
  });
});
