import { expect, test } from 'vitest';
import { DataError } from '../core/errors.js';
import { RADIATION_NAMES, radiationOf } from './radiation.js';

test('names in other spellings are the same radiation', () => {
  for (const text of ['Cu Kα1', 'CuKa1', 'cu k-alpha1', 'CU_KALPHA1', 'Cu Kα₁'])
    expect(radiationOf(text), text).toEqual(radiationOf('Cu Kα1'));
  for (const text of ['neutron 1.548', 'Neutrons: 1.548 Å', 'neutron=1.548A'])
    expect(radiationOf(text), text).toEqual(radiationOf({ kind: 'neutron', wavelength: 1.548 }));
  expect(radiationOf('x-ray 0.4')).toEqual(radiationOf({ wavelength: 0.4 }));
});

test('each name is its own, with shares that add up to 1 and a mean between its lines', () => {
  expect(RADIATION_NAMES).toHaveLength(18);
  for (const name of RADIATION_NAMES) {
    const radiation = radiationOf(name);
    expect(radiation.name).toBe(name);
    expect(radiation.lines.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 15);
    const wavelengths = radiation.lines.map(({ wavelength }) => wavelength);
    expect(radiation.wavelength).toBeGreaterThanOrEqual(Math.min(...wavelengths));
    expect(radiation.wavelength).toBeLessThanOrEqual(Math.max(...wavelengths));
  }
});

test.each(['', 'Cu', 'Cu Kα3', 'Cu Kβ', 'electron 0.025', 'neutron', 'neutron 1.2.3', 'neutron 0'])(
  '%o is refused',
  (text) => {
    expect(() => radiationOf(text)).toThrow(DataError);
  },
);
