import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOHR_IN_ANGSTROM, HARTREE_IN_EV } from '../core/constants.js';
import { DataError } from '../core/errors.js';
import { readQuantumEspresso } from './quantumEspresso.js';

const shared = join(import.meta.dirname, '../../../../../shared/data/xml');

interface Parts {
  readonly atoms?: readonly (readonly [name: string, xyz: string])[];
  readonly nat?: number;
  readonly cell?: readonly string[];
  readonly kind?: string;
  readonly steps?: number;
  readonly output?: string | false;
  readonly bands?: string;
  readonly positions?: string;
}

const structureOf = ({
  atoms = [
    ['Na1', '0 0 0'],
    ['Cl_h', '5 5 5'],
  ],
  nat,
  cell = ['10 0 0', '0 10 0', '0 0 10'],
  positions = 'atomic_positions',
}: Parts): string =>
  `<atomic_structure nat="${nat ?? atoms.length}" alat="10"><${positions}>${atoms.map(([name, xyz], i) => `<atom name="${name}" index="${i + 1}">${xyz}</atom>`).join('')}</${positions}><cell>${cell.map((row, i) => `<a${i + 1}>${row}</a${i + 1}>`).join('')}</cell></atomic_structure>`;

/** A file in the schema of pw.x 7. */
function espresso(parts: Parts = {}): string {
  const {
    kind = 'scf',
    steps = 0,
    output = '<convergence_info><scf_conv><convergence_achieved>true</convergence_achieved></scf_conv></convergence_info>',
    bands = '',
  } = parts;
  const result = `${structureOf(parts)}<total_energy><etot>-1.5E+000</etot></total_energy>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<qes:espresso xmlns:qes="http://www.quantum-espresso.org/ns/qes/qes-1.0">',
    '<general_info><creator NAME="PWSCF" VERSION="7.2">x</creator></general_info>',
    `<input><control_variables><calculation>${kind}</calculation></control_variables>${structureOf(parts)}</input>`,
    ...Array.from(
      { length: steps },
      (_, i) =>
        `<step n_step="${i + 1}"><scf_conv><convergence_achieved>true</convergence_achieved></scf_conv>${result.replace('5 5 5', `5 5 5.${i + 1}`)}</step>`,
    ),
    output === false ? '' : `<output>${output}${result}${bands}</output>`,
    '</qes:espresso>\n',
  ].join('\n');
}

function failure(text: string, mode: 'strict' | 'lenient' = 'lenient'): DataError {
  try {
    readQuantumEspresso(text, { mode, file: 'pw.xml' });
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).message).toMatch(/^pw\.xml:.*$/);
    return error as DataError;
  }
  throw new Error('it was read');
}

const levels = (energies: string, occupations: string): string =>
  `<ks_energies><k_point weight="1">0 0 0</k_point><eigenvalues size="4">${energies}</eigenvalues><occupations size="4">${occupations}</occupations></ks_energies>`;

describe('readQuantumEspresso', () => {
  it('reads the structure in bohr and the energy in hartree', () => {
    const { structure, calculation, diagnostics } = readQuantumEspresso(espresso(), { mode: 'strict' });
    expect(structure.formula).toBe('Na1 Cl1');
    expect(structure.cellParameters.a).toBeCloseTo(10 * BOHR_IN_ANGSTROM, 10);
    expect(structure.sites[1]?.position[0]).toBeCloseTo(0.5, 12);
    expect(structure.sites[1]?.label).toBe('Cl_h');
    expect(diagnostics).toEqual([]);
    expect(calculation).toEqual({
      program: 'Quantum ESPRESSO',
      version: '7.2',
      energy: -1.5 * HARTREE_IN_EV,
      energyPerAtom: -0.75 * HARTREE_IN_EV,
      converged: { electronic: true, ionic: undefined },
      ionicSteps: 1,
    });
  });

  it('reads fractional positions, and inputs without results', () => {
    const input = espresso({
      positions: 'crystal_positions',
      atoms: [
        ['Na', '0 0 0'],
        ['Cl', '0.5 0.5 0.25'],
      ],
      output: false,
    });
    const { structure, calculation } = readQuantumEspresso(input, { mode: 'strict' });
    expect(structure.sites[1]?.position).toEqual([0.5, 0.5, 0.25]);
    expect(calculation).toEqual({
      program: 'Quantum ESPRESSO',
      version: '7.2',
      converged: { electronic: undefined, ionic: undefined },
      ionicSteps: 0,
    });
  });

  it('finds the gap, of both spins', () => {
    const bands = `<band_structure><lsda>false</lsda>${levels('-0.2 0.1 0.3 0.4', '1 1 0 0')}${levels('-0.2 0.15 0.4 0.5', '1 1 0 0')}</band_structure>`;
    expect(readQuantumEspresso(espresso({ bands })).calculation.bandGap?.value).toBeCloseTo(0.15 * HARTREE_IN_EV, 10);
    const polarized = `<band_structure><lsda>true</lsda><nbnd_up>2</nbnd_up><nbnd_dw>2</nbnd_dw>${levels('-0.2 0.3 -0.1 0.25', '1 0 1 0')}</band_structure>`;
    expect(readQuantumEspresso(espresso({ bands: polarized })).calculation.bandGap).toMatchObject({
      valenceMaximum: -0.1 * HARTREE_IN_EV,
      conductionMinimum: 0.25 * HARTREE_IN_EV,
      isMetal: false,
    });
  });

  it('tells whether a relaxation converged', () => {
    const output =
      '<convergence_info><scf_conv><convergence_achieved>false</convergence_achieved></scf_conv><opt_conv><convergence_achieved>true</convergence_achieved></opt_conv></convergence_info>';
    expect(readQuantumEspresso(espresso({ kind: 'vc-relax', steps: 2, output })).calculation).toMatchObject({
      ionicSteps: 2,
      converged: { electronic: false, ionic: true },
    });
    expect(readQuantumEspresso(espresso({ kind: 'relax', steps: 2 })).calculation.converged.ionic).toBe(false);
  });

  it('reads the last complete step of an interrupted relaxation in lenient mode', () => {
    const whole = espresso({ kind: 'relax', steps: 3 });
    const cut = whole.slice(0, whole.lastIndexOf('</step>') - 5);
    const { structure, diagnostics, calculation } = readQuantumEspresso(cut);
    expect(structure.sites[1]?.position[2]).toBeCloseTo(0.52, 10);
    expect(diagnostics).toMatchObject([{ code: 'run-interrupted', message: expect.stringMatching(/interrupted/) }]);
    expect(calculation).toMatchObject({ ionicSteps: 2, converged: { ionic: false } });
    expect(failure(cut, 'strict').message).toMatch(/cut off/);
    const once = espresso();
    const beforeEnd = once.lastIndexOf('</atomic_structure>');
    expect(failure(once.slice(0, beforeEnd)).message).toMatch(/no complete ionic step/);
  });

  it('reads what is complete of an output that is cut off', () => {
    const whole = espresso();
    for (const [end, energy] of [
      [whole.lastIndexOf('<total_energy>') + 20, undefined],
      [whole.lastIndexOf('</output>'), -1.5 * HARTREE_IN_EV],
    ] as const) {
      const { structure, calculation, diagnostics } = readQuantumEspresso(whole.slice(0, end));
      expect(structure.formula).toBe('Na1 Cl1');
      expect(calculation.energy).toBe(energy);
      expect(diagnostics).toMatchObject([{ code: 'run-interrupted' }]);
      expect(failure(whole.slice(0, end), 'strict').message).toMatch(/cut off/);
    }
  });

  it.each<[string, string, RegExp]>([
    ['an energy of stars', espresso().replaceAll('-1.5E+000', '**********'), /the total energy must be a number/],
    [
      'occupations that are missing',
      espresso({ bands: `<band_structure>${levels('1 2 3', '1 1')}</band_structure>` }),
      /occupations of k-point 1 must be 3 numbers, got 2/,
    ],
    [
      'an eigenvalue of stars',
      espresso({ bands: `<band_structure>${levels('1 ***', '1 0')}</band_structure>` }),
      /eigenvalues of k-point 1 must be a number/,
    ],
  ])('%s: the value is missing, which is told', (_, text, message) => {
    const { structure, diagnostics } = readQuantumEspresso(text);
    expect(structure.formula).toBe('Na1 Cl1');
    expect(diagnostics).toMatchObject([
      { severity: 'repair', code: 'value-unreadable', message: expect.stringMatching(message) as string },
    ]);
    expect(failure(text, 'strict').message).toMatch(message);
  });

  it.each<[string, string, string, RegExp]>([
    ['no structure', '<espresso><input/></espresso>', 'missing-value', /<atomic_structure>/],
    ['no cell', espresso().replaceAll(/<cell>.*?<\/cell>/g, ''), 'missing-value', /<a1>/],
    ['a cell without a volume', espresso({ cell: ['1 0 0', '0 1 0', '1 1 0'] }), 'bad-lattice', /./],
    ['no atoms', espresso({ atoms: [], nat: 0 }), 'missing-value', /must list the atoms/],
    ['a wrong number of atoms', espresso({ nat: 5 }), 'bad-structure', /nat is 5, 2 are listed/],
    ['an unknown species', espresso({ atoms: [['Qq', '0 0 0']] }), 'bad-element', /"Qq"/],
    ['two coordinates', espresso({ atoms: [['H', '0 0']] }), 'missing-value', /must be 3 numbers, got 2/],
    ['stars', espresso({ atoms: [['H', '0 0 *****']] }), 'bad-value', /does not fit/],
    ['Wyckoff positions', espresso({ positions: 'wyckoff_positions' }), 'unsupported', /wyckoff/],
    [
      'lengths in other units',
      espresso({
        cell: ['1 0 0', '0 1 0', '0 0 1'],
        atoms: [
          ['Na', '0 0 0'],
          ['Cl', '0.05 0.05 0.05'],
        ],
      }),
      'bad-structure',
      /not in bohr/,
    ],
    ['a VASP file', '<modeling/>', 'unknown-format', /<espresso>/],
  ])('refuses %s', (_what, text, code, message) => {
    const error = failure(text);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe.skipIf(!existsSync(shared))('the files of qeschema (../shared/data/xml, else skipped)', () => {
  const read = (name: string) => readQuantumEspresso(readFileSync(join(shared, name)), { mode: 'strict', file: name });

  it('reads silicon: an insulator without empty bands has no gap to tell', () => {
    const { structure, calculation } = read('qe-Si.xml');
    expect(structure.formula).toBe('Si2');
    expect(structure.cellParameters.a).toBeCloseTo((10.21 / Math.SQRT2) * BOHR_IN_ANGSTROM, 8);
    expect(calculation.energy).toBeCloseTo(-11.41933431256834 * HARTREE_IN_EV, 6);
    expect(calculation.bandGap).toBeUndefined();
    expect(calculation.converged).toEqual({ electronic: true, ionic: undefined });
  });

  it('reads spin-polarised nickel: a metal', () => {
    const { structure, calculation } = read('qe-Ni.xml');
    expect(structure.formula).toBe('Ni1');
    expect(calculation.bandGap).toMatchObject({ value: 0, isMetal: true });
    expect(calculation.converged.electronic).toBeUndefined(); // version 6.1 does not say
  });

  it('refuses lead titanate, whose lengths are not in bohr', () => {
    // The cell is 1 with alat 7.37, and titanium, at the centre of the perovskite, has 0.0678 = 0.5/7.37.
    expect(() => read('qe-PbTiO3_scf.xml')).toThrow(/not in bohr as the schema demands \(alat is 7\.3699\)/);
  });
});
