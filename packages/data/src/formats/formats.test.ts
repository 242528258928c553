import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readExtendedXyz } from './xyz/readExtendedXyz.js';
import { readOptimade } from './optimade/readOptimade.js';
import { readPoscar } from './poscar/readPoscar.js';
import { readPymatgenJson, structureFromPymatgen, writeJson } from './pymatgenJson.js';
import { readQuantumEspresso } from './quantumEspresso.js';
import type { ReadResult } from './readResult.js';
import { detectFormat } from './detectFormat.js';
import { readStructures } from './readStructures.js';
import type { Structure } from '../structure/structure.js';
import { readVasprun } from './vasprun.js';
import { textsOf } from '../../test/support/diagnostics.ts';

/** The first of at least one result. */
function only<T>(results: readonly T[]): T {
  expect(results.length).toBeGreaterThan(0);
  return results[0]!;
}

const positions = (s: Structure): number[][] => s.sites.map(({ position }) => position.map((x) => +x.toFixed(9)));
const elements = (s: Structure): string => s.sites.map(({ species }) => species[0]!.element).join(' ');

describe('readPoscar', () => {
  const v5 =
    'Cubic BN\n3.57\n0.0 0.5 0.5\n0.5 0.0 0.5\n0.5 0.5 0.0\nB N\n1 1\nDirect\n0.00 0.00 0.00\n0.25 0.25 0.25\n';

  it('reads VASP 5', () => {
    const { structure, diagnostics } = readPoscar(v5, { mode: 'strict' });
    expect([structure.formula, structure.volume.toFixed(4), diagnostics]).toEqual([
      'B1 N1',
      (3.57 ** 3 / 4).toFixed(4),
      [],
    ]);
    expect(structure.properties).toEqual({ comment: 'Cubic BN' });
  });

  it('reads selective dynamics, Cartesian coordinates, and ignores velocities', () => {
    const text = v5.replace(
      'Direct\n0.00 0.00 0.00\n0.25 0.25 0.25\n',
      'Selective dynamics\nCartesian\n0 0 0 T T F\n0.25 0.25 0.25 F F F\n\n0.1 0.2 0.3\n0.1 0.2 0.3\n',
    );
    const { structure } = readPoscar(text);
    expect(positions(structure)).toEqual([
      [0, 0, 0],
      [0.25, 0.25, 0.25],
    ]);
    expect(structure.sites.map(({ properties }) => properties)).toEqual([
      { selectiveDynamics: [true, true, false] },
      { selectiveDynamics: [false, false, false] },
    ]);
  });

  it('scales to a volume, or each axis by itself', () => {
    expect(readPoscar(v5.replace('3.57', '-40')).structure.volume).toBeCloseTo(40, 9);
    const axes = readPoscar(v5.replace('3.57', '2 3 4').replace('Direct', 'Cartesian')).structure;
    expect(axes.volume).toBeCloseTo(24 / 4, 9);
    expect(positions(axes)[1]).toEqual([0.25, 0.25, 0.25]);
  });

  it('takes the elements of VASP 4 from the option or the comment, and no others', () => {
    const v4 = v5.replace('B N\n', '');
    expect(elements(readPoscar(v4, { species: ['B', 'N'] }).structure)).toBe('B N');
    const named = readPoscar(v4.replace('Cubic BN', 'Ga As'));
    expect([elements(named.structure), textsOf(named)[0]]).toEqual([
      'Ga As',
      expect.stringContaining('Ga As was taken from the comment'),
    ]);
    expect(() => readPoscar(v4)).toThrow(/names no elements \(VASP 4\).*give the option species/);
    expect(() => readPoscar(v4, { species: ['B'] })).toThrow(/must be 2 symbols/);
  });

  it('knows names as potentials have them, and comments behind', () => {
    expect(
      elements(
        readPoscar(
          v5.replace('B N', 'Ti_sv O_s').replace('1 1', '1 1 ! two').replace('0.00 0.00 0.00', '0.00 0.00 0.00 Ti1'),
        ).structure,
      ),
    ).toBe('Ti O');
  });

  it('reads Fortran numbers and old line ends', () => {
    expect(
      readPoscar(v5.replace('0.25 0.25 0.25', '2.5d-1 2.5D-01 .25').replaceAll('\n', '\r')).structure.sites[1]!
        .position,
    ).toEqual([0.25, 0.25, 0.25]);
  });
});

describe('readExtendedXyz', () => {
  const frame = (comment: string, rows = 'Si 0 0 0\nSi 1.36 1.36 1.36'): string => `2\n${comment}\n${rows}\n`;
  const cell = 'Lattice="5.44 0 0 0 5.44 0 0 0 5.44"';

  it('reads several frames with their properties', () => {
    const text =
      frame(
        `${cell} Properties=species:S:1:pos:R:3:forces:R:3:fixed:L:1 energy=-10.5 pbc="T T T" config_type="a b" stress={1 2 3}`,
        'Si 0 0 0 .1 .2 .3 T\nSi 1.36 1.36 1.36 0 0 0 F',
      ) + frame(cell);
    const [first, second] = readExtendedXyz(text).map(({ structure }) => structure) as [Structure, Structure];
    expect(positions(first)).toEqual([
      [0, 0, 0],
      [0.25, 0.25, 0.25],
    ]);
    expect(first.properties).toEqual({ energy: -10.5, config_type: 'a b', stress: [1, 2, 3] });
    expect(first.sites[0]!.properties).toEqual({ forces: [0.1, 0.2, 0.3], fixed: true });
    expect(second.sites[0]!.properties).toBeUndefined();
  });

  it('reads lattice vectors one after the other, and atomic numbers', () => {
    const [result] = readExtendedXyz(
      frame('Lattice="1 2 3 0 4 5 0 0 6" Properties=Z:I:1:pos:R:3', '14 1 2 3\n8 0 0 3'),
    );
    expect(result!.structure.lattice).toEqual([
      [1, 2, 3],
      [0, 4, 5],
      [0, 0, 6],
    ]);
    expect([positions(result!.structure), elements(result!.structure)]).toEqual([
      [
        [1, 0, 0],
        [0, 0, 0.5],
      ],
      'Si O',
    ]);
  });
});

describe('JSON', () => {
  const site = (element: string, abc: number[]): object => ({
    species: [{ element, occu: 1 }],
    abc,
    xyz: abc.map((x) => 4 * x),
    label: element,
    properties: { magmom: 2 },
  });
  const dict = {
    '@module': 'pymatgen.core.structure',
    '@class': 'Structure',
    charge: 0,
    lattice: {
      matrix: [
        [4, 0, 0],
        [0, 4, 0],
        [0, 0, 4],
      ],
    },
    sites: [site('Fe', [0, 0, 0]), site('O', [0.5, 0.5, 0.5])],
  };

  it('of pymatgen is read: one, a list, records, gzip', () => {
    for (const input of [
      JSON.stringify(dict),
      JSON.stringify([dict]),
      JSON.stringify([{ id: 'mp-1', structure: dict }]),
      gzipSync(JSON.stringify(dict)),
    ]) {
      const { structure } = only(readPymatgenJson(input));
      expect([structure.formula, structure.sites[0]!.properties]).toEqual(['Fe1 O1', { magmom: 2 }]);
    }
  });

  it('of pymatgen may lack what can be derived', () => {
    const bare = {
      lattice: { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 120 },
      sites: [{ species: [{ element: 'Fe', oxidation_state: 3 }], xyz: [2, 0, 0] }],
    };
    const { structure } = only(readPymatgenJson(JSON.stringify(bare)));
    expect([positions(structure), structure.sites[0]!.species]).toEqual([
      [[0.5, 0, 0]],
      [{ element: 'Fe', occupancy: 1, oxidationState: 3 }],
    ]);
  });

  const resource = {
    id: 'odb/1',
    type: 'structures',
    attributes: {
      lattice_vectors: [
        [4, 0, 0],
        [0, 4, 0],
        [0, 0, 4],
      ],
      cartesian_site_positions: [
        [0, 0, 0],
        [2, 2, 2],
      ],
      species_at_sites: ['Fe', 'M'],
      species: [
        { name: 'Fe', chemical_symbols: ['Fe'], concentration: [1] },
        { name: 'M', chemical_symbols: ['O', 'F', 'vacancy'], concentration: [0.5, 0.25, 0.25] },
      ],
      dimension_types: [1, 1, 1],
      nperiodic_dimensions: 3,
      structure_features: ['disorder'],
      space_group_it_number: 225,
      space_group_symbol_hermann_mauguin: 'P m -3 m',
    },
  };

  it('of OPTIMADE is read: response, list, resource', () => {
    for (const value of [{ data: [resource], links: { next: null } }, { data: resource }, [resource], resource]) {
      const { structure, diagnostics } = only(readOptimade(JSON.stringify(value)));
      expect([structure.id, structure.formula]).toEqual(['odb/1', 'Fe1 O0.5 F0.25']);
      expect(diagnostics).toMatchObject([
        { severity: 'note', code: 'symmetry-conflict', message: expect.stringContaining('225') },
      ]);
    }
  });

  it('of OPTIMADE names the entry in errors', () => {
    const without = { ...resource, attributes: { ...resource.attributes, species: null } };
    const text = JSON.stringify([without, resource]);
    const reason = 'OPTIMADE: species is missing; ask for it in response_fields';
    expect(() => readOptimade(text, { file: 'r.json', mode: 'strict' })).toThrow(`r.json: record "odb/1": ${reason}`);
    expect(readOptimade(text)[0]!.diagnostics[0]).toMatchObject({
      code: 'record-refused',
      record: 'odb/1',
      message: expect.stringContaining(reason) as string,
    });
    for (const dimension_types of [[1, 1, 0]])
      expect(() =>
        readOptimade(JSON.stringify({ ...resource, attributes: { ...resource.attributes, dimension_types } })),
      ).toThrow(/three directions/);
  });

  it('is recognised, as are the other formats, whatever the name', () => {
    const found = (text: string): string | undefined => detectFormat(text);
    expect([
      found(JSON.stringify(dict)),
      found(JSON.stringify({ data: [resource] })),
      found('# comment\n\ndata_x\n'),
      found('c\n1.0\n1 0 0\n0 1 0\n0 0 1\n'),
      found('2\nLattice="1 0 0 0 1 0 0 0 1"\n'),
      found('<?xml version="1.0"?>\n<modeling>'),
      found('<?xml version="1.0"?>\n<qes:espresso xmlns:qes="x">'),
      found('{"a":1}'),
      found('<html>'),
      found(''),
      found('hello'),
    ]).toEqual([
      'pymatgen-json',
      'optimade-json',
      'cif',
      'poscar',
      'extxyz',
      'vasprun',
      'quantum-espresso',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('and all others are read by one function', () => {
    const { structure } = only(readStructures(gzipSync(JSON.stringify([dict]))));
    expect(readStructures(writeJson(structure))[0]!.structure.sites).toEqual(structure.sites);
    expect(readStructures('c\n1.0\n4 0 0\n0 4 0\n0 0 4\nFe\n1\nDirect\n0 0 0')[0]!.structure.formula).toBe('Fe1');
    expect(readStructures(JSON.stringify({ data: [resource] }))[0]!.structure.id).toBe('odb/1');
    expect(() => readStructures('hello', { file: 'x' })).toThrow('x:1: expected CIF, POSCAR');
  });
});

describe('what is easily lost on the way', () => {
  const lattice = {
    matrix: [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ],
  };

  it('a site shared by deuterium and another element keeps both', () => {
    const species = [
      { element: 'D', occu: 0.5 },
      { element: 'F', occu: 0.5 },
    ];
    const { sites } = structureFromPymatgen({ lattice, sites: [{ species, abc: [0, 0, 0] }] });
    expect(sites[0]!.species.map(({ element }) => element)).toEqual(['H', 'F']);
    expect(sites[0]!.properties).toEqual({ isotope: 2 });
  });

  it('the limit of bytes holds for XML, too', () => {
    const xml = gzipSync(`<?xml version="1.0"?>\n<modeling>${' '.repeat(5000)}</modeling>`);
    expect(() => readVasprun(xml, { maxBytes: 1000 })).toThrow('gzip: the content is larger than 1000 bytes');
    const espresso = gzipSync(`<?xml version="1.0"?>\n<espresso>${' '.repeat(5000)}</espresso>`);
    expect(() => readQuantumEspresso(espresso, { maxBytes: 1000 })).toThrow('larger than 1000 bytes');
    expect(() => readStructures(xml, { maxBytes: 1000 })).toThrow('larger than 1000 bytes');
  });

  it('nested lists in the comment line of an XYZ file do not hide its cell', () => {
    const line = 'virial=[[1, 0, 0], [0, 2, 0], [0, 0, 3]] Lattice="4 0 0 0 4 0 0 0 4" tags=[a, b] pbc=[T, T, T]';
    const [{ structure }] = readExtendedXyz(`1\n${line}\nNa 0 0 0\n`) as [ReadResult];
    expect(structure.volume).toBeCloseTo(64, 12);
    expect(structure.properties['tags']).toBe('a, b');
  });
});
