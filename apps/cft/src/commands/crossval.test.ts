import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Crossval } from '@crystal-fourier/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { run } from '../program.js';
import { type Captured, capturedIo, runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';

let folder: string;
let data: string;
let config: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-crossval-'));
  ({ data, config } = await trainingFixture(folder));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const cft = (out: string, ...argv: string[]): Promise<Captured> =>
  runCaptured(
    ['crossval', data, '--target', 'edge', '--out', join(folder, out), '--workers', '0', '--backend', 'cpu', ...argv],
    { CFT_CACHE: join(folder, 'cache') },
  );
const result = async (out: string): Promise<Crossval> =>
  JSON.parse(await readFile(join(folder, out, 'crossval.json'), 'utf8')) as Crossval;

describe('cft crossval', () => {
  test('compares networks and baselines, writes the result, and goes on with further models', async () => {
    const asked = ['--hold-out', 'group=221', '--baselines', 'mean,trees', '--log10'];
    const first = await cft('groups', ...asked, '--variants', 'none');
    expect(first.exitCode).toBe(EXIT.ok);
    expect(first.stdout).toMatch(
      /edge: mean absolute error, log10\nheld out +crystals +mean +trees\n221 +4 +0\.\d+ +×\d/,
    );
    const network = ['--variants', `small=${config},composition`, '--config', config, '--epochs', '2'];
    const second = await cft('groups', ...asked, ...network);
    expect(second.exitCode).toBe(EXIT.ok);
    const { finished, models, folds, inDistribution } = await result('groups');
    expect([finished, inDistribution]).toEqual([true, { form: 'own', parts: 2 }]);
    expect(models.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'network small',
      'network composition',
      'baseline mean',
      'baseline trees',
    ]);
    expect(models[1]!.options).toMatchObject({ model: { variant: 'composition', width: 16 }, training: { epochs: 2 } });
    expect(folds[0]).toMatchObject({ name: '221', heldOut: 4 });
    expect(folds[0]!.points!.ids).toEqual(['salt-6', 'salt-7', 'salt-8', 'salt-9']);
    // Three trainings of each: those of the baselines were there.
    expect(second.stderr.match(/^\d+\/12 /gm)).toHaveLength(6);
    expect((await readdir(join(folder, 'groups'))).sort()).toEqual(['crossval.html', 'crossval.json', 'trainings']);
    const page = await readFile(join(folder, 'groups', 'crossval.html'), 'utf8');
    expect(page).toContain('small');
  }, 60_000);

  test('stops at Ctrl-C and goes on with the same command', async () => {
    const asked = ['--hold-out', 'random', '--folds', '2', '--variants', `small=${config}`, '--baselines', 'mean'];
    const whole = await cft('whole', ...asked);
    expect(whole.exitCode).toBe(EXIT.ok);
    const controller = new AbortController();
    const { io, stderr } = capturedIo({ CFT_CACHE: join(folder, 'cache') }, { signal: controller.signal });
    const write = (text: string): unknown => {
      // After the first training.
      if (text.startsWith('1/4 ')) controller.abort();
      return io.stderr.write(text);
    };
    const argv = ['crossval', data, '--target', 'edge', '--out', join(folder, 'stopped'), '--backend', 'cpu', ...asked];
    const exitCode = await run([...argv, '--workers', '0'], { ...io, stderr: { ...io.stderr, write } });
    expect([exitCode, stderr()]).toEqual([EXIT.interrupted, expect.stringContaining('the same command goes on')]);
    expect(await readdir(join(folder, 'stopped', 'trainings', 'small', 'seed-0'))).toEqual(['held-out-fold-1.json']);
    expect((await cft('stopped', ...asked)).exitCode).toBe(EXIT.ok);
    expect((await result('stopped')).folds).toEqual((await result('whole')).folds);
  }, 60_000);

  test.each([
    [['--hold-out', 'cubes'], '--hold-out must be system, group'],
    [['--hold-out', 'system'], 'has all 10 records'],
    [['--hold-out', 'random', '--variants', 'fulll'], 'did you mean "full"'],
    [['--hold-out', 'random', '--baselines', 'tree'], 'did you mean "trees"'],
    [['--hold-out', 'random', '--variants', 'none', '--baselines', 'none'], 'at least one model'],
    [['--hold-out', 'random', '--log10', 'charge'], '--log10 must name targets'],
    [['--hold-out', 'random', '--val', '1'], 'below 1'],
    [['--hold-out', 'random', '--merge', 'cubic+trigonal'], 'only crystal systems can be merged'],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, stderr } = await cft('refused', ...argv);
    expect(exitCode === EXIT.usage || exitCode === EXIT.data).toBe(true);
    expect(stderr).toContain(message);
    expect(await readdir(folder)).not.toContain('refused');
  });

  test('takes no folder that has something else in it', async () => {
    const { exitCode, stderr } = await runCaptured(
      ['crossval', data, '--target', 'edge', '--hold-out', 'random', '--out', folder],
      { CFT_CACHE: join(folder, 'cache') },
    );
    expect([exitCode, stderr]).toEqual([EXIT.usage, expect.stringContaining('choose another --out')]);
    await writeFile(join(folder, 'file'), '');
    expect((await cft('file', '--hold-out', 'random')).stderr).toContain('must be a folder');
  });
});
