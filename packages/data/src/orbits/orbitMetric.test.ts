import { Random, type Vec3 } from '@crystal-fourier/math3';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { type LatticeRows, toCartesian } from '../structure/lattice.js';
import { OrbitMetric } from './orbitMetric.js';
import { between, randomCell } from './randomCell.js';

const pointOf = (random: Random): Vec3 => [between(random, [0, 1]), between(random, [0, 1]), between(random, [0, 1])];

/** All operations, centring included, and all images within `reach` cells: the slow and obvious way. */
function bruteForce(number: number, lattice: LatticeRows, x: Vec3, y: Vec3, reach: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (const g of spaceGroup(number).operations) {
    const image = g.apply([...y] as never) as unknown as Vec3;
    for (let i = -reach; i <= reach; i++)
      for (let j = -reach; j <= reach; j++)
        for (let k = -reach; k <= reach; k++)
          best = Math.min(
            best,
            Math.hypot(...toCartesian([x[0] - image[0] + i, x[1] - image[1] + j, x[2] - image[2] + k], lattice)),
          );
  }
  return best;
}

const random = Random.seeded(5);
const crystals = Array.from({ length: 230 }, (_, i) => {
  const group = spaceGroup(i + 1);
  return { group, lattice: randomCell(group.crystalSystem, random) };
});

describe('OrbitMetric', () => {
  it('agrees with all images of all operations for every group', () => {
    for (const { group, lattice } of crystals) {
      const metric = new OrbitMetric(group, lattice);
      const [x, y] = [pointOf(random), pointOf(random)];
      expect(metric.distance(x, y), String(group)).toBeCloseTo(bruteForce(group.number, lattice, x, y, 3), 9);
    }
  });

  it('agrees with many images where the cell is very skewed, so that far cells hold the nearest image', () => {
    const lattice: LatticeRows = [
      [3, 0, 0],
      [7.1, 2.2, 0],
      [-8.3, 4.7, 1.9],
    ];
    const metric = new OrbitMetric(spaceGroup(2), lattice);
    for (let i = 0; i < 10; i++) {
      const [x, y] = [pointOf(random), pointOf(random)];
      expect(metric.distance(x, y)).toBeCloseTo(bruteForce(2, lattice, x, y, 20), 9);
    }
  });

  it('is invariant under the operations, symmetric, and 0 exactly on an orbit; the triangle inequality holds', () => {
    for (const { group, lattice } of crystals) {
      const metric = new OrbitMetric(group, lattice);
      const [x, y, z] = [pointOf(random), pointOf(random), pointOf(random)];
      const g = group.operations[random.below(group.order)]!;
      const image = g.translated([24, -48, 72]).apply([...x] as never) as unknown as Vec3;
      const distance = metric.distance(x, y);
      expect(distance).toBeGreaterThan(0);
      expect(metric.distance(image, y)).toBeCloseTo(distance, 9);
      expect(metric.distance(y, image)).toBeCloseTo(distance, 9);
      expect(metric.distance(x, image)).toBeLessThan(1e-9);
      expect(metric.distance(x, z)).toBeLessThanOrEqual(distance + metric.distance(y, z) + 1e-9);
    }
  });
});
