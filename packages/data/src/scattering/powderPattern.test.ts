import { spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { DataError } from '../core/errors.js';
import { dispersion } from './dispersion.js';
import { formFactor } from './formFactor.js';
import { lorentzPolarization } from './lorentzPolarization.js';
import { type PowderOptions, powderPattern } from './powderPattern.js';
import type { ScatteringCrystal } from './scatteringCrystal.js';

const cubic = (a: number): ScatteringCrystal['lattice'] => [
  [a, 0, 0],
  [0, a, 0],
  [0, 0, a],
];
const of = (element: string, occupancy = 1) => ({ element, occupancy });
const orbit = (
  representative: readonly [number, number, number],
  ...species: ReturnType<typeof of>[]
): ScatteringCrystal['orbits'][number] => ({ kind: { species }, representative });

const halite: ScatteringCrystal = {
  group: spaceGroup(225),
  lattice: cubic(5.6402),
  orbits: [orbit([0, 0, 0], of('Na')), orbit([0.5, 0.5, 0.5], of('Cl'))],
};
const diamond: ScatteringCrystal = {
  group: spaceGroup(227),
  lattice: cubic(3.5671),
  orbits: [orbit([0.125, 0.125, 0.125], of('C'))],
};
const sphalerite: ScatteringCrystal = {
  group: spaceGroup(216),
  lattice: cubic(5.4093),
  orbits: [orbit([0, 0, 0], of('Zn')), orbit([0.25, 0.25, 0.25], of('S'))],
};

test('halite: lines in the order of their angles, the strongest 100', () => {
  const { lines, radiation } = powderPattern(halite, { radiation: 'Cu Kα1', b: { Na: 1.6, Cl: 1.3 } });
  expect(radiation.wavelength).toBe(1.5405929);
  const names = lines.map(({ reflections: [first] }) => first!.hkl.join(''));
  expect(names).toEqual(['111', '200', '220', '311', '222', '400', '331', '420', '422']);
  expect(lines.map(({ relative }) => relative)[1]).toBe(100);
  expect(lines[1]!.twoTheta).toBeCloseTo(31.703, 3);
  expect(lines.map(({ multiplicity }) => multiplicity)).toEqual([8, 6, 12, 24, 8, 6, 24, 24, 24]);
});

test('an intensity is multiplicity times |F|² times the Lorentz-polarisation factor', () => {
  const { lines } = powderPattern(halite, { radiation: 'Mo Kα', b: { Na: 1, Cl: 2 }, monochromator: 12.2 });
  const line = lines.find(({ reflections }) => reflections[0]!.hkl.join() === '2,2,0')!;
  const s = 1 / (2 * line.d);
  const amplitude = (element: string, b: number): number =>
    (formFactor(element)(s) + dispersion(element, 'Mo').real) * Math.exp(-b * s * s);
  const imaginary = (element: string, b: number): number => dispersion(element, 'Mo').imaginary * Math.exp(-b * s * s);
  const squared =
    (4 * (amplitude('Na', 1) + amplitude('Cl', 2))) ** 2 + (4 * (imaginary('Na', 1) + imaginary('Cl', 2))) ** 2;
  expect(line.reflections[0]!.squared / squared).toBeCloseTo(1, 12);
  expect(line.intensity / (12 * squared * lorentzPolarization(line.twoTheta, { monochromator: 12.2 }))).toBeCloseTo(
    1,
    12,
  );
});

test('with dispersion |F|² is the mean of h and −h, by a sum over the whole cell', () => {
  const { lines } = powderPattern(sphalerite, { radiation: 'Cu Kα' });
  for (const { reflections, d } of lines) {
    for (const { hkl, squared } of reflections) {
      const sum = (sign: number): number => {
        let [re, im] = [0, 0];
        for (const [element, shift] of [['Zn', 0] as const, ['S', 0.25] as const]) {
          const f = formFactor(element)(1 / (2 * d)) + dispersion(element, 'Cu').real;
          const g = dispersion(element, 'Cu').imaginary;
          for (const centre of [
            [0, 0, 0],
            [0, 0.5, 0.5],
            [0.5, 0, 0.5],
            [0.5, 0.5, 0],
          ]) {
            const phase = 2 * Math.PI * sign * hkl.reduce((total, index, i) => total + index * (centre[i]! + shift), 0);
            re += f * Math.cos(phase) - g * Math.sin(phase);
            im += f * Math.sin(phase) + g * Math.cos(phase);
          }
        }
        return re * re + im * im;
      };
      expect(squared / ((sum(1) + sum(-1)) / 2), hkl.join()).toBeCloseTo(1, 9);
    }
  }
  expect(lines.length).toBeGreaterThan(5);
});

test('what atoms extinguish is no line: 2 2 2 of diamond, which the group allows', () => {
  const names = powderPattern(diamond, { radiation: 'Mo Kα' }).lines.map(({ reflections }) =>
    reflections[0]!.hkl.join(''),
  );
  expect(names.slice(0, 5)).toEqual(['111', '220', '311', '400', '331']);
});

test('reflections of the same distance are one line, or lines of their own', () => {
  const both = (merge: boolean) =>
    powderPattern(halite, { radiation: 'Mo Kα1', merge }).lines.filter(
      ({ d }) => Math.abs(d - 5.6402 / Math.sqrt(27)) < 1e-6,
    );
  const [line, ...more] = both(true);
  expect(more).toEqual([]);
  expect(line!.reflections.map(({ hkl, multiplicity }) => [hkl.join(' '), multiplicity])).toEqual([
    ['5 1 1', 24],
    ['3 3 3', 8],
  ]);
  expect(line!.multiplicity).toBe(32);
  const apart = both(false);
  expect(apart.map(({ multiplicity }) => multiplicity).toSorted((a, b) => a - b)).toEqual([8, 24]);
  expect(apart.reduce((sum, { intensity }) => sum + intensity, 0) / line!.intensity).toBeCloseTo(1, 12);
});

test('a doublet is two lines, or one at the mean wavelength', () => {
  const mean = powderPattern(diamond, { radiation: 'Cu Kα' });
  expect(mean.lines.map(({ wavelength }) => wavelength.toFixed(6))).toEqual(['1.541871', '1.541871']);
  const { lines } = powderPattern(diamond, { radiation: 'Cu Kα', doublet: true });
  expect(lines.map(({ wavelength }) => wavelength)).toEqual([1.5405929, 1.5444274, 1.5405929, 1.5444274]);
  expect(lines.map(({ twoTheta }) => twoTheta.toFixed(3))).toEqual(['43.928', '44.043', '75.292', '75.513']);
  const [first, second] = lines;
  const ratio = lorentzPolarization(second!.twoTheta) / lorentzPolarization(first!.twoTheta) / 2;
  expect(second!.intensity / first!.intensity).toBeCloseTo(ratio, 12);
});

test('shared sites add up with their occupancies, and vacancies scatter nothing', () => {
  const mixed = (...species: ReturnType<typeof of>[]): number =>
    powderPattern({ ...diamond, orbits: [orbit([0.125, 0.125, 0.125], ...species)] }, { dispersion: false }).lines[0]!
      .reflections[0]!.squared;
  const [silicon, germanium] = [Math.sqrt(mixed(of('Si'))), Math.sqrt(mixed(of('Ge')))];
  expect(Math.sqrt(mixed(of('Si', 0.3), of('Ge', 0.7)))).toBeCloseTo(0.3 * silicon + 0.7 * germanium, 9);
  expect(Math.sqrt(mixed(of('Si', 0.25)))).toBeCloseTo(0.25 * silicon, 9);
});

test('neutrons: isotopes, absorbing nuclei, no fall with the angle', () => {
  const hydride: ScatteringCrystal = {
    ...halite,
    orbits: [orbit([0, 0, 0], of('Li')), orbit([0.5, 0.5, 0.5], of('H'))],
  };
  const first = (crystal: ScatteringCrystal, options: PowderOptions = {}): number =>
    powderPattern(crystal, { radiation: 'neutron 1.5', ...options }).lines[0]!.reflections[0]!.squared;
  expect(first(hydride)).toBeCloseTo((4 * (-1.9 + 3.739)) ** 2, 6);
  expect(first(hydride, { isotopes: { H: 'D' } })).toBeCloseTo((4 * (-1.9 - 6.671)) ** 2, 6);
  expect(first({ ...diamond, orbits: [orbit([0.125, 0.125, 0.125], of('Gd'))] })).toBeCloseTo(
    32 * (6.5 ** 2 + 13.82 ** 2),
    6,
  );
});

test('dMin instead of angles, and ranges that begin later', () => {
  const byDistance = powderPattern(halite, { dMin: 1.6 });
  expect(byDistance.lines.at(-1)!.d).toBeCloseTo(5.6402 / Math.sqrt(12), 9);
  expect(byDistance.twoTheta[1]).toBeCloseTo(57.61, 2);
  const later = powderPattern(halite, { twoTheta: [40, 60] });
  expect(later.lines.map(({ reflections }) => reflections[0]!.hkl.join(''))).toEqual(['220', '311', '222']);
  expect(later.lines[0]!.relative).toBe(100);
  expect(powderPattern(halite, { twoTheta: [5, 10] }).lines).toEqual([]);
});

test.each<[PowderOptions, RegExp, ScatteringCrystal?]>([
  [{ radiation: 'Zn Kα' }, /radiation: expected one of Cr Kα, .*got "Zn Kα"/],
  [{ radiation: 'Cu Kβ' }, /radiation: expected one of/],
  [{ radiation: 'neutron' }, /neutrons need a wavelength in Å, as in "neutron 1.548"/],
  [{ radiation: { wavelength: -1 } }, /wavelength must be a number from 0.01 to 100, in Å, got -1/],
  [
    { radiation: { wavelength: 1, kind: 'electron' as 'neutron' } },
    /kind must be "x-ray" or "neutron", got "electron"/,
  ],
  [{ radiation: 'neutron 8' }, /the largest distance of planes is 3.2564 Å; take a wavelength below 6.5127 Å/],
  [{ twoTheta: [40, 20] }, /two angles in degrees, from 0 to below 180, the smaller first, got \[40, 20\]/],
  [{ twoTheta: [10, 180] }, /from 0 to below 180/],
  [{ twoTheta: [10, Number.NaN] }, /from 0 to below 180/],
  [{ twoTheta: [10, 20], dMin: 1 }, /either twoTheta or dMin/],
  [{ dMin: 0.7 }, /dMin must be above 0.77094 Å, half of the wavelength of Cu Kα, got 0.7/],
  [{ doublet: true, radiation: 'Cu Kα1' }, /doublet: Cu Kα1 is one line/],
  [{ monochromator: 200 }, /monochromator: expected its angle 2θ from 0 to 180 degrees, got 200/],
  [{ monochromator: 26, radiation: 'neutron 1.5' }, /it polarises X-rays only/],
  [{ ions: { Fe: 'Fe3+' } }, /ions: the crystal has Na, Cl, but not "Fe"/],
  [{ ions: { Na: 'K1+' } }, /ions: expected an ion of Na, got "K1\+"/],
  [{ ions: { Na: 'Na3+' } }, /no X-ray form factor of "Na3\+"; Na has the neutral atom and Na1\+/],
  [{ b: { O: 1 } }, /b: the crystal has Na, Cl, but not "O"/],
  [{ b: -1 }, /b: expected 8π²⟨u²⟩ from 0 to 30 Å².*got -1/],
  [{ b: [1] }, /one for each of the 2 orbits, got \[1\]/],
  [{ isotopes: { Na: 'D' }, radiation: 'neutron 1.5' }, /the only one with a length of its own is \{ H: "D" \}/],
  [{ isotopes: { Na: 'Na' } }, /isotopes scatter X-rays alike/],
  [{ dispersion: true, radiation: { wavelength: 1 } }, /corrections for the lines of X-ray tubes only, got X-ray 1 Å/],
  [{ dispersion: true, radiation: 'neutron 1.5' }, /are about X-rays/],
  [{ radiation: { wavelength: 0.01 }, twoTheta: [0, 120] }, /reflections are in the range, and 300000 are possible/],
  [{}, /no X-ray form factor of "Fm"; the table ends at Cf/, { ...diamond, orbits: [orbit([0, 0, 0], of('Fm'))] }],
  [
    {},
    /dispersion: there is no correction for "Pu"; the table ends at U/,
    { ...diamond, orbits: [orbit([0, 0, 0], of('Pu'))] },
  ],
  [
    { radiation: 'neutron 1.5' },
    /no neutron scattering length of "Po"; the table has the elements to Bi, Th, U, and D/,
    { ...diamond, orbits: [orbit([0, 0, 0], of('Po'))] },
  ],
])('refuses %o', (options, message, crystal = halite) => {
  expect(() => powderPattern(crystal, options)).toThrow(DataError);
  expect(() => powderPattern(crystal, options)).toThrow(message);
});
