import { IDENTITY, inverse, mapped, type Mat3, matMul, transpose } from '@crystal-fourier/math3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBases } from './canonicalBases.js';
import { groupFrame } from './groupFrame.js';
import { metricOf, rowsOfMetric } from './idealLattice.js';
import { rowsOfParameters } from '../structure/lattice.js';
import { Structure } from '../structure/structure.js';

/** A product of elementary matrices of determinant 1. */
const unimodular = fc
  .array(
    fc.tuple(fc.constantFrom<[number, number]>([0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]), fc.constantFrom(-1, 1)),
    {
      maxLength: 4,
    },
  )
  .map((steps) =>
    steps.reduce<Mat3>(
      (m, [[i, j], n]) =>
        matMul(
          m,
          mapped(IDENTITY, (entry, at) => (at === 3 * i + j ? n : entry)),
        ),
      IDENTITY,
    ),
  );

// Steps, not all floats: the latter are shrunk to exactly the limits of the tolerances.
const length = fc.integer({ min: 22, max: 65 }).map((n) => n / 7);
const angle = fc.integer({ min: 70, max: 110 });
const cell = fc.record({ a: length, b: length, c: length, alpha: angle, beta: angle, gamma: angle });

const under = (metric: Mat3, P: Mat3): Mat3 => matMul(matMul(transpose(P), metric), P);

/** Metrics of the canonical cells of a lattice. */
const canonical = (number: number, metric: Mat3): Mat3[] =>
  canonicalBases(groupFrame(number), metric).map((N) => under(metric, inverse(N)));

const close = (a: readonly number[], b: readonly number[], tolerance: number): boolean =>
  a.every((x, i) => Math.abs(x - b[i]!) < tolerance);

describe('canonicalBases', () => {
  it('triclinic: lengths of the Niggli cell within the tolerance, and its angles if the lengths are equal', () => {
    let same = 0;
    fc.assert(
      fc.property(cell, (parameters) => {
        const lattice = rowsOfParameters(parameters);
        const sites = [{ position: [0, 0, 0], species: 'H' }];
        const niggli = metricOf(Structure.of({ lattice, sites }).niggli().lattice);
        for (const found of canonical(2, metricOf(lattice))) {
          for (const i of [0, 4, 8]) expect(Math.abs(found[i]! / niggli[i]! - 1)).toBeLessThan(2.5e-3);
          if (![0, 4, 8].every((i) => Math.abs(found[i]! - niggli[i]!) < 1e-8)) continue;
          same++;
          const cosines = (m: readonly number[]): number[] =>
            [m[5]! / Math.sqrt(m[4]! * m[8]!), m[2]! / Math.sqrt(m[0]! * m[8]!), m[1]! / Math.sqrt(m[0]! * m[4]!)].map(
              Math.abs,
            );
          // Special metrics have several cells of shortest vectors, and the angles of one of them within the tolerance.
          const sum = (list: readonly number[]): number => list.reduce((x, y) => x + y);
          if (canonical(2, metricOf(lattice)).length === 1)
            expect(Math.abs(sum(cosines(found)) - sum(cosines(niggli)))).toBeLessThan(4e-3);
        }
      }),
      { numRuns: 80 },
    );
    expect(same).toBeGreaterThan(40);
  });

  it.each([2, 3, 12, 14, 15])('group %i: does not depend on the axes that the lattice is given on', (number) => {
    const isMonoclinic = number > 2;
    fc.assert(
      fc.property(cell, unimodular, (parameters, P) => {
        const metric = metricOf(rowsOfParameters(isMonoclinic ? { ...parameters, alpha: 90, gamma: 90 } : parameters));
        if (isMonoclinic) fc.pre([1, 3, 5, 7].every((i) => P[i] === 0) && groupFrame(number).allows(inverse(P)));
        const first = canonical(number, metric);
        const second = canonical(number, under(metric, P));
        expect(second).toHaveLength(first.length);
        const size = metric[0]! + metric[4]! + metric[8]!;
        for (const m of second) expect(first.some((other) => close(m, other, 1e-9 * size))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('monoclinic: β is not acute, and of cells with the smallest a² + c² those that keep the glide plane or centring', () => {
    const metric = metricOf(rowsOfParameters({ a: 7, b: 5, c: 4, alpha: 90, beta: 75, gamma: 90 }));
    // P2: a and c are free to be exchanged.
    const [p2] = canonical(3, metric).map(rowsOfMetric);
    expect(Math.hypot(...p2![0])).toBeCloseTo(4, 10);
    // P2₁/c: c has the glide, so it stays.
    const [p21c] = canonical(14, metric).map(rowsOfMetric);
    expect(p21c!.map((row) => Math.hypot(...row)).map((length) => Math.round(length))).toEqual([7, 5, 4]);
    expect(p21c![2][0]).toBeLessThan(0);
  });

  it('orthorhombic: a ≤ b ≤ c if the group allows it', () => {
    const metric: Mat3 = [49, 0, 0, 0, 16, 0, 0, 0, 25];
    expect(canonical(47, metric)[0]!.filter((_, i) => i % 4 === 0)).toEqual([16, 25, 49]);
    expect(canonical(62, metric)[0]!.filter((_, i) => i % 4 === 0)).toEqual([49, 16, 25]);
    expect(canonical(55, metric)[0]!.filter((_, i) => i % 4 === 0)).toEqual([16, 49, 25]);
  });
});
