import { describe, expect, it } from 'vitest';
import { readOptimade, structureFromOptimade } from './readOptimade.js';
import { textsOf } from '../../../test/support/diagnostics.ts';

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

const EDGE = 5.64;
const salt = (changes: Record<string, unknown> = {}) => ({
  type: 'structures',
  id: 'salt',
  attributes: {
    lattice_vectors: [
      [EDGE, 0, 0],
      [0, EDGE, 0],
      [0, 0, EDGE],
    ],
    dimension_types: [1, 1, 1],
    nperiodic_dimensions: 3,
    species_at_sites: ['Na', 'Cl'],
    fractional_site_positions: [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
    species: [
      { name: 'Na', chemical_symbols: ['Na'], concentration: [1] },
      { name: 'Cl', chemical_symbols: ['Cl'], concentration: [1] },
    ],
    structure_features: [],
    ...changes,
  },
});
const cartesian = [
  [0, 0, 0],
  [EDGE / 2, EDGE / 2, EDGE / 2],
];
/** The lattice of F with inversion: of the operations of F m -3 m only 8. */
const FEW = ['', '+1/2'].flatMap((a) =>
  ['', '+1/2'].flatMap((b) =>
    ['x', '-x'].map((x) => {
      const sign = x.slice(0, -1);
      const c = a === b ? '' : '+1/2';
      return `${sign}x${a},${sign}y${b},${sign}z${c}`;
    }),
  ),
);
const part = (changes: Record<string, unknown> = {}) =>
  salt({ site_coordinate_span: 'asymmetric_unit', chemical_formula_reduced: 'ClNa', ...changes });
const codes = (value: unknown): string[] => structureFromOptimade(value).diagnostics.map(({ code }) => code);

describe('the extent of the sites (site_coordinate_span)', () => {
  it.each<[string, unknown, string]>([
    ['is a unit cell where nothing is said', salt(), 'Na1 Cl1'],
    ['unit_cell', salt({ site_coordinate_span: 'unit_cell' }), 'Na1 Cl1'],
    ['molecular_unit_cell', salt({ site_coordinate_span: 'molecular_unit_cell' }), 'Na1 Cl1'],
    ['asymmetric_unit by number', part({ space_group_it_number: 225 }), 'Na4 Cl4'],
    ['asymmetric_unit by Hall symbol', part({ space_group_symbol_hall: '-F 4 2 3' }), 'Na4 Cl4'],
    ['asymmetric_unit by symbol', part({ space_group_symbol_hermann_mauguin: 'F m -3 m' }), 'Na4 Cl4'],
    ['asymmetric_unit by operations', part({ space_group_symmetry_operations_xyz: FEW }), 'Na4 Cl4'],
    [
      'asymmetric_unit by operations of a subgroup and the number',
      part({ space_group_symmetry_operations_xyz: FEW, space_group_it_number: 225 }),
      'Na4 Cl4',
    ],
    ['asymmetric_unit with the number of its sites', part({ space_group_it_number: 225, nsites: 2 }), 'Na4 Cl4'],
    ['asymmetric_unit with the number of all sites', part({ space_group_it_number: 225, nsites: 8 }), 'Na4 Cl4'],
    ['fundamental_domain', part({ site_coordinate_span: 'fundamental_domain', space_group_it_number: 225 }), 'Na4 Cl4'],
    [
      'molecular_asymmetric_unit, Cartesian positions',
      part({
        site_coordinate_span: 'molecular_asymmetric_unit',
        space_group_it_number: 225,
        fractional_site_positions: null,
        cartesian_site_positions: cartesian,
      }),
      'Na4 Cl4',
    ],
  ])('%s', (_, value, formula) => {
    expect(structureFromOptimade(value).structure.formula).toBe(formula);
  });

  it('tells what the completion used, and what disagrees', () => {
    const { symmetry, asymmetricUnit, diagnostics } = structureFromOptimade(part({ space_group_it_number: 225 }));
    expect(symmetry).toMatchObject({ group: { number: 225 }, source: 'number', consistent: true });
    expect([asymmetricUnit!.length, diagnostics]).toEqual([2, []]);
    const both = part({ space_group_symmetry_operations_xyz: FEW, space_group_it_number: 225 });
    expect(codes(both)).toContain('symmetry-conflict');
    expect(() => structureFromOptimade(both, { mode: 'strict' })).toThrow('225');
  });

  it.each<[string, unknown, string]>([
    ['molecular_entities', part({ site_coordinate_span: 'molecular_entities' }), 'got "molecular_entities"'],
    ['other', part({ site_coordinate_span: 'other' }), 'got "other"'],
    ['a word that is none', part({ site_coordinate_span: 'supercell' }), 'got "supercell"'],
    ['an asymmetric unit without a group', part(), 'no space group is given to complete them'],
    ['operations that are none', part({ space_group_symmetry_operations_xyz: ['x,y'] }), 'symmetry operation'],
    ['an asymmetric unit that lost sites', part({ space_group_it_number: 225, nsites: 3 }), 'nsites is 3, but only 2'],
    ['a cell that has not the symmetry', part({ space_group_it_number: 194 }), 'the cell has not the symmetry'],
  ])('%s is refused', (_, value, message) => expect(refusal(value)).toContain(message));

  it('of a mixed site keeps the shares', () => {
    const species = [
      { name: 'Na', chemical_symbols: ['Na', 'K'], concentration: [0.25, 0.75] },
      { name: 'Cl', chemical_symbols: ['Cl'], concentration: [1] },
    ];
    const value = part({
      species,
      space_group_it_number: 225,
      chemical_formula_reduced: null,
      structure_features: ['disorder'],
    });
    expect(structureFromOptimade(value).structure.formula).toBe('K3 Na1 Cl4');
  });

  it('is perhaps an asymmetric unit that nobody calls so', () => {
    expect(codes(salt({ space_group_symmetry_operations_xyz: FEW }))).toEqual(['symmetry-conflict']);
    const whole = { space_group_symmetry_operations_xyz: ['x,y,z', '-x,-y,-z'], space_group_it_number: 2 };
    expect(codes(salt(whole))).toEqual([]);
    const moved = [
      [0.1, 0.2, 0.3],
      [0.9, 0.8, 0.7],
    ];
    const species_at_sites = ['Na', 'Na'];
    expect(codes(salt({ ...whole, species_at_sites, fractional_site_positions: moved }))).toEqual([]);
    expect(codes(salt({ ...whole, species_at_sites: ['Na'], fractional_site_positions: moved.slice(1) }))).toEqual([
      'symmetry-conflict',
    ]);
  });

  it('is another group than the atoms have: the declared one is told to who standardises', () => {
    expect(structureFromOptimade(salt({ space_group_it_number: 225 })).symmetry).toMatchObject({
      group: { number: 225 },
      consistent: true,
    });
  });
});

describe('properties that change the meaning', () => {
  it.each<[string, unknown, string]>([
    [
      'assemblies without their flag',
      salt({ assemblies: [{ sites_in_groups: [[0], [1]], group_probabilities: [0.3, 0.7] }] }),
      'assemblies',
    ],
    ['the flag without assemblies', salt({ structure_features: ['assemblies'] }), 'assemblies'],
    ['a feature that nobody knows', salt({ structure_features: ['modulated'] }), 'the feature "modulated"'],
    [
      'positions that disagree',
      salt({ cartesian_site_positions: [cartesian[0], [2, 2, 2]] }),
      'those of site 2 are 1.4 Å apart',
    ],
    ['positions that differ in number', salt({ cartesian_site_positions: cartesian.slice(1) }), 'got 1 and 2'],
    ['no positions', salt({ fractional_site_positions: null }), 'both are missing'],
    [
      'an unknown position',
      salt({
        fractional_site_positions: [
          [0, 0, 0],
          [null, null, null],
        ],
      }),
      'fractional_site_positions 2 must be three numbers',
    ],
    [
      'a slab by its number of dimensions',
      salt({ dimension_types: undefined, nperiodic_dimensions: 2 }),
      'periodic in three directions',
    ],
    ['dimensions that contradict each other', salt({ nperiodic_dimensions: 2 }), 'must agree'],
    ['two dimension types', salt({ dimension_types: [1, 1], nperiodic_dimensions: undefined }), 'three numbers'],
    ['fewer sites than nsites', salt({ nsites: 8 }), 'nsites is 8, but only 2 sites are listed'],
    [
      'two species of one name',
      salt({ species: [...salt().attributes.species, { name: 'Na', chemical_symbols: ['K'], concentration: [1] }] }),
      'the names of species must differ',
    ],
    [
      'concentrations above 1',
      salt({ species: [{ name: 'Na', chemical_symbols: ['Na', 'K'], concentration: [0.8, 0.7] }] }),
      'must add up to 1, got 1.5',
    ],
    [
      'a concentration of null',
      salt({ species: [{ name: 'Na', chemical_symbols: ['Na'], concentration: [null] }] }),
      'must be numbers from 0 to 1',
    ],
  ])('%s: refused', (_, value, message) => expect(refusal(value)).toContain(message));

  const methyl = { name: 'Cl', chemical_symbols: ['C'], concentration: [1], attached: ['H'], nattached: [3] };
  const [sodium, chlorine] = salt().attributes.species;
  it.each<[string, unknown, string[]]>([
    [
      'none',
      salt({
        nsites: 2,
        nelements: 2,
        elements: ['Cl', 'Na'],
        elements_ratios: [0.5, 0.5],
        chemical_formula_reduced: 'ClNa',
      }),
      [],
    ],
    ['assemblies of null', salt({ assemblies: null }), []],
    [
      'positions of both kinds that agree',
      salt({ cartesian_site_positions: cartesian.map((r) => r.map((x) => x + EDGE)) }),
      [],
    ],
    [
      'attached atoms',
      salt({ species: [sodium, methyl], structure_features: ['site_attachments'], chemical_formula_reduced: 'CH3Na' }),
      ['atoms-missing'],
    ],
    ['attached atoms without the flag', salt({ species: [sodium, methyl] }), ['atoms-missing']],
    [
      'attached atoms of a species without sites',
      salt({ species: [sodium, chlorine, { ...methyl, name: 'CH3' }] }),
      [],
    ],
    ['implicit atoms', salt({ structure_features: ['implicit_atoms'] }), ['atoms-missing']],
    ['a flag of disorder without disorder', salt({ structure_features: ['disorder'] }), ['content-conflict']],
    ['more sites than nsites', salt({ nsites: 1 }), ['content-conflict']],
    ['another number of elements', salt({ nelements: 3 }), ['content-conflict']],
    ['another formula', salt({ chemical_formula_reduced: 'Cl2Na' }), ['formula-conflict']],
    ['other elements', salt({ elements: ['Cl', 'K'] }), ['formula-conflict']],
    ['other ratios', salt({ elements: ['Cl', 'Na'], elements_ratios: [0.4, 0.6] }), ['formula-conflict']],
    ['a mass of another element', salt({ species: [{ ...sodium, mass: [39.1] }, chlorine] }), ['content-conflict']],
    [
      'a mass of an isotope',
      salt({
        species: [
          { ...sodium, mass: [21.994] },
          { ...chlorine, mass: [36.966] },
        ],
      }),
      [],
    ],
    [
      'concentrations that add up to 1.03',
      salt({
        species: [{ name: 'Na', chemical_symbols: ['Na', 'K'], concentration: [0.5, 0.53] }, chlorine],
        structure_features: ['disorder'],
      }),
      ['occupancy-scaled'],
    ],
    [
      'concentrations that add up to 0.6, without a vacancy',
      salt({
        species: [{ name: 'Na', chemical_symbols: ['Na'], concentration: [0.6] }, chlorine],
        structure_features: ['disorder'],
      }),
      ['content-conflict'],
    ],
    [
      'sites that are shared, without the flag of disorder',
      salt({ species: [{ name: 'Na', chemical_symbols: ['Na', 'K'], concentration: [0.5, 0.5] }, chlorine] }),
      ['content-conflict'],
    ],
    [
      'ratios of a disordered crystal that are those of an ordered one',
      salt({
        species: [{ name: 'Na', chemical_symbols: ['Na', 'K'], concentration: [0.5, 0.5] }, chlorine],
        structure_features: ['disorder'],
        elements: ['Cl', 'K', 'Na'],
        elements_ratios: [0.5, 0.1, 0.4],
      }),
      ['formula-conflict'],
    ],
    ['ratios without elements', salt({ elements_ratios: [0.4, 0.6] }), ['formula-conflict']],
  ])('%s: told', (_, value, expected) => {
    expect(codes(value)).toEqual(expected);
    for (const { record } of structureFromOptimade(value).diagnostics) expect(record).toBe('salt');
  });

  it('rounded concentrations are whole, and deuterium keeps its mass', () => {
    const species = [{ name: 'Na', chemical_symbols: ['H'], concentration: [0.99999], mass: [2.014] }, chlorine];
    const { structure } = structureFromOptimade(salt({ species }));
    expect(structure.isOrdered).toBe(true);
    expect(structure.sites.map(({ properties }) => properties)).toEqual([{ isotope: 2 }, undefined]);
  });

  it('attributes that stand alone are read', () => {
    expect(readOptimade(JSON.stringify(salt().attributes))[0]!.structure.formula).toBe('Na1 Cl1');
  });
});
