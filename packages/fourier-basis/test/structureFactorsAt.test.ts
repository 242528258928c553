import { type Atom, FourierBasisError, frequencySet, structureFactors } from '@crystal-fourier/fourier-basis';
import { structureFactorsAt } from '@crystal-fourier/fourier-basis/reflections';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { expect, test } from 'vitest';
import { spaceGroups, worst } from './groups.js';

const hexagonal = (a: number, c: number): number[] => [a, 0, 0, -a / 2, (a * Math.sqrt(3)) / 2, 0, 0, 0, c];

/** A lattice that a setting takes: cubic ones serve all but those with a threefold axis along c. */
const latticeOf = (
  group: (typeof spaceGroups)[number]['group'],
): { lattice: number[]; family: 'cubic' | 'hexagonal' } => {
  const isHexagonal = group.operations.some(
    ({ rot }) => rot[0] === 0 && rot[1] === -1 && rot[3] === 1 && rot[4] === -1,
  );
  return isHexagonal
    ? { lattice: hexagonal(5.1, 7.3), family: 'hexagonal' }
    : { lattice: [5.3, 0, 0, 0, 5.3, 0, 0, 0, 5.3], family: 'cubic' };
};

test('are those of a whole set, in all settings: general and special positions, displacements of both kinds', () => {
  const atoms: Atom[] = [
    { position: [0.137, 0.291, 0.433], amplitude: (s) => 8 * Math.exp(-5 * s * s), b: 0.7 },
    { position: [0, 0, 0], amplitude: 11, occupancy: 0.5, u: [0.01, 0.012, 0.02, 0.001, 0.002, 0.003] },
    { position: [0.125, 0.125, 0.125], amplitude: -3.7 },
  ];
  for (const { name, group } of spaceGroups) {
    const { lattice, family } = latticeOf(group);
    const set = frequencySet(family, { radius: 2 });
    const whole = structureFactors(group, atoms, set, { lattice });
    const { real, imag } = structureFactorsAt(group, atoms, set.hkl, { lattice });
    expect(worst([...real, ...imag], [...whole.real, ...whole.imag], 1e-9), name).toBeUndefined();
    expect(
      real.every((value, i) => (value === 0 && imag[i] === 0) === (whole.real[i] === 0 && whole.imag[i] === 0)),
      `${name}: zeros`,
    ).toBe(true);
  }
});

test('halite: sum and difference of two atoms, and a reflection that centring forbids', () => {
  const atoms: Atom[] = [
    { position: [0, 0, 0], amplitude: 11 },
    { position: [0.5, 0.5, 0.5], amplitude: 17 },
  ];
  const lattice = [5.64, 0, 0, 0, 5.64, 0, 0, 0, 5.64];
  const { real, imag } = structureFactorsAt(spaceGroup(225), atoms, Int32Array.of(1, 1, 1, 2, 0, 0, 1, 0, 0), {
    lattice,
  });
  expect(real[0]).toBeCloseTo(4 * (11 - 17), 12);
  expect(real[1]).toBeCloseTo(4 * (11 + 17), 12);
  expect(real[2]).toBe(0);
  expect([...imag].every((value) => Math.abs(value) < 1e-12)).toBe(true);
});

test('what cannot be: lists of the wrong length, amplitudes that are no numbers, a negative tolerance', () => {
  const group = spaceGroup(1);
  const lattice = [5, 0, 0, 0, 5, 0, 0, 0, 5];
  const atom: Atom = { position: [0, 0, 0], amplitude: 1 };
  const call =
    (atoms: Atom[], hkl: Int32Array, tolerance?: number): (() => unknown) =>
    () =>
      structureFactorsAt(group, atoms, hkl, tolerance === undefined ? { lattice } : { lattice, tolerance });
  expect(call([atom], Int32Array.of(1, 0))).toThrow(FourierBasisError);
  expect(call([atom], Int32Array.of(1, 0))).toThrow(/hkl must be an Int32Array with three indices/);
  expect(call([{ ...atom, amplitude: () => Number.NaN }], Int32Array.of(1, 0, 0))).toThrow(
    /amplitude of atom 0 must be finite, got NaN/,
  );
  expect(call([atom], Int32Array.of(1, 0, 0), -1)).toThrow(/tolerance must be a number ≥ 0/);
});
