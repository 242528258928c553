import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Fraction, mod, type Vec3 } from '@crystal-fourier/math3';
import { AsymmetricUnit, asymmetricUnit } from './asymmetricUnit.js';
import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { CoreSpaceGroup, groupOfRow } from '../group/coreGroup.js';
import { SpaceGroupError } from '../algebra/errors.js';
import type { HalfSpace } from './halfSpace.js';
import { referenceRow, settingRows } from '../settings/settingTable.js';
import { type Fractional, UNITS } from '../algebra/types.js';

/** Equality of points modulo lattice vectors, per coordinate. */
function isSamePoint(a: Fractional, b: Fractional, tolerance: number): boolean {
  return a.every((c, i) => {
    const d = c - (b[i] as number);
    return Math.abs(d - Math.round(d)) <= tolerance;
  });
}

const group = (number: number): CoreSpaceGroup => groupOfRow(CoreSpaceGroup, referenceRow(number));
const references = Array.from({ length: 230 }, (_, i) => group(i + 1));
const all = settingRows().map((row) => groupOfRow(CoreSpaceGroup, row));

/** Park–Miller generator: floats in [0, 1). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/**
 * How many images of x, an exact point in units of `1 / below`, are inside: all distinct images in the cell, moved by every
 * lattice vector that can lead to the unit.
 */
function imagesInside(g: CoreSpaceGroup, unit: AsymmetricUnit, x: Vec3, below: number): number {
  const limits = [0, 1, 2].map((i) => {
    const values = unit.vertices.map((v) => (v[i] as Fraction)[0] / (v[i] as Fraction)[1]);
    return [Math.floor(Math.min(...values)), Math.floor(Math.max(...values))] as [number, number];
  }) as [[number, number], [number, number], [number, number]];
  const orbit = new Map<string, Vec3>();
  for (const { rot, trans } of g.operations) {
    const image = [0, 1, 2].map((i) =>
      mod(
        (rot[3 * i] as number) * x[0] +
          (rot[3 * i + 1] as number) * x[1] +
          (rot[3 * i + 2] as number) * x[2] +
          ((trans[i] as number) * below) / UNITS,
        below,
      ),
    ) as unknown as Vec3;
    orbit.set(image.join(), image);
  }
  let inside = 0;
  for (const image of orbit.values()) {
    for (let u = limits[0][0]; u <= limits[0][1]; u++) {
      for (let v = limits[1][0]; v <= limits[1][1]; v++) {
        for (let w = limits[2][0]; w <= limits[2][1]; w++) {
          if (
            unit.contains([
              [image[0] + u * below, below],
              [image[1] + v * below, below],
              [image[2] + w * below, below],
            ])
          )
            inside++;
        }
      }
    }
  }
  return inside;
}

function wrongAmong(groups: readonly CoreSpaceGroup[], points: number, below: number, seed: number): string[] {
  const random = randomNumbers(seed);
  const wrong: string[] = [];
  for (const g of groups) {
    const unit = asymmetricUnit(g);
    for (let i = 0; i < points; i++) {
      const x = [0, 1, 2].map(() => Math.floor(random() * below)) as unknown as Vec3;
      const found = imagesInside(g, unit, x, below);
      if (found !== 1) wrong.push(`${String(g)}: ${x.join()}/${below} has ${found}`);
    }
  }
  return wrong;
}

describe('asymmetricUnit', () => {
  it('has the volume 1/order in all 530 settings', () => {
    for (const g of all) expect(asymmetricUnit(g).volume).toEqual([1, g.order]);
  });

  it('holds exactly one image of every general point, in all 230 groups', () => {
    // Of the multiples of 1/(24 · 1009), hardly one lies on a symmetry element.
    expect(wrongAmong(references, 12, 1009 * UNITS, 3)).toEqual([]);
  });

  it('holds exactly one image of every special point, in all 230 groups', () => {
    // Most points of these coarse grids lie on symmetry elements or on the boundary.
    expect(wrongAmong(references, 24, 24, 5)).toEqual([]);
    expect(wrongAmong(references, 6, 48, 6)).toEqual([]);
  });

  it('holds exactly one image of points in all 530 settings', () => {
    expect(wrongAmong(all, 6, 24, 7)).toEqual([]);
    expect(wrongAmong(all, 2, 1009 * UNITS, 8)).toEqual([]);
  });

  it('does so outside the table, in primitive and skewed cells', () => {
    const skew = ChangeOfBasis.of(
      [1, 1, 0, 0, 1, 0, 0, -1, 1],
      [
        [1, 8],
        [0, 1],
        [1, 3],
      ],
    );
    const sample = references.filter((_, i) => i % 7 === 0);
    const others = sample.flatMap((g) => [g.primitive, g.changeBasis(skew)]);
    for (const g of others) expect(asymmetricUnit(g).volume).toEqual([1, g.order]);
    expect(wrongAmong(others, 4, 24, 9)).toEqual([]);
  });

  it('needs its conditions: without them special points have several images or none', () => {
    const g = group(2);
    const { faces } = asymmetricUnit(g);
    const closed = faces.map(({ normal, constant }): HalfSpace => ({ normal, constant, inclusive: true }));
    expect(imagesInside(g, new AsymmetricUnit(closed, g.operations), [0, 3, 4], 24)).toBeGreaterThan(1);
    const open = faces.map(({ normal, constant }): HalfSpace => ({ normal, constant, inclusive: false }));
    expect(imagesInside(g, new AsymmetricUnit(open, g.operations), [0, 3, 4], 24)).toBe(0);
  });

  it('is the unit of cctbx, by its normals, constants and printed conditions', () => {
    // python3 tools/tables/dump_asu.py, cctbx 2021.12: direct_space_asu.reference_table.
    type Row = [number, string[], string[], [Vec3, number | string, 0 | 1, unknown][]];
    const source = new URL('../../../../tools/tables/sources/asu-cctbx.json', import.meta.url);
    const { rows } = JSON.parse(readFileSync(source, 'utf8')) as { rows: Row[] };
    expect(rows).toHaveLength(230);
    for (const [number, , , facets] of rows) {
      const ours = asymmetricUnit(group(number)).faces.map(({ normal, constant: [n, d], inclusive }) => [
        normal,
        n / d,
        typeof inclusive === 'boolean' ? inclusive : 'condition',
      ]);
      const theirs = facets.map(([normal, constant, inclusive, condition]) => {
        const [n, d] = String(constant).split('/').map(Number) as [number, number?];
        const g = Math.max(1, ...[2, 3].filter((k) => normal.every((c) => c % k === 0)));
        return [normal.map((c) => c / g + 0), n / (d ?? 1) / g, condition === null ? inclusive === 1 : 'condition'];
      });
      expect(ours).toEqual(theirs);
    }
  });

  it('is written as inequalities', () => {
    const text = (number: number): string => asymmetricUnit(group(number)).toString();
    expect(text(1)).toBe('0≤x<1; 0≤y<1; 0≤z<1');
    expect(text(16)).toBe('x≥0 [z≤1/2]; x≤1/2 [z≤1/2]; y≥0 [z≤1/2]; y≤1/2 [z≤1/2]; 0≤z<1');
    expect(text(225)).toBe('z≥0; x-y≥0; x+y≤1/2; y-z≥0');
    expect(text(14)).toBe('x≥0 [y≥0 [z≤1/2]]; x<1; y≥0 [x≤1/2 [z≤1/2]]; y≤1/4 [z<1/2]; 0≤z<1');
    expect(text(230)).toContain('x≤1/8 [y-z≥-1/4 and y+z≤1/4]');
  });

  it('has the vertices of the International Tables', () => {
    // International Tables A (2016), No. 225: 0,0,0; 1/2,0,0; 1/4,1/4,0; 1/4,1/4,1/4.
    const vertices = asymmetricUnit(group(225)).vertices.map((v) => v.map(([n, d]) => n / d).join());
    expect(vertices.sort()).toEqual(['0,0,0', '0.25,0.25,0', '0.25,0.25,0.25', '0.5,0,0']);
    // No. 62: 0≤x≤1/2, 0≤y≤1/4, 0≤z≤1.
    expect(asymmetricUnit(group(62)).vertices).toHaveLength(8);
  });
});

describe('contains', () => {
  it('decides fractions exactly and floats within the tolerance', () => {
    const unit = asymmetricUnit(group(225));
    expect(
      unit.contains([
        [1, 4],
        [1, 4],
        [1, 4],
      ]),
    ).toBe(true);
    expect(
      unit.contains([
        [1, 4],
        [1, 4],
        [250000001, 1000000000],
      ]),
    ).toBe(false);
    expect(unit.contains([0.25, 0.25, 0.250000001])).toBe(true);
    expect(unit.contains([0.25, 0.25, 0.2501])).toBe(false);
    expect(unit.contains([0.25, 0.25, 0.2501], 1e-3)).toBe(true);
    expect(() => unit.contains([0, 0, NaN])).toThrow(SpaceGroupError);
    expect(() => unit.contains([0, 0, 0], NaN)).toThrow(/tolerance must be/);
    expect(() => unit.representative([0, 0, 0], -1)).toThrow(/tolerance must be/);
  });
});

describe('representative', () => {
  it('finds the image inside and the operation that makes it', () => {
    const random = randomNumbers(11);
    for (const g of all) {
      const unit = asymmetricUnit(g);
      const x: Fractional = [4 * random() - 2, 4 * random() - 2, 4 * random() - 2];
      const { point, operation } = unit.representative(x);
      expect(g.has(operation)).toBe(true);
      expect(operation.apply(x)).toEqual(point);
      expect(unit.contains(point)).toBe(true);
      expect(unit.representative(point).operation.toXyz()).toBe('x,y,z');
    }
  });

  it('is the same for all images of a point, on special positions and with rounding errors', () => {
    const random = randomNumbers(12);
    for (const g of references) {
      const unit = asymmetricUnit(g);
      const x = [0, 1, 2].map(() => Math.floor(random() * 24) / 24) as unknown as Fractional;
      const { point } = unit.representative(x);
      for (const op of g.operations.slice(0, 12)) {
        const noisy = op.apply(x).map((c) => c + 1 + (random() - 0.5) * 1e-12) as unknown as Fractional;
        const other = unit.representative(noisy).point;
        expect(Math.max(...other.map((c, i) => Math.abs(c - (point[i] as number))))).toBeLessThan(1e-9);
      }
    }
  });

  it('always finds an image, also at the limit of the tolerance and without one', () => {
    const random = randomNumbers(13);
    for (const g of references) {
      const unit = asymmetricUnit(g);
      for (let i = 0; i < 4; i++) {
        const x = [0, 1, 2].map(
          () => Math.floor(random() * 24) / 24 + (random() < 0.5 ? 1 : -1) * 1e-6 * (0.5 + random()),
        ) as unknown as Fractional;
        for (const tolerance of [1e-6, 0]) {
          const { point, operation } = unit.representative(x, tolerance);
          expect(isSamePoint(operation.apply(x), point, 1e-12)).toBe(true);
          expect(g.has(operation)).toBe(true);
        }
      }
    }
  });
});
