import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { EXIT } from './shell/failure.js';

// Each test starts processes, which is slow where other work goes on.
vi.setConfig({ testTimeout: 120_000 });

/** The command as a process. */
function cft(...argv: string[]): { child: ChildProcess; ended: Promise<{ code: number | null; stderr: string }> } {
  const child = spawn(
    process.execPath,
    ['--conditions=@crystal-fourier/source', '--import', 'tsx', join(import.meta.dirname, 'main.ts'), ...argv],
    { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, stderr })) };
}

test('a reader that goes away is no error', async () => {
  const { child, ended } = cft('group', '228', '--operations');
  child.stdout?.destroy();
  expect(await ended).toEqual({ code: EXIT.ok, stderr: '' });
});

test('the exit code reaches the shell', async () => {
  const { ended } = cft('group', 'P 21/q');
  expect(await ended).toEqual({
    code: EXIT.usage,
    stderr: expect.stringMatching(/^error: "P 21\/q" matches no symbol.*\n$/),
  });
});

test.skipIf(process.platform === 'win32')('Ctrl-C ends the work with exit code 130', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cft-main-'));
  // A server that never answers: the command is at work until it is interrupted.
  let isAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (isAsked = resolve));
  const server = createServer(() => isAsked());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const { child, ended } = cft('fetch', 'optimade', `http://127.0.0.1:${port}`, '--out', join(folder, 'out'));
    await asked;
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: EXIT.interrupted, stderr: expect.stringContaining('stopped') });
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
