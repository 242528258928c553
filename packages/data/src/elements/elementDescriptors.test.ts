import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ELEMENT_DESCRIPTORS, elementDescriptors } from './elementDescriptors.js';
import { atomicMass, atomicNumber, elementSymbol, isElement } from './elements.js';

const source = JSON.parse(
  readFileSync(new URL('../../../../tools/tables/sources/elements.json', import.meta.url), 'utf8'),
) as { fields: string[]; rows: (number | string | null)[][] };
const value = (z: number, name: (typeof ELEMENT_DESCRIPTORS)[number]): number =>
  elementDescriptors(z).values[ELEMENT_DESCRIPTORS.indexOf(name)]!;

describe('elements', () => {
  it('are 118, with symbol and number in step', () => {
    for (let z = 1; z <= 118; z++) {
      expect(atomicNumber(elementSymbol(z))).toBe(z);
      expect(source.rows[z - 1]![1]).toBe(elementSymbol(z));
    }
    expect(() => elementSymbol(119)).toThrow(/from 1 to 118/);
    expect(() => elementSymbol(0)).toThrow(/from 1 to 118/);
    expect(() => atomicNumber('constructor')).toThrow(/symbol of an element/);
    expect(isElement('na')).toBe(false);
  });

  it('grow heavier, but for the five known inversions', () => {
    const inverted: string[] = [];
    for (let z = 2; z <= 94; z++)
      if (atomicMass(elementSymbol(z)) < atomicMass(elementSymbol(z - 1))) inverted.push(elementSymbol(z));
    expect(inverted).toEqual(['K', 'Ni', 'I', 'Pa', 'Np']);
  });
});

describe('elementDescriptors', () => {
  it('have the values of the source, and NaN with a mask of 0 where it has none', () => {
    const names: Record<string, (typeof ELEMENT_DESCRIPTORS)[number]> = {
      group: 'group',
      period: 'period',
      electronegativity: 'electronegativity',
      covalent_radius: 'covalentRadius',
      atomic_radius: 'atomicRadius',
      ionic_radius: 'ionicRadius',
      melting_point: 'meltingPoint',
      molar_volume: 'molarVolume',
      s: 'sValence',
      p: 'pValence',
      d: 'dValence',
      f: 'fValence',
      ionization_energy: 'ionizationEnergy',
      electron_affinity: 'electronAffinity',
      mendeleev_number: 'mendeleevNumber',
    };
    let compared = 0;
    for (const row of source.rows) {
      const z = row[0] as number;
      const { values, mask } = elementDescriptors(z);
      for (const [field, name] of Object.entries(names)) {
        const expected = row[source.fields.indexOf(field)] as number | null;
        const i = ELEMENT_DESCRIPTORS.indexOf(name);
        expect(mask[i]).toBe(expected === null ? 0 : 1);
        if (expected === null) expect(values[i]).toBeNaN();
        else {
          expect(Math.abs(values[i]! - expected)).toBeLessThanOrEqual(1e-5 * Math.abs(expected));
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(1500);
  });

  it('know textbook values', () => {
    expect([value(8, 'electronegativity'), value(8, 'covalentRadius'), value(8, 'pValence')]).toEqual([3.44, 0.66, 4]);
    expect([
      value(26, 'group'),
      value(26, 'period'),
      value(26, 'block'),
      value(26, 'dValence'),
      value(26, 'meltingPoint'),
    ]).toEqual([8, 4, 2, 6, 1811]);
    expect(value(11, 'ionizationEnergy')).toBeCloseTo(5.139, 3);
    expect(value(92, 'fValence')).toBe(3);
    expect([value(57, 'group'), value(71, 'group'), value(72, 'group'), value(71, 'block')]).toEqual([3, 3, 4, 2]);
  });

  it('leave out what does not exist: electronegativities of noble gases, nearly all beyond lawrencium', () => {
    const unknown = (z: number): number => elementDescriptors(z).mask.filter((known) => known === 0).length;
    expect([2, 10, 18].map((z) => value(z, 'electronegativity'))).toEqual([NaN, NaN, NaN]);
    expect(unknown(26)).toBe(0);
    expect(unknown(118)).toBeGreaterThan(8);
    expect(() => elementDescriptors(0)).toThrow(/from 1 to 118/);
  });

  it('cannot be spoilt by a caller', () => {
    elementDescriptors(6).values.fill(0);
    expect(value(6, 'group')).toBe(14);
  });
});
