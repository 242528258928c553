import { crc32 } from '@crystal-fourier/math3';
import { show } from '../config/errors.js';
import { isObject } from '../config/plainJson.js';

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** No backend of TensorFlow.js has tensors of more than six axes. */
const MAX_RANK = 6;

/** Refuses a file: what is wrong with it, and what to do. */
export type Refuse = (what: string, remedy: string) => never;

/** What to do with a damaged file. */
export const AGAIN = 'copy it again, or take an earlier one';

/** Description of one tensor in the header of a safetensors file. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: 'F16' | 'F32' | 'I32';
  readonly shape: readonly number[];
  /** Offsets of the first byte and of the one after the last in the data. */
  readonly begin: number;
  readonly end: number;
}

/** The description of a tensor as the header has it. */
export function headerField({ name, dtype, shape, begin, end }: TensorEntry): string {
  return `${JSON.stringify(name)}:{"dtype":"${dtype}","shape":[${shape.join(',')}],"data_offsets":[${begin},${end}]}`;
}

/** A description of a tensor that was read, checked. */
export function entryOf(name: string, field: unknown, refuse: Refuse): TensorEntry {
  if (!isName(name)) refuse(`${show(name)} cannot be the name of a tensor`, 'do not use this file');
  if (!isObject(field)) return refuse(`the header has no description of ${show(name)}`, AGAIN);
  const { dtype, shape, data_offsets: offsets } = field;
  if (dtype !== 'F16' && dtype !== 'F32' && dtype !== 'I32')
    return refuse(
      `the numbers of ${show(name)} must be F16, F32 or I32, got ${foreignText(dtype)}`,
      'give a checkpoint or model of this package',
    );
  if (!isShape(shape))
    return refuse(
      `the shape of ${show(name)} must be at most ${MAX_RANK} integers ≥ 0, got ${foreignText(shape)}`,
      AGAIN,
    );
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize))
    return refuse(`the offsets of ${show(name)} must be two integers ≥ 0, got ${foreignText(offsets)}`, AGAIN);
  const [begin, end] = offsets as [number, number];
  const bytes = (dtype === 'F16' ? 2 : 4) * product(shape);
  if (end - begin !== bytes)
    return refuse(`${show(name)} of shape (${String(shape)}) must have ${bytes} bytes, got ${end - begin}`, AGAIN);
  return { name, dtype, shape, begin, end };
}

/** CRC-32 of names, shapes, metadata and values, wherever in the file they stand: other programs lay the same content out in another order. */
export function checksumOf(entries: readonly TensorEntry[], metadata: string, data: Uint8Array): number {
  const ordered = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  const described = ordered.map(({ name, dtype, shape }) => JSON.stringify([name, dtype, shape]));
  return ordered.reduce(
    (sum, { begin, end }) => crc32(data.subarray(begin, end), sum),
    crc32(new TextEncoder().encode([...described, metadata].join('\n'))),
  );
}

/** Whether a tensor may have a name. Fields of every object would be found, or overwritten, where a tensor is looked up by its name. */
export function isName(name: string): boolean {
  return name !== '__metadata__' && !(name in Object.prototype) && !/[\u{D800}-\u{DFFF}]/u.test(name);
}

/** A value of a foreign file as text for a message; not by its `toString`, which need not be a function in an object of JSON. */
export function foreignText(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object' : show(value);
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Whether a value is the shape of a tensor that TensorFlow.js can hold. */
export function isShape(shape: unknown): shape is number[] {
  return Array.isArray(shape) && shape.length <= MAX_RANK && shape.every((size) => isSize(size) && size < 2 ** 31);
}

/** Number of values of a shape. */
export function product(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
