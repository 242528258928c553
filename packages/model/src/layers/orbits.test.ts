import { Random } from '@crystal-fourier/math3';
import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { OrbitPooling } from './orbitPooling.js';
import { useFastestBackend } from '../testing/backends.js';
import { normalTensor, relativeDifference, uniformNumbers } from '../testing/numbers.js';
import { TransformerBlock } from './transformerBlock.js';

const [D, BINS] = [8, 5];

/** Orbits of one crystal: (A, D) tokens, multiplicities, and (A, A, K) functions of pairs, K = 1 or BINS + 2. */
interface Orbits {
  readonly tokens: Float32Array;
  readonly multiplicities: readonly number[];
  readonly pairs: Float32Array;
  readonly K: number;
}

function randomOrbits(multiplicities: readonly number[], distances: boolean, seed: number): Orbits {
  const A = multiplicities.length;
  const sites = multiplicities.reduce((sum, m) => sum + m, 0);
  const K = distances ? BINS + 2 : 1;
  const pairs = uniformNumbers(A * A * K, -1, 3, seed).map((x) => Math.max(0, x));
  for (let pair = 0; pair < A * A; pair++) {
    const [i, j] = [Math.floor(pair / A), pair % A];
    if (distances) pairs[pair * K + BINS] = i === j ? 1 : 0;
    pairs[(pair + 1) * K - 1] = multiplicities[j]! / sites;
  }
  return { tokens: uniformNumbers(A * D, -2, 2, seed + 1), multiplicities, pairs, K };
}

/** The same crystal with every site as an orbit: what a site sees of an orbit is spread over its sites, each site seeing them otherwise. */
function fullCell({ tokens, multiplicities, pairs, K }: Orbits, seed: number): Orbits {
  const random = Random.seeded(seed);
  const A = multiplicities.length;
  const orbitOf = multiplicities.flatMap((m, orbit) => new Array<number>(m).fill(orbit));
  const N = orbitOf.length;
  const out = new Float32Array(N * N * K);
  orbitOf.forEach((i, p) => {
    multiplicities.forEach((m, j) => {
      const sites = orbitOf.flatMap((orbit, q) => (orbit === j ? [q] : []));
      for (let k = 0; k < K; k++) {
        const total = pairs[(i * A + j) * K + k]!;
        const parts = sites.map(() => random.below(1000) + 1);
        const sum = parts.reduce((s, part) => s + part, 0);
        sites.forEach((q, s) => {
          const isSelf = K > 1 && k === BINS;
          const isShare = k === K - 1;
          out[(p * N + q) * K + k] = isSelf ? (p === q ? 1 : 0) : isShare ? total / m : (total * parts[s]!) / sum;
        });
      }
    });
  });
  const spread = Float32Array.from(orbitOf.flatMap((orbit) => Array.from(tokens.subarray(orbit * D, (orbit + 1) * D))));
  return { tokens: spread, multiplicities: orbitOf.map(() => 1), pairs: out, K };
}

/** Orbits in another order. */
function permuted({ tokens, multiplicities, pairs, K }: Orbits, order: readonly number[]): Orbits {
  const A = order.length;
  return {
    tokens: Float32Array.from(order.flatMap((o) => Array.from(tokens.subarray(o * D, (o + 1) * D)))),
    multiplicities: order.map((o) => multiplicities[o]!),
    pairs: Float32Array.from(
      order.flatMap((i) => order.flatMap((j) => Array.from(pairs.subarray((i * A + j) * K, (i * A + j + 1) * K)))),
    ),
    K,
  };
}

/** More rows than orbits: rubbish in what is padded, but for what padding must have, 0 seen of it and no sites. */
function padded({ tokens, multiplicities, pairs, K }: Orbits, width: number, rubbish: number): Orbits {
  const A = multiplicities.length;
  const out = new Float32Array(width * width * K).fill(Math.abs(rubbish));
  for (let i = 0; i < width; i++)
    for (let j = A; j < width; j++) out.fill(0, (i * width + j) * K, (i * width + j + 1) * K);
  for (let i = 0; i < A; i++) out.set(pairs.subarray(i * A * K, (i + 1) * A * K), i * width * K);
  const rows = new Float32Array(width * D).fill(rubbish);
  rows.set(tokens);
  return { tokens: rows, multiplicities: [...multiplicities, ...new Array<number>(width - A).fill(0)], pairs: out, K };
}

/** Tokens behind two blocks, (A, D), and their mean over the sites, (D). */
function run({ tokens, multiplicities, pairs, K }: Orbits): {
  readonly rows: Float32Array;
  readonly mean: Float32Array;
} {
  const A = multiplicities.length;
  return tf.tidy(() => {
    let x: tf.Tensor = tf.tensor3d(tokens, [1, A, D]);
    const p = tf.tensor4d(pairs, [1, A, A, K]);
    for (const block of blocks[K === 1 ? 'shares' : 'distances']) x = block.apply([x, p]) as tf.Tensor;
    const mean = new OrbitPooling().apply([x, tf.tensor2d([...multiplicities], [1, A])]) as tf.Tensor;
    return { rows: x.dataSync() as Float32Array, mean: mean.dataSync() as Float32Array };
  });
}

const blocks: Record<'shares' | 'distances', tf.layers.Layer[]> = { shares: [], distances: [] };

beforeAll(async () => {
  await useFastestBackend();
  for (const [name, K] of [
    ['shares', 1],
    ['distances', BINS + 2],
  ] as const) {
    blocks[name] = [1, 2].map((seed) => {
      const block = new TransformerBlock({ heads: 2, radialFunctions: 4, expansion: 2, seed });
      block.build([
        [null, null, D],
        [null, null, null, K],
      ]);
      // Off their beginning, where biases are 0 and gains 1.
      block.setWeights(
        block.getWeights().map((w, i) => tf.add(w, normalTensor(w.shape, 100 * seed + i, { deviation: 0.2 }))),
      );
      return block;
    });
  }
});

const crystals = fc
  .record({
    multiplicities: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
    distances: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ multiplicities, distances, seed }) => ({ orbits: randomOrbits(multiplicities, distances, seed), seed }));

describe('blocks and pooling', () => {
  it('give for orbits what they give for all sites', () => {
    fc.assert(
      fc.property(crystals, ({ orbits, seed }) => {
        const { rows, mean } = run(orbits);
        const full = run(fullCell(orbits, seed));
        const spread = orbits.multiplicities.flatMap((m, o) =>
          Array.from({ length: m }, () => Array.from(rows.subarray(o * D, (o + 1) * D))).flat(),
        );
        expect(relativeDifference(full.rows, spread)).toBeLessThan(1e-5);
        expect(relativeDifference(full.mean, mean)).toBeLessThan(1e-5);
      }),
      { numRuns: 40 },
    );
  });

  it('permute with the orbits, and their mean does not change', () => {
    fc.assert(
      fc.property(crystals, ({ orbits, seed }) => {
        const { rows, mean } = run(orbits);
        const order = Random.seeded(seed).shuffled(orbits.multiplicities.map((_, i) => i));
        const other = run(permuted(orbits, order));
        const expected = order.flatMap((o) => Array.from(rows.subarray(o * D, (o + 1) * D)));
        expect(relativeDifference(other.rows, expected)).toBeLessThan(1e-5);
        expect(relativeDifference(other.mean, mean)).toBeLessThan(1e-5);
      }),
      { numRuns: 40 },
    );
  });

  it('do not see padding, whatever it holds', () => {
    fc.assert(
      fc.property(crystals, fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 1, -30), ({ orbits }, more, rubbish) => {
        const A = orbits.multiplicities.length;
        const { rows, mean } = run(orbits);
        const other = run(padded(orbits, A + more, rubbish));
        expect(relativeDifference(other.rows.subarray(0, A * D), rows)).toBeLessThan(1e-5);
        expect(relativeDifference(other.mean, mean)).toBeLessThan(1e-5);
      }),
      { numRuns: 40 },
    );
  });
});
