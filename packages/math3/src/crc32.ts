let table: Uint32Array | undefined;

function makeTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xed_b8_83_20 ^ (c >>> 1) : c >>> 1;
    return c;
  });
}

/**
 * CRC-32 (IEEE 802.3; that of gzip, RFC 1952, and of PNG): finds every error of one byte and every burst of up to 32 bits, and others but
 * for one in 2³².
 *
 * @param before the value of the bytes that came before, to go on from there
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const t = (table ??= makeTable());
  let c = ~before;
  for (let i = 0; i < bytes.length; i++) c = t[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8);
  return ~c >>> 0;
}
