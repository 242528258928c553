import { cellOfPairs, EncodedPairs, MetricBasis, OrbitMetric, PAIR_INPUTS } from '@crystal-fourier/data';
import { describe, expect, it } from 'vitest';
import { distanceNetwork, pretrainedDistance } from './orbitEncoder.js';

/** Ten groups that the encoder was trained on and ten that were left out, of all crystal systems. */
const TRAINED = [1, 5, 15, 62, 70, 129, 148, 166, 186, 225];
const LEFT_OUT = [2, 9, 14, 57, 79, 141, 155, 194, 216, 227];
const CELLS = 12;
const network = await pretrainedDistance();
const inputs = new Float32Array(PAIR_INPUTS);

/** Mean absolute error in Å over random cells of groups, of pairs that the training did not have. */
function errorOver(groups: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (let index = 0; index < CELLS * groups.length; index++) {
    const { group, lattice, points, distances } = cellOfPairs(groups, 123, index);
    const pairs = new EncodedPairs(new MetricBasis(group, lattice, network.functions));
    const encodings = pairs.basis.evaluate(points);
    distances.forEach((exact, i) => {
      const scale = pairs.write(encodings, 2 * i, 2 * i + 1, inputs, 0);
      sum += Math.abs(network.distance(inputs, 0, scale) - exact);
      count++;
    });
  }
  return sum / count;
}

describe('the pretrained distance', () => {
  it('is exact to a few hundredths of an Å, in groups that it never saw too', () => {
    expect(errorOver(TRAINED)).toBeLessThan(0.045);
    expect(errorOver(LEFT_OUT)).toBeLessThan(0.045);
  });

  it('is the same for all points of an orbit, from both sides, and 0 within an orbit', () => {
    for (const number of [...TRAINED, ...LEFT_OUT]) {
      const { group, lattice, points } = cellOfPairs([number], 5, 0);
      const pairs = new EncodedPairs(new MetricBasis(group, lattice, network.functions));
      const image = group.operations
        .at(-1)!
        .translated([24, 0, 48])
        .apply([...points.subarray(0, 3)] as never);
      const encodings = pairs.basis.evaluate([...points.subarray(0, 6), ...image]);
      const distance = (i: number, j: number): number =>
        network.distance(inputs, 0, pairs.write(encodings, i, j, inputs, 0));
      const [ab, ba, cb, ac] = [distance(0, 1), distance(1, 0), distance(2, 1), distance(0, 2)];
      expect(ba).toBe(ab);
      expect(cb).toBeCloseTo(ab, 4);
      expect(ac).toBeLessThan(1e-4);
      const exact = new OrbitMetric(group, lattice).distance(points.subarray(0, 3), points.subarray(3, 6));
      expect(Math.abs(ab - exact)).toBeLessThan(0.5);
    }
  });
});

describe('distanceNetwork', () => {
  it('refuses sizes that do not belong together, and files of another kind', () => {
    const vector = (n: number): { shape: number[]; values: Float32Array } => ({
      shape: [n],
      values: new Float32Array(n),
    });
    const metadata = { kind: 'orbit-encoder', format: 1, version: '0', options: { form: 'metric', functions: 256 } };
    const tensors = Object.fromEntries(
      ['mean', 'spread', 'w1', 'b1', 'w2', 'b2', 'w3', 'b3'].map((name) => [name, vector(2)]),
    );
    expect(() => distanceNetwork({ metadata, tensors })).toThrow(/the sizes must be 56, 56, 112, 4, 2, 2, 1, got 2, 2/);
    expect(() => distanceNetwork({ metadata: { ...metadata, kind: 'model' }, tensors })).toThrow(
      /kind "orbit-encoder"/,
    );
  });
});
