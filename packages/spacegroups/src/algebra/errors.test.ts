import { expect, it, vi } from 'vitest';
import { SpaceGroupError } from './errors.js';

it('a SpaceGroupError counts when another copy of the package made it', async () => {
  vi.resetModules();
  const { SpaceGroupError: OtherError } = await import('./errors.js');
  expect(OtherError).not.toBe(SpaceGroupError);
  expect(new OtherError('bad-number', 'of another copy')).toBeInstanceOf(SpaceGroupError);
  for (const other of [new Error('any'), null, undefined, 'SpaceGroupError'])
    expect(other).not.toBeInstanceOf(SpaceGroupError);
});
