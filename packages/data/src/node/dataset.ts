import type { Meter } from './byteSource.js';
import { Identifiers } from './identifiers.js';
import type { DatasetItem } from './datasetItem.js';
import { readUnit } from './readUnit.js';
import { placeOf, type RecordFields, type Unit } from './unit.js';

/**
 * `json`: an array of records, or one per line; `csv`: a table with a column of structures; `structures`: a file with one
 * structure or several; `id-prop`: a folder with `id_prop.csv`; `folder`: a folder of files of the first three kinds.
 */
export type DatasetLayout = 'json' | 'csv' | 'structures' | 'id-prop' | 'folder';

export interface DatasetOptions extends RecordFields {
  /** Defaults to what the content shows. */
  readonly layout?: DatasetLayout | undefined;
}

/**
 * A data set that can be read again and again. Iterating yields records and refused records, in a fixed order; a broken
 * record never stops those after it. An identifier that repeats is refused.
 */
export class Dataset implements AsyncIterable<DatasetItem> {
  /** Path or URL. */
  readonly name: string;
  readonly layout: DatasetLayout;
  readonly options: DatasetOptions;
  /** Files of a folder that hold no structures, by their names. */
  readonly ignored: readonly string[];
  /** How much was read of what the last iteration reads. @internal */
  readonly meter: Meter;
  readonly #units: () => AsyncIterable<Unit>;

  /** @internal */
  constructor(
    name: string,
    layout: DatasetLayout,
    options: DatasetOptions,
    units: () => AsyncIterable<Unit>,
    meter: Meter,
    ignored: readonly string[] = [],
  ) {
    this.name = name;
    this.layout = layout;
    this.options = options;
    this.ignored = ignored;
    this.meter = meter;
    this.#units = units;
  }

  /** Which fields of its records are what. @internal */
  get fields(): RecordFields {
    const { id, structure, targets, tensors, mode, read, allowOverlap, maxSites, maxPairs } = this.options;
    // What is not asked for is not in the key of a cache.
    const own = tensors === undefined ? {} : { tensors };
    return { id, structure, targets, ...own, mode, read, allowOverlap, maxSites, maxPairs };
  }

  /** What is read at once, not yet parsed, numbered in order. @internal */
  async *units(): AsyncGenerator<Unit> {
    let index = 0;
    // Each part numbers from 0.
    for await (const unit of this.#units()) {
      yield unit.index === index ? unit : { ...unit, index };
      index++;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DatasetItem> {
    const identifiers = new Identifiers();
    for await (const unit of this.units()) {
      for (const item of readUnit(unit, this.options)) {
        const error = identifiers.repetition(item.id, placeOf(unit));
        yield item.ok && error !== undefined ? { ok: false, id: item.id, error } : item;
      }
    }
  }
}
