import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCif } from './cif/readCif.js';
import { DataError } from '../core/errors.js';
import { readExtendedXyz } from './xyz/readExtendedXyz.js';
import { readOptimade } from './optimade/readOptimade.js';
import { readPoscar } from './poscar/readPoscar.js';
import { readPymatgenJson } from './pymatgenJson.js';
import { readStructures } from './readStructures.js';

const readStrictCif: Reader = (input, options) => readCif(input, { ...options, mode: 'strict' });
type Reader = (input: string | Uint8Array, options: { file: string }) => unknown;
type Input = string | Uint8Array;

// One frame that cannot be read loses the others only in strict mode.
const strictXyz: Reader = (input, options) => readExtendedXyz(input, { ...options, mode: 'strict' });

const CIF = `data_salt
_cell_length_a 5.64
_cell_length_b 5.64
_cell_length_c 5.64
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_symmetry_space_group_name_H-M 'F m -3 m'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Na1 Na 0 0 0 1
Cl1 Cl 0.5 0.5 0.5 1
`;
const POSCAR = `salt
1.0
5.64 0 0
0 5.64 0
0 0 5.64
Na Cl
1 1
Direct
0 0 0
0.5 0.5 0.5
`;
const XYZ =
  '2\nLattice="5.64 0 0 0 5.64 0 0 0 5.64" Properties=species:S:1:pos:R:3 pbc="T T T"\nNa 0 0 0\nCl 2.82 2.82 2.82\n';
const DICT = {
  '@class': 'Structure',
  lattice: {
    matrix: [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ],
  },
  sites: [{ species: [{ element: 'Na', occu: 1 }], abc: [0, 0, 0] }],
};
const JSON_TEXT = JSON.stringify(DICT, undefined, 1);
const RESOURCE = {
  id: '1',
  type: 'structures',
  attributes: {
    lattice_vectors: [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ],
    cartesian_site_positions: [[0, 0, 0]],
    species_at_sites: ['Na'],
    species: [{ name: 'Na', chemical_symbols: ['Na'], concentration: [1] }],
  },
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const strictJson: typeof readPymatgenJson = (input, options) => readPymatgenJson(input, { ...options, mode: 'strict' });
const json = (change: (dict: typeof DICT) => unknown): string => JSON.stringify(change(structuredClone(DICT)));
const optimade = (change: Record<string, unknown>): string =>
  JSON.stringify({ data: [{ ...RESOURCE, attributes: { ...RESOURCE.attributes, ...change } }] });
const random = (n: number): Uint8Array => {
  let state = 12345;
  return Uint8Array.from({ length: n }, () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24);
};
const noCrc = (packed: Uint8Array): Uint8Array => packed.with(packed.length - 6, packed[packed.length - 6]! ^ 255);

/** name, reader, input, what the message says, line or record where there is one */
const CORPUS: readonly (readonly [string, Reader, () => Input, RegExp, (number | RegExp)?])[] = [
  // CIF
  ['CIF: empty', readCif, () => '', /no data block/, 1],
  ['CIF: white space', readCif, () => ' \n\t\n', /no data block/, 1],
  ['CIF: prose', readCif, () => 'Dear colleague,\nplease find', /is this a CIF/, 1],
  ['CIF: a web page', readCif, () => '<!DOCTYPE html>\n<html><body>404</body></html>', /is this a CIF/, 1],
  ['CIF: no data_ line', readStrictCif, () => CIF.replace('data_salt\n', ''), /expected data_/, 1],
  ['CIF: no atoms', readCif, () => CIF.slice(0, CIF.indexOf('loop_')), /no data block lists atoms/, 1],
  ['CIF: an empty atom list', readCif, () => CIF.slice(0, CIF.indexOf('Na1')), /lists no atom/],
  ['CIF: cut in a row', readCif, () => CIF.slice(0, CIF.indexOf('0.5 1')), /the last row lacks/, 17],
  ['CIF: cut in a text field', readStrictCif, () => `${CIF}_publ_section_title\n;\nA study of`, /not closed/, 19],
  ['CIF: a save frame', readCif, () => CIF.replace('loop_', 'save_x\nloop_'), /save frames/, 9],
  ['CIF: no cell length', readCif, () => CIF.replace('_cell_length_b 5.64\n', ''), /needs _cell_length_b/],
  [
    'CIF: an unknown cell length',
    readCif,
    () => CIF.replace('_cell_length_b 5.64', '_cell_length_b ?'),
    /needs _cell_length_b/,
    3,
  ],
  [
    'CIF: zero length',
    readCif,
    () => CIF.replace('_cell_length_a 5.64', '_cell_length_a 0'),
    /cell length a must be between/,
    2,
  ],
  [
    'CIF: negative length',
    readCif,
    () => CIF.replace('_cell_length_a 5.64', '_cell_length_a -5.64'),
    /cell length a must be between/,
    2,
  ],
  [
    'CIF: huge length',
    readCif,
    () => CIF.replace('_cell_length_a 5.64', '_cell_length_a 1e300'),
    /cell length a must be between/,
    2,
  ],
  [
    'CIF: a length beyond numbers',
    readCif,
    () => CIF.replace('_cell_length_a 5.64', '_cell_length_a 1e999'),
    /must be a number/,
    2,
  ],
  [
    'CIF: a length in words',
    readCif,
    () => CIF.replace('_cell_length_a 5.64', '_cell_length_a five'),
    /must be a number/,
    2,
  ],
  [
    'CIF: a decimal comma',
    readStrictCif,
    () => CIF.replace('_cell_length_a 5.64', '_cell_length_a 5,64'),
    /must be a number/,
    2,
  ],
  ['CIF: two lengths', readCif, () => `${CIF}_cell_length_a 5.65\n`, /twice with different values/, 2],
  ['CIF: an angle of 180', readCif, () => CIF.replace('alpha 90', 'alpha 180'), /angle alpha/, 2],
  [
    'CIF: zero volume',
    readCif,
    () => CIF.replace('alpha 90', 'alpha 60').replace('beta 90', 'beta 60').replace('gamma 90', 'gamma 120'),
    /span no volume/,
    2,
  ],
  ['CIF: an unknown element', readCif, () => CIF.replace('Na1 Na', 'Xx1 Xx'), /begins with no element/, 16],
  ['CIF: no element', readCif, () => CIF.replace('Na1 Na', '?1 42'), /begins with no element/, 16],
  [
    'CIF: a coordinate in words',
    readCif,
    () => CIF.replace('Na 0 0 0', 'Na 0 x 0'),
    /_atom_site_fract_y must be a number/,
    16,
  ],
  [
    'CIF: a huge coordinate',
    readCif,
    () => CIF.replace('Na 0 0 0', 'Na 0 1e30 0'),
    /must be a fraction of the cell/,
    16,
  ],
  [
    'CIF: one coordinate missing',
    readCif,
    () => CIF.replace('_atom_site_fract_y\n', '_atom_site_x\n'),
    /stands without/,
    16,
  ],
  ['CIF: Cartesian only', readCif, () => CIF.replaceAll('_fract_', '_Cartn_'), /Cartesian coordinates only/, 16],
  [
    'CIF: an occupancy of 2',
    readCif,
    () => CIF.replace('0 0 0 1', '0 0 0 2'),
    /occupancy of Na1 must be from 0 to 1/,
    16,
  ],
  ['CIF: a negative occupancy', readCif, () => CIF.replace('0 0 0 1', '0 0 0 -1'), /occupancy of Na1 must be/, 16],
  [
    'CIF: two elements at one place',
    readCif,
    () => CIF.replace('Cl 0.5 0.5 0.5', 'Cl 0.5 0.5 0'),
    /share one place/,
    17,
  ],
  [
    'CIF: no space group known',
    readCif,
    () => CIF.replace('F m -3 m', 'Q x y z'),
    /no declaration of the space group was understood/,
  ],
  [
    'CIF: a cell that contradicts the group',
    readCif,
    () => CIF.replace('_cell_length_c 5.64', '_cell_length_c 7'),
    /has not the symmetry/,
  ],
  [
    'CIF: an impossible operation',
    readCif,
    () => `${CIF}loop_ _symmetry_equiv_pos_as_xyz x,y,z 'x,y,z/0'\n`,
    /is no coordinate triplet/,
    18,
  ],
  [
    'CIF: operations of no group',
    readCif,
    () => `${CIF}loop_ _symmetry_equiv_pos_as_xyz x,y,z -y,x-y,z y,-x,z\n`,
    /infinite order|no (?:space )?group/,
    18,
  ],
  [
    'CIF: a magnetic group',
    readCif,
    () => CIF.replace('loop_', '_space_group_magn.number_BNS 1.1\nloop_'),
    /magnetic/,
    9,
  ],
  ['CIF: control characters', readCif, () => CIF.replace('Na1', 'N\u0001a1'), /control character/, 16],
  [
    'CIF: binary',
    readCif,
    () => random(5000),
    /expected a text file, found binary data|control character|is this a CIF/,
  ],
  [
    'CIF: UTF-16 without its mark',
    readCif,
    () => Uint8Array.from(CIF.split('').flatMap((c) => [c.codePointAt(0)!, 0])),
    /found the control character 0/,
  ],
  ['CIF: a broken UTF-16 file', readCif, () => Uint8Array.from([0xff, 0xfe, 0x64, 0x00, 0x00, 0xd8, 0x41]), /UTF-16/],
  // POSCAR
  ['POSCAR: empty', readPoscar, () => '', /scale factor/, 2],
  ['POSCAR: no lattice', readPoscar, () => 'salt\n1.0\n', /lattice vector/, 3],
  ['POSCAR: a scale of 0', readPoscar, () => POSCAR.replace('1.0', '0'), /scale factor/, 2],
  ['POSCAR: a flat lattice', readPoscar, () => POSCAR.replace('0 5.64 0', '5.64 0 0'), /span no volume/, 3],
  [
    'POSCAR: a lattice in words',
    readPoscar,
    () => POSCAR.replace('0 5.64 0', '0 b 0'),
    /lattice vector, found "0 b 0"/,
    4,
  ],
  ['POSCAR: no elements', readPoscar, () => POSCAR.replace('Na Cl\n', ''), /VASP 4/, 1],
  ['POSCAR: an unknown element', readPoscar, () => POSCAR.replace('Na Cl', 'Na Zz'), /"Zz"/, 6],
  ['POSCAR: fewer names than numbers', readPoscar, () => POSCAR.replace('1 1', '1 1 1'), /3 species have numbers/, 6],
  ['POSCAR: a negative number of atoms', readPoscar, () => POSCAR.replace('1 1', '-1 1'), /numbers of atoms/, 7],
  ['POSCAR: no atoms', readPoscar, () => POSCAR.replace('1 1', '0 0'), /add up to 0/, 7],
  ['POSCAR: a billion atoms', readPoscar, () => POSCAR.replace('1 1', '999999 999999'), /at most 1000000 atoms/, 7],
  ['POSCAR: more atoms than lines', readPoscar, () => POSCAR.replace('1 1', '1 500000'), /atom 3 of 500001/, 11],
  [
    'POSCAR: no word before the coordinates',
    readPoscar,
    () => POSCAR.replace('Direct\n', ''),
    /Direct or Cartesian/,
    8,
  ],
  ['POSCAR: a cut coordinate', readPoscar, () => POSCAR.replace('0.5 0.5 0.5', '0.5 0.5'), /atom 2 of 2/, 10],
  ['POSCAR: overflow', readPoscar, () => POSCAR.replace('0.5 0.5 0.5', '0.5 0.5 *******'), /atom 2 of 2/, 10],
  // extended XYZ
  ['XYZ: empty', readExtendedXyz, () => '\n\n', /no frame/, 1],
  ['XYZ: no number of atoms', readExtendedXyz, () => XYZ.replace('2\n', ''), /number of atoms/, 1],
  ['XYZ: a molecule', readExtendedXyz, () => '1\nwater\nO 0 0 0\n', /a crystal needs a cell/, 2],
  ['XYZ: eight numbers', readExtendedXyz, () => XYZ.replace('0 0 5.64"', '0 5.64"'), /nine numbers/, 2],
  [
    'XYZ: an open quote',
    readExtendedXyz,
    () => XYZ.replace('5.64" P', '5.64 P').replace('"T T T"', 'T'),
    /quotes that are closed/,
    2,
  ],
  ['XYZ: a slab', readExtendedXyz, () => XYZ.replace('T T T', 'T T F'), /three directions/, 2],
  ['XYZ: bad properties', readExtendedXyz, () => XYZ.replace('pos:R:3', 'pos:R'), /name:type:count/, 2],
  ['XYZ: no positions', readExtendedXyz, () => XYZ.replace('pos:R:3', 'force:R:3'), /must have/, 2],
  ['XYZ: cut', readExtendedXyz, () => XYZ.replace('2\n', '3\n').trimEnd(), /ends before the last/, 4],
  ['XYZ: a billion atoms', readExtendedXyz, () => XYZ.replace('2\n', '999999999\n'), /at most 1000000/, 1],
  ['XYZ: an unknown element', readExtendedXyz, () => XYZ.replace('Cl 2', 'Zz 2'), /"Zz"/, 4],
  ['XYZ: a second frame cut', strictXyz, () => XYZ + XYZ.slice(0, 100), /frame 2/],
  // JSON
  ['JSON: empty', readPymatgenJson, () => '', /ends too early/, 1],
  ['JSON: cut', readPymatgenJson, () => JSON_TEXT.slice(0, -20), /JSON:/],
  ['JSON: a comma too many', readPymatgenJson, () => JSON_TEXT.replace('"sites"', ',"sites"'), /unexpected ",/],
  ['JSON: NaN in strict mode', strictJson, () => '{\n"lattice": NaN}', /unexpected/, 2],
  ['JSON: NaN for what is needed', readPymatgenJson, () => '{\n"lattice": NaN}', /needs a lattice, got null/],
  ['JSON: a number', readPymatgenJson, () => '42', /Structure dictionary/],
  ['JSON: null', readPymatgenJson, () => 'null', /Structure dictionary/],
  ['JSON: an empty list', readPymatgenJson, () => '[]', /no structure/],
  ['JSON: a molecule', readPymatgenJson, () => json((d) => ({ ...d, '@class': 'Molecule' })), /"Molecule"/],
  ['JSON: no lattice', readPymatgenJson, () => json(({ sites }) => ({ sites })), /needs a lattice/],
  ['JSON: no sites', readPymatgenJson, () => json(({ lattice }) => ({ lattice })), /list of sites/],
  ['JSON: sites empty', readPymatgenJson, () => json((d) => ({ ...d, sites: [] })), /at least one site/],
  [
    'JSON: a flat lattice',
    readPymatgenJson,
    () =>
      json((d) => ({
        ...d,
        lattice: {
          matrix: [
            [1, 0, 0],
            [1, 0, 0],
            [0, 0, 1],
          ],
        },
      })),
    /span no volume/,
  ],
  [
    'JSON: text for numbers',
    readPymatgenJson,
    () =>
      json((d) => ({
        ...d,
        lattice: {
          matrix: [
            ['4', 0, 0],
            [0, 4, 0],
            [0, 0, 4],
          ],
        },
      })),
    /lattice vector a/,
  ],
  ['JSON: an unknown element', readPymatgenJson, () => JSON_TEXT.replace('"Na"', '"Zz"'), /"Zz"/, /site 1/],
  [
    'JSON: a position of null',
    readPymatgenJson,
    () => json((d) => ({ ...d, sites: [{ ...d.sites[0], abc: [0, null, 0] }] })),
    /abc/,
    /site 1/,
  ],
  [
    'JSON: a record of many, in strict mode',
    strictJson,
    () => JSON.stringify([DICT, { structure: null }]),
    /Structure dictionary/,
    /2/,
  ],
  ['JSON: nested without end', readPymatgenJson, () => '['.repeat(3e6), /nested more than 100 deep/, 1],
  ['JSON: nested objects without end', readPymatgenJson, () => '{"a":'.repeat(1e6), /nested more than 100 deep/, 1],
  [
    'JSON: prototype names',
    readPymatgenJson,
    () => '{"lattice":{"__proto__":{"matrix":[[4,0,0],[0,4,0],[0,0,4]]}},"sites":[]}',
    /needs a matrix/,
  ],
  // OPTIMADE
  ['OPTIMADE: an error response', readOptimade, () => '{"errors":[{"detail":"bad filter"}]}', /with attributes/],
  ['OPTIMADE: no data', readOptimade, () => '{"data":[]}', /no structure/],
  [
    'OPTIMADE: another entry',
    readOptimade,
    () => '{"data":{"id":"1","type":"references","attributes":{}}}',
    /"references"/,
    /1/,
  ],
  [
    'OPTIMADE: fields left out',
    readOptimade,
    () => '{"data":{"id":"1","type":"structures","attributes":{}}}',
    /lattice_vectors is missing/,
    /1/,
  ],
  [
    'OPTIMADE: fewer species than sites',
    readOptimade,
    () => optimade({ species_at_sites: [] }),
    /species_at_sites has 0/,
    /1/,
  ],
  ['OPTIMADE: an undescribed species', readOptimade, () => optimade({ species_at_sites: ['K'] }), /"K"/, /1/],
  [
    'OPTIMADE: a null lattice vector',
    readOptimade,
    () =>
      optimade({
        lattice_vectors: [
          [4, 0, 0],
          [0, 4, 0],
          [null, null, null],
        ],
      }),
    /lattice vector c/,
    /1/,
  ],
  ['OPTIMADE: a molecule', readOptimade, () => optimade({ dimension_types: [0, 0, 0] }), /three directions/, /1/],
  ['OPTIMADE: assemblies', readOptimade, () => optimade({ structure_features: ['assemblies'] }), /assemblies/, /1/],
  // gzip and recognition
  ['gzip: cut', readStructures, () => gzipSync(CIF).subarray(0, 100), /damaged or cut off/],
  ['gzip: only its head', readStructures, () => gzipSync(CIF).subarray(0, 5), /damaged or cut off/],
  ['gzip: damaged', readStructures, () => gzipSync(random(3000)).fill(7, 40, 60), /damaged|checksum|binary|expected/],
  ['gzip: a wrong checksum', readStructures, () => noCrc(gzipSync(CIF)), /checksum/],
  ['gzip: in gzip', readStructures, () => gzipSync(gzipSync(CIF)), /gzip file again/],
  ['gzip: a bomb', readStructures, () => gzipSync(new Uint8Array(100 * 2 ** 20)), /does not shrink/],
  ['gzip: a bomb of CIF', readStructures, () => gzipSync(`data_x\n${' '.repeat(50 * 2 ** 20)}`), /does not shrink/],
  ['gzip: of nothing', readStructures, () => gzipSync(''), /an empty file/, 1],
  ['nothing', readStructures, () => new Uint8Array(0), /an empty file/, 1],
  [
    'a PNG',
    readStructures,
    () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]),
    /binary data/,
  ],
  ['prose', readStructures, () => 'hello', /expected CIF, POSCAR/, 1],
  ['other XML', readStructures, () => '<svg/>', /expected CIF, POSCAR/, 1],
  ['other JSON', readStructures, () => '{"a": [1]}', /expected CIF, POSCAR/, 1],
  [
    'an entity bomb',
    readStructures,
    () =>
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}">]><modeling>&b;</modeling>`,
    /document type/,
    1,
  ],
];

describe('the malformed corpus', () => {
  it('has at least 60 files, each of its own kind', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CORPUS.map(([name]) => name)).size).toBe(CORPUS.length);
  });

  it.each(CORPUS.map(([name, ...rest]) => ({ name, rest })))('$name', ({ rest: [read, make, message, where] }) => {
    const input = make();
    const memory = process.memoryUsage.rss();
    let error: unknown;
    try {
      read(input, { file: 'in.put' });
    } catch (thrown) {
      error = thrown;
    }
    expect(process.memoryUsage.rss() - memory).toBeLessThan(300 * 2 ** 20);
    expect(error).toBeInstanceOf(DataError);
    const found = error as DataError;
    expect(found.message).toMatch(message);
    expect(found.message).toMatch(/^in\.put(?::\d+)?: \S/);
    expect(found.message).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(found.message.length).toBeLessThan(500);
    if (typeof where === 'number') expect(found.line).toBe(where);
    if (where instanceof RegExp) expect(String(found.record)).toMatch(where);
  });

  it('is read where it is whole: the corpus breaks good files', () => {
    expect([
      readCif(CIF),
      readPoscar(POSCAR),
      readExtendedXyz(XYZ),
      readPymatgenJson(JSON_TEXT),
      readOptimade(JSON.stringify(RESOURCE)),
    ]).toHaveLength(5);
    expect(readStructures(gzipSync(bytes(CIF)))).toHaveLength(1);
  });
});

describe('any damage', () => {
  const whole: readonly string[] = [CIF, POSCAR, XYZ, JSON_TEXT, JSON.stringify(RESOURCE)];
  const cut = (text: string, at: number, length: number, put: string): string =>
    text.slice(0, at) + put + text.slice(at + length);
  const piece = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom('', '\n', ';', "'", '1e999', '-', '?', '\u0000', 'NaN', '0', '"', '{', '[[', 'loop_'),
  );

  it('ends in structures or in a DataError', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), piece), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.constantFrom('strict', 'lenient'),
        (text, damages, mode) => {
          const damaged = damages.reduce(
            (all, [at, length, put]) => cut(all, Math.floor(at * all.length), length, put),
            text,
          );
          try {
            for (const { structure } of readStructures(damaged, { mode: mode as 'strict', file: 'f' })) {
              expect(structure.volume).toBeGreaterThan(0);
              expect(structure.sites.every(({ position }) => position.every(Number.isFinite))).toBe(true);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(DataError);
            expect((error as DataError).message).toMatch(/^f(?::\d+)?: /);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});
