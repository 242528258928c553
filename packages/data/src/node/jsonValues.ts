/** One value of a JSON array or of a sequence of JSON values, as it is written. */
export interface JsonValue {
  /** From 0. */
  readonly index: number;
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly bytes: Uint8Array;
  /** What is wrong with it, where that is known without parsing it. */
  readonly problem?: 'too-large' | 'too-deep' | 'cut-off';
}

const [QUOTE, BACKSLASH, NEWLINE, COMMA] = [0x22, 0x5c, 0x0a, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Bytes of one value; a structure of 10,000 atoms needs about 3 MB. */
export const MAX_VALUE_BYTES = 64 * 2 ** 20;
/** Levels of brackets in one value. */
export const MAX_VALUE_DEPTH = 64;

/** In UTF-8, as some editors write it before the first character. */
const BYTE_ORDER_MARK: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isOpening = (byte: number): boolean => byte === OPEN_OBJECT || byte === OPEN_ARRAY;
const isClosing = (byte: number): boolean => byte === CLOSE_OBJECT || byte === CLOSE_ARRAY;

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

/** Where values begin and end: it sees all bytes one after another, and keeps none. */
class ValueBounds {
  /** Line of the byte that comes next, from 1. */
  line = 1;
  /** Whether a value has begun and not ended. */
  inValue = false;
  /** Whether that value is a number, a word or rubbish, where no byte has a meaning. */
  #isWord = false;
  #depth = 0;
  #deepest = 0;
  #inString = false;
  #escaped = false;
  #isArray = false;
  /** Whether anything but space and a byte order mark was seen. */
  #begun = false;
  #closed = false;

  /** Whether the value has a bracket or a quote without its counterpart. */
  get isOpen(): boolean {
    return this.#depth > 0 || this.#inString;
  }

  get isTooDeep(): boolean {
    return this.#deepest > MAX_VALUE_DEPTH;
  }

  /** Whether the array around all values lacks its end. */
  get lacksEnd(): boolean {
    return this.#isArray && !this.#closed;
  }

  /** Index of the first byte of the next value, at `from` or after it; -1 if none begins in the chunk. */
  begin(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (!this.#begins(byte)) {
        if (byte === NEWLINE) this.line++;
        continue;
      }
      this.inValue = true;
      this.#deepest = 0;
      this.#isWord = byte !== QUOTE && !isOpening(byte) && !isClosing(byte);
      return at;
    }
    return -1;
  }

  /**
   * Index after the last byte of the value; -1 if it goes on after the chunk.
   *
   * @param from the first byte that was not seen
   * @param isFirst whether the value begins with that byte
   */
  end(chunk: Uint8Array, from: number, isFirst: boolean): number {
    const end = this.#isWord ? endOfWord(chunk, isFirst ? from + 1 : from) : this.#endOfNested(chunk, from);
    if (end >= 0) this.inValue = false;
    return end;
  }

  #endOfNested(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === NEWLINE) this.line++;
      if (this.#inString) {
        if (this.#endsString(byte) && this.#depth === 0) return at + 1;
      } else if (byte === QUOTE) this.#inString = true;
      else if (isOpening(byte)) this.#deepest = Math.max(this.#deepest, ++this.#depth);
      else if (isClosing(byte)) {
        this.#depth = Math.max(this.#depth - 1, 0);
        if (this.#depth === 0) return at + 1;
      }
    }
    return -1;
  }

  #endsString(byte: number): boolean {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
    return !this.#inString;
  }

  /** Whether a value begins with a byte that is outside of all values. */
  #begins(byte: number): boolean {
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
}

/** Index of the first byte that can follow a number or a word, at `from` or after it; -1 if there is none. */
function endOfWord(chunk: Uint8Array, from: number): number {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] as number;
    if (isSpace(byte) || byte === COMMA || byte === CLOSE_ARRAY) return at;
  }
  return -1;
}

/**
 * Finds where the values of a JSON array `[…, …]`, or of values one after another (JSON lines), begin and end, without
 * holding more than one of them. The values are not parsed: a broken one is found by whoever parses it, and does not stop
 * those after it as long as its brackets and quotes match.
 */
export async function* jsonValues(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonValue> {
  const bounds = new ValueBounds();
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
  else if (bounds.lacksEnd) {
    start = bounds.line;
    yield finished(true);
  }
}
