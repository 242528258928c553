import { EXIT, run } from '@crystal-fourier/cft';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('runs within a program, whose output streams it is given', async () => {
  let [stdout, stderr] = ['', ''];
  const io = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env: {},
  };
  expect(await run(['group', 'Fd-3m', '--json'], io)).toBe(EXIT.ok);
  expect(JSON.parse(stdout)).toMatchObject({ number: 227 });
  expect(await run(['groop'], io)).toBe(EXIT.usage);
  expect(stderr).toContain('group');
});

it('is a command', ({ skip }) => {
  // The command is there once the package is built.
  skip(!process.argv.includes('--mode=dist'), 'not built');
  const bin = join(import.meta.dirname, '../bin/cft.mjs');
  const { status, stdout } = spawnSync(process.execPath, [bin, '--version'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+/);
});
