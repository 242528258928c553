import { EXIT, run } from '@crystal-fourier/cft';
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
