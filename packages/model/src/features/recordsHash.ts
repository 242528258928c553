import type { BatchRecord } from '@crystal-fourier/data';

/** Hash of lists of records, in order: ids, targets, elements, multiplicities, cells (FNV-1a of 2 × 32 bits, as text). */
export function recordsHash(...parts: readonly (readonly BatchRecord[])[]): string {
  let [a, b] = [0x811c_9dc5, 0x01d3_4c17];
  const add = (text: string): void => {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x0100_0193);
      b = Math.imul(b ^ code, 0x0100_01b3);
    }
  };
  for (const part of parts) {
    for (const { id, targets, features } of part) {
      const { atomicNumbers, multiplicities, cell } = features;
      add(JSON.stringify([id, targets, [...atomicNumbers], [...multiplicities], [...cell]]));
    }
    add('\u0001');
  }
  return [a, b].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
