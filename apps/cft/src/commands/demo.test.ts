import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'cft-demo-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

describe('cft demo', () => {
  it('writes the data set and says what it wrote', async () => {
    const folder = join(parent, 'demo');
    const { exitCode, stdout, stderr } = await runCaptured(['demo', folder, '--count', '7', '--seed', '2']);
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    expect(stdout).toContain(`${folder}: 7 crystals\n`);
    expect(stdout).toMatch(/ space groups, \d formulas; triclinic 1, .*cubic 1\n/);
    expect(stdout).toMatch(/energy_per_atom \(-[\d.]+ to -[\d.]+ eV\)/);
    expect((await readdir(folder)).filter((name) => name.endsWith('.cif'))).toHaveLength(7);
  });

  it('gives the report as JSON, and says that it replaced its own', async () => {
    const folder = join(parent, 'demo');
    await runCaptured(['demo', folder, '--count', '3']);
    const { exitCode, stdout } = await runCaptured(['--json', 'demo', folder, '--count', '2']);
    expect(exitCode).toBe(EXIT.ok);
    expect(JSON.parse(stdout)).toMatchObject({ folder, count: 2, seed: 0, replaced: true });
  });

  it('fails with one line: a folder of somebody else, wrong numbers, no folder, interrupted', async () => {
    await writeFile(join(parent, 'notes.txt'), '');
    const other = await runCaptured(['demo', parent]);
    expect([other.exitCode, other.stdout]).toEqual([EXIT.usage, '']);
    expect(other.stderr).toMatch(
      /^error: .*must be new, empty or a demo data set, but it has a file such as "notes\.txt".*\n$/,
    );
    expect((await runCaptured(['demo', join(parent, 'x'), '--count', '0'])).exitCode).toBe(EXIT.usage);
    expect((await runCaptured(['demo', join(parent, 'x'), '--seed', 'a'])).exitCode).toBe(EXIT.usage);
    expect((await runCaptured(['demo'])).exitCode).toBe(EXIT.usage);
    const stopped = await runCaptured(['demo', join(parent, 'x')], {}, { signal: AbortSignal.abort() });
    expect(stopped.exitCode).toBe(EXIT.interrupted);
    expect((await runCaptured(['demo', join(parent, 'notes.txt/x')])).exitCode).toBe(EXIT.failure);
    expect(await readdir(parent)).toEqual(['notes.txt']);
  });
});
