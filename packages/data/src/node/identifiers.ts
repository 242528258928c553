import { DataError, type Place } from '../core/errors.js';

/** The identifiers of a data set, which must differ. */
export class Identifiers {
  readonly #known = new Set<string>();

  /** Why a record with this identifier is refused; undefined for the first that has it. */
  repetition(id: string, { file, line }: Pick<Place, 'file' | 'line'>): DataError | undefined {
    if (this.#known.has(id))
      return new DataError('bad-dataset', 'identifiers must differ; a record before has the same', {
        file,
        line,
        record: id,
      });
    this.#known.add(id);
    return undefined;
  }
}
