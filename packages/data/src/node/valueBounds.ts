export const [QUOTE, COMMA, COLON] = [0x22, 0x2c, 0x3a];
export const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Bytes of one value; a structure of 10,000 atoms needs about 3 MB. */
export const MAX_VALUE_BYTES = 64 * 2 ** 20;
/** Levels of brackets in one value. */
export const MAX_VALUE_DEPTH = 64;

/** In UTF-8, as some editors write it before the first character. */
export const BYTE_ORDER_MARK: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

export const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
// What a module exports is looked up at every use; these are compared with every byte.
const [quote, backslash, newline] = [QUOTE, 0x5c, 0x0a];
const [openArray, closeArray, openObject, closeObject] = [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT];
const isOpening = (byte: number): boolean => byte === openObject || byte === openArray;
const isClosing = (byte: number): boolean => byte === closeObject || byte === closeArray;

/** What stands around values, and tells where they begin. */
export interface Surroundings {
  /** Whether a value begins with a byte that is outside of all values. */
  begins(byte: number): boolean;
  /** A value has ended. */
  ended(): void;
  /** Whether a number or a word ends before a byte. */
  endsWord(byte: number): boolean;
  /** Whether what is around all values lacks its end. */
  readonly lacksEnd: boolean;
}

/** Where values begin and end: it sees all bytes one after another, and keeps none. */
export class ValueBounds {
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
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Whether the value has a bracket or a quote without its counterpart. */
  get isOpen(): boolean {
    return this.#depth > 0 || this.#inString;
  }

  get isTooDeep(): boolean {
    return this.#deepest > MAX_VALUE_DEPTH;
  }

  /** Index of the first byte of the next value, at `from` or after it; -1 if none begins in the chunk. */
  begin(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (!this.#around.begins(byte)) {
        if (byte === newline) this.line++;
        continue;
      }
      this.inValue = true;
      this.#deepest = 0;
      this.#isWord = byte !== quote && !isOpening(byte) && !isClosing(byte);
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
    const end = this.#isWord ? this.#endOfWord(chunk, isFirst ? from + 1 : from) : this.#endOfNested(chunk, from);
    if (end >= 0) {
      this.inValue = false;
      this.#around.ended();
    }
    return end;
  }

  #endOfNested(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === newline) this.line++;
      if (this.#inString) {
        if (this.#endsString(byte) && this.#depth === 0) return at + 1;
      } else if (byte === quote) this.#inString = true;
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
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#inString = false;
    return !this.#inString;
  }

  /** Index of the first byte that can follow a number or a word, at `from` or after it; -1 if there is none. */
  #endOfWord(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) if (this.#around.endsWord(chunk[at] as number)) return at;
    return -1;
  }
}
