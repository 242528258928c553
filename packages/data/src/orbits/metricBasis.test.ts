import { frequencySetForLattice, invariantBasis } from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { cellOfPairs } from './cellOfPairs.js';
import { EncodedPairs, KERNEL_WIDTHS, PAIR_INPUTS } from './encodedPair.js';
import { MetricBasis } from './metricBasis.js';
import { OrbitMetric } from './orbitMetric.js';

const ALL = Array.from({ length: 230 }, (_, i) => i + 1);
/** One group or more of each crystal system, with all centrings. */
const SOME = [1, 2, 5, 14, 43, 62, 70, 88, 96, 141, 146, 152, 167, 180, 194, 198, 217, 225, 230];

describe('MetricBasis', () => {
  it('gives all points of an orbit the same encoding, in every group', () => {
    for (const number of ALL) {
      const { group, lattice, points } = cellOfPairs(ALL, 3, number - 1);
      const basis = new MetricBasis(group, lattice, 64);
      const x = [points[0]!, points[1]!, points[2]!] as const;
      const image = group.operations
        .at(-1)!
        .translated([24, 0, -24])
        .apply(x as never);
      const [first, second] = [basis.evaluate(x), basis.evaluate([...image])];
      first.forEach((value, n) => expect(second[n]).toBeCloseTo(value, 8));
    }
  });

  it('spans what the invariant basis spans over the frequencies of the sphere', () => {
    for (const number of SOME) {
      const { group, lattice, points } = cellOfPairs([number], 4, 0);
      const metric = new MetricBasis(group, lattice, 40);
      const radius = metric.radii.at(-1)! / metric.length;
      const set = frequencySetForLattice(group, lattice.flat(), { cutoff: radius * (1 - 1e-9) });
      const whole = invariantBasis(spaceGroup(number), set);
      // The kernel of a space of functions does not depend on its basis; k = 0 is the one function that the metric basis leaves out.
      const inside = metric.radii.filter((r) => r < radius * metric.length * (1 - 1e-9)).length;
      expect(whole.count, String(group)).toBe(inside + 1);
      const [a, b] = [metric.evaluate(points), whole.evaluate(points)];
      for (let i = 0; i < 4; i++) {
        let [own, reference] = [1, 0];
        for (let n = 0; n < inside; n++) own += a[2 * i * metric.count + n]! * a[(2 * i + 1) * metric.count + n]!;
        for (let n = 0; n < whole.count; n++)
          reference += b[2 * i * whole.count + n]! * b[(2 * i + 1) * whole.count + n]!;
        expect(own).toBeCloseTo(reference, 7);
      }
    }
  });

  it('takes shells in the order of |k|, about as many as Weyl counts', () => {
    for (const number of SOME) {
      const { group, lattice } = cellOfPairs([number], 6, 1);
      const { radii } = new MetricBasis(group, lattice, 256);
      expect([...radii]).toEqual([...radii].sort((a, b) => a - b));
      expect(radii[255]).toBeGreaterThan(3);
      expect(radii[255]).toBeLessThan(4.5);
    }
  });

  it('ends with a whole shell, whose functions count as many as are needed', () => {
    for (const number of SOME) {
      const { group, lattice } = cellOfPairs([number], 7, 1);
      const basis = new MetricBasis(group, lattice, 64);
      const larger = new MetricBasis(group, lattice, basis.count + 1);
      expect(basis.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(64, 9);
      expect(larger.radii[basis.count]).toBeGreaterThan(basis.radii.at(-1)! * (1 + 1e-7));
      expect(larger.radii.subarray(0, basis.count)).toEqual(basis.radii);
      expect(basis.shares.filter((share) => share === 1).length).toBeGreaterThanOrEqual(64 - 48);
    }
  });
});

describe('EncodedPairs', () => {
  it('has the sum of Gaussians over the images of the one point about the other', () => {
    const width = 0.25;
    for (const number of SOME) {
      const { group, lattice, points } = cellOfPairs([number], 8, 2);
      const pairs = new EncodedPairs(new MetricBasis(group, lattice, 256));
      const out = new Float32Array(PAIR_INPUTS);
      pairs.write(pairs.basis.evaluate(points), 0, 1, out, 0);
      let sum = 0;
      const reach = lattice.map((_, axis) => Math.ceil((8 * width * pairs.basis.length) / heightOf(lattice, axis)) + 1);
      for (const g of group.operations) {
        const y = g.apply([...points.subarray(3, 6)] as never);
        for (let i = -reach[0]!; i <= reach[0]!; i++)
          for (let j = -reach[1]!; j <= reach[1]!; j++)
            for (let k = -reach[2]!; k <= reach[2]!; k++) {
              const d = [points[0]! - y[0]! + i, points[1]! - y[1]! + j, points[2]! - y[2]! + k];
              const r = [0, 1, 2].map((c) => d[0]! * lattice[0][c]! + d[1]! * lattice[1][c]! + d[2]! * lattice[2][c]!);
              sum += Math.exp(-(r[0]! ** 2 + r[1]! ** 2 + r[2]! ** 2) / (2 * (width * pairs.basis.length) ** 2));
            }
      }
      // 256 functions leave some 1e-3 of a Gaussian of this width in the smallest cells.
      expect(Math.abs(Math.exp(out[KERNEL_WIDTHS.indexOf(width)]!) - sum), String(group)).toBeLessThan(1e-3);
    }
  });

  it('is the same from both sides, and 0 for two points of one orbit', () => {
    const { group, lattice, points } = cellOfPairs(ALL, 9, 220);
    const pairs = new EncodedPairs(new MetricBasis(group, lattice, 256));
    const image = group.operations[17]!.apply([...points.subarray(0, 3)] as never);
    const encodings = pairs.basis.evaluate([...points.subarray(0, 6), ...image]);
    const [ab, ba] = [new Float32Array(PAIR_INPUTS), new Float32Array(PAIR_INPUTS)];
    expect(pairs.write(encodings, 0, 1, ab, 0)).toBeCloseTo(pairs.write(encodings, 1, 0, ba, 0), 10);
    expect(ab).toEqual(ba);
    expect(pairs.write(encodings, 0, 2, ab, 0)).toBeLessThan(1e-6);
    expect(new OrbitMetric(group, lattice).distance(points.subarray(0, 3), image)).toBeLessThan(1e-9);
  });
});

/** Å: distance of the lattice planes across an axis. */
function heightOf(lattice: readonly (readonly number[])[], axis: number): number {
  const [u, v] = [lattice[(axis + 1) % 3]!, lattice[(axis + 2) % 3]!];
  const normal = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!];
  const along = lattice[axis]!.reduce((sum, x, c) => sum + x * normal[c]!, 0);
  return Math.abs(along) / Math.hypot(...normal);
}
