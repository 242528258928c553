import { expect, it, vi } from 'vitest';
import { ModelError } from './errors.js';

it('a ModelError counts when another copy of the package made it', async () => {
  vi.resetModules();
  const { ModelError: OtherError } = await import('./errors.js');
  expect(OtherError).not.toBe(ModelError);
  expect(new OtherError('bad-data', 'of another copy')).toBeInstanceOf(ModelError);
  for (const other of [new Error('any'), null, undefined, 'ModelError']) expect(other).not.toBeInstanceOf(ModelError);
});
