import type { BatchRecord } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { calibratedModels } from './calibratedModels.js';
import type { ModelCard } from './files/modelCard.js';
import { packModel, unpackModel } from './files/packedModel.js';
import { decodeTensors, encodeTensors, type TensorFile } from './files/safetensors.js';
import { Predictor } from './predictor.js';
import { useFastestBackend } from './testing/backends.js';
import { handMade } from './testing/handMade.js';
import { Trainer } from './training/trainer.js';

const record = (seed: number): BatchRecord =>
  handMade(`r${seed}`, 1 + (seed % 3), { y: 1 + ((seed * 7919) % 101), z: 3 + ((seed * 104_729) % 89) }, { seed });
const records = (from: number, count: number): BatchRecord[] =>
  Array.from({ length: count }, (_, i) => record(from + i));
const [train, validation, unseen] = [records(1, 40), records(100, 120), records(300, 80)];
const card: Omit<ModelCard, 'references'> = {
  name: 'made by hand',
  units: {},
  symprec: train[0]!.features.recipe.symprec,
  data: { name: 'made', hash: '', records: 40, parts: { train: 40 } },
  seed: 0,
  backend: 'any',
  versions: {},
  finished: true,
};

let members: TensorFile[];
beforeAll(async () => {
  await useFastestBackend();
  members = [];
  for (const seed of [0, 1, 2]) {
    const trainer = Trainer.create({
      model: { targets: ['y', 'z'], variant: 'distance', width: 4, heads: 2, blocks: 1, radialFunctions: 2 },
      training: { epochs: 1, batchSize: 8, seed, log10: ['y'], extensive: ['z'] },
      train,
      validation: [],
    });
    await trainer.runEpoch();
    members.push(await trainer.bestModel());
    trainer.dispose();
  }
});

async function predicted(files: readonly TensorFile[], level?: number) {
  const predictor = Predictor.load(files);
  try {
    return { predictions: await predictor.predict(unseen, { level }), calibration: predictor.calibration };
  } finally {
    predictor.dispose();
  }
}

describe('calibratedModels', () => {
  it('gives intervals about the values: a factor for logarithms, proportional to the size for what grows with it', async () => {
    const { files } = await calibratedModels(members.slice(0, 1), validation, { part: 'val' });
    const { predictions, calibration } = await predicted(files);
    expect(calibration).toMatchObject({ members: 1, part: 'val' });
    expect(calibration!.quantities.map(({ name, fitted, quantiles }) => [name, fitted, quantiles.count])).toEqual([
      ['y', 40, 80],
      ['z', 40, 80],
    ]);
    for (const { values, intervals, spread } of predictions) {
      const { y, z } = intervals!;
      expect(Math.sqrt(y!.low * y!.high) / values['y']!).toBeCloseTo(1, 10);
      expect((z!.low + z!.high) / 2 / values['z']!).toBeCloseTo(1, 10);
      expect(y!.high).toBeGreaterThan(y!.low);
      expect(spread).toBeUndefined();
    }
    const held = predictions.filter(
      ({ intervals }, i) =>
        unseen[i]!.targets!['y']! <= intervals!['y']!.high && unseen[i]!.targets!['y']! >= intervals!['y']!.low,
    ).length;
    expect(held / unseen.length).toBeGreaterThan(0.8);
    const wider = await predicted(files, 0.98);
    const narrower = await predicted(files, 0.5);
    predictions.forEach(({ intervals }, i) => {
      const of = (other: typeof wider): number => other.predictions[i]!.intervals!['y']!.high;
      expect(of(narrower)).toBeLessThan(intervals!['y']!.high);
      expect(of(wider)).toBeGreaterThanOrEqual(intervals!['y']!.high);
    });
  });

  it('says which levels cannot be, and gives no interval of few records unasked', async () => {
    await expect(predicted(members, 0.9)).rejects.toThrow('these were not');
    const { files } = await calibratedModels(members, validation);
    await expect(predicted(files, 1)).rejects.toThrow('level must be more than 0 and less than 1, got 1');
    await expect(predicted(files, 0.99)).rejects.toThrow('need at least 99 calibration records, got 80 for y');
    const few = await calibratedModels(members, validation.slice(0, 8));
    expect((await predicted(few.files)).predictions.every(({ intervals }) => intervals === undefined)).toBe(true);
    expect((await predicted(few.files, 0.8)).predictions.every(({ intervals }) => intervals !== undefined)).toBe(true);
  });

  it('gives deviations of an ensemble the size of its errors, and belongs to all of its networks', async () => {
    const raw = await predicted(members);
    const { files, calibration } = await calibratedModels(members, validation);
    expect(files.slice(1)).toEqual(members.slice(1));
    const found = await predicted(files);
    const factor = calibration.quantities[1]!.spreadFactor!;
    found.predictions.forEach(({ spread, values }, i) => {
      expect(spread!['z']! / raw.predictions[i]!.spread!['z']!).toBeCloseTo(factor, 6);
      expect(values).toEqual(raw.predictions[i]!.values);
    });
    const alone = await predicted(files.slice(0, 2));
    expect(alone.calibration).toBeUndefined();
    expect(alone.predictions[0]!.intervals).toBeUndefined();
  });

  it('survives saving and packing; where novelty is measured by centres it is made again for that', async () => {
    const { files } = await calibratedModels(members, validation);
    const saved = files.map((file) => decodeTensors(encodeTensors(file), 'saved'));
    const before = await predicted(files);
    const whole = packModel(saved, card);
    const centres = packModel(saved, card, { embeddings: 6 });
    for (const packed of [whole, centres])
      expect(Object.keys(packed.tensors).some((name) => name.includes('calibration'))).toBe(false);
    expect((await predicted([whole])).predictions).toEqual(before.predictions);
    const again = await predicted([centres]);
    // What was made again is what the records say of the packed networks.
    const direct = await calibratedModels([centres], validation);
    again.calibration!.quantities.forEach(({ quantiles, difficulty }, q) => {
      const other = direct.calibration.quantities[q]!;
      expect(quantiles.count).toBe(other.quantiles.count);
      quantiles.scores.forEach((score, i) => expect(score / other.quantiles.scores[i]!).toBeCloseTo(1, 3));
      expect(difficulty.offset).toBeCloseTo(other.difficulty.offset, 3);
    });
    expect(unpackModel(direct.files[0]!).card).toEqual(unpackModel(centres).card);
    expect((await predicted(direct.files)).calibration).toEqual(direct.calibration);
  });

  it('is refused where it is damaged, and of what cannot be calibrated', async () => {
    const { files } = await calibratedModels(members.slice(0, 1), validation);
    const { calibration } = files[0]!.metadata as { calibration: { quantities: object[] } };
    for (const bad of [{}, { ...calibration, quantities: [] }, { ...calibration, members: 0 }])
      expect(() => Predictor.load([{ ...files[0]!, metadata: { ...files[0]!.metadata, calibration: bad } }])).toThrow(
        'its calibration is',
      );
    await expect(calibratedModels(members, [])).rejects.toThrow('at least one of 0 records must have a value of y, z');
    await expect(
      calibratedModels(
        members,
        validation.map(({ id, features }) => ({ id, features })),
      ),
    ).rejects.toThrow('at least one of 120 records must have a value of y, z');
  });
});
