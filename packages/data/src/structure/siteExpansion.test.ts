import { spaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import { rowsOfParameters } from './lattice.js';
import { expandSite } from './siteExpansion.js';

const HEXAGONAL = rowsOfParameters({ a: 4, b: 4, c: 6, alpha: 90, beta: 90, gamma: 120 });
const CUBIC = rowsOfParameters({ a: 5, b: 5, c: 5, alpha: 90, beta: 90, gamma: 90 });

describe('the orbit of a site', () => {
  it('of P 1 is the site itself, untouched', () => {
    expect(expandSite([1.5, -3, 0.1], spaceGroup(1), CUBIC, 0.01)).toEqual({
      position: [1.5, -3, 0.1],
      images: [[1.5, -3, 0.1]],
      moved: 0,
    });
  });

  it('is that of the special position within the tolerance, and the general one beyond it', () => {
    const group = spaceGroup(194);
    const near = expandSite([0.333, 0.667, 0.25], group, HEXAGONAL, 0.01);
    expect(near.images.length).toBe(2);
    expect(near.moved).toBeGreaterThan(1e-3);
    near.position.forEach((x, k) => expect(x).toBeCloseTo([1 / 3, 2 / 3, 1 / 4][k]!, 12));
    expect(expandSite([0.333, 0.667, 0.25], group, HEXAGONAL, 1e-6).images.length).toBe(6);
  });

  it('has as many members as a subgroup leaves, however wide the tolerance', () => {
    const group = spaceGroup(225);
    for (const radius of [1e-9, 0.01, 0.3, 1, 3, 10]) {
      const { images, position } = expandSite([0.03, 0.06, 0.21], group, CUBIC, radius);
      expect(192 % images.length).toBe(0);
      const stabiliser = group.operations.filter((op) =>
        op.apply(position).every((y, k) => Math.abs(y - position[k]! - Math.round(y - position[k]!)) < 1e-7),
      );
      expect(images.length * stabiliser.length).toBe(192);
    }
  });

  it('ends for coordinates far from the cell, where rounding is coarse', () => {
    for (const x of [999_999.333333333, -1e6 + 1 / 3, 123_456.1234567891]) {
      const { images } = expandSite([x, x, 0.1], spaceGroup(225), CUBIC, 0.01);
      expect(192 % images.length).toBe(0);
    }
  });
});
