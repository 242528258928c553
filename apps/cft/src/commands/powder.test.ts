import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PowderPattern } from '@crystal-fourier/data/diffraction';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';

const cif = (atoms: string): string => `data_halite
_cell_length_a 5.6402
_cell_length_b 5.6402
_cell_length_c 5.6402
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_space_group_name_H-M_alt 'F m -3 m'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
${atoms}
`;

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-powder-'));
  await writeFile(at('halite.cif'), cif('Na1 Na 0 0 0\nCl1 Cl 0.5 0.5 0.5'));
  await writeFile(at('hydride.cif'), cif('Li1 Li 0 0 0\nD1 D 0.5 0.5 0.5'));
  await writeFile(at('scan.xy'), '# counts\n31.0 12\n31.7 900\n32.4 10\n');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const json = async (...args: string[]): Promise<PowderPattern> =>
  JSON.parse((await runCaptured(['powder', ...args, '--json'])).stdout) as PowderPattern;

describe('cft powder', () => {
  test('prints the lines of a pattern', async () => {
    const { stdout, exitCode } = await runCaptured(['powder', at('halite.cif'), '--radiation', 'CuKa1']);
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('NaCl, F m -3 m: 9 lines of Cu Kα1');
    expect(lines[1]).toMatch(/hkl +d \(Å\) +2θ \(°\) +mult\. +intensity/);
    expect(lines[3]).toMatch(/2 0 0 +2\.8201 +31\.703 +6 +100\.00/);
  });

  test('options reach the pattern', async () => {
    const both = await json(at('halite.cif'), '--doublet', '--two-theta', '30-50', '--b', 'Na=1.6,Cl=1.3');
    expect(both.twoTheta).toEqual([30, 50]);
    expect(both.lines.map(({ reflections }) => reflections[0]!.hkl.join(''))).toEqual(['200', '200', '220', '220']);
    const ions = await json(at('halite.cif'), '--ions', 'Na+,Cl-', '--no-dispersion', '--least', '0');
    const atoms = await json(at('halite.cif'), '--no-dispersion', '--least', '0');
    expect(ions.lines[0]!.intensity).not.toBeCloseTo(atoms.lines[0]!.intensity, 3);
  });

  test('deuterium is read from the file', async () => {
    const { lines } = await json(at('hydride.cif'), '--radiation', 'neutron 1.5', '--least', '0');
    expect(lines[0]!.reflections[0]!.squared).toBeCloseTo((4 * (-1.9 - 6.671)) ** 2, 6);
  });

  test('writes lines, a curve and a picture', async () => {
    const run = (...args: string[]) => runCaptured(['powder', at('halite.cif'), ...args]);
    expect((await run('--out', at('lines.csv'))).exitCode).toBe(0);
    expect((await readFile(at('lines.csv'), 'utf8')).split('\n')[2]).toMatch(/^2 0 0,2\.820100,/);
    await run('--profile', '0.1', '--two-theta', '20-60', '--step', '0.1', '--out', at('curve.csv'));
    expect((await readFile(at('curve.csv'), 'utf8')).trim().split('\n')).toHaveLength(402);
    await run('--profile', '0.05,-0.02,0.02', '--measured', at('scan.xy'), '--out', at('picture.svg'));
    const picture = await readFile(at('picture.svg'), 'utf8');
    expect(picture).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(picture).toContain('NaCl, F m -3 m');
    expect(picture).toContain('2 0 0');
    expect(picture).not.toContain('NaN');
    const again = await run('--out', at('lines.csv'));
    expect(again.exitCode).toBe(EXIT.usage);
    expect(again.stderr).toMatch(/there is such a file already.*--force/);
  });

  test.each<[string[], number, RegExp]>([
    [['--radiation', 'Zn Kα'], EXIT.usage, /radiation: expected one of Cr Kα/],
    [['--radiation', 'neutron'], EXIT.usage, /neutrons need a wavelength/],
    [['--two-theta', '90-5'], EXIT.usage, /two angles from 0 to below 180 degrees/],
    [['--ions', 'iron'], EXIT.usage, /ions with commas between them/],
    [['--b', 'Na'], EXIT.usage, /B in Å², one number/],
    [['--profile', '0.1,0.2'], EXIT.usage, /width of peaks in degrees, or U,V,W/],
    [['--out', 'pattern.png'], EXIT.usage, /expected a name that ends in .csv or .svg/],
    [['--measured', 'scan.xy'], EXIT.usage, /--measured is drawn in an SVG/],
    [['--eta', '0.3'], EXIT.usage, /--eta and --step are about the curve/],
    [['--index', '3'], EXIT.usage, /there is no structure 3, the file has 1/],
    [['--radiation', 'neutron 9'], EXIT.usage, /take a wavelength below 6.5127 Å/],
    [['--ions', 'Fe3+'], EXIT.usage, /the crystal has Na, Cl, but not "Fe"/],
  ])('%o is an error', async (args, exitCode, message) => {
    const found = await runCaptured(['powder', at('halite.cif'), ...args]);
    expect(found.stderr).toMatch(message);
    expect(found.exitCode).toBe(exitCode);
  });
});
