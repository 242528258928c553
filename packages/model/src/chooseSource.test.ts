import type { BatchRecord } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseSource, RANDOM_WEIGHTS, type SourceChoiceInput } from './chooseSource.js';
import { decodeTensors, encodeTensors, type TensorFile } from './files/safetensors.js';
import { useFastestBackend } from './testing/backends.js';
import { handMade } from './testing/handMade.js';
import { MemoryStore } from './testing/memoryStore.js';
import { Trainer } from './training/trainer.js';

/** Crystals whose number follows from their element. */
const records: BatchRecord[] = Array.from({ length: 1020 }, (_, i) => {
  const record = handMade(
    `c${String(i).padStart(4, '0')}`,
    1,
    { x: (i % 7) ** 2 },
    { seed: i, atomicNumber: 5 + (i % 7) },
  );
  return { ...record, features: { ...record.features, groupNumber: 1 + (i % 12) } };
});
let file: TensorFile;

beforeAll(async () => {
  await useFastestBackend();
  const shape = { variant: 'composition', width: 8, blocks: 1, heads: 2 } as const;
  const training = { epochs: 20, batchSize: 14, learningRate: 0.03, seed: 1 };
  const trainer = Trainer.create({
    model: { ...shape, targets: ['x'] },
    training,
    train: records.slice(0, 28),
    validation: [],
  });
  while (!trainer.finished) await trainer.runEpoch();
  file = decodeTensors(encodeTensors(await trainer.bestModel()), 'a model');
  trainer.dispose();
});

const input = (change: Partial<SourceChoiceInput> = {}): SourceChoiceInput => ({
  train: records,
  model: { targets: ['x'], width: 8, blocks: 1, heads: 2, variant: 'composition' },
  training: { epochs: 2, batchSize: 64, seed: 2 },
  source: { file, name: 'squares', sha256: 'abc' },
  ...change,
});

describe('what a training begins with', () => {
  it('is the network where that is better on groups that were held out, and the same again', async () => {
    const store = new MemoryStore();
    const choice = await chooseSource(input(), { store });
    expect(choice).toMatchObject({
      variant: 'squares',
      reason: expect.stringContaining(`smaller than those of ${RANDOM_WEIGHTS}`) as string,
      trials: { candidates: [{ variant: RANDOM_WEIGHTS }, { variant: 'squares' }] },
    });
    expect(choice.trials!.share).toBeLessThanOrEqual(1);
    expect(await chooseSource(input(), { store })).toEqual(choice);
  });

  it('is the network with few records, unless random weights are better', { timeout: 120_000 }, async () => {
    const few = records.slice(0, 84);
    const training = { epochs: 4, batchSize: 14, learningRate: 0.03, seed: 2 };
    expect(await chooseSource(input({ train: few, training }))).toMatchObject({
      variant: 'squares',
      reason: expect.stringContaining('on crystals that were held out') as string,
    });
    // All elements are alike to it, and its heads alone are learned: it cannot tell crystals apart.
    const blind = Object.fromEntries(
      Object.entries(file.tensors).map(([name, { shape, values }]) => [
        name,
        { shape, values: name.startsWith('elements/') ? new Float32Array(values.length) : values },
      ]),
    );
    const source = { file: { ...file, tensors: blind }, name: 'blind' };
    const choice = await chooseSource(
      input({ train: few, source, training: { ...training, epochs: 10, tuned: 'heads' } }),
    );
    expect(choice.variant).toBe(RANDOM_WEIGHTS);
    expect(await chooseSource(input({ train: records.slice(0, 50) }))).toEqual({
      variant: 'squares',
      reason: 'with 50 training records, fewer than 60, none can be held out',
    });
  });

  it('is random weights where no group of many records can be held out', async () => {
    const alike = records.map((record) => ({ ...record, features: { ...record.features, groupNumber: 1 } }));
    expect(await chooseSource(input({ train: alike }))).toMatchObject({
      variant: RANDOM_WEIGHTS,
      reason: expect.stringContaining('one space group') as string,
    });
    const repeated = records.map((record) => ({ ...record, id: 'a' }));
    expect((await chooseSource(input({ train: repeated }))).reason).toContain(
      'identifiers of the training records repeat',
    );
  });
});
