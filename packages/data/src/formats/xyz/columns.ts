import { show } from '../../core/errors.js';
import { fortranNumber } from '../../core/fortranNumber.js';

/** A column, or several of one name, of the lines of atoms. */
export interface Column {
  readonly name: string;
  /** R, real numbers; S, texts; I, integers; L, truth values. */
  readonly type: string;
  readonly from: number;
  readonly count: number;
}

/** Columns of the lines of atoms. At least one of `symbol` and `number` is there. */
export interface AtomColumns {
  readonly symbol: Column | undefined;
  /** Atomic numbers. */
  readonly number: Column | undefined;
  /** Cartesian, Å. */
  readonly position: Column;
  /** They become properties of the sites. */
  readonly others: readonly Column[];
  /** Words of a line. */
  readonly width: number;
}

/** @param layout value of the key `Properties` @param fail throws */
export function readColumns(layout: string | undefined, fail: (reason: string) => Error): AtomColumns {
  const columns = readLayout(layout ?? 'species:S:1:pos:R:3', fail);
  const symbol = columns.find(({ name, type }) => /^species$/i.test(name) && type === 'S');
  const number = columns.find(({ name, type }) => /^Z$|^numbers$/i.test(name) && type === 'I');
  const position = columns.find(
    ({ name, type, count }) => /^pos(?:itions)?$/i.test(name) && type === 'R' && count === 3,
  );
  if ((symbol ?? number) === undefined || position === undefined)
    throw fail(`Properties must have species:S:1 (or Z:I:1) and pos:R:3, found ${show(layout)}`);
  const others = columns.filter((column) => column !== (symbol ?? number) && column !== position);
  return { symbol, number, position, others, width: columns.reduce((sum, { count }) => sum + count, 0) };
}

function readLayout(text: string, fail: (reason: string) => Error): Column[] {
  const parts = text.split(':');
  if (parts.length % 3 !== 0 || parts.length > 300)
    throw fail(`Properties must be name:type:count and so on, found ${show(text)}`);
  const columns: Column[] = [];
  let from = 0;
  for (let i = 0; i < parts.length; i += 3) {
    const [name, type, count] = [parts[i]!, parts[i + 1]!, Number(parts[i + 2])];
    if (!/^[SRIL]$/.test(type) || !(Number.isInteger(count) && count >= 1 && count <= 1000))
      throw fail(
        `Properties must be name:type:count with a type of S, R, I, L, found ${show(parts.slice(i, i + 3).join(':'))}`,
      );
    columns.push({ name, type, from, count });
    from += count;
  }
  return columns;
}

/** What the words of a line say in a column. */
export function columnValue(words: readonly string[], { type, from, count }: Column): unknown {
  const values = words
    .slice(from, from + count)
    .map((word) => (type === 'S' ? word : type === 'L' ? /^t/i.test(word) : fortranNumber(word)));
  return count === 1 ? values[0] : values;
}
