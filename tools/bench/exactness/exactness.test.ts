import { assertInvariant } from '../../../packages/fourier-basis/src/index.ts';
import { SpaceGroupDense } from '../../../packages/model/src/index.ts';
import { useFastestBackend } from '../../../packages/model/src/testing/backends.ts';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { casesOf, symmetryOf } from './cases.ts';
import { Features } from './features.ts';
import { imagesOf, measure, testSet } from './measuring.ts';
import { NetworkStack, StackOptimizer } from './networks.ts';
import { randomFrom, randomPoints } from './random.ts';
import { allImages, randomOperation, writeImage } from './symmetries.ts';
import { orbitDistance, randomFunction } from './targets.ts';
import { dataNeeded } from '../../figures/exactnessNumbers.mjs';
import { chooseSettings, settingFor } from './settings.ts';
import { type Examples, lossOf, type Run, trainStack } from './training.ts';

await useFastestBackend();
const setting = { rate: 0.01, decay: 0.1, penalty: 1 };

describe('targets', () => {
  test.each(casesOf('function').map((symmetry) => [symmetry.symbol, symmetry] as const))(
    'a random function of %s is invariant and periodic, has mean 0 and variance 1, and is no constant',
    (_, symmetry) => {
      const target = randomFunction(symmetry, randomFrom(3));
      const few = randomPoints(randomFrom(4), 4, symmetry.dim);
      assertInvariant((points) => target.values(points), symmetry, { points: few, tolerance: 1e-8 });
      const values = target.values(randomPoints(randomFrom(5), 500, symmetry.dim));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect(Math.abs(mean)).toBeLessThan(0.2);
      expect(variance).toBeGreaterThan(0.5);
      expect(variance).toBeLessThan(2);
    },
  );

  test.each(casesOf('distance').map((symmetry) => [symmetry.symbol, symmetry] as const))(
    'the distance of orbits in %s is symmetric, 0 for images, and the same for any images of the two points',
    (_, symmetry) => {
      const target = orbitDistance(symmetry, randomFrom(3));
      const pairs = randomPoints(randomFrom(4), 6, 3);
      const distances = target.values(pairs);
      const swapped = Float64Array.from(pairs, (_, i) => pairs[6 * Math.floor(i / 6) + (((i % 6) + 3) % 6)]!);
      target.values(swapped).forEach((value, i) => expect(value).toBeCloseTo(distances[i]!, 9));
      const images = imagesOf(target, pairs, 3, randomFrom(5));
      const moved = target.values(images);
      moved.forEach((value, i) => expect(value).toBeCloseTo(distances[Math.floor((3 * i) / moved.length)]!, 9));
      const own = allImages(symmetry, pairs.slice(0, 3));
      const same = Float64Array.from({ length: 2 * own.length }, (_, i) =>
        i % 6 < 3 ? pairs[i % 6]! : own[3 * Math.floor(i / 6) + (i % 6) - 3]!,
      );
      for (const value of target.values(same)) expect(value).toBeCloseTo(0, 9);
    },
  );

  test('the nearest image is found beyond the neighbouring cells, too', () => {
    const symmetry = symmetryOf('space 2');
    const target = orbitDistance(symmetry, randomFrom(3));
    const pairs = randomPoints(randomFrom(4), 20, 3);
    const far = Float64Array.from(pairs, (value, i) => value + (i % 6 < 3 ? 3 : -2));
    target.values(far).forEach((value, i) => expect(value).toBeCloseTo(target.values(pairs)[i]!, 9));
  });
});

describe('augmentation', () => {
  test('every operation is drawn as often as every other', () => {
    const symmetry = symmetryOf('space 221');
    const random = randomFrom(9);
    const each = 400;
    const counts = new Map(symmetry.operations.map((operation) => [operation, 0]));
    for (let i = 0; i < each * symmetry.operations.length; i++) {
      const operation = randomOperation(symmetry, random);
      counts.set(operation, counts.get(operation)! + 1);
    }
    // χ² of 47 degrees of freedom: 95 and more has a probability of 4e-5.
    const square = Array.from(counts.values()).reduce((sum, count) => sum + (count - each) ** 2 / each, 0);
    expect(square).toBeLessThan(95);
    expect(square).toBeGreaterThan(15);
  });

  test('an image is R x + t within the cell', () => {
    const out = new Float64Array(6);
    const screw = { rot: [-1, 0, 0, 0, -1, 0, 0, 0, 1], trans: [0, 0, 12] };
    writeImage(screw, [9, 9, 9, 0.25, 0.5, 0.75], 1, out, 1);
    expect(Array.from(out)).toEqual([0, 0, 0, 0.75, 0.5, 0.25]);
  });
});

describe('features', () => {
  test.each(['space 62', 'space 194', 'space 225'])('of the exact layer in %s are those of SpaceGroupDense', (name) => {
    const symmetry = symmetryOf(name);
    const features = new Features(symmetry, true);
    const points = randomPoints(randomFrom(2), 7, 3);
    const layer = new SpaceGroupDense({ units: 5, useBias: false });
    const expected = layer.apply(tf.tensor3d(Float32Array.from(points), [1, 7, 3]), {
      groups: [symmetry.number],
    }) as tf.Tensor;
    const kernel = layer.getWeights().find(({ shape }) => shape[0] === features.width)!;
    const kernels = layer.getWeights();
    const used = name === 'space 194' ? kernels[1]! : kernels[0]!;
    expect(kernel.shape[0]).toBe(features.width);
    const own = tf.matMul(features.of(features.points(points)), used as tf.Tensor2D).dataSync();
    const theirs = expected.dataSync();
    const scale = own[0]! / theirs[0]!;
    theirs.forEach((value, i) => expect(Math.abs(scale * value - own[i]!)).toBeLessThan(1e-4 * Math.abs(scale)));
  });

  test('vary as much with the exact layer as without', () => {
    for (const exact of [true, false]) {
      const features = new Features(symmetryOf('space 221'), exact);
      const waves = features.of(features.points(randomPoints(randomFrom(6), 2000, 3)));
      expect(tf.mean(tf.moments(waves, 0).variance).dataSync()[0]).toBeCloseTo(1, 1);
    }
  });
});

describe('training', () => {
  const symmetry = symmetryOf('plane 12');
  const options = { method: 'penalty', arity: 1, batch: 2 } as const;

  test('the penalty is 0 for an invariant network, and the mean squared difference times its weight for others', () => {
    const inputs = tf.tensor3d([1, 2, 1, 2], [1, 4, 1]);
    const values = tf.tensor2d([0, 2], [1, 2]);
    const loss = (rows: number[]) =>
      lossOf(
        { apply: () => tf.tensor3d(rows, [1, 4, 1]) },
        inputs,
        values,
        tf.tensor2d([3], [1, 1]),
        options,
      ).dataSync()[0];
    expect(loss([1, 2, 1, 2])).toBeCloseTo(0.5, 6);
    expect(loss([1, 2, 1, 4])).toBeCloseTo(0.5 + 3 * 2, 5);
  });

  test('the exact layer leaves no asymmetry, for a point and for a pair; plane waves do', () => {
    for (const target of [
      randomFunction(symmetry, randomFrom(1)),
      orbitDistance(symmetryOf('space 62'), randomFrom(1)),
    ]) {
      for (const exact of [true, false]) {
        const features = new Features(target.symmetry, exact);
        const stack = new NetworkStack(1, features.width, target.arity === 1 ? 1 : 8, randomFrom(2));
        const points = randomPoints(randomFrom(3), 8 * target.arity, target.symmetry.dim);
        const set = testSet(target, points, features, 4, randomFrom(4));
        const { worst, violation } = measure(stack, 0, target.arity, features.width, set);
        expect(violation).toBeLessThanOrEqual(worst);
        if (exact) expect(worst).toBeLessThan(1e-4);
        else expect(violation).toBeGreaterThan(0.01);
      }
    }
  });

  test('networks of a stack do not change each other, and all methods have as many parameters', () => {
    const target = randomFunction(symmetry, randomFrom(1));
    const points = randomPoints(randomFrom(2), 64, 2);
    const examples: Examples = { target, points, values: target.values(points) };
    const run = (size: number, rate: number): Run => ({ examples, size, setting: { ...setting, rate } });
    const features = new Features(symmetry, false);
    const last = (runs: Run[]) => {
      const stack = trainStack('none', runs, features, randomFrom(8), { steps: 0, batch: 4 });
      const optimizer = new StackOptimizer(
        stack.weights,
        runs.map(({ setting }) => setting.rate),
        runs.map(() => 0),
      );
      optimizer.step(
        stack.weights.map(({ shape }) => tf.ones(shape)),
        1,
      );
      return { bias: Array.from(stack.weights[1]!.dataSync()), parameters: stack.parameters };
    };
    const [one, two] = [last([run(32, 0.01)]), last([run(32, 0.01), run(64, 0)])];
    expect(one.bias.every((value) => Math.abs(value + 0.01) < 1e-6)).toBe(true);
    expect(two.bias).toEqual([...one.bias, ...one.bias.map(() => 0)]);
    expect(one.parameters).toBe(two.parameters);
    expect(new Features(symmetry, true).width).toBe(features.width);
  });

  test.each(['none', 'augmentation', 'penalty', 'exact'] as const)('learns with %s', (method) => {
    const target = randomFunction(symmetry, randomFrom(1));
    const points = randomPoints(randomFrom(2), 400, 2);
    const examples: Examples = { target, points, values: target.values(points) };
    const features = new Features(symmetry, method === 'exact');
    const set = testSet(target, randomPoints(randomFrom(3), 100, 2), features, 10, randomFrom(4));
    const error = (steps: number) => {
      const stack = trainStack(method, [{ examples, size: 400, setting }], features, randomFrom(5), {
        steps,
        batch: 32,
      });
      return measure(stack, 0, 1, features.width, set).rms;
    };
    expect(error(150)).toBeLessThan(0.4 * error(0));
  });
});

describe('settings', () => {
  test('the best geometric mean over the tuning groups is chosen for each method and size, never one that diverged', () => {
    const other = { rate: 0.03, decay: 1, penalty: 0 };
    const diverged = { rate: 1, decay: 0, penalty: 0 };
    const unused = { example: 'tuning', unit: 1, mae: 0, violation: 0, worst: 0, averaged: 0 };
    const row = (size: number, setting: typeof other, rms: number) => ({ ...unused, size, setting, rms });
    const settings = chooseSettings('distance', (name) => [
      row(800, setting, name === 'space 14' ? 0.1 : 0.4),
      row(800, other, 0.3),
      row(4000, setting, 0.1),
      row(4000, other, 0.01),
      row(4000, diverged, Number.NaN),
    ]);
    expect(settings.exact).toEqual([
      { size: 800, setting },
      { size: 4000, setting: other },
    ]);
    expect(settingFor(settings, 'none', 160)).toEqual(setting);
    expect(settingFor(settings, 'none', 3000)).toEqual(other);
  });
});

describe('data needed', () => {
  const curve = (rms: number[]) => ({ rms, range: [], mae: [], averaged: [], violation: [], worst: [] });
  const needed = (rms: number[]) => {
    const exact = curve([1, 0.1, 0.01, 0.001]);
    const methods = { exact, none: curve(rms), augmentation: exact, penalty: exact };
    return dataNeeded({ sizes: { function: [32, 160, 800, 4000], distance: [] } }, { methods }, 'none', 160);
  };

  test('is between two sizes on straight lines in the logarithms', () => {
    expect(needed([10, 1, 0.1, 0.01])).toEqual({ ratio: expect.closeTo(5, 9), bound: undefined });
    expect(needed([10, 1, 0.01, 0.001])).toEqual({ ratio: expect.closeTo(Math.sqrt(5), 9), bound: undefined });
    expect(needed([1, 0.1, 0.01, 0.001])).toEqual({ ratio: expect.closeTo(1, 9), bound: undefined });
  });

  test('is a bound where the error is not reached, or already with the fewest points', () => {
    expect(needed([1, 0.9, 0.8, 0.2])).toEqual({ ratio: 25, bound: 'more' });
    expect(needed([0.05, 0.04, 0.03, 0.02])).toEqual({ ratio: 0.2, bound: 'less' });
  });
});
