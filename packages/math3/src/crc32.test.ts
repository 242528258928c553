import { crc32 as zlibCrc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.js';

describe('crc32', () => {
  it('agrees with the check value of the catalogue, and with zlib', () => {
    // Greg Cook's catalogue of parametrised CRC algorithms, CRC-32/ISO-HDLC: check = 0xcbf43926.
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcb_f4_39_26);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ maxLength: 50 }), (a, b) => {
        expect(crc32(b, crc32(a))).toBe(zlibCrc32(b, zlibCrc32(a)));
      }),
    );
  });
});
