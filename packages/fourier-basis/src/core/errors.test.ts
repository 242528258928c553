import { expect, it, vi } from 'vitest';
import { FourierBasisError } from './errors.js';

it('a FourierBasisError counts when another copy of the package made it', async () => {
  vi.resetModules();
  const { FourierBasisError: OtherError } = await import('./errors.js');
  expect(OtherError).not.toBe(FourierBasisError);
  expect(new OtherError('bad-group', 'of another copy')).toBeInstanceOf(FourierBasisError);
  for (const other of [new Error('any'), null, undefined, 'FourierBasisError'])
    expect(other).not.toBeInstanceOf(FourierBasisError);
});
