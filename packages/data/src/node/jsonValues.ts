import {
  BYTE_ORDER_MARK,
  CLOSE_ARRAY,
  COMMA,
  isSpace,
  MAX_VALUE_BYTES,
  OPEN_ARRAY,
  type Surroundings,
  ValueBounds,
} from './valueBounds.js';

/** A value of a JSON text, as it is written. */
export interface JsonValue {
  /** From 0. */
  readonly index: number;
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly bytes: Uint8Array;
  /** What is wrong with it, where that is known without parsing it. */
  readonly problem?: 'too-large' | 'too-deep' | 'cut-off';
}

/** The bytes of one value, in the pieces in which they came. */
class ValueBytes {
  #parts: Uint8Array[] = [];
  #size = 0;

  get isTooLarge(): boolean {
    return this.#size > MAX_VALUE_BYTES;
  }

  add(piece: Uint8Array): void {
    this.#size += piece.length;
    // What is too large is counted, not kept.
    if (this.isTooLarge) this.#parts = [];
    else this.#parts.push(piece);
  }

  /** All bytes that were added since the last call. */
  take(): Uint8Array {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Uint8Array) : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    return bytes;
  }
}

/** An array around all values, or nothing. */
class Sequence implements Surroundings {
  #isArray = false;
  /** Whether anything but space and a byte order mark was seen. */
  #begun = false;
  #closed = false;

  get lacksEnd(): boolean {
    return this.#isArray && !this.#closed;
  }

  begins(byte: number): boolean {
    if (isSpace(byte) || (this.#begun && byte === COMMA)) return false;
    if (this.lacksEnd && byte === CLOSE_ARRAY) {
      this.#closed = true;
      return false;
    }
    if (!this.#begun && BYTE_ORDER_MARK.has(byte)) return false;
    const opens = !this.#begun && byte === OPEN_ARRAY;
    if (opens) this.#isArray = true;
    this.#begun = true;
    return !opens;
  }

  endsWord(byte: number): boolean {
    return isSpace(byte) || byte === COMMA || byte === CLOSE_ARRAY;
  }

  ended(): void {
    // All values are alike.
  }
}

/**
 * Finds where the values of a JSON array `[…, …]`, or of values one after another (JSON lines), begin and end, without
 * holding more than one of them. The values are not parsed: a broken one is found by whoever parses it, and does not stop
 * those after it as long as its brackets and quotes match.
 */
export const jsonValues = (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonValue> =>
  valuesWithin(chunks, new Sequence());

/** The values of a text that has something around them. */
export async function* valuesWithin(
  chunks: AsyncIterable<Uint8Array>,
  around: Surroundings,
): AsyncGenerator<JsonValue> {
  const bounds = new ValueBounds(around);
  const kept = new ValueBytes();
  let [index, start] = [0, 1];
  const finished = (isCutOff: boolean): JsonValue => {
    const problem = isCutOff ? 'cut-off' : kept.isTooLarge ? 'too-large' : bounds.isTooDeep ? 'too-deep' : undefined;
    return { index: index++, line: start, bytes: kept.take(), ...(problem === undefined ? {} : { problem }) };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const isFirst = !bounds.inValue;
      if (isFirst) {
        from = bounds.begin(chunk, from);
        if (from < 0) break;
        start = bounds.line;
      }
      const end = bounds.end(chunk, from, isFirst);
      kept.add(chunk.subarray(from, end < 0 ? chunk.length : end));
      if (end < 0) break;
      yield finished(false);
      from = end;
    }
  }
  if (bounds.inValue) yield finished(bounds.isOpen);
  else if (around.lacksEnd) {
    start = bounds.line;
    yield finished(true);
  }
}
