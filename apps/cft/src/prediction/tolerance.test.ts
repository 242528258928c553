import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Structure, writeCif } from '@crystal-fourier/data';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';

const EDGE = 4.12;
let folder: string;
let loose: string;
let strict: string;

/** Caesium chloride with its anion moved along c. @param shift Å */
const chloride = (shift: number): string =>
  writeCif(
    Structure.of({
      lattice: { a: EDGE, b: EDGE, c: EDGE, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        { position: [0, 0, 0], species: 'Cs' },
        { position: [0.5, 0.5, 0.5 + shift / EDGE], species: 'Cl' },
      ],
    }),
  );

/** Groups and predictions of the ideal and of the distorted crystal. */
async function predicted(model: string, ...options: string[]): Promise<{ group: string; edge: number }[]> {
  const files = ['ideal.cif', 'distorted.cif'].map((name) => join(folder, name));
  const computed = ['--backend', 'cpu', '--workers', '0', ...options];
  const { exitCode, stdout } = await runCaptured(['predict', model, ...files, ...computed]);
  expect(exitCode).toBe(EXIT.ok);
  const rows: Record<string, string>[] = parse(stdout, { columns: true });
  return rows.map(({ group, edge }) => ({ group: group!, edge: Number(edge) }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-tolerance-'));
  const { argv } = await trainingFixture(folder);
  [loose, strict] = [join(folder, 'loose'), join(folder, 'strict')];
  for (const [run, symprec] of [
    [loose, '0.1'],
    [strict, '0.01'],
  ] as const)
    // With Fourier features, so that another group makes another prediction; distances change but a little.
    await runCaptured([...argv, '--variant', 'full', '--symprec', symprec, '--out', run]);
  await writeFile(join(folder, 'ideal.cif'), chloride(0));
  await writeFile(join(folder, 'distorted.cif'), chloride(0.05));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('symmetry is found with the tolerance of the training, unless another one is given', async () => {
  const exported = join(folder, 'loose.safetensors');
  expect((await runCaptured(['export', loose, '--browser', '--out', exported])).exitCode).toBe(EXIT.ok);
  for (const model of [loose, exported]) {
    const [ideal, distorted] = await predicted(model);
    // 0.05 Å are within 0.1 Å: the network reads the ideal crystal.
    expect([ideal!.group, distorted!.group]).toEqual(['221', '221']);
    expect(distorted!.edge).toBeCloseTo(ideal!.edge, 4);
    const [, asked] = await predicted(model, '--symprec', '0.01');
    expect(asked!.group).toBe('99');
    expect(Math.abs(asked!.edge - ideal!.edge)).toBeGreaterThan(1e-3);
  }
  const [ideal, distorted] = await predicted(strict);
  expect([ideal!.group, distorted!.group]).toEqual(['221', '99']);
  expect(Math.abs(distorted!.edge - ideal!.edge)).toBeGreaterThan(1e-3);
});
