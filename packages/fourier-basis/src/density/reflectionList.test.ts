import { settings, spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { FourierBasisError } from '../core/errors.js';
import { type ReflectionList, reflectionList, type ReflectionListOptions } from './reflectionList.js';
import type { Atom } from './site.js';

const cubic = (a: number): number[] => [a, 0, 0, 0, a, 0, 0, 0, a];

/** Point atoms of as many electrons as their atomic number. */
const CRYSTALS = {
  halite: {
    group: spaceGroup(225),
    lattice: cubic(5.6401),
    atoms: [
      { position: [0, 0, 0], amplitude: 11 },
      { position: [0.5, 0.5, 0.5], amplitude: 17 },
    ],
  },
  diamond: {
    group: spaceGroup(227),
    lattice: cubic(3.567),
    atoms: [{ position: [0.125, 0.125, 0.125], amplitude: 6 }],
  },
  fluorite: {
    group: spaceGroup(225),
    lattice: cubic(5.463),
    atoms: [
      { position: [0, 0, 0], amplitude: 20 },
      { position: [0.25, 0.25, 0.25], amplitude: 9 },
    ],
  },
  'caesium chloride': {
    group: spaceGroup(221),
    lattice: cubic(4.123),
    atoms: [
      { position: [0, 0, 0], amplitude: 55 },
      { position: [0.5, 0.5, 0.5], amplitude: 17 },
    ],
  },
  rutile: {
    group: spaceGroup(136),
    lattice: [4.594, 0, 0, 0, 4.594, 0, 0, 0, 2.959],
    atoms: [
      { position: [0, 0, 0], amplitude: 22 },
      { position: [0.3051, 0.3051, 0], amplitude: 8 },
    ],
  },
} satisfies Record<string, { group: ReturnType<typeof spaceGroup>; lattice: number[]; atoms: Atom[] }>;

const listOf = (name: keyof typeof CRYSTALS, options: Partial<ReflectionListOptions> = {}): ReflectionList => {
  const { group, lattice, atoms } = CRYSTALS[name];
  return reflectionList(group, atoms, { lattice, dMin: 0.9, ...options });
};

const indices = (hkl: readonly number[]): string => hkl.map(Math.abs).toSorted().join('');
const amplitude = ({ reflections }: ReflectionList, hkl: string): number | undefined => {
  const found = reflections.find((own) => indices(own.hkl) === hkl);
  return found && Math.sqrt(found.squared);
};

test('rock salt: sums and differences of the amplitudes', () => {
  const list = listOf('halite');
  expect(amplitude(list, '111')).toBeCloseTo(4 * (17 - 11), 6);
  expect(amplitude(list, '002')).toBeCloseTo(4 * (17 + 11), 6);
  expect(amplitude(list, '022')).toBeCloseTo(4 * (17 + 11), 6);
  expect(amplitude(list, '001')).toBeUndefined();
  expect(list.reflections.slice(0, 3).map(({ multiplicity }) => multiplicity)).toEqual([8, 6, 12]);
  expect(list.conditions[0]).toBe('hkl: h+k,h+l,k+l=2n');
  expect(list.isCut).toBe(false);
  const [first] = list.absent;
  expect(first).toMatchObject({ multiplicity: 6, condition: 'hkl: h+k,h+l,k+l=2n', phase: 12 });
  expect(first!.d).toBeCloseTo(5.6401, 9);
});

test('diamond: 222 is allowed and dark, 200 is absent by the glide planes', () => {
  const { reflections, absent } = listOf('diamond');
  const isDark = (hkl: string): boolean | undefined => reflections.find((own) => indices(own.hkl) === hkl)?.isDark;
  expect(amplitude(listOf('diamond'), '111')).toBeCloseTo(6 * Math.sqrt(32), 6);
  expect(isDark('222')).toBe(true);
  expect(isDark('111')).toBe(false);
  expect(isDark('002')).toBeUndefined();
  expect(absent.find(({ hkl }) => indices(hkl) === '002')!.condition).toMatch(/^0kl: .*4n/);
});

test('fluorite: 222 is weak by its atoms', () => {
  expect(amplitude(listOf('fluorite'), '222')).toBeCloseTo(4 * 20 - 8 * 9, 6);
});

test('caesium chloride: no reflection is absent', () => {
  const { absent, conditions } = listOf('caesium chloride');
  expect(absent).toEqual([]);
  expect(conditions).toEqual([]);
});

test.each(['halite', 'rutile', 'diamond'] as const)('%s: each star of reflections once, the whole ball', (name) => {
  const { group, lattice } = CRYSTALS[name];
  const [a, , , , b, , , , c] = lattice as number[];
  const { reflections, absent, dMin } = listOf(name);
  const spacing = (hkl: readonly number[]): number => 1 / Math.hypot(hkl[0]! / a!, hkl[1]! / b!, hkl[2]! / c!);
  // Every frequency of the ball, one by one.
  const n = Math.ceil(a! / dMin);
  let [count, forbidden] = [0, 0];
  for (let h = -n; h <= n; h++)
    for (let k = -n; k <= n; k++)
      for (let l = -n; l <= n; l++) {
        if ((h === 0 && k === 0 && l === 0) || spacing([h, k, l]) < dMin * (1 - 1e-9)) continue;
        count++;
        if (group.isAbsent([h, k, l])) forbidden++;
      }
  const sum = (list: readonly { readonly multiplicity: number }[]): number =>
    list.reduce((total, { multiplicity }) => total + multiplicity, 0);
  expect(sum(reflections) + sum(absent)).toBe(count);
  expect(sum(absent)).toBe(forbidden);
  for (const { hkl, d } of [...reflections, ...absent]) expect(d).toBeCloseTo(spacing(hkl), 9);
  for (const list of [reflections, absent]) expect(list).toEqual(list.toSorted((x, y) => y.d - x.d));
  for (const { hkl, operation, phase, condition } of absent) {
    expect(operation.applyHkl(hkl)).toEqual(hkl);
    expect(hkl.reduce((total, index, i) => total + index * operation.trans[i]!, 0) - phase).toSatisfy(
      (x: number) => x % 24 === 0,
    );
    expect(condition).not.toBe('');
  }
});

test('in all settings with orthogonal axes a reflection of one electron at a general position is listed once, or absent with a condition that it breaks', () => {
  const atoms = [{ position: [0.1234, 0.2345, 0.3456], amplitude: 1 }];
  for (const { number, qualifier } of settings()) {
    const group = spaceGroup(number, { qualifier });
    // Orthogonal axes have the symmetry of these crystal systems only.
    if (!['triclinic', 'monoclinic', 'orthorhombic'].includes(group.crystalSystem)) continue;
    const { reflections, absent } = reflectionList(group, atoms, { lattice: [5, 0, 0, 0, 6, 0, 0, 0, 7], dMin: 3 });
    for (const { hkl } of reflections) expect(group.isAbsent(hkl)).toBe(false);
    for (const { hkl, condition } of absent) {
      expect(group.isAbsent(hkl)).toBe(true);
      expect(group.reflectionConditions().text).toContain(condition);
    }
  }
});

test('a list is cut by the number of sets, at a whole distance, and by the number of reflections', () => {
  const whole = listOf('rutile');
  const short = listOf('rutile', { maxListed: 5 });
  expect(short.isCut).toBe(true);
  expect(short.dMin).toBeGreaterThan(whole.dMin);
  const distances = [...whole.reflections, ...whole.absent].map(({ d }) => d);
  const listed = [...short.reflections, ...short.absent].length;
  expect(listed).toBe(distances.filter((d) => d >= short.dMin * (1 - 1e-9)).length);
  expect(listed).toBeGreaterThanOrEqual(5);

  const few = listOf('rutile', { maxComputed: 100 });
  expect(few.isCut).toBe(true);
  const count = [...few.reflections, ...few.absent].reduce((sum, { multiplicity }) => sum + multiplicity, 0);
  expect(count).toBeGreaterThan(50);
  expect(count).toBeLessThan(150);
});

test('options that make no sense are refused', () => {
  for (const options of [{ dMin: 0 }, { dMin: Number.NaN }, { maxListed: 0 }, { maxComputed: -1 }])
    expect(() => listOf('halite', options)).toThrow(FourierBasisError);
  expect(() => listOf('halite', { dMin: -1 })).toThrow('reflectionList: dMin must be a number above 0, got -1');
});
