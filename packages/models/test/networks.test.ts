import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStructures, toVoigt } from '@crystal-fourier/data';
import type { Predictor, StructurePrediction } from '@crystal-fourier/model';
import { listNetworks, loadNetwork, type NetworkCard } from '@crystal-fourier/models';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const examples = join(import.meta.dirname, '../../../examples');
const networks = listNetworks().filter(({ kind }) => kind === 'network');

beforeAll(async () => {
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
});

type Found = Extract<StructurePrediction, { ok: true }>;

/** Predictions of the reference crystals of a card, in their order. */
async function predictions(predictor: Predictor, { references }: NetworkCard): Promise<readonly Found[]> {
  const structures = references.map(({ crystal }) => {
    const [read] = readStructures(readFileSync(join(examples, `${crystal}.cif`)));
    return read!.structure;
  });
  return (await predictor.predictStructures(structures)).map((prediction) => {
    if (!prediction.ok) throw prediction.error;
    return prediction;
  });
}

/** The components of a tensor as a card has them: 3 × 3, or 6 × 6 in Voigt's notation. */
const matrixOf = (cartesian: Float64Array): readonly number[] =>
  cartesian.length === 9 ? [...cartesian] : toVoigt(cartesian).flat();

describe.each(networks.map((card) => [card.name, card] as const))('%s', (name, card) => {
  let predictor: Predictor;
  let found: readonly Found[];
  beforeAll(async () => {
    predictor = await loadNetwork(name);
    found = await predictions(predictor, card);
  });
  afterAll(() => predictor.dispose());

  it('predicts what its card says it does, in these units', () => {
    const own = [...predictor.targets, ...predictor.tensors.map((tensor) => tensor.name)];
    expect(card.predicts.map((quantity) => quantity.name)).toEqual(own);
    for (const quantity of card.predicts) {
      expect(predictor.card?.units[quantity.name]).toBe(quantity.unit);
      expect(predictor.tensors.find((tensor) => tensor.name === quantity.name)?.kind).toBe(quantity.tensor);
    }
    expect(predictor.card?.data.parts).toEqual(card.data.parts);
    expect(predictor.normalization.groups).toEqual(card.groups);
  });

  // Backends round differently; a network that is not this one, or features of another recipe, differ far more.
  it('predicts the reference crystals as its card says, on another backend', () => {
    expect(card.references.length).toBeGreaterThan(5);
    card.references.forEach(({ crystal, formula, values, tensors = {}, novelty }, i) => {
      const { values: numbers, tensors: own = {}, ...prediction } = found[i]!;
      expect([prediction.formula, prediction.unknownElements]).toEqual([formula, []]);
      const close = (value: number, recorded: number, what: string): void =>
        expect(Math.abs(value - recorded), `${crystal}: ${what}`).toBeLessThan(1e-3 * (1 + Math.abs(recorded)));
      close(prediction.novelty, novelty, 'novelty');
      for (const target of predictor.targets) close(numbers[target]!, values[target]!, target);
      for (const { name: target } of predictor.tensors)
        matrixOf(own[target]!.cartesian!).forEach((value, c) => close(value, tensors[target]!.flat()[c]!, target));
    });
  });

  it('differs from the network before rounding by far less than its error', () => {
    for (const quantity of card.predicts) {
      const mae = card.errors.targets.find((target) => target.name === quantity.name)!.models[0]!.mae;
      expect(card.rounding[quantity.name]!.mean).toBeLessThan(0.05 * mae);
      for (const { crystal, values, unrounded } of card.references)
        if (quantity.tensor === undefined)
          expect(Math.abs(values[quantity.name]! - unrounded[quantity.name]!), crystal).toBeLessThan(0.25 * mae);
    }
  });

  it('has smaller errors than simple models on val, and on groups that were held out', () => {
    for (const { targets } of [card.errors, ...(card.heldOut === undefined ? [] : [card.heldOut])])
      for (const { name: quantity } of card.predicts) {
        const [network, ...others] = targets.find((target) => target.name === quantity)!.models;
        expect(others.length).toBeGreaterThan(0);
        for (const other of others) expect(network!.mae, other.name).toBeLessThan(other.mae);
      }
  });

  it('says when it is asked for what it has not seen', async () => {
    const [read] = readStructures('Po\n1.0\n3.35 0 0\n0 3.35 0\n0 0 3.35\nPo\n1\ndirect\n0 0 0\n');
    const [prediction] = await predictor.predictStructures([read!.structure]);
    expect(prediction).toMatchObject({ ok: true, unknownElements: card.elements.includes('Po') ? [] : ['Po'] });
  });
});
