import { describe, expect, it } from 'vitest';
import { readPymatgenJson } from '../pymatgenJson.js';
import { readStructureParts, readStructures, type ReadStructuresOptions } from '../readStructures.js';

const CUBE = [
  [4, 0, 0],
  [0, 4, 0],
  [0, 0, 4],
];
const pymatgen = (element = 'Na') => ({
  '@module': 'pymatgen.core.structure',
  '@class': 'Structure',
  lattice: { matrix: CUBE },
  sites: [{ species: [{ element, occu: 1 }], abc: [0, 0, 0] }],
});
const jarvis = (changes: Record<string, unknown> = {}) => ({
  lattice_mat: CUBE,
  coords: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
  elements: ['Cs', 'Cl'],
  abc: [4, 4, 4],
  angles: [90, 90, 90],
  cartesian: false,
  props: ['', ''],
  ...changes,
});
const optimade = (id: string, symbol = 'Po') => ({
  type: 'structures',
  id,
  attributes: {
    lattice_vectors: CUBE,
    cartesian_site_positions: [[0, 0, 0]],
    species_at_sites: ['A'],
    species: [{ name: 'A', chemical_symbols: [symbol], concentration: [1] }],
  },
});
const POSCAR = 'Cs\n4\n1 0 0\n0 1 0\n0 0 1\nCs\n1\nDirect\n0 0 0\n';

/** Formulas, or the messages of what could not be read. */
const parts = (value: unknown, options?: ReadStructuresOptions): string[] =>
  readStructureParts(typeof value === 'string' ? value : JSON.stringify(value), options).map((part) =>
    part.ok ? part.structure.formula : part.error.message,
  );

describe('JSON with structures', () => {
  it.each<[string, unknown, string[]]>([
    ['a pymatgen structure', pymatgen(), ['Na1']],
    ['a JARVIS dictionary', jarvis(), ['Cs1 Cl1']],
    ['a JARVIS record', { jid: 'JVASP-1', atoms: jarvis(), mbj_bandgap: 'na' }, ['Cs1 Cl1']],
    ['a list of JARVIS records', [{ jid: 'JVASP-1', atoms: jarvis() }], ['Cs1 Cl1']],
    ['an OPTIMADE resource', optimade('a'), ['Po1']],
    ['an OPTIMADE response with one entry', { data: optimade('a'), meta: {} }, ['Po1']],
    ['an OPTIMADE response with a list', { data: [optimade('a'), optimade('b', 'Cu')], meta: {} }, ['Po1', 'Cu1']],
    [
      'an OPTIMADE response that includes structures',
      {
        data: [],
        included: [{ type: 'references', id: 'r', attributes: {} }, optimade('a')],
      },
      ['Po1'],
    ],
    [
      'an OPTIMADE entry with included structures',
      { data: optimade('a'), included: [optimade('b', 'Cu')] },
      ['Po1', 'Cu1'],
    ],
    ['a record', { id: 1, structure: pymatgen('K') }, ['K1']],
    ['a slab, which is a structure', { ...pymatgen(), '@class': 'Slab', miller_index: [1, 0, 0] }, ['Na1']],
    ['a structure in a record of another name', [{ snl: { ...pymatgen('K'), '@class': 'StructureNL' } }], ['K1']],
    [
      'an object of pymatgen that has a structure',
      { '@module': 'pymatgen.electronic_structure', '@class': 'BandStructure', structure: pymatgen('N') },
      ['N1'],
    ],
    ['a record with the text of a file', { id: 1, poscar: POSCAR }, ['Cs1']],
    ['a record whose structure has another name', { id: 1, 'final structure': pymatgen('K') }, ['K1']],
    [
      'a table of pandas by rows (split)',
      {
        index: [0, 1],
        columns: ['structure', 'gap'],
        data: [
          [pymatgen('K'), 1],
          [pymatgen(), 2],
        ],
      },
      ['K1', 'Na1'],
    ],
    ['a table without index', { columns: ['gap', 'structure'], data: [[1, pymatgen('K')]] }, ['K1']],
    [
      'a table of pandas by columns',
      { structure: { '0': pymatgen('K'), '1': pymatgen() }, gap: { '0': 1, '1': 2 } },
      ['K1', 'Na1'],
    ],
    ['a table of pandas by index', { 'mp-1': { structure: pymatgen('K'), gap: 1 } }, ['K1']],
    ['structures by name', { 'mp-1': pymatgen('K'), 'mp-2': pymatgen() }, ['K1', 'Na1']],
  ])('%s is read', (_, value, formulas) => {
    expect(parts(value)).toEqual(formulas);
    expect(readStructures(JSON.stringify(value)).map(({ structure }) => structure.formula)).toEqual(formulas);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'two structures in one record',
      { id: 1, first: pymatgen(), last: pymatgen('K') },
      /a record must have a structure/,
    ],
    [
      'a row that is too short',
      { columns: ['structure', 'gap'], data: [[pymatgen()]] },
      /a list of 2 values.*got a list of 1/,
    ],
    ['a table without structures', { columns: ['formula', 'gap'], data: [[1, 2]] }, /it has \["formula", "gap"\]/],
    ['a molecule', { ...pymatgen(), '@class': 'Molecule' }, /expected a pymatgen Structure, got "Molecule"/],
    ['a list without end', '[{"structure": ', /ends too early/],
    ['a table without rows', { columns: ['structure'], data: [] }, /holds no structure/],
    ['JARVIS with fewer elements than coords', jarvis({ elements: ['Cs'] }), /as many coords as elements, got 2 and 1/],
    ['JARVIS without elements', jarvis({ elements: undefined }), /lists of coords and elements/],
    ['JARVIS with an unknown element', jarvis({ elements: ['Cs', 'Zz'] }), /"Zz"/],
    [
      'JARVIS with a coordinate of text',
      jarvis({
        coords: [
          [0, 0, 0],
          [0, 0, 'x'],
        ],
      }),
      /three numbers each/,
    ],
    ['JARVIS that is perhaps Cartesian', jarvis({ cartesian: 'yes' }), /true or false, got "yes"/],
    [
      'JARVIS with a flat lattice',
      jarvis({
        lattice_mat: [
          [1, 0, 0],
          [1, 0, 0],
          [0, 0, 1],
        ],
      }),
      /span no volume/,
    ],
  ])('%s is refused', (_, value, message) => {
    expect(() => readStructures(typeof value === 'string' ? value : JSON.stringify(value))).toThrow(message);
  });

  it('reads Cartesian coordinates of JARVIS, and says where nothing tells', () => {
    const [direct] = readStructures(JSON.stringify(jarvis()));
    const points = [
      [0, 0, 0],
      [2, 2, 2],
    ];
    const [cartesian] = readStructures(JSON.stringify(jarvis({ coords: points, cartesian: true })));
    expect(cartesian!.structure.sites).toEqual(direct!.structure.sites);
    const open = JSON.stringify(jarvis({ cartesian: undefined }));
    expect(readStructures(open)[0]!.diagnostics).toMatchObject([{ code: 'coordinates-assumed-direct' }]);
    expect(() => readStructures(open, { mode: 'strict' })).toThrow('cartesian must be true or false');
  });

  it('tells where lengths or angles of JARVIS are not those of the lattice', () => {
    const codes = (changes: Record<string, unknown>): string[] =>
      readStructures(JSON.stringify(jarvis(changes)))[0]!.diagnostics.map(({ tag }) => String(tag));
    expect(codes({ abc: [4.01, 4, 4], angles: [90, 90.1, 90] })).toEqual([]);
    expect(codes({ abc: undefined, angles: undefined })).toEqual([]);
    expect(codes({ abc: [8, 4, 4] })).toEqual(['abc']);
    expect(codes({ angles: [90, 90, 120] })).toEqual(['angles']);
  });

  it.each<[string, unknown, string[]]>([
    ['entries, as Alexandria has them', { entries: [{ energy: -1, structure: pymatgen('Po') }] }, ['Po1']],
    ['structures', { structures: [pymatgen('Po'), pymatgen('Na')] }, ['Po1', 'Na1']],
    [
      'frames by material',
      { 'mp-1': { 0: { structure: pymatgen('Po') } }, 'mp-2': { 0: { structure: pymatgen() } } },
      ['Po1', 'Na1'],
    ],
  ])('are found in %s', (_, value, formulas) => {
    expect(readStructures(JSON.stringify(value)).map(({ structure }) => structure.formula)).toEqual(formulas);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'an error',
      { errors: [{ title: 'Bad Request', detail: 'unknown filter' }] },
      /a server that found no structures: Bad Request: unknown filter/,
    ],
    ['an error beside no data', { data: null, errors: [{ title: 'gone' }] }, /found no structures: gone/],
    ['no structures', { data: [], meta: {} }, /the list holds no structure/],
    ['no structure', { data: null, meta: {} }, /the list holds no structure/],
  ])('are not in a response with %s, which is told', (_, value, message) => {
    expect(() => readStructures(JSON.stringify(value))).toThrow(message);
  });

  it('tells where a dictionary of pymatgen says something twice and differently', () => {
    const one = pymatgen();
    const tellsOf = (lattice: object, site: object): string[] =>
      readStructures(
        JSON.stringify({ ...one, lattice: { ...one.lattice, ...lattice }, sites: [{ ...one.sites[0], ...site }] }),
      )[0]!.diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
    const agreeing = { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 };
    expect(tellsOf(agreeing, { abc: [0, 0, 0.25], xyz: [0, 0, 1.001] })).toEqual([]);
    expect(tellsOf({ ...agreeing, b: 5 }, {})).toEqual([
      'warning: b of the lattice is 5, but its matrix has 4, which was used',
    ]);
    expect(tellsOf({}, { abc: [0, 0, 0.25], xyz: [0, 1, 0] })).toEqual([
      'warning: xyz of site 1 is another place than its abc, which was used',
    ]);
  });

  it('a bad entry does not lose the others, and has its place', () => {
    const list = { data: [optimade('a'), optimade('b', 'Zz'), optimade('c', 'Cu')] };
    const text = JSON.stringify(list);
    const found = readStructureParts(text, { file: 'r.json' });
    expect(found.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(found[1]).toMatchObject({ error: { file: 'r.json', record: 'b' } });
    const read = readStructures(text);
    expect(read.map(({ structure }) => structure.id)).toEqual(['a', 'c']);
    expect(read[0]!.diagnostics).toMatchObject([{ severity: 'warning', code: 'record-refused', record: 'b' }]);
    expect(() => readStructures(text, { mode: 'strict' })).toThrow('"Zz"');
    const table = { index: ['x', 'y'], columns: ['structure'], data: [[pymatgen()], [pymatgen('Zz')]] };
    expect(parts(table)).toEqual(['Na1', expect.stringMatching(/^record "y": site 1: .*"Zz"/)]);
  });
});

describe('NaN and Infinity in JSON', () => {
  const text = (property: string, abc = '[0, 0, 0]'): string =>
    `{"lattice": {"matrix": ${JSON.stringify(CUBE)}},\n"sites": [{"species": [{"element": "Na", "occu": 1}],\n"abc": ${abc}, "properties": {"magmom": ${property}, "note": "NaN"}}]}`;

  it.each(['NaN', '-Infinity', 'Infinity'])('%s of a property is missing, which is reported', (property) => {
    for (const read of [readStructures, readPymatgenJson]) {
      const [result] = read(text(property));
      expect(result!.structure.formula).toBe('Na1');
      expect(result!.structure.sites[0]!.properties).toEqual({ magmom: null, note: 'NaN' });
      expect(result!.diagnostics).toMatchObject([
        { severity: 'repair', code: 'number-not-finite', line: 3, tag: 'magmom' },
      ]);
      expect(() => read(text(property), { mode: 'strict' })).toThrow('JSON: unexpected');
    }
  });

  it('is refused in a coordinate, and where something else is wrong', () => {
    expect(() => readStructures(text('1', '[0, NaN, 0]'))).toThrow('three fractional coordinates');
    expect(() => readStructures(`${text('NaN')}}`)).toThrow('JSON: unexpected "}"');
  });
});

describe('JSON Lines', () => {
  const lines = (...values: unknown[]): string => `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;
  const formulas = (text: string): (string | number | undefined)[] =>
    readStructureParts(text, { file: 'a.jsonl' }).map((part) =>
      part.ok ? part.structure.formula : `${part.error.line}: ${part.error.reason}`,
    );

  it('is read line by line, with blank lines and carriage returns', () => {
    expect(formulas(lines({ id: 1, structure: pymatgen() }, { id: 2, structure: pymatgen('K') }))).toEqual([
      'Na1',
      'K1',
    ]);
    expect(formulas(lines(pymatgen(), pymatgen('K')).replaceAll('\n', '\r\n\r\n'))).toEqual(['Na1', 'K1']);
    expect(formulas(lines(pymatgen()))).toEqual(['Na1']);
  });

  it('tells the line of what cannot be read, and reads the others', () => {
    const text = lines({ structure: pymatgen() }, { structure: pymatgen('Zz') }, { structure: pymatgen('K') });
    expect(formulas(text)).toEqual(['Na1', expect.stringMatching(/^2: .*"Zz"/), 'K1']);
    expect(formulas(text.replace('"Zz"', '"Zz'))).toEqual(['Na1', expect.stringMatching(/^2: JSON: /), 'K1']);
    expect(() => readStructures(text, { mode: 'strict' })).toThrow('"Zz"');
  });
});
