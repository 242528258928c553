import { Random } from '@crystal-fourier/math3';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { averagedMetric, metricOf } from '../standardize/idealLattice.js';
import { randomCell } from './randomCell.js';

describe('randomCell', () => {
  it('gives every group a lattice that its operations keep, with edges from 0.8 to 16 Å', () => {
    const random = Random.seeded(1);
    for (let number = 1; number <= 230; number++) {
      const group = spaceGroup(number);
      const lattice = randomCell(group.crystalSystem, random);
      const metric = metricOf(lattice);
      averagedMetric(
        metric,
        group.representatives.map(({ rot }) => rot),
      ).forEach((entry, i) => expect(entry).toBeCloseTo(metric[i]!, 8));
      for (const row of lattice) {
        expect(Math.hypot(...row)).toBeGreaterThan(0.8 - 1e-9);
        expect(Math.hypot(...row)).toBeLessThan(16);
      }
    }
  });
});
