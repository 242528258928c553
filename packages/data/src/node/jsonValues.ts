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

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Finds where the values of a JSON array `[…, …]`, or of values one after another (JSON lines), begin and end, without
 * holding more than one of them. The values are not parsed: a broken one is found by whoever parses it, and does not stop
 * those after it as long as its brackets and quotes match.
 */
export async function* jsonValues(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonValue> {
  let [index, line, start, size] = [0, 1, 1, 0];
  let [depth, deepest, inString, escaped, inValue] = [0, 0, false, false, false];
  let [isArray, begun, closed] = [false, false, false];
  let parts: Uint8Array[] = [];
  const finished = (end: boolean): JsonValue => {
    const problem: JsonValue['problem'] = end
      ? 'cut-off'
      : size > MAX_VALUE_BYTES
        ? 'too-large'
        : deepest > MAX_VALUE_DEPTH
          ? 'too-deep'
          : undefined;
    const value = {
      index: index++,
      line: start,
      bytes: parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts),
      ...(problem === undefined ? {} : { problem }),
    };
    parts = [];
    size = 0;
    inValue = false;
    deepest = 0;
    return value;
  };
  for await (const chunk of chunks) {
    let from = inValue ? 0 : -1;
    const keep = (to: number): void => {
      if (from < 0) return;
      size += to - from;
      // What is too large is counted, not kept.
      if (size <= MAX_VALUE_BYTES) parts.push(chunk.subarray(from, to));
      else parts = [];
      from = -1;
    };
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === NEWLINE) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (depth === 0) {
            keep(at + 1);
            yield finished(false);
          }
        }
        continue;
      }
      if (inValue && depth === 0) {
        // A number, a word, or rubbish: up to what can follow a value.
        if (!isSpace(byte) && byte !== COMMA && byte !== CLOSE_ARRAY) continue;
        keep(at);
        yield finished(false);
      }
      if (!inValue) {
        if (isSpace(byte) || (begun && byte === COMMA) || (isArray && !closed && byte === CLOSE_ARRAY)) {
          if (byte === CLOSE_ARRAY) closed = true;
          continue;
        }
        // A byte order mark.
        if (!begun && (byte === 0xef || byte === 0xbb || byte === 0xbf)) continue;
        if (!begun && byte === OPEN_ARRAY) {
          isArray = begun = true;
          continue;
        }
        begun = true;
        inValue = true;
        start = line;
        from = at;
        size = 0;
      }
      if (byte === QUOTE) inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) deepest = Math.max(deepest, ++depth);
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        depth--;
        if (depth <= 0) {
          depth = 0;
          keep(at + 1);
          yield finished(false);
        }
      }
    }
    keep(chunk.length);
  }
  if (inValue) yield finished(depth > 0 || inString);
  else if (isArray && !closed) {
    start = line;
    yield finished(true);
  }
}
