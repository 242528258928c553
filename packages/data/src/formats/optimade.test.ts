import { describe, expect, it } from 'vitest';
import { readOptimade, structureFromOptimade } from './optimade.js';
import { textsOf } from '../../test/support/diagnostics.ts';

const attributes = {
  lattice_vectors: [
    [4, 0, 0],
    [0, 4, 0],
    [0, 0, 4],
  ],
  cartesian_site_positions: [
    [0, 0, 0],
    [2, 2, 2],
  ],
  species_at_sites: ['Na', 'X1'],
  species: [
    { name: 'Na', chemical_symbols: ['Na'], concentration: [1] },
    { name: 'X1', chemical_symbols: ['Cl', 'vacancy'], concentration: [0.75, 0.25] },
  ],
};
const entry = (changes: Record<string, unknown> = {}, more: Record<string, unknown> = {}): unknown => ({
  id: 7,
  type: 'structures',
  attributes: { ...attributes, ...changes },
  ...more,
});
const refusal = (value: unknown): string => {
  try {
    structureFromOptimade(value, { file: 'x' });
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('an OPTIMADE structure', () => {
  it('keeps vacancies as shares and leaves out what is vacant', () => {
    const { structure } = structureFromOptimade(entry());
    expect([structure.formula, structure.id]).toEqual(['Na1 Cl0.75', '7']);
    const vacant = { name: 'X1', chemical_symbols: ['vacancy'], concentration: [1] };
    const left = structureFromOptimade(entry({ species: [attributes.species[0], vacant] }));
    expect(left.structure.formula).toBe('Na1');
    expect(textsOf(left)).toEqual(['1 sites are vacant and were left out']);
  });

  it('may declare a space group, of which only what disagrees is noted', () => {
    expect(structureFromOptimade(entry({ space_group_it_number: 221 })).diagnostics).toEqual([]);
    expect(textsOf(structureFromOptimade(entry({ space_group_it_number: 194 })))[0]).toContain(
      'the cell has not the symmetry',
    );
    expect(() => structureFromOptimade(entry({ space_group_it_number: 194 }), { mode: 'strict' })).toThrow(
      'the cell has not the symmetry',
    );
    const two = entry({ space_group_it_number: 221, space_group_symbol_hermann_mauguin: 'Fm-3m' });
    expect(textsOf(structureFromOptimade(two))[0]).toContain('space_group_it_number "221" is P m -3 m (221)');
  });

  it.each([
    [null, 'expected a structure resource with attributes, got null'],
    [entry({}, { type: 'references' }), 'expected an entry of type "structures", got "references"'],
    [entry({ species: null }), 'species is missing; ask for it in response_fields'],
    [entry({ species: 'Na' }), 'species must be a list, got "Na"'],
    [entry({ species: ['Na'] }), 'species must be objects, got "Na"'],
    [entry({ species: [{ name: 'Na', chemical_symbols: ['Na'] }] }), 'needs chemical_symbols and concentration'],
    [entry({ species_at_sites: ['Na'] }), 'species_at_sites has 1 entries, cartesian_site_positions 2'],
    [entry({ species_at_sites: ['Na', 'K'] }), 'species_at_sites names "K", which species does not describe'],
    [
      entry({
        cartesian_site_positions: [
          [0, 0, 0],
          [1, null, 2],
        ],
      }),
      'cartesian_site_positions 2 must be three numbers',
    ],
    [entry({ dimension_types: [1, 1, 0] }), 'periodic in three directions'],
    [entry({ structure_features: ['assemblies'] }), 'the feature "assemblies"'],
    [entry({ lattice_vectors: [[1, 0, 0]] }), 'a lattice must be three rows of three numbers'],
    [
      entry({ species: [attributes.species[0], { name: 'X1', chemical_symbols: ['X'], concentration: [1] }] }),
      'site 2 (X1): expected the symbol of an element, got "X"',
    ],
  ])('%j is refused', (value, message) => {
    expect(refusal(value)).toContain(message);
    expect(refusal(value)).toMatch(/^x: /);
  });

  it('stands in a response, a list, or alone', () => {
    for (const value of [{ data: [entry()] }, [entry(), entry()], entry(), { data: entry() }])
      expect(readOptimade(JSON.stringify(value))[0]!.structure.formula).toBe('Na1 Cl0.75');
    expect(() => readOptimade('{"data": []}')).toThrow('the response holds no structure');
  });
});
