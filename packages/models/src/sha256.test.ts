import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from './sha256.js';

const encoder = new TextEncoder();

describe('sha256', () => {
  it('has the values of FIPS 180-2, appendix B', () => {
    for (const [text, value] of [
      ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
      [
        'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
        '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
      ],
      ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
    ] as const)
      expect(sha256(encoder.encode(text))).toBe(value);
  });

  it('is that of Node for all lengths around a block, also of a part of a buffer', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 7919) % 251);
    for (let length = 0; length <= 260; length++) {
      const part = bytes.subarray(3, 3 + length);
      expect(sha256(part)).toBe(createHash('sha256').update(part).digest('hex'));
    }
  });
});
