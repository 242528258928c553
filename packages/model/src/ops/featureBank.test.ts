import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelConfig } from '../config/config.js';
import { FeatureBank } from './featureBank.js';
import { featureTables } from '../features/featureTables.js';
import { normalizationOf } from '../features/normalization.js';
import { useFastestBackend } from '../testing/backends.js';
import { HAND_MADE_BINS, handMade } from '../testing/handMade.js';

beforeAll(async () => {
  await useFastestBackend();
});

const records = [handMade('one', 1, { y: 1 }), handMade('three', 3, { y: 2 }, { seed: 3 })];
const normalization = normalizationOf(records, ['y'], 'regression', { log10: false, extensive: false });
const config = modelConfig({ targets: ['y'], variant: 'full' });

describe('FeatureBank', () => {
  it('puts the features of a crystal at its index, and 0 elsewhere', () => {
    const before = tf.memory().numTensors;
    const bank = new FeatureBank(
      featureTables(
        records,
        modelConfig({ targets: ['y'], variant: 'distance' }),
        normalization,
        records[0]!.features.recipe,
      ),
    );
    const inputs = bank.batch([1, 0]);
    expect([inputs.batch, inputs.orbits]).toEqual([2, 3]);
    const K = HAND_MADE_BINS + 2;
    const pairs = inputs.pairs.arraySync();
    const { radial } = records[1]!.features;
    for (let pair = 0; pair < 9; pair++) {
      expect(pairs[pair]!.slice(0, HAND_MADE_BINS)).toEqual(Array.from(radial.slice(3 * pair, 3 * pair + 3)));
      expect(pairs[pair]!.slice(HAND_MADE_BINS)).toEqual([pair % 4 === 0 ? 1 : 0, Math.fround(1 / 3)]);
    }
    expect(pairs[9]).toEqual([...records[0]!.features.radial, 1, 1]);
    for (const padding of pairs.slice(10)) expect(padding).toEqual(new Array(K).fill(0));
    expect(inputs.shares.dataSync()).toEqual(Float32Array.of(1 / 3, 1 / 3, 1 / 3, 1, 0, 0));
    tf.dispose(Object.values(inputs).filter((part) => part instanceof tf.Tensor));
    bank.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses indices that it has not, and none', () => {
    const bank = new FeatureBank(
      featureTables(
        records,
        modelConfig({ targets: ['y'], variant: 'distance' }),
        normalization,
        records[0]!.features.recipe,
      ),
    );
    for (const indices of [[], [2], [-1], [0.5]])
      expect(() => bank.batch(indices)).toThrow(expect.objectContaining({ name: 'ModelError', code: 'bad-argument' }));
    bank.dispose();
  });

  it('leaves nothing on the device when features are refused', () => {
    const before = tf.memory().numTensors;
    // No frequency set has 3 in its half space.
    const odd = records.map((record) => ({
      ...record,
      features: { ...record.features, frequencyCount: 3, fourier: new Float32Array(6 * record.features.orbitCount) },
    }));
    const sizes = { ...normalization, frequencies: { cubic: 3, hexagonal: 0 } };
    expect(() => new FeatureBank(featureTables(odd, config, sizes, records[0]!.features.recipe))).toThrow(
      expect.objectContaining({ code: 'bad-data' }),
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});
