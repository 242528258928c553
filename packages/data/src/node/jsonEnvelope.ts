import { type JsonValue, valuesWithin } from './jsonValues.js';
import {
  BYTE_ORDER_MARK,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isSpace,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  type Surroundings,
  ValueBounds,
} from './valueBounds.js';

/**
 * A value within an object around a list `data`, `entries` or `structures`: one of the list, or another member of the object by its name.
 * OPTIMADE responses and the tables of pandas (`split`) are such objects.
 */
export type EnvelopeValue = JsonValue & { readonly member?: string };

/** Names that such objects have beside `data`; an object with another one before it is a record. */
const NAMES: ReadonlySet<string> = new Set(
  'data columns index column_names index_names schema meta links jsonapi included response errors entries structures'.split(
    ' ',
  ),
);
/** Names of lists of records: of OPTIMADE and pandas; of Alexandria and others, which write the entries of pymatgen. */
const LISTS: ReadonlySet<string> = new Set(['data', 'entries', 'structures']);

/** What a value is: a name, the value of a member, one of the list, or something that should not be there. */
interface Begun {
  readonly role: 'key' | 'member' | 'row' | 'rest';
  /** Of the member. */
  readonly name: string;
}

type State = Begun['role'] | 'object' | 'colon';

/** An object whose member `data` is a list. */
class Envelope implements Surroundings {
  /** What begins next, or has begun. */
  #state: State = 'object';
  /** Whether the list was seen. */
  hasList = false;
  /** Name of the member whose value begins next, or has begun. */
  name = '';

  /** What the value is that began last, until it was asked for. */
  #begun: Begun | undefined;

  take(): Begun {
    const begun = this.#begun ?? { role: 'rest', name: '' };
    this.#begun = undefined;
    return begun;
  }

  get lacksEnd(): boolean {
    return this.#state !== 'rest';
  }

  begins(byte: number): boolean {
    if (isSpace(byte)) return false;
    const next = this.#next(byte);
    if (next !== undefined) {
      this.#state = next;
      return false;
    }
    const state = this.#state;
    this.#begun = { role: state === 'object' || state === 'colon' ? 'rest' : state, name: this.name };
    return true;
  }

  /** The state after a byte that belongs to no value; undefined where a value begins with it. */
  #next(byte: number): State | undefined {
    switch (this.#state) {
      case 'object':
        if (BYTE_ORDER_MARK.has(byte)) return 'object';
        return byte === OPEN_OBJECT ? 'key' : undefined;
      case 'key':
        if (byte === COMMA) return 'key';
        if (byte === CLOSE_OBJECT) return 'rest';
        if (byte !== QUOTE) this.#state = 'rest';
        return undefined;
      case 'colon':
        return byte === COLON ? 'member' : undefined;
      case 'member':
        if (!LISTS.has(this.name) || byte !== OPEN_ARRAY || this.hasList) return undefined;
        this.hasList = true;
        return 'row';
      case 'row':
        if (byte === COMMA) return 'row';
        return byte === CLOSE_ARRAY ? 'key' : undefined;
      case 'rest':
        return undefined;
    }
  }

  endsWord(byte: number): boolean {
    return isSpace(byte) || byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT;
  }

  ended(): void {
    if (this.#state === 'key') this.#state = 'colon';
    else if (this.#state === 'member') this.#state = 'key';
  }
}

/**
 * The values of an object around a list `data`, without holding more than one of them.
 *
 * @see jsonValues
 */
export async function* envelopeValues(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<EnvelopeValue> {
  const envelope = new Envelope();
  let index = 0;
  for await (const value of valuesWithin(chunks, envelope)) {
    const { role, name } = envelope.take();
    if (role === 'key' && value.problem === undefined) envelope.name = keyOf(value.bytes);
    else if (role === 'member') yield { ...value, member: name };
    else yield { ...value, index: index++ };
  }
}

/** Whether a text that begins so is an object around a list `data` of records or rows. */
export function isEnvelope(head: Uint8Array): boolean {
  const envelope = new Envelope();
  const bounds = new ValueBounds(envelope);
  let from = 0;
  for (;;) {
    from = bounds.begin(head, from);
    if (from < 0) return envelope.hasList;
    const { role } = envelope.take();
    if (role === 'row') return head[from] === OPEN_OBJECT || head[from] === OPEN_ARRAY;
    if (role === 'rest') return envelope.hasList;
    const end = bounds.end(head, from, true);
    // The labels of a large table are longer than what is looked at.
    if (end < 0) return envelope.name === 'columns' || envelope.name === 'index';
    if (role === 'key') {
      envelope.name = keyOf(head.subarray(from, end));
      if (!NAMES.has(envelope.name)) return envelope.hasList;
    }
    from = end;
  }
}

function keyOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
