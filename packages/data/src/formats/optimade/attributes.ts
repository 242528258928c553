import type { DataErrorCode, Place } from '../../core/errors.js';
import { DataError, show } from '../../core/errors.js';
import { isRecord } from '../../core/json.js';

/** The attributes of one OPTIMADE resource, with errors that name it. @internal */
export class Attributes {
  readonly id: string | undefined;
  readonly place: Place;
  readonly #values: Readonly<Record<string, unknown>>;

  /** @throws DataError for what is no structure resource; attributes that stand alone are taken as one */
  constructor(resource: unknown, place: Place) {
    const own = isRecord(resource) ? resource['id'] : undefined;
    this.id = typeof own === 'string' || typeof own === 'number' ? String(own) : undefined;
    this.place = { ...place, record: this.id ?? place.record };
    if (isRecord(resource) && resource['type'] !== undefined && resource['type'] !== 'structures')
      throw this.error(`expected an entry of type "structures", got ${show(resource['type'])}`, 'unsupported');
    const values =
      isRecord(resource) && resource['attributes'] === undefined && 'lattice_vectors' in resource
        ? resource
        : isRecord(resource)
          ? resource['attributes']
          : undefined;
    if (!isRecord(values)) throw this.error(`expected a structure resource with attributes, got ${show(resource)}`);
    this.#values = values;
  }

  /** The value of a property; undefined where it is not given or null. */
  value(name: string): unknown {
    return this.#values[name] ?? undefined;
  }

  /** A list that must be there. @throws DataError */
  list(name: string): readonly unknown[] {
    const value = this.optionalList(name);
    if (value === undefined) throw this.error(`${name} is missing; ask for it in response_fields`, 'missing-value');
    return value;
  }

  /** @throws DataError where the property has a value that is no list */
  optionalList(name: string): readonly unknown[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.error(`${name} must be a list, got ${show(value)}`);
    return value;
  }

  error(reason: string, code: DataErrorCode = 'bad-value'): DataError {
    return new DataError(code, `OPTIMADE: ${reason}`, this.place);
  }
}
