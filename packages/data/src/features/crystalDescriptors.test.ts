import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ELEMENT_DESCRIPTORS, elementDescriptors } from '../elements/elementDescriptors.js';
import { CRYSTAL_DESCRIPTORS, crystalDescriptors, type DescribedCrystal } from './crystalDescriptors.js';

const crystal = (numbers: number[], multiplicities: number[], groupNumber = 225, volume = 22.4): DescribedCrystal => ({
  groupNumber,
  atomicNumbers: Uint8Array.from(numbers),
  multiplicities: Uint16Array.from(multiplicities),
  cell: Float64Array.of(Math.log(5.64), Math.log(5.64), Math.log(5.64), 0, 0, 0, Math.log(volume)),
});
const read = (values: Float64Array, name: string): number => values[CRYSTAL_DESCRIPTORS.indexOf(name)]!;

describe('crystalDescriptors', () => {
  it('has the statistics of rock salt', () => {
    const values = crystalDescriptors(crystal([11, 17], [4, 4]));
    // Pauling: Na 0.93, Cl 3.16.
    expect(read(values, 'electronegativity mean')).toBeCloseTo(2.045, 10);
    expect(read(values, 'electronegativity deviation')).toBeCloseTo(1.115, 10);
    expect(read(values, 'electronegativity lowest')).toBe(0.93);
    expect(read(values, 'electronegativity highest')).toBe(3.16);
    expect(read(values, 'electronegativity range')).toBeCloseTo(2.23, 10);
    expect(read(values, 'elements')).toBe(2);
    expect(read(values, 'sites of the conventional cell')).toBe(8);
    expect(read(values, 'sites of the primitive cell')).toBe(2);
    expect(read(values, 'order of the point group')).toBe(48);
    expect(read(values, 'volume per site')).toBeCloseTo(22.4, 10);
    expect(read(values, 'c over a')).toBeCloseTo(1, 12);
    expect(values).toHaveLength(CRYSTAL_DESCRIPTORS.length);
  });

  it('weighs elements by their sites, not by their orbits', () => {
    // Two orbits of oxygen, one of silicon: the mean is that of SiO2.
    const [si, o] = [14, 8].map((z) => elementDescriptors(z).values[ELEMENT_DESCRIPTORS.indexOf('mass')]!);
    const values = crystalDescriptors(crystal([8, 14, 8], [2, 2, 2]));
    expect(read(values, 'mass mean')).toBeCloseTo((si! + 2 * o!) / 3, 10);
    expect(read(values, 'orbits')).toBe(3);
  });

  it('does not count what is not known, and says NaN where nothing is', () => {
    expect(read(crystalDescriptors(crystal([18], [4])), 'electronegativity mean')).toBeNaN();
    const mixed = crystalDescriptors(crystal([18, 11], [4, 4]));
    expect(read(mixed, 'electronegativity mean')).toBe(0.93);
    expect(read(mixed, 'mass mean')).toBeCloseTo((39.948 + 22.99) / 2, 2);
  });

  it('does not depend on the order of the orbits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 48 })), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.integer({ min: 1, max: 230 }),
        (orbits, group) => {
          const of = (list: typeof orbits): Float64Array =>
            crystalDescriptors(
              crystal(
                list.map(([z]) => z),
                list.map(([, m]) => m),
                group,
              ),
            );
          const reversed = of(orbits.toReversed());
          of(orbits).forEach((value, i) => {
            if (Number.isNaN(value)) expect(reversed[i]).toBeNaN();
            else expect(Math.abs(value - reversed[i]!)).toBeLessThan(1e-9 * (1 + Math.abs(value)));
          });
        },
      ),
    );
  });
});
