import { describe, expect, it, vi } from 'vitest';
import { DataError } from './errors.js';

describe('DataError', () => {
  it('counts when another copy of the package made it', async () => {
    vi.resetModules();
    const { DataError: OtherError } = await import('./errors.js');
    expect(OtherError).not.toBe(DataError);
    expect(new OtherError('bad-value', 'of another copy')).toBeInstanceOf(DataError);
    expect(new DataError('bad-value', 'of this copy')).toBeInstanceOf(OtherError);
  });

  it('is not the DataError of browsers, nor anything else', () => {
    expect(new DOMException('of IndexedDB', 'DataError')).not.toBeInstanceOf(DataError);
    for (const other of [new Error('any'), null, undefined, 'DataError', { code: 'bad-value' }])
      expect(other).not.toBeInstanceOf(DataError);
  });
});
