import { DataError } from '@crystal-fourier/data';
import { ModelError } from '@crystal-fourier/model';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { CliError, EXIT, throwIfInterrupted, toCliError } from './failure.js';
import { closest, didYouMean } from './suggest.js';

const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('toCliError', () => {
  test.each([
    [new DataError('bad-syntax', 'no CIF', { file: 'a.cif', line: 3 }), EXIT.data, 'bad-syntax', 'a.cif:3: no CIF'],
    [new DataError('bad-argument', 'wrong seed'), EXIT.usage, 'bad-argument', 'wrong seed'],
    [new DataError('network', 'no answer'), EXIT.failure, 'network', 'no answer'],
    [new DataError('not-writable', 'full'), EXIT.failure, 'not-writable', 'full'],
    [new DataError('aborted', 'stopped'), EXIT.interrupted, 'aborted', 'stopped'],
    [new ModelError('bad-config', 'no width'), EXIT.usage, 'bad-config', 'no width'],
    [new ModelError('bad-checkpoint', 'foreign'), EXIT.data, 'bad-checkpoint', 'foreign'],
    [new ModelError('diverged', 'NaN'), EXIT.failure, 'diverged', 'NaN'],
    [thrown(() => spaceGroup(300)), EXIT.usage, 'bad-number', expect.stringContaining('300')],
    [new Error('two\n  lines'), EXIT.failure, 'internal', 'internal error: two lines'],
    [
      thrown(() => new Float32Array(2 ** 36)),
      EXIT.failure,
      'memory',
      expect.stringContaining('the memory does not suffice'),
    ],
    ['text', EXIT.failure, 'internal', 'internal error: text'],
  ])('%s gets its exit code', (error, exitCode, code, message) => {
    expect(toCliError(error)).toMatchObject({ exitCode, code, message });
  });

  test('what the system says is told in words', async () => {
    const missing = await readFile('no-such-file').catch((error: unknown) => error);
    expect(toCliError(missing)).toMatchObject({
      exitCode: EXIT.data,
      message: 'no-such-file: there is no such file or folder',
    });
    const full = Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC', path: 'run/model' });
    expect(toCliError(full)).toMatchObject({ exitCode: EXIT.failure, message: 'run/model: the disk is full' });
  });

  test('an explained failure stays as it is', () => {
    const error = new CliError('why', { exitCode: EXIT.data });
    expect(toCliError(error)).toBe(error);
    expect(error.code).toBe('data');
  });
});

test('an interruption has its exit code', () => {
  const stop = new AbortController();
  throwIfInterrupted(stop.signal);
  stop.abort();
  expect(thrown(() => throwIfInterrupted(stop.signal))).toMatchObject({ exitCode: EXIT.interrupted });
});

test('suggestions are near, or none', () => {
  expect(closest('epoch', ['epochs', 'ema'])).toBe('epochs');
  expect(closest('bulk_modulus', ['bulk_modulus_vrh', 'shear_modulus_vrh'])).toBe('bulk_modulus_vrh');
  expect(closest('zzz', ['epochs', 'ema'])).toBeUndefined();
  expect(closest('x', [])).toBeUndefined();
  expect(didYouMean('Seed', ['seed'])).toBe('; did you mean "seed"?');
});
