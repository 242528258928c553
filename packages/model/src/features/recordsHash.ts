import type { BatchRecord } from '@crystal-fourier/data';
import { canonicalJson } from '../config/plainJson.js';

/**
 * Hash of lists of records, in order: ids, targets, tensors, the recipe of the features and all their numbers (FNV-1a of 2 × 32 bits, as text).
 */
export function recordsHash(...parts: readonly (readonly BatchRecord[])[]): string {
  return hashOf(parts, ({ features, tensors = {} }, hash) => {
    const { recipe, groupNumber, radial, fourier, images, encodings, moments } = features;
    hash.addText(canonicalJson([recipe, groupNumber], 'features'));
    hash.addNumbers(radial);
    hash.addNumbers(fourier);
    if (images !== undefined) {
      hash.addText(images.starts.join());
      hash.addText(images.partners.join());
      hash.addNumbers(images.vectors);
    }
    for (const name of Object.keys(tensors).toSorted()) {
      hash.addText(JSON.stringify([name, tensors[name]!.kind]));
      hash.addNumbers(tensors[name]!.components);
    }
    for (const numbers of encodings === undefined ? [] : [encodings.scales, encodings.kernels])
      hash.addNumbers(numbers);
    if (moments === undefined) return;
    hash.addText(moments.counts.join());
    hash.addNumbers(moments.values);
    hash.addNumbers(moments.basis);
  });
}

/** The hash of earlier versions, which covers ids, targets, elements, multiplicities and cells only: for their checkpoints. */
export function earlierRecordsHash(...parts: readonly (readonly BatchRecord[])[]): string {
  return hashOf(parts, () => undefined);
}

function hashOf(
  parts: readonly (readonly BatchRecord[])[],
  addMore: (record: BatchRecord, hash: UnitHash) => void,
): string {
  const hash = new UnitHash();
  for (const part of parts) {
    for (const record of part) {
      const { atomicNumbers, multiplicities, cell } = record.features;
      hash.addText(JSON.stringify([record.id, record.targets, [...atomicNumbers], [...multiplicities], [...cell]]));
      addMore(record, hash);
    }
    hash.addText('\u0001');
  }
  return hash.text;
}

/** FNV-1a of 32 bits, twice with different constants, over 16-bit units of texts and numbers. */
class UnitHash {
  #a = 0x811c_9dc5;
  #b = 0x01d3_4c17;

  addText(text: string): void {
    for (let i = 0; i < text.length; i++) this.#add(text.charCodeAt(i));
  }

  /** In float32, as the network reads them. */
  addNumbers(values: Float32Array | Float64Array): void {
    const floats = values instanceof Float32Array ? values : Float32Array.from(values);
    const words = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
    this.#add(words.length);
    // By halves: the upper bits of a 32-bit word would reach no other bit of the hash.
    for (let i = 0; i < words.length; i++) {
      this.#add(words[i]! & 0xffff);
      this.#add(words[i]! >>> 16);
    }
  }

  get text(): string {
    return [this.#a, this.#b].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #add(word: number): void {
    this.#a = Math.imul(this.#a ^ word, 0x0100_0193);
    this.#b = Math.imul(this.#b ^ word, 0x0100_01b3);
  }
}
