import { crc32 } from '@crystal-fourier/math3';
import { Gunzip } from 'fflate';
import type { Diagnostic } from './diagnostics.js';
import { DataError, type Place } from './errors.js';

/** The decoder that every platform has; its type is in no library that isomorphic sources may name. */
declare const TextDecoder: new (
  label: string,
  options?: { fatal?: boolean; ignoreBOM?: boolean },
) => { decode(bytes: Uint8Array): string };

/** Limits of what is decompressed; they bound the memory that a hostile file can claim. */
export interface ByteLimits {
  /** Bytes after decompression. Defaults to 256 MiB. */
  readonly maxBytes?: number;
}

/** Bytes of a structure file after decompression, where nothing else is asked for. */
export const MAX_BYTES = 256 * 2 ** 20;
/** Structure files shrink 3 to 30 times; what shrinks more than this and is not small is a bomb. */
const MAX_RATIO = 250;
const SMALL = 8 * 2 ** 20;
const CHUNK = 16 * 2 ** 10;

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content of a gzip file, its members joined.
 *
 * @throws DataError `bad-gzip` for a damaged or truncated file, `too-large` beyond the limit or for a compression that no
 *   structure file has
 */
export function gunzip(bytes: Uint8Array, { maxBytes = MAX_BYTES }: ByteLimits = {}, place: Place = {}): Uint8Array {
  // The shortest gzip file has a head of 10 bytes and a tail of 8.
  if (bytes.length < 18)
    throw new DataError(
      'bad-gzip',
      'gzip: the file is damaged or cut off (it is shorter than any gzip file); get it again',
      place,
    );
  const parts: Uint8Array[] = [];
  let size = 0;
  let consumed = 0;
  let members = 0;
  let check = 0;
  const stream = new Gunzip((part) => {
    size += part.length;
    if (size > maxBytes)
      throw new DataError(
        'too-large',
        `gzip: the content is larger than ${maxBytes} bytes; raise maxBytes if it is meant to be`,
        place,
      );
    if (size > SMALL && size > MAX_RATIO * consumed) {
      throw new DataError(
        'too-large',
        `gzip: ${consumed} bytes expand to more than ${size}; a structure file does not shrink ${MAX_RATIO} times`,
        place,
      );
    }
    check = crc32(part, check);
    parts.push(part);
  });
  stream.onmember = () => members++;
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      consumed = Math.min(bytes.length, at + CHUNK);
      stream.push(bytes.subarray(at, consumed), consumed === bytes.length);
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      'bad-gzip',
      `gzip: the file is damaged or cut off (${error instanceof Error ? error.message : String(error)}); get it again`,
      place,
    );
  }
  // Checks of inner members are behind the decoder; a file of one member, the usual case, is checked in full.
  if (members <= 1) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
    if (view.getUint32(4, true) !== size % 2 ** 32 || view.getUint32(0, true) !== check) {
      throw new DataError('bad-gzip', 'gzip: the content does not match its checksum; get the file again', place);
    }
  }
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A text, and what had to be done to decode it. */
export interface DecodedText {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The text of a file: gzip unpacked, byte order mark removed, UTF-8 and UTF-16 decoded. Bytes that are not UTF-8 are read as
 * Windows-1252 (of which ISO Latin 1 is a part), which is reported; strict mode refuses them. Line ends stay as they are.
 *
 * @throws DataError `bad-gzip`, `too-large`, `bad-encoding`
 */
export function decodeText(
  input: string | Uint8Array,
  {
    mode = 'lenient',
    file,
    maxBytes,
  }: { mode?: 'strict' | 'lenient' | undefined; file?: string | undefined; maxBytes?: number } = {},
): DecodedText {
  const place = { file };
  if (typeof input === 'string')
    return { text: input.codePointAt(0) === 0xfe_ff ? input.slice(1) : input, diagnostics: [] };
  if (!(input instanceof Uint8Array))
    throw new DataError('bad-argument', `expected a text or its bytes, got ${typeof input}`, place);
  let bytes = input;
  if (isGzip(bytes)) bytes = gunzip(bytes, maxBytes === undefined ? {} : { maxBytes }, place);
  if (isGzip(bytes)) throw new DataError('bad-gzip', 'gzip: the content is a gzip file again; unpack it once', place);
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (wide !== undefined) {
    try {
      return { text: new TextDecoder(wide, { fatal: true }).decode(bytes), diagnostics: [] };
    } catch {
      throw new DataError(
        'bad-encoding',
        `the file begins as ${wide.toUpperCase()} but is not; save it as UTF-8`,
        place,
      );
    }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), diagnostics: [] };
  } catch {
    const at = firstInvalid(bytes);
    const line = 1 + countLines(bytes, at);
    // Text in another encoding has no NUL; binary files nearly always do.
    if (bytes.subarray(0, 4096).includes(0))
      throw new DataError('bad-encoding', 'expected a text file, found binary data', { file, line });
    if (mode === 'strict')
      throw new DataError(
        'bad-encoding',
        `the bytes of line ${line} are not UTF-8; save the file as UTF-8 or read it with mode: 'lenient'`,
        { file, line },
      );
    return {
      text: new TextDecoder('windows-1252').decode(bytes),
      diagnostics: [
        { severity: 'repair', code: 'encoding-guessed', message: 'not UTF-8, the file was read as Windows-1252', line },
      ],
    };
  }
}

function countLines(bytes: Uint8Array, end: number): number {
  let lines = 0;
  for (let i = 0; i < end; i++) if (bytes[i] === 10) lines++;
  return lines;
}

/** Offset of the first byte that no UTF-8 text has at its place (of the simple violations; 0 otherwise). */
function firstInvalid(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const b = bytes[i]!;
    const more = b < 0x80 ? 0 : b >= 0xc2 && b < 0xe0 ? 1 : b >= 0xe0 && b < 0xf0 ? 2 : b >= 0xf0 && b < 0xf5 ? 3 : -1;
    if (more < 0) return i;
    for (let k = 1; k <= more; k++) if ((bytes[i + k] ?? 0) >> 6 !== 2) return i;
    i += more + 1;
  }
  return 0;
}
