import { type Batch, batchType, Column, type DataType, list } from '@uwdata/flechette';
import { DataError } from '../core/errors.js';

export type Numbers = Float64Array | Float32Array | Uint8Array | Uint16Array | Uint32Array;

/** How many numbers a column of lists can hold, with offsets of 32 bits. */
const MAX_NUMBERS = 2 ** 31 - 1;

/**
 * A column of lists, its numbers copied array by array: the library's builder takes them one by one.
 *
 * @throws DataError `too-large`
 */
export function listColumn(
  arrays: readonly Numbers[],
  item: DataType,
  Type: new (length: number) => Numbers,
): Column<unknown> {
  if (arrays.length === 0) return new Column([], list(item)); // as the library's builder does: no row, no batch
  const offsets = new Int32Array(arrays.length + 1);
  let total = 0;
  arrays.forEach(({ length }, i) => (offsets[i + 1] = total += length));
  if (total > MAX_NUMBERS)
    throw new DataError(
      'too-large',
      `the features of ${arrays.length} records are too many for one file of the cache; prepare them with a smaller chunkSize`,
    );
  const values = new Type(total);
  arrays.forEach((array, i) => values.set(array, offsets[i]));
  const type = list(item);
  const make = (of: DataType, content: object): Batch<unknown> =>
    new (batchType(of) as unknown as new (options: object) => Batch<unknown>)({
      type: of,
      nullCount: 0,
      validity: new Uint8Array(0),
      ...content,
    });
  return new Column([
    make(type, { length: arrays.length, offsets, children: [make(item, { length: total, values })] }),
  ]);
}
