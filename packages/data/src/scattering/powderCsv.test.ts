import { expect, test } from 'vitest';
import { Structure } from '../structure/structure.js';
import { isotopesOf } from './isotopes.js';
import { powderCsv, profileCsv } from './powderCsv.js';

test('lines and curves as CSV', () => {
  const reflections = [
    { hkl: [5, 1, 1], multiplicity: 24, squared: 100 },
    { hkl: [3, 3, -3], multiplicity: 8, squared: 60 },
  ] as const;
  const line = {
    reflections,
    d: 1.0854571,
    twoTheta: 90.41,
    wavelength: 1.5405929,
    multiplicity: 32,
    intensity: 2880,
    relative: 12.5,
  };
  expect(powderCsv([line])).toBe(
    'hkl,d,two_theta,wavelength,multiplicity,f_squared,intensity,relative\n5 1 1 + 3 3 -3,1.085457,90.41000,1.5405929,32,90.00000,2880.000,12.5000\n',
  );
  expect(profileCsv({ twoTheta: Float64Array.of(10, 10.02), intensity: Float64Array.of(0, 100) })).toBe(
    'two_theta,intensity\n10,0.0000\n10.02,100.0000\n',
  );
});

test('deuterium is told by the sites', () => {
  const ice = (...isotopes: (number | undefined)[]) =>
    Structure.of({
      lattice: { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        { position: [0, 0, 0], species: 'O' },
        ...isotopes.map((isotope, i) => ({
          position: [0.2, 0.3 * i, 0.4] as const,
          species: 'H',
          properties: isotope === undefined ? {} : { isotope },
        })),
      ],
    });
  expect(isotopesOf(ice())).toBeUndefined();
  expect(isotopesOf(ice(undefined, undefined))).toBeUndefined();
  expect(isotopesOf(ice(2, 2))).toEqual({ H: 'D' });
  expect(() => isotopesOf(ice(undefined, 2))).toThrow(/got mass numbers 1, 2/);
});
