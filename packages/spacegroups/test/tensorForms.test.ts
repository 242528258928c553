import { readFileSync } from 'node:fs';
import { det, dot, matMul, matOfRows, norm, rowsOf, transpose, type Vec3, vecRows } from '@crystal-fourier/math3';
import { type CoreSpaceGroup, settings, spaceGroup } from '@crystal-fourier/spacegroups';
import {
  conventionalFrame,
  type PointGroupSymbol,
  projectTensor,
  rotateTensor,
  TENSOR_KINDS,
  tensorComponents,
  tensorDeviation,
  tensorEntryText,
  tensorForm,
  tensorFormText,
  tensorFromComponents,
  type TensorKind,
} from '@crystal-fourier/spacegroups/tensors';
import { describe, expect, it } from 'vitest';
import { latticeFor, rotationOf } from './tensorLattices.js';

const countOf = (group: PointGroupSymbol | CoreSpaceGroup, kind: TensorKind): number =>
  tensorForm(group, kind).independent.length;

// J. F. Nye, Physical Properties of Crystals: chapters I (symmetric rank 2), IV (pyroelectricity), VII (table 8, piezoelectricity), VIII (table 9,
// elasticity) and XIV (gyration). General rank 2: symmetric rank 2 and an axial vector together.
// Columns: polar vector, general rank 2, symmetric rank 2, gyration, piezoelectric, elastic.
const NYE: Readonly<Record<string, string>> = {
  '1': '3 9 6 6 18 21',
  '-1': '0 9 6 0 0 21',
  '2': '1 5 4 4 8 13',
  m: '2 5 4 2 10 13',
  '2/m': '0 5 4 0 0 13',
  '222': '0 3 3 3 3 9',
  mm2: '1 3 3 1 5 9',
  mmm: '0 3 3 0 0 9',
  '4': '1 3 2 2 4 7',
  '-4': '0 3 2 2 4 7',
  '4/m': '0 3 2 0 0 7',
  '422': '0 2 2 2 1 6',
  '4mm': '1 2 2 0 3 6',
  '-42m': '0 2 2 1 2 6',
  '4/mmm': '0 2 2 0 0 6',
  '3': '1 3 2 2 6 7',
  '-3': '0 3 2 0 0 7',
  '32': '0 2 2 2 2 6',
  '3m': '1 2 2 0 4 6',
  '-3m': '0 2 2 0 0 6',
  '6': '1 3 2 2 4 5',
  '-6': '0 3 2 0 2 5',
  '6/m': '0 3 2 0 0 5',
  '622': '0 2 2 2 1 5',
  '6mm': '1 2 2 0 3 5',
  '-62m': '0 2 2 0 1 5',
  '6/mmm': '0 2 2 0 0 5',
  '23': '0 1 1 1 1 3',
  'm-3': '0 1 1 0 0 3',
  '432': '0 1 1 1 0 3',
  '-43m': '0 1 1 0 1 3',
  'm-3m': '0 1 1 0 0 3',
};
const COLUMNS = ['rank1', 'rank2', 'dielectric', 'gyration', 'piezoelectric', 'elastic'] as const;

describe('numbers of independent components', () => {
  const ours = (symbol: string): string => COLUMNS.map((kind) => countOf(symbol as PointGroupSymbol, kind)).join(' ');

  it("are Nye's for the 32 point groups", () => {
    expect(Object.fromEntries(Object.keys(NYE).map((symbol) => [symbol, ours(symbol)]))).toEqual(NYE);
  });

  // python3 tools/tables/dump_tensors.py, spglib 2.0.2: means of characters over its rotations.
  it('are those of characters', () => {
    const file = new URL('../../../tools/tables/sources/tensor-counts-spglib.json', import.meta.url);
    const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: [string, ...number[]][] };
    expect(rows.length).toBe(32);
    for (const [symbol, ...counts] of rows) expect([symbol, ours(symbol)]).toEqual([symbol, counts.join(' ')]);
  });

  it('are the same with the factors of other conventions, and for a site', () => {
    for (const symbol of Object.keys(NYE) as PointGroupSymbol[]) {
      expect(countOf(symbol, 'piezoelectricStrain')).toBe(countOf(symbol, 'piezoelectric'));
      expect(countOf(symbol, 'compliance')).toBe(countOf(symbol, 'elastic'));
      expect(countOf(symbol, 'born')).toBe(countOf(symbol, 'rank2'));
    }
  });
});

/** The matrix, its columns one space apart. */
const matrix = (group: PointGroupSymbol, kind: TensorKind): string[] =>
  tensorFormText(tensorForm(group, kind))
    .split('\n')
    .map((line) => line.trim().replace(/ +/g, ' '));

// Nye, table 9, stiffness: c66 = (c11 − c12)/2 where he draws a cross. He has −c25 for our c15 in −3.
const MONOCLINIC = [
  'c11 c12 c13 · c15 ·',
  'c12 c22 c23 · c25 ·',
  'c13 c23 c33 · c35 ·',
  '· · · c44 · c46',
  'c15 c25 c35 · c55 ·',
  '· · · c46 · c66',
];
const ELASTIC: readonly (readonly [PointGroupSymbol[], string[]])[] = [
  [
    ['1', '-1'],
    [
      'c11 c12 c13 c14 c15 c16',
      'c12 c22 c23 c24 c25 c26',
      'c13 c23 c33 c34 c35 c36',
      'c14 c24 c34 c44 c45 c46',
      'c15 c25 c35 c45 c55 c56',
      'c16 c26 c36 c46 c56 c66',
    ],
  ],
  [['2', 'm', '2/m'], MONOCLINIC],
  [
    ['222', 'mm2', 'mmm'],
    ['c11 c12 c13 · · ·', 'c12 c22 c23 · · ·', 'c13 c23 c33 · · ·', '· · · c44 · ·', '· · · · c55 ·', '· · · · · c66'],
  ],
  [
    ['4', '-4', '4/m'],
    [
      'c11 c12 c13 · · c16',
      'c12 c11 c13 · · −c16',
      'c13 c13 c33 · · ·',
      '· · · c44 · ·',
      '· · · · c44 ·',
      'c16 −c16 · · · c66',
    ],
  ],
  [
    ['422', '4mm', '-42m', '-4m2', '4/mmm'],
    ['c11 c12 c13 · · ·', 'c12 c11 c13 · · ·', 'c13 c13 c33 · · ·', '· · · c44 · ·', '· · · · c44 ·', '· · · · · c66'],
  ],
  [
    ['3', '-3'],
    [
      'c11 c12 c13 c14 c15 ·',
      'c12 c11 c13 −c14 −c15 ·',
      'c13 c13 c33 · · ·',
      'c14 −c14 · c44 · −c15',
      'c15 −c15 · · c44 c14',
      '· · · −c15 c14 (c11−c12)/2',
    ],
  ],
  [
    ['32', '321', '312', '3m', '3m1', '31m', '-3m', '-3m1', '-31m'],
    [
      'c11 c12 c13 c14 · ·',
      'c12 c11 c13 −c14 · ·',
      'c13 c13 c33 · · ·',
      'c14 −c14 · c44 · ·',
      '· · · · c44 c14',
      '· · · · c14 (c11−c12)/2',
    ],
  ],
  [
    ['6', '-6', '6/m', '622', '6mm', '-6m2', '-62m', '6/mmm'],
    [
      'c11 c12 c13 · · ·',
      'c12 c11 c13 · · ·',
      'c13 c13 c33 · · ·',
      '· · · c44 · ·',
      '· · · · c44 ·',
      '· · · · · (c11−c12)/2',
    ],
  ],
  [
    ['23', 'm-3', '432', '-43m', 'm-3m'],
    ['c11 c12 c12 · · ·', 'c12 c11 c12 · · ·', 'c12 c12 c11 · · ·', '· · · c44 · ·', '· · · · c44 ·', '· · · · · c44'],
  ],
];

// Nye, table 8: piezoelectric moduli d.
const NONE = ['· · · · · ·', '· · · · · ·', '· · · · · ·'];
const PIEZOELECTRIC: readonly (readonly [PointGroupSymbol[], string[]])[] = [
  [['1'], ['d11 d12 d13 d14 d15 d16', 'd21 d22 d23 d24 d25 d26', 'd31 d32 d33 d34 d35 d36']],
  [['2'], ['· · · d14 · d16', 'd21 d22 d23 · d25 ·', '· · · d34 · d36']],
  [['m'], ['d11 d12 d13 · d15 ·', '· · · d24 · d26', 'd31 d32 d33 · d35 ·']],
  [['222'], ['· · · d14 · ·', '· · · · d25 ·', '· · · · · d36']],
  [['mm2'], ['· · · · d15 ·', '· · · d24 · ·', 'd31 d32 d33 · · ·']],
  [
    ['4', '6'],
    ['· · · d14 d15 ·', '· · · d15 −d14 ·', 'd31 d31 d33 · · ·'],
  ],
  [['-4'], ['· · · d14 d15 ·', '· · · −d15 d14 ·', 'd31 −d31 · · · d36']],
  [
    ['422', '622'],
    ['· · · d14 · ·', '· · · · −d14 ·', '· · · · · ·'],
  ],
  [
    ['4mm', '6mm'],
    ['· · · · d15 ·', '· · · d15 · ·', 'd31 d31 d33 · · ·'],
  ],
  [
    ['-42m', '-4m2'],
    ['· · · d14 · ·', '· · · · d14 ·', '· · · · · d36'],
  ],
  [
    ['23', '-43m'],
    ['· · · d14 · ·', '· · · · d14 ·', '· · · · · d14'],
  ],
  [['3'], ['d11 −d11 · d14 d15 −2d22', '−d22 d22 · d15 −d14 −2d11', 'd31 d31 d33 · · ·']],
  [
    ['32', '321', '312'],
    ['d11 −d11 · d14 · ·', '· · · · −d14 −2d11', '· · · · · ·'],
  ],
  [
    ['3m', '3m1', '31m'],
    ['· · · · d15 −2d22', '−d22 d22 · d15 · ·', 'd31 d31 d33 · · ·'],
  ],
  [['-6'], ['d11 −d11 · · · −2d22', '−d22 d22 · · · −2d11', '· · · · · ·']],
  [
    ['-6m2', '-62m'],
    ['· · · · · −2d22', '−d22 d22 · · · ·', '· · · · · ·'],
  ],
  [['-1', '2/m', 'mmm', '4/m', '4/mmm', '-3', '-3m', '6/m', '6/mmm', 'm-3', 'm-3m', '432'], NONE],
];

describe('matrices', () => {
  it.each(ELASTIC)('elastic: %j', (groups, rows) => {
    for (const group of groups) {
      expect([group, matrix(group, 'elastic')]).toEqual([group, rows]);
      // Nye, chapter VIII: s14 … have a factor 2 against s_ijkl, s44 … 4.
      const compliance = rows.map((row) => row.replaceAll('c', 's').replace('(s11−s12)/2', '2(s11−s12)'));
      compliance.forEach((row, i) => {
        if (i >= 3 && groups.some((g) => g.startsWith('3') || g.startsWith('-3'))) {
          compliance[i] = row.replace(/−?s1[45]$/, (last) => last.replace('s', '2s'));
          if (i === 5) compliance[i] = row.replace(/(s1[45])(?= )/g, '2$1');
        }
      });
      expect([group, matrix(group, 'compliance')]).toEqual([group, compliance]);
    }
  });

  it.each(PIEZOELECTRIC)('piezoelectric: %j', (groups, rows) => {
    for (const group of groups) {
      expect([group, matrix(group, 'piezoelectricStrain')]).toEqual([group, rows]);
      // The stress constants e have no factor 2.
      const stress = rows.map((row) => row.replaceAll('d', 'e').replaceAll('2e', 'e'));
      expect([group, matrix(group, 'piezoelectric')]).toEqual([group, stress]);
    }
  });

  it('of rank 1 and 2', () => {
    expect(matrix('mm2', 'rank1')).toEqual(['· · p3']);
    expect(matrix('m', 'rank1')).toEqual(['p1 · p3']);
    expect(matrix('2/m', 'dielectric')).toEqual(['ε11 · ε13', '· ε22 ·', 'ε13 · ε33']);
    expect(matrix('-3m', 'dielectric')).toEqual(['ε11 · ·', '· ε11 ·', '· · ε33']);
    for (const group of ['4', '-4', '4/m', '3', '-3', '6', '-6', '6/m'] as const)
      expect(matrix(group, 'rank2')).toEqual(['T11 T12 ·', '−T12 T11 ·', '· · T33']);
    // Nye, section XIV.1.
    expect(matrix('-4', 'gyration')).toEqual(['g11 g12 ·', 'g12 −g11 ·', '· · ·']);
    expect(matrix('-42m', 'gyration')).toEqual(['g11 · ·', '· −g11 ·', '· · ·']);
    expect(matrix('mm2', 'gyration')).toEqual(['· g12 ·', 'g12 · ·', '· · ·']);
    expect(matrix('m', 'gyration')).toEqual(['· g12 ·', 'g12 · g23', '· g23 ·']);
  });
});

const GROUPS = settings().map(({ number, qualifier }) => spaceGroup(number, { qualifier }));

describe('groups in their settings', () => {
  it('have the forms of their point group: all 530, and their primitive cells', () => {
    const texts = new Map<string, string>();
    for (const group of [...GROUPS, ...GROUPS.map((g) => g.primitive)]) {
      for (const kind of ['piezoelectric', 'elastic', 'gyration', 'rank2'] as const) {
        const name = `${group.pointGroup} ${kind}`;
        let expected = texts.get(name);
        if (expected === undefined)
          texts.set(name, (expected = tensorFormText(tensorForm(group.pointGroup as PointGroupSymbol, kind))));
        expect([String(group), kind, tensorFormText(tensorForm(group, kind))]).toEqual([String(group), kind, expected]);
      }
    }
  });

  it('have the frame along their axes in the reference settings but for those that are turned', () => {
    const others = Array.from({ length: 230 }, (_, i) => spaceGroup(i + 1)).filter(
      (group) => tensorForm(group, 'rank1').axes.join(' ') !== '1,0,0 0,1,0 0,0,1',
    );
    expect([...new Set(others.map((group) => group.arithmeticClass))]).toEqual([
      '-4m2P',
      '-4m2I',
      '312P',
      '31mP',
      '-31mP',
      '-62mP',
    ]);
  });

  it('have an orthonormal right-handed frame in any lattice', () => {
    const turn = rotationOf([1, 2, -3, 5]);
    for (const group of GROUPS) {
      const lattice = latticeFor(group, turn);
      const frame = matOfRows(conventionalFrame(group, lattice));
      expect(det(frame)).toBeCloseTo(1, 12);
      matMul(frame, transpose(frame)).forEach((entry, i) => expect(entry).toBeCloseTo(i % 4 === 0 ? 1 : 0, 12));
      const [a, , c] = tensorForm(group, 'rank1').axes.map((axis) => vecRows(axis, lattice)) as [Vec3, Vec3, Vec3];
      expect(dot(c, rowsOf(frame)[2]) / norm(c)).toBeCloseTo(1, 12);
      if (group.crystalSystem !== 'triclinic' && group.crystalSystem !== 'monoclinic')
        expect(dot(a, rowsOf(frame)[0]) / norm(a)).toBeCloseTo(1, 12);
    }
  });
});

/** Some numbers of the order of 1 that have no relation. */
const someNumbers = (count: number): number[] => Array.from({ length: count }, (_, i) => Math.sin(7 * i + 1) * 3);

describe('components', () => {
  it('make tensors that the group leaves invariant, and come back', () => {
    for (let number = 1; number <= 230; number++) {
      const group = spaceGroup(number);
      const lattice = latticeFor(group, rotationOf([2, -1, 1, 3]));
      const back = rowsOf(transpose(matOfRows(conventionalFrame(group, lattice))));
      for (const kind of TENSOR_KINDS) {
        const form = tensorForm(group, kind);
        const values = someNumbers(form.independent.length);
        const inFrame = tensorFromComponents(form, values);
        expect(tensorComponents(form, inFrame)).toEqual(values);
        const tensor = rotateTensor(back, inFrame, kind);
        const projected = projectTensor(group, lattice, tensor, kind);
        tensor.forEach((entry, i) => expect(Math.abs(entry - (projected[i] as number))).toBeLessThan(1e-12));
      }
    }
  });
});

describe('tensors of a site', () => {
  // P 6/m m m, site with symmetry 2mm whose axes are at 60° to x: √3 relates components of even and odd order in y.
  const group = spaceGroup(191);
  const site = group.siteSymmetry([0, 0.3, 0]);

  it('in their own frame have the form of the point group', () => {
    expect(site.pointGroup).toBe('mm2');
    expect(tensorFormText(tensorForm(site, 'born'))).toBe(tensorFormText(tensorForm('mm2', 'born')));
  });

  it('in the frame of the crystal may have √3', () => {
    const form = tensorForm(site, 'born', { frameOf: group });
    expect(form.independent).toEqual(['Z11', 'Z12', 'Z33']);
    expect(form.entries.map((row) => row.map(tensorEntryText))).toEqual([
      ['Z11', 'Z12', '·'],
      ['Z12', '(3Z11−2√3Z12)/3', '·'],
      ['·', '·', 'Z33'],
    ]);
  });

  it('in the frame of the crystal are invariant, at all Wyckoff positions of all groups', () => {
    const seen = new Set<string>();
    for (let number = 1; number <= 230; number++) {
      const crystal = spaceGroup(number);
      const lattice = latticeFor(crystal, rotationOf([2, -1, 1, 3]));
      const frame = conventionalFrame(crystal, lattice);
      const back = rowsOf(transpose(matOfRows(frame)));
      const points = crystal.wyckoff.map((w) => w.representative.apply([0.137, 0.211, 0.389]));
      const symmetries = points.map((point) => crystal.siteSymmetry(point, 0));
      for (const symmetry of symmetries) {
        // The same rotations in the same crystal class give the same again.
        const rotations = symmetry.operations.map((op) => op.rot.join()).sort();
        const key = `${crystal.arithmeticClass} ${rotations.join(' ')}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const form = tensorForm(symmetry, 'born', { frameOf: crystal });
        expect(form.independent.length).toBe(tensorForm(symmetry, 'born').independent.length);
        const inFrame = tensorFromComponents(form, someNumbers(form.independent.length));
        const tensor = rotateTensor(back, inFrame, 'born');
        expect(tensorDeviation(symmetry, lattice, tensor, 'born')).toBeLessThan(1e-13);
      }
    }
  });

  it('need a frame of a group that contains the site', () => {
    expect(() => tensorForm('4mm', 'born', { frameOf: 'mm2' })).toThrow(
      expect.objectContaining({ code: 'not-a-group', message: expect.stringContaining('frameOf must contain') }),
    );
  });
});

describe('text', () => {
  it('has entries in columns', () => {
    expect(tensorFormText(tensorForm('3m', 'piezoelectricStrain')).split('\n')).toEqual([
      '  ·    ·    ·    ·   d15  −2d22',
      '−d22  d22   ·   d15   ·     ·',
      ' d31  d31  d33   ·    ·     ·',
    ]);
    expect(tensorFormText(tensorForm('6/mmm', 'compliance')).split('\n').at(-1)).toBe(
      ' ·    ·    ·    ·    ·   2(s11−s12)',
    );
  });
});

describe('what is no group or kind', () => {
  const codeOf = (make: () => unknown): string => {
    try {
      make();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return 'none';
  };

  it('is refused by name', () => {
    expect(codeOf(() => tensorForm('5m' as '4', 'elastic'))).toBe('bad-symbol');
    expect(codeOf(() => tensorForm('toString' as '4', 'elastic'))).toBe('bad-symbol');
    expect(codeOf(() => tensorForm('4', 'plastic' as 'elastic'))).toBe('bad-tensor');
    expect(codeOf(() => tensorForm(7 as unknown as '4', 'elastic'))).toBe('foreign-value');
    expect(codeOf(() => tensorForm(['x,y'], 'elastic'))).toBe('bad-xyz');
    expect(codeOf(() => tensorForm(['-y,x-y,z', '-y,x,z'], 'elastic'))).toBe('not-a-group');
    expect(codeOf(() => tensorFromComponents(tensorForm('4', 'elastic'), [1]))).toBe('bad-tensor');
    expect(codeOf(() => tensorComponents(tensorForm('4', 'elastic'), [1]))).toBe('bad-tensor');
  });

  it('but any generating set is a group', () => {
    expect(tensorForm(['-y,x,z+1/4', '-x,-y,-z'], 'elastic')).toEqual(tensorForm('4/m', 'elastic'));
    expect(tensorForm([], 'elastic').independent.length).toBe(21);
  });
});
