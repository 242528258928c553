import { fromHalfFloats, toHalfFloats } from '@crystal-fourier/math3';
import { ModelError, show } from '../config/errors.js';
import { canonicalJson, isObject, parseObject } from '../config/plainJson.js';
import {
  AGAIN,
  checksumOf,
  entryOf,
  foreignText,
  headerField,
  isName,
  isShape,
  product,
  type Refuse,
  type TensorEntry,
} from './tensorEntry.js';

/** Coders that every platform has; their types are in no library that isomorphic sources may name. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: string, options?: { fatal?: boolean }) => { decode(bytes: Uint8Array): string };

/** Content of a safetensors file: named tensors and metadata. */
export interface TensorFile {
  /** Plain JSON. */
  readonly metadata: Record<string, unknown>;
  /** By name, which is no field of `Object.prototype` and not `__metadata__`. */
  readonly tensors: Record<
    string,
    {
      /** Lengths of the axes; empty for a scalar. */
      readonly shape: number[];
      /** Row-major. */
      readonly values: Float32Array | Int32Array;
    }
  >;
}

/** Where metadata stands in the map of strings that the format has for it. */
const KEY = 'crystal-fourier';
const FORMAT = 1;
/** The reference implementation's limit. */
const MAX_HEADER = 100_000_000;
const ALIGNMENT = 8;

export interface EncodeOptions {
  /**
   * Which real numbers are rounded to 16 bits, which halves the file: all, or only those of tensors with two axes or more. Scales and biases, which are few,
   * then stay as they are. A tensor with a number above 65504, the largest of 16 bits, is never rounded. Defaults to false.
   */
  readonly half?: boolean | 'matrices';
}

/**
 * Writes a file in the safetensors format: 8 bytes with the length of the header (little-endian), the header (JSON, padded with spaces so that the
 * data begin at a multiple of 8), and the values one after another in the order of their names, little-endian. Other programs read it as any
 * safetensors file. Metadata stand as JSON under one key of `__metadata__`, with a format version and the CRC-32 of names, shapes, metadata
 * and values.
 *
 * Equal content gives equal bytes, whatever the order of its fields; `decodeTensors(encodeTensors(f))` equals f, every bit of its values too.
 *
 * @throws ModelError `bad-argument`: a shape that its values do not have, a name that cannot be, metadata that are no JSON
 * @see https://github.com/huggingface/safetensors#format
 */
export function encodeTensors({ metadata, tensors }: TensorFile, { half = false }: EncodeOptions = {}): Uint8Array {
  const refuse: (what: string) => never = (what) => {
    throw new ModelError('bad-argument', `encodeTensors: ${what}`);
  };
  const names = Object.keys(tensors).sort((a, b) => (a < b ? -1 : 1));
  let size = 0;
  const entries = names.map((name): TensorEntry => {
    const { shape, values } = tensors[name]!;
    if (!isName(name)) refuse(`${show(name)} cannot be the name of a tensor; choose another`);
    if (!(values instanceof Float32Array || values instanceof Int32Array))
      refuse(`${show(name)} must have a Float32Array or an Int32Array, got ${show(values)}`);
    if (!isShape(shape) || product(shape) !== values.length)
      refuse(
        `the shape of ${show(name)} must have the product ${values.length}, its number of values, got (${String(shape)})`,
      );
    const begin = size;
    const isHalf = values instanceof Float32Array && isRounded(shape, values, half);
    size += isHalf ? values.byteLength / 2 : values.byteLength;
    return { name, dtype: isHalf ? 'F16' : values instanceof Float32Array ? 'F32' : 'I32', shape, begin, end: size };
  });
  const data = new Uint8Array(size);
  for (const { name, dtype, begin } of entries) {
    const { values } = tensors[name]!;
    data.set(bytesOf(dtype === 'F16' ? toHalfFloats(Float32Array.from(values)) : values), begin);
  }

  const text = canonicalJson(metadata, 'metadata');
  const checksum = checksumOf(entries, text, data);
  const own = `{"checksum":${checksum},"format":${FORMAT},"metadata":${text}}`;
  const fields = [`"__metadata__":{"${KEY}":${JSON.stringify(own)}}`, ...entries.map(headerField)];
  const header = new TextEncoder().encode(`{${fields.join(',')}}`);
  if (header.length > MAX_HEADER - ALIGNMENT)
    refuse(`metadata and names must fit into ${MAX_HEADER} bytes, got ${header.length}`);
  const padded = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;

  const file = new Uint8Array(8 + padded + size);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.set(header, 8);
  file.fill(0x20, 8 + header.length, 8 + padded);
  file.set(data, 8 + padded);
  return file;
}

/**
 * Reads a safetensors file that {@link encodeTensors} wrote. The values are copies. No more memory is taken than the file itself has.
 *
 * @param source how messages name the file
 * @throws ModelError `bad-checkpoint` for a file that is cut off, damaged, not written by this package, or of a later version
 */
export function decodeTensors(bytes: Uint8Array, source = 'checkpoint'): TensorFile {
  const refuse: Refuse = (what, remedy) => {
    throw new ModelError('bad-checkpoint', `${source}: ${what}; ${remedy}`);
  };
  const { header, data } = headerOf(bytes, refuse);
  const { __metadata__: strings, ...fields } = header;
  const own = isObject(strings) && Object.hasOwn(strings, KEY) ? strings[KEY] : undefined;
  if (typeof own !== 'string')
    refuse('the file was not written by this package', 'give a checkpoint or model of this package');
  const { format, checksum, metadata } = parseObject(own) ?? refuse('the metadata are no JSON object', AGAIN);
  if (format !== FORMAT)
    refuse(
      `the format version must be ${FORMAT}, got ${foreignText(format)}`,
      'read it with the version of this package that wrote it',
    );
  if (!isObject(metadata)) refuse('the metadata are no JSON object', AGAIN);

  const entries = Object.entries(fields).map(([name, field]) => entryOf(name, field, refuse));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let at = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== at) refuse(`the values of ${show(name)} do not follow the ones before`, AGAIN);
    at = end;
  }
  if (at !== data.length)
    refuse(`the values must have ${at} bytes, got ${data.length}: the file is cut off or damaged`, AGAIN);
  if (checksum !== checksumOf(entries, jsonOf(metadata, refuse), data))
    refuse('the checksum does not agree with the content: the file is damaged', AGAIN);

  const tensors: TensorFile['tensors'] = {};
  for (const { name, dtype, shape, begin, end } of entries) {
    // Into memory of its own: a part of a file need not begin where 32-bit numbers may.
    const copy = new Uint8Array(end - begin);
    copy.set(data.subarray(begin, end));
    tensors[name] = {
      shape: [...shape],
      values: valuesOf(copy.buffer, dtype),
    };
  }
  return { metadata, tensors };
}

/** The largest number of 16 bits. */
const MOST_HALF = 65_504;

const isRounded = (shape: readonly number[], values: Float32Array, half: boolean | 'matrices'): boolean =>
  half !== false && (half === true || shape.length > 1) && values.every((value) => !(Math.abs(value) > MOST_HALF));

function headerOf(bytes: Uint8Array, refuse: Refuse): { header: Record<string, unknown>; data: Uint8Array } {
  if (bytes.length < 10) refuse(`the file has ${bytes.length} bytes: it is empty or cut off`, AGAIN);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  // The first character tells a foreign file, whose first bytes are no length, from one that is cut off.
  if (bytes[8] !== 0x7b || length > MAX_HEADER || length < 2)
    refuse('this is no safetensors file', 'give a checkpoint or model of this package');
  if (8 + length > bytes.length)
    refuse(`the header must have ${length} bytes, got ${bytes.length - 8}: the file is cut off or damaged`, AGAIN);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length));
  } catch {
    return refuse('the header is no UTF-8', AGAIN);
  }
  return {
    header: parseObject(text) ?? refuse('the header is no JSON object', AGAIN),
    data: bytes.subarray(8 + length),
  };
}

function jsonOf(metadata: unknown, refuse: Refuse): string {
  try {
    return canonicalJson(metadata, 'metadata');
  } catch {
    return refuse('the metadata are not what this package writes', AGAIN);
  }
}

function valuesOf(buffer: ArrayBuffer, dtype: TensorEntry['dtype']): Float32Array | Int32Array {
  if (dtype === 'F16') return fromHalfFloats(new Uint16Array(buffer));
  return dtype === 'F32' ? new Float32Array(buffer) : new Int32Array(buffer);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
