import type { BatchRecord, TensorTarget } from '@crystal-fourier/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from '../config/errors.js';
import { decodeTensors, encodeTensors } from '../files/safetensors.js';
import { normalNumbers } from '../ops/initial.js';
import { Predictor } from '../predictor.js';
import { useFastestBackend } from '../testing/backends.js';
import { handMade } from '../testing/handMade.js';
import { Trainer } from './trainer.js';

const tensor = (components: ArrayLike<number>): TensorTarget => ({
  kind: 'dielectric',
  components: Float64Array.from(components),
  deviation: 0,
});

/** Crystals whose tensor follows from their element, by its trace, and from their moments, by the rest. */
const records: BatchRecord[] = Array.from({ length: 24 }, (_, i) => {
  const record = handMade(`crystal ${i}`, 1 + (i % 3), {}, { seed: i + 1, atomicNumber: 5 + (i % 4), moments: true });
  const { values } = record.features.moments!;
  return { ...record, tensors: { epsilon: tensor([4 + (i % 4), values[0]!, values[2]!, values[4]!, 0, 1]) } };
});

const model = {
  targets: [],
  tensors: { epsilon: 'dielectric' },
  width: 16,
  heads: 2,
  blocks: 1,
  radialFunctions: 4,
} as const;
const training = { epochs: 12, batchSize: 8, seed: 3, learningRate: 5e-3 };
const input = { model, training, train: records.slice(0, 18), validation: records.slice(18) };

beforeAll(async () => void (await useFastestBackend()));

describe('a training on tensors', () => {
  it('learns, goes on after a checkpoint as if it had not stopped, and predicts what it validated', async () => {
    const whole = Trainer.create(input);
    const losses: number[] = [];
    let kept: Uint8Array | undefined;
    while (!whole.finished) {
      losses.push((await whole.runEpoch()).trainLoss);
      if (whole.epoch === 5) kept = encodeTensors(await whole.checkpoint());
    }
    expect(losses.at(-1)!).toBeLessThan(0.7 * losses[0]!);
    const resumed = Trainer.resume(decodeTensors(kept!, 'a checkpoint'), input);
    let last = await resumed.runEpoch();
    while (!resumed.finished) last = await resumed.runEpoch();
    const [file, again] = [await whole.bestModel(), await resumed.bestModel()];
    expect(again).toEqual(file);
    const predictor = Predictor.load([decodeTensors(encodeTensors(file), 'a model')]);
    expect(predictor.targets).toEqual([]);
    expect(predictor.tensors).toEqual([{ name: 'epsilon', kind: 'dielectric' }]);
    const found = await predictor.predict(input.validation);
    const errors = found.map(({ tensors }, i) =>
      Math.hypot(
        ...tensors!['epsilon']!.components.map((x, m) => x - input.validation[i]!.tensors!['epsilon']!.components[m]!),
      ),
    );
    const mae = errors.reduce((sum, error) => sum + error / errors.length, 0);
    // The best epoch is not the last one, in general: its score is what the file says.
    const [scale] = predictor.normalization.tensors!;
    const spread = Math.hypot(...scale!.parts.map((part) => part.spread));
    expect(mae / spread).toBeCloseTo(file.metadata['provenance'] === undefined ? NaN : scoreOf(file.metadata), 5);
    expect(Object.keys(last.validation)).toEqual(['epsilon']);
    for (const part of [whole, resumed, predictor]) part.dispose();
  });

  it('learns numbers and tensors together, each of the records that have it', async () => {
    const mixed = input.train.map(({ tensors, ...record }, i) => ({
      ...record,
      ...(i % 3 === 0 ? {} : { tensors: tensors! }),
      targets: i % 2 === 0 ? { energy: i } : {},
    }));
    const trainer = Trainer.create({
      model: { ...model, targets: ['energy'] },
      training: { ...training, epochs: 1 },
      train: mixed,
      validation: mixed,
    });
    // Records 3, 9 and 15 have neither.
    expect(trainer.counts.train).toBe(15);
    expect(trainer.excluded.filter(({ target }) => target === 'epsilon')).toHaveLength(12);
    const { validation, score } = await trainer.runEpoch();
    expect(validation['energy']!.count).toBe(9);
    expect(validation['epsilon']!.count).toBe(12);
    expect(score).toBeGreaterThan(0);
    trainer.dispose();
  });

  it('refuses what cannot be: another kind, no moments, a degree that they cannot make, tensors that are all alike', () => {
    const refusal = (change: object, train: readonly BatchRecord[] = input.train): string => {
      try {
        Trainer.create({ ...input, train, validation: [], model: { ...model, ...change } }).dispose();
        return 'nothing was refused';
      } catch (error) {
        expect(error).toBeInstanceOf(ModelError);
        return (error as ModelError).message;
      }
    };
    expect(refusal({ tensors: { epsilon: 'stiffness' } })).toMatch(/must be one of dielectric, rank2/);
    expect(refusal({ tensors: {} })).toMatch(/at least one tensor/);
    expect(refusal({ variant: 'distance' })).toMatch(/made of angular moments/);
    expect(refusal({ task: 'classification' })).toMatch(/task regression/);
    expect(refusal({ targets: ['epsilon'] })).toMatch(/a number or a tensor, not both/);
    expect(refusal({ tensors: { epsilon: 'elastic' } })).toMatch(/of the kind dielectric with 6 components/);
    const elastic = input.train.map((record, i) => ({
      ...record,
      tensors: {
        epsilon: { kind: 'elastic' as const, components: Float64Array.from(normalNumbers(21, 1, i)), deviation: 0 },
      },
    }));
    expect(refusal({ tensors: { epsilon: 'elastic' } }, elastic)).toMatch(
      /degree 4, which moments of degree 1 cannot make/,
    );
    const alike = input.train.map((record) => ({ ...record, tensors: { epsilon: tensor([3, 0, 0, 0, 0, 0]) } }));
    expect(refusal({}, alike)).toMatch(/must differ between records/);
  });
});

const scoreOf = (metadata: Readonly<Record<string, unknown>>): number =>
  (metadata['provenance'] as { readonly score: number }).score;
