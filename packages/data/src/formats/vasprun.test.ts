import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { readVasprun } from './vasprun.js';

const shared = join(import.meta.dirname, '../../../../../shared/data/xml');

interface Parts {
  readonly atoms?: string;
  readonly count?: number;
  readonly basis?: string;
  readonly positions?: readonly string[];
  readonly energies?: readonly string[];
  readonly eigenvalues?: string;
  readonly nsw?: number;
  readonly cycles?: number;
}

const vectors = (rows: readonly string[]): string => rows.map((row) => `<v> ${row} </v>`).join('');
const structure = (basis: string, positions: readonly string[], name = ''): string =>
  `<structure${name}><crystal><varray name="basis">${vectors(basis.split(';'))}</varray></crystal><varray name="positions">${vectors(positions)}</varray></structure>`;
const energies = (free: string, without: string, zero: string): string =>
  `<energy><i name="e_fr_energy">${free}</i><i name="e_wo_entrp">${without}</i><i name="e_0_energy">${zero}</i></energy>`;

/** A vasprun.xml as VASP 6 writes it, one ionic step for each energy; the positions of step n are those given plus n/100 along z. */
function vasprun({
  atoms = 'Na Cl',
  count,
  basis = '4 0 0;0 4 0;0 0 4',
  positions = ['0 0 0', '0.5 0.5 0.5'],
  energies: list = ['-5.0'],
  eigenvalues = '',
  nsw = 0,
  cycles = 3,
}: Parts = {}): string {
  const names = atoms.split(' ');
  const moved = (step: number): string[] =>
    positions.map((row) =>
      /^[\d. ]+$/.test(row) ? row.replace(/(\S+)$/, (z) => String(Number(z) + step / 100)) : row,
    );
  return [
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<modeling>\n<generator><i name="program" type="string">vasp </i><i name="version" type="string">6.3.0 </i></generator>',
    `<parameters><separator name="electronic"><separator name="electronic convergence"><i type="int" name="NELM"> 60</i></separator></separator><separator name="ionic"><i type="int" name="NSW"> ${nsw}</i><i type="int" name="IBRION"> ${nsw > 0 ? 2 : -1}</i></separator></parameters>`,
    `<atominfo><atoms> ${count ?? names.length} </atoms><array name="atoms"><set>${names.map((name) => `<rc><c>${name}</c><c> 1</c></rc>`).join('')}</set></array></atominfo>`,
    structure(basis, moved(0), ' name="initialpos"'),
    ...list.map((energy, i) => {
      const cycle = `<scstep>${energies('-7.0', '-6.8', '-6.9')}</scstep>\n`;
      return `<calculation>\n${cycle.repeat(cycles)}${structure(basis, moved(i + 1))}${energies(energy, energy, String(Number(energy) + 0.1))}${i === list.length - 1 ? eigenvalues : ''}</calculation>\n`;
    }),
    structure(basis, moved(list.length), ' name="finalpos"'),
    '</modeling>\n',
  ].join('\n');
}

const bands = (...spins: string[][][]): string =>
  `<eigenvalues><array><set>${spins.map((spin, s) => `<set comment="spin ${s + 1}">${spin.map((k, i) => `<set comment="kpoint ${i + 1}">${k.map((r) => `<r> ${r} </r>`).join('')}</set>`).join('')}</set>`).join('')}</set></array></eigenvalues>`;

function failure(text: string | Uint8Array, mode: 'strict' | 'lenient' = 'lenient'): DataError {
  try {
    readVasprun(text, { mode, file: 'vasprun.xml' });
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).message).toMatch(/^vasprun\.xml:.*$/);
    return error as DataError;
  }
  throw new Error('it was read');
}

describe('readVasprun', () => {
  it('reads the final structure and what was computed for it', () => {
    const { structure, calculation, diagnostics } = readVasprun(vasprun({ energies: ['-5.0', '-5.5'], nsw: 10 }), {
      mode: 'strict',
    });
    expect(structure.formula).toBe('Na1 Cl1');
    expect(structure.sites[0]?.position).toEqual([0, 0, 0.02]);
    expect(diagnostics).toEqual([]);
    expect(calculation).toEqual({
      program: 'VASP',
      version: '6.3.0',
      energy: -5.4,
      energyPerAtom: -2.7,
      converged: { electronic: true, ionic: true },
      ionicSteps: 2,
    });
  });

  it('corrects the total that some versions write wrongly, as pymatgen does', () => {
    // F = −5 and E₀ − F = 0.1 of the last cycle; the file says E₀ = −9.
    const text = vasprun().replace(/(<\/structure><energy>.*?name="e_0_energy">)[^<]*/, '$1-9.0');
    expect(readVasprun(text).calculation.energy).toBeCloseTo(-4.9, 8);
  });

  it('finds the gap over spins and k-points', () => {
    const eigenvalues = bands(
      [
        ['-1 1', '3 0'],
        ['0 1', '4 0'],
      ],
      [
        ['-2 1', '2.5 0'],
        ['-1 1', '5 0'],
      ],
    );
    const { bandGap } = readVasprun(vasprun({ eigenvalues })).calculation;
    expect(bandGap).toMatchObject({ value: 2.5, direct: 4, valenceMaximum: 0, conductionMinimum: 2.5, isMetal: false });
  });

  it('tells what did not converge', () => {
    expect(readVasprun(vasprun({ cycles: 60 })).calculation.converged).toEqual({ electronic: false, ionic: undefined });
    expect(readVasprun(vasprun({ energies: ['-1', '-2'], nsw: 2 })).calculation.converged).toEqual({
      electronic: true,
      ionic: false,
    });
  });

  describe('of an interrupted run', () => {
    const whole = vasprun({ energies: ['-5.0', '-5.5', '-5.7'], nsw: 10 });
    const second = whole.indexOf('</calculation>', whole.indexOf('</calculation>') + 1) + '</calculation>'.length;

    it('reads the last complete ionic step in lenient mode, and says so', () => {
      const third = whole.indexOf('</calculation>', second);
      for (const end of [second, second + 20, second + 200, third, third + 13]) {
        const { structure, calculation, diagnostics } = readVasprun(whole.slice(0, end));
        expect(structure.sites[0]?.position[2]).toBe(0.02);
        expect(calculation.energy).toBeCloseTo(-5.4, 8);
        expect(calculation).toMatchObject({ ionicSteps: 2, converged: { ionic: false } });
        expect(diagnostics).toMatchObject([
          { code: 'run-interrupted', message: expect.stringMatching(/interrupted.*step, number 2, was read/) },
        ]);
      }
    });

    it('refuses it in strict mode, and without a complete step', () => {
      expect(failure(whole.slice(0, second + 50), 'strict').message).toMatch(
        /must end with <\/modeling>.*after 2 complete ionic steps/,
      );
      const structureOfStep = whole.indexOf('</structure>', whole.indexOf('<calculation>'));
      expect(failure(whole.slice(0, structureOfStep)).message).toMatch(/no complete ionic step/);
    });

    it('reads what is complete of its only step', () => {
      const start = whole.indexOf('<calculation>');
      const afterStructure = whole.indexOf('</structure>', start) + '</structure>'.length;
      const afterEnergy = whole.indexOf('</energy>', afterStructure) + '</energy>'.length;
      for (const [end, energy] of [
        [afterStructure, undefined],
        [afterEnergy - 12, undefined],
        [afterEnergy, -4.9],
        [whole.indexOf('</calculation>') + 3, -4.9],
      ] as const) {
        const { structure, calculation, diagnostics } = readVasprun(whole.slice(0, end));
        expect(structure.sites[0]?.position[2]).toBe(0.01);
        expect(calculation).toMatchObject({ ionicSteps: 0, converged: { ionic: false } });
        expect(calculation.energy).toBe(energy);
        expect(diagnostics).toMatchObject([
          { code: 'run-interrupted', message: expect.stringMatching(/only ionic step/) },
        ]);
        expect(failure(whole.slice(0, end), 'strict').message).toMatch(/after 0 complete ionic steps$/);
      }
    });

    it('gives a step or an error for every place to cut', () => {
      for (let end = 0; end < whole.length - 12; end += 17) {
        try {
          expect(readVasprun(whole.slice(0, end)).diagnostics).toHaveLength(1);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }
    });
  });

  it.each<[string, string, string, RegExp]>([
    ['no atoms', vasprun().replace(/<rc>.*<\/rc>/, ''), 'missing-value', /must list the atoms/],
    ['a wrong number of atoms', vasprun({ count: 3 }), 'bad-structure', /says 3 and lists 2/],
    ['a missing position', vasprun({ positions: ['0 0 0'] }), 'bad-structure', /2 atoms in <atominfo>, 1 positions/],
    ['no lattice', vasprun().replaceAll('name="basis"', 'name="other"'), 'bad-lattice', /three lattice vectors, got 0/],
    ['a lattice without a volume', vasprun({ basis: '4 0 0;0 4 0;4 4 0' }), 'bad-lattice', /./],
    [
      'a number that did not fit',
      vasprun({ positions: ['0 0 0', '********** 0.5 0.5'] }),
      'bad-value',
      /position of atom 2.*does not fit/,
    ],
    ['a truncated symbol', vasprun({ atoms: 'r Cl' }), 'bad-element', /"r"/],
    ['two coordinates', vasprun({ positions: ['0 0', '0.5 0.5 0.5'] }), 'missing-value', /must be 3 numbers, got 2/],
    [
      'no structure',
      '<modeling><atominfo><array name="atoms"><set><rc><c>H</c></rc></set></array></atominfo></modeling>',
      'missing-value',
      /<structure>/,
    ],
    ['a Quantum ESPRESSO file', '<espresso/>', 'unknown-format', /<modeling>, got \["espresso"\]/],
  ])('refuses %s', (_what, text, code, message) => {
    const error = failure(text);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe('a result that is no number', () => {
  const stars = '****************';
  const gap = bands([
    ['-1 1', '2 0'],
    ['-1 1', '3 0'],
  ]);
  const read = vasprun({ eigenvalues: gap });

  it.each<[string, string, RegExp, { energy?: number; gap?: number }]>([
    [
      'an energy of stars',
      read.replaceAll('-6.9', stars).replace(/-4\.9/, stars),
      /e_0_energy.*does not fit/,
      { gap: 3 },
    ],
    ['an energy of NaN', vasprun({ energies: ['NaN'] }), /e_fr_energy|e_0_energy/, {}],
    ['the energy of an electronic step', read.replaceAll('-6.9', stars), /e_0_energy/, { energy: -4.9, gap: 3 }],
    ['an eigenvalue of stars', read.replace('> 2 0 <', `> ${stars} 0 <`), /kpoint 1.*does not fit/, { energy: -4.9 }],
    [
      'an eigenvalue without occupation',
      vasprun({ eigenvalues: bands([['-1 1', '2']]) }),
      /kpoint 1/,
      { energy: -4.9 },
    ],
  ])('%s is missing, which is told once', (_, text, message, expected) => {
    const { structure, calculation, diagnostics } = readVasprun(text);
    expect(structure.formula).toBe('Na1 Cl1');
    expect(calculation.bandGap?.value).toBe(expected.gap);
    if (expected.energy === undefined) expect(calculation.energy).toBeUndefined();
    else expect(calculation.energy).toBeCloseTo(expected.energy, 8);
    for (const one of diagnostics) expect(one).toMatchObject({ severity: 'repair', code: 'value-unreadable' });
    expect(diagnostics.map((one) => one.message)).toEqual(
      expect.arrayContaining([expect.stringMatching(message) as string]),
    );
    expect(new Set(diagnostics.map((one) => one.message)).size).toBe(diagnostics.length);
    expect(failure(text, 'strict').message).toMatch(message);
  });
});

describe('elements of a vasprun.xml', () => {
  /** @param list name and pseudopotential of each atom's type */
  const typed = (...list: [string, string][]): string =>
    vasprun({
      atoms: list.map(([name]) => name).join(' '),
      positions: list.map((_, i) => `0 0 0.${i + 1}`),
    })
      .replace(
        /<rc><c>(.+?)<\/c><c> 1<\/c><\/rc>/g,
        (() => {
          let type = 0;
          return (_: string, name: string) => `<rc><c>${name} </c><c> ${++type}</c></rc>`;
        })(),
      )
      .replace(
        '</set></array></atominfo>',
        `</set></array><array name="atomtypes"><set>${list.map(([name, potential]) => `<rc><c> 1</c><c>${name}</c><c> 1.0</c><c> 4.0</c><c> ${potential} </c></rc>`).join('')}</set></array></atominfo>`,
      );

  it.each<[string, [string, string][], string, number]>([
    [
      'agree with the pseudopotentials',
      [
        ['Zr', 'PAW_PBE Zr_sv 04Jan2005'],
        ['C', 'PAW_PBE C 08Apr2002'],
      ],
      'Zr1 C1',
      0,
    ],
    [
      'r is zirconium',
      [
        ['r', 'PAW_PBE Zr_sv 04Jan2005'],
        ['C', 'PAW_PBE C 08Apr2002'],
      ],
      'Zr1 C1',
      1,
    ],
    [
      'X is xenon',
      [
        ['X', 'PAW_PBE Xe 07Sep2000'],
        ['F', 'PAW_PBE F 08Apr2002'],
      ],
      'Xe1 F1',
      1,
    ],
    [
      'titles without the kind',
      [
        ['i', 'Si_sv_GW'],
        ['O', 'US O'],
      ],
      'Si1 O1',
      1,
    ],
    [
      'pseudo-hydrogen',
      [
        ['Ga', 'PAW_PBE Ga_d'],
        ['H', 'PAW_PBE H.75'],
      ],
      'Ga1 H1',
      0,
    ],
    [
      'titles that say nothing',
      [
        ['Na', 'unknown'],
        ['Cl', ''],
      ],
      'Na1 Cl1',
      0,
    ],
  ])('%s', (_, list, formula, repairs) => {
    const { structure, diagnostics } = readVasprun(typed(...list));
    expect(structure.formula).toBe(formula);
    expect(diagnostics.map(({ code }) => code)).toEqual(Array.from({ length: repairs }, () => 'species-guessed'));
    if (repairs > 0) expect(failure(typed(...list), 'strict').message).toMatch(/from the pseudopotential/);
  });

  it.each<[string, [string, string][], RegExp]>([
    [
      'another element',
      [
        ['Zr', 'PAW_PBE Ti_sv 26Sep2005'],
        ['C', 'PAW_PBE C'],
      ],
      /"Zr", the pseudopotential is "PAW_PBE Ti_sv/,
    ],
    [
      'no element, and no pseudopotential that tells',
      [
        ['X', 'unknown'],
        ['F', 'PAW_PBE F'],
      ],
      /"X"/,
    ],
  ])('%s is refused', (_, list, message) => expect(failure(typed(...list)).message).toMatch(message));
});

describe.skipIf(!existsSync(shared))('the files of phonopy (../shared/data/xml, else skipped)', () => {
  const read = (name: string) => readVasprun(readFileSync(join(shared, name)), { mode: 'strict', file: name });

  it('reads the supercells', () => {
    const salt = read('vasp-NaCl-supercell.vasprun.xml');
    expect(salt.structure.formula).toBe('Na32 Cl32');
    expect(salt.structure.cellParameters.a).toBeCloseTo(11.38060295, 8);
    expect(salt.calculation).toMatchObject({
      version: '4.6.35',
      energy: -216.82820693,
      converged: { electronic: true, ionic: undefined },
    });
    // grep '<r>' of the file: highest state with occupation 1 at −0.8110 eV, lowest with 0 at 4.7125 eV.
    expect(salt.calculation.bandGap?.value).toBeCloseTo(5.5235, 8);
    const silicon = read('vasp-Si-primitive.vasprun.xml');
    expect(silicon.structure.formula).toBe('Si64');
    expect(silicon.calculation.energyPerAtom).toBeCloseTo(-347.00129203 / 64, 8);
    expect(silicon.calculation.bandGap).toMatchObject({
      valenceMaximum: 5.4923,
      conductionMinimum: 6.4431,
      isMetal: false,
    });
  });

  it('reads them packed, and cut off by mistake', () => {
    const bytes = readFileSync(join(shared, 'vasp-Si-primitive.vasprun.xml'));
    expect(readVasprun(gzipSync(bytes)).calculation.energy).toBe(
      read('vasp-Si-primitive.vasprun.xml').calculation.energy,
    );
    expect(readVasprun(bytes.subarray(0, 60_000))).toMatchObject({
      structure: { formula: 'Si64' },
      diagnostics: [{ code: 'run-interrupted' }],
      calculation: { ionicSteps: 0 },
    });
    const calculation = bytes.indexOf('<calculation>');
    expect(() => readVasprun(bytes.subarray(0, calculation + 500))).toThrow(/no complete ionic step/);
  });
});

describe('what a vasprun.xml may lack', () => {
  it('energies, cycles, version, the final structure', () => {
    const text = vasprun({ energies: ['-5.0', '-5.5'], nsw: 10 })
      .replace(/<generator>.*<\/generator>/s, '')
      .replace(/<scstep>.*?<\/scstep>\n/gs, '')
      .replace(/<structure name="finalpos">.*<\/structure>/s, '');
    const { structure: last, calculation } = readVasprun(text);
    expect(last.sites[0]!.position[2]).toBeCloseTo(0.02, 12);
    expect(calculation.energy).toBeCloseTo(-5.4, 12);
    expect(calculation.version).toBeUndefined();
    expect(calculation.bandGap).toBeUndefined();
    expect(calculation.converged).toEqual({ electronic: undefined, ionic: true });
  });

  it('steps: then the initial structure is read, without energy', () => {
    const { structure: first, calculation } = readVasprun(
      vasprun({ energies: [] }).replace(/<structure name="finalpos">.*<\/structure>/s, ''),
    );
    expect(first.formula).toBe('Na1 Cl1');
    expect([calculation.energy, calculation.ionicSteps]).toEqual([undefined, 0]);
  });

  it('parameters: then those of the INCAR count, and the default of 60 cycles', () => {
    const bare = vasprun({ cycles: 60 }).replace(/<parameters>.*<\/parameters>/s, '');
    expect(readVasprun(bare).calculation.converged).toEqual({ electronic: false, ionic: undefined });
    const incar = bare.replace('<atominfo>', '<incar><i type="int" name="NELM">100</i></incar><atominfo>');
    expect(readVasprun(incar).calculation.converged.electronic).toBe(true);
  });
});
