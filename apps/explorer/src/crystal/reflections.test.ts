import { initMoyo } from '@crystal-fourier/data';
import { beforeAll, expect, test } from 'vitest';
import { COPPER, twoTheta } from './copper.js';
import { EXAMPLES } from './exampleList.js';
import { reflectionsOf } from './reflections.js';
import { exampleCrystal } from './testing/exampleResults.js';

beforeAll(() => initMoyo());

test('rock salt: sums and differences of the atomic numbers', () => {
  const { reflections, absent, conditions, isCut } = reflectionsOf(exampleCrystal('halite'));
  const one = (hkl: string): unknown => {
    const found = reflections.find((own) => own.hkl.map(Math.abs).toSorted().join('') === hkl);
    return found && { multiplicity: found.multiplicity, f: Math.round(Math.sqrt(found.squared) * 1e6) / 1e6 };
  };
  expect(one('111')).toEqual({ multiplicity: 8, f: 4 * (17 - 11) });
  expect(one('002')).toEqual({ multiplicity: 6, f: 4 * (17 + 11) });
  expect(one('022')).toEqual({ multiplicity: 12, f: 112 });
  expect(one('001')).toBeUndefined();
  expect(conditions[0]).toBe('hkl: h+k,h+l,k+l=2n');
  expect(isCut).toBe(false);
  const first = absent.find(({ d }) => Math.abs(d - 5.6401) < 1e-4)!;
  expect(first).toMatchObject({ multiplicity: 6, condition: 'hkl: h+k,h+l,k+l=2n', turn: '1/2' });
});

test.each(EXAMPLES)('$label: every intensity is that of all atoms of the cell, one by one', ({ name }) => {
  const crystal = exampleCrystal(name);
  const { reflections, absent, dMin } = reflectionsOf(crystal);
  const [a, b, c] = crystal.lattice;
  const atoms = crystal.toStructure().sites.map(({ position }, i) => ({ position, i }));
  const charges = crystal.orbits.flatMap(({ kind, multiplicity }) =>
    Array<number>(multiplicity).fill(kind.atomicNumber),
  );
  const squared = (hkl: readonly number[]): number => {
    let [re, im] = [0, 0];
    for (const { position, i } of atoms) {
      const angle = 2 * Math.PI * hkl.reduce((sum, h, j) => sum + h * position[j]!, 0);
      re += charges[i]! * Math.cos(angle);
      im += charges[i]! * Math.sin(angle);
    }
    return re * re + im * im;
  };
  expect(reflections.length).toBeGreaterThan(3);
  for (const { hkl, squared: found, isDark, d } of reflections) {
    expect(Math.abs(squared(hkl) - found)).toBeLessThan(1e-6 * (1 + found));
    expect(isDark).toBe(squared(hkl) < 1e-3);
    expect(d).toBeGreaterThanOrEqual(dMin * (1 - 1e-9));
  }
  for (const { hkl, condition, operation } of absent) {
    expect(squared(hkl)).toBeLessThan(1e-6);
    expect(condition).not.toBe('');
    expect(crystal.group.operations.map((op) => op.toXyz())).toContain(operation);
  }
  // Spheres of reflections are whole: their number is that of lattice points in the sphere, but for its edge.
  const count = [...reflections, ...absent].reduce((sum, { multiplicity }) => sum + multiplicity, 1);
  const volume =
    a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  const expected = ((4 / 3) * Math.PI * volume) / dMin ** 3;
  expect(Math.abs(count / expected - 1)).toBeLessThan(0.3);
});

test('angles of a diffractometer', () => {
  expect(twoTheta(COPPER / 2)).toBeCloseTo(180, 6);
  expect(twoTheta(COPPER * Math.SQRT1_2)).toBeCloseTo(90, 9);
  expect(twoTheta(COPPER / 2.1)).toBeUndefined();
});
