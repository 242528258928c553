import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSplit } from '@crystal-fourier/data';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saltRecords, writeRecords } from '../testing/crystalFixtures.js';
import { EXIT } from '../shell/failure.js';
import { type Captured, runCaptured } from '../testing/runCaptured.js';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-split-'));
  data = await writeRecords(folder, 'salts.json', saltRecords());
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const cft = (...argv: string[]): Promise<Captured> =>
  runCaptured(['split', data, ...argv, '--workers', '0'], { CFT_CACHE: join(folder, 'cache') });

describe('cft split', () => {
  test('writes a file that can be read back, the same for the same seed', async () => {
    const out = join(folder, 'split.json');
    const { exitCode, stdout, stderr } = await cft('--by', 'formula', '--seed', '7', '--out', out);
    expect([exitCode, stdout, stderr]).toEqual([
      EXIT.ok,
      'train  8\nval    1\ntest   1\n',
      `split by formula written to ${out}\n`,
    ]);
    const made = parseSplit(await readFile(out, 'utf8'));
    expect([made.by, made.seed, made.parts['train']?.length]).toEqual(['formula', 7, 8]);
    const printed = await cft('--by', 'formula', '--seed', '7');
    expect(JSON.parse(printed.stdout)).toEqual(made);
    const document = await cft('--by', 'formula', '--seed', '7', '--json');
    expect(JSON.parse(document.stdout)).toEqual(made);
  });

  test('replaces a file only with --force', async () => {
    const out = join(folder, 'split.json');
    await cft('--out', out);
    const before = await readFile(out, 'utf8');
    const refused = await cft('--seed', '1', '--out', out);
    expect([refused.exitCode, refused.stderr]).toEqual([
      EXIT.usage,
      `error: ${out}: there is such a file already (--force replaces it)\n`,
    ]);
    expect(await readFile(out, 'utf8')).toBe(before);
    expect((await cft('--seed', '1', '--out', out, '--force')).exitCode).toBe(EXIT.ok);
    expect(await readFile(out, 'utf8')).not.toBe(before);
  });

  test('holds out what is assigned', async () => {
    const { stdout } = await cft(
      '--by',
      'group',
      '--parts',
      'train=0.9,val=0.1,test=0',
      '--assign',
      'test=221',
      '--json',
    );
    const { parts } = JSON.parse(stdout) as { parts: Record<string, string[]> };
    expect(parts['test']).toEqual(['salt-6', 'salt-7', 'salt-8', 'salt-9']);
    expect(parts['train']).toHaveLength(6);
  });

  test.each([
    [['--parts', 'train'], /names with shares/],
    [['--parts', 'train=0,val=0'], /above 0/],
    [['--assign', '=3'], /part and its keys/],
    [['--by', 'group', '--assign', 'test=12'], /no record has group "12"/],
    [['--by', 'group', '--assign', 'other=225'], /assign must name parts/],
  ])('%j is a usage error', async (argv, message) => {
    const { exitCode, stdout, stderr } = await cft(...argv);
    expect([exitCode, stdout]).toEqual([EXIT.usage, '']);
    expect(stderr).toMatch(message);
  });

  test('writes a split for each fold that is held out', async () => {
    const out = join(folder, 'folds');
    const { exitCode, stdout } = await cft('--hold-out', 'element=Cl,O', '--val', '0.25', '--out', out);
    expect([exitCode, stdout.split('\n').map((line) => line.trim().split(/\s+/).slice(-3).join(' '))]).toEqual([
      EXIT.ok,
      ['train val test', '4 2 4', '6 2 2', ''],
    ]);
    const made = parseSplit(await readFile(join(out, 'Cl.json'), 'utf8'));
    expect([made.by, made.parts['test']]).toEqual(['hold-out', ['salt-0', 'salt-1', 'salt-6', 'salt-9']]);
    expect((await cft('--hold-out', 'random', '--out', out, '--force')).stderr).toContain(
      'something else in it, Cl.json',
    );
    const clusters = await cft('--hold-out', 'cluster', '--folds', '2', '--out', join(folder, 'clusters'), '--json');
    expect(JSON.parse(clusters.stdout)).toMatchObject([{ fold: 'cluster 1' }, { fold: 'cluster 2' }]);
    expect((await cft('--hold-out', 'element=Cl,O', '--out', out)).stderr).toContain('there is such a file already');
  });

  test.each([
    [['--hold-out', 'sistem', '--out', 'x'], 'did you mean "system"'],
    [['--hold-out', 'random'], '--out DIR'],
    [['--hold-out', 'random', '--parts', 'train=1', '--out', 'x'], 'do not go with --hold-out'],
    [['--hold-out', 'random', '--by', 'group', '--out', 'x'], 'do not go with --hold-out'],
    [['--hold-out', 'random', '--out', import.meta.filename], 'must be a folder'],
    [['--folds', '3'], '--folds goes with --hold-out only'],
    [['--hold-out', 'group=1', '--out', 'x'], 'no record has the space group'],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, stderr } = await cft(...argv);
    expect([exitCode, stderr]).toEqual([EXIT.usage, expect.stringContaining(message)]);
  });
});
