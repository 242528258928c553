import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { type Backend, BACKENDS, parseBackend } from './backend.js';
import { EXIT } from './failure.js';

// Each test starts processes, which is slow where other work goes on.
vi.setConfig({ testTimeout: 120_000 });

const run = promisify(execFile);
const source = pathToFileURL(join(import.meta.dirname, 'backend.ts')).href;

interface Probe {
  readonly backend?: Backend;
  readonly error?: { readonly message: string; readonly exitCode: number };
  readonly used: string | undefined;
  readonly second?: string;
}

/** A backend stays for the life of a process: each is tried in one of its own. */
async function probe(wanted: string | undefined, before = ''): Promise<Probe & { stderr: string }> {
  const script = `
    import { createRequire } from 'node:module';
    ${before}
    const { chooseBackend } = await import(${JSON.stringify(source)});
    const result = {};
    try {
      result.backend = await chooseBackend(${JSON.stringify(wanted)});
      const tf = (await import(createRequire(${JSON.stringify(source)}).resolve('@tensorflow/tfjs'))).default;
      result.used = tf.getBackend();
      const x = tf.randomNormal([70, 70], 0, 1, 'float32', 1);
      result.sum = tf.sum(tf.square(tf.sub(tf.matMul(x, tf.eye(70)), x))).dataSync()[0];
      result.second = await chooseBackend('cpu').then((b) => b.name, (e) => e.message);
    } catch (error) {
      result.error = { message: error.message, exitCode: error.exitCode };
    }
    console.log(JSON.stringify(result));
  `;
  const { stdout, stderr } = await run(
    process.execPath,
    ['--conditions=@crystal-fourier/source', '--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: import.meta.dirname },
  );
  return { ...(JSON.parse(stdout) as Probe), stderr };
}

describe('chooseBackend', () => {
  test.each(['wasm', 'cpu'] as const)('%s works, and prints nothing', async (name) => {
    const { backend, used, stderr, ...rest } = await probe(name);
    expect(stderr).toBe('');
    expect(backend).toEqual({ name, version: expect.stringMatching(/^4\./) });
    expect([used, rest]).toEqual([
      name,
      { sum: 0, second: name === 'cpu' ? 'cpu' : expect.stringContaining('already uses wasm') },
    ]);
  });

  test('native TensorFlow comes first where it is installed', async (context) => {
    const { backend, used, stderr } = await probe(undefined);
    expect(stderr).toBe('');
    expect(used).toBe(backend?.name);
    if (backend?.name !== 'tensorflow') {
      // Then it says what is missing, and what that costs.
      expect(backend).toMatchObject({
        name: 'wasm',
        note: expect.stringMatching(/tensorflow cannot be loaded .*longer$/),
      });
      context.skip('the native library is not installed');
    }
    expect(backend).toEqual({ name: 'tensorflow', version: expect.stringMatching(/^4\./) });
  });

  test('without the native library wasm takes its place, with a note, unless native was asked for', async () => {
    const hide = `
      const require = createRequire(${JSON.stringify(source)});
      const Module = (await import('node:module')).default;
      const resolve = Module._resolveFilename;
      Module._resolveFilename = function (name, ...rest) {
        if (/napi-v\\d+|tfjs_binding/.test(name)) throw new Error('no binding here');
        return resolve.call(this, name, ...rest);
      };`;
    const chosen = await probe(undefined, hide);
    expect(chosen.backend).toMatchObject({ name: 'wasm', note: expect.stringContaining('no binding here') });
    const forced = await probe('tensorflow', hide);
    expect(forced.error).toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('tensorflow cannot be loaded'),
    });
  });
});

test('parseBackend takes the three names', () => {
  for (const name of BACKENDS) expect(parseBackend(name)).toBe(name);
  expect(() => parseBackend('webgl')).toThrow('one of tensorflow, wasm, cpu, got "webgl"');
});
