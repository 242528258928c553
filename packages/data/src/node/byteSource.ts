import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DataError, type Place } from '../core/errors.js';
import { request } from './request.js';

/** Bytes that can be read again and again: a file or what a URL leads to. */
export interface ByteSource {
  /** Path or URL, for messages. */
  readonly name: string;
  /** Last part of the name without `.gz`. */
  readonly base: string;
  /** Whether it gives its bytes once only, as a pipe does. */
  readonly opensOnce?: boolean;
  /** The content, unpacked where it is gzip. */
  open(): AsyncIterable<Uint8Array>;
}

/** How much of the input was read, for those who wait. */
export class Meter {
  #read = 0;
  #total = 0;
  #known = false;

  /** In [0, 1]; undefined where the size is unknown. */
  get fraction(): number | undefined {
    return this.#known && this.#total > 0 ? Math.min(1, this.#read / this.#total) : undefined;
  }

  expect(amount: number): void {
    this.#total += amount;
    this.#known = true;
  }

  add(amount: number): void {
    this.#read += amount;
  }

  restart(): void {
    this.#read = 0;
  }
}

/** Unpacked bytes per packed byte that no list of structures reaches, measured after the first 64 MiB. */
const MAX_EXPANSION = 200;
const FREE_BYTES = 64 * 2 ** 20;

export function fileSource(path: string, meter?: Meter): ByteSource {
  return {
    name: path,
    base: baseOf(path),
    open: () => {
      meter?.restart();
      return unpacked(createReadStream(path, { highWaterMark: 1 << 18 }), path, meter);
    },
  };
}

export function urlSource(url: URL): ByteSource {
  const source = async function* (): AsyncIterable<Uint8Array> {
    const response = await request(url);
    if (response.body !== null) yield* response.body as AsyncIterable<Uint8Array>;
  };
  return { name: url.href, base: baseOf(url.pathname), open: () => unpacked(Readable.from(source()), url.href) };
}

const baseOf = (path: string): string => basename(path).replace(/\.gz$/i, '');

/** The bytes, through gunzip where they begin like gzip. Errors become {@link DataError}s with the name. */
async function* unpacked(input: Readable, name: string, meter?: Meter): AsyncGenerator<Uint8Array> {
  const place: Place = { file: name };
  const chunks = counted(input, meter);
  try {
    const first = await atLeastTwo(chunks);
    if (first[0] !== 0x1f || first[1] !== 0x8b) {
      yield first;
      for (;;) {
        const next = await chunks.next();
        if (next.done === true) return;
        yield next.value;
      }
    }
    yield* gunzipped(first, chunks);
  } catch (error) {
    throw translated(error, place);
  } finally {
    input.destroy();
  }
}

async function* counted(input: Readable, meter: Meter | undefined): AsyncGenerator<Uint8Array> {
  for await (const chunk of input as AsyncIterable<Uint8Array>) {
    meter?.add(chunk.length);
    yield chunk;
  }
}

async function atLeastTwo(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* gunzipped(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpackedBytes = 0;
  const packedChunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let chunk: Uint8Array | undefined = first; chunk !== undefined;) {
      packed += chunk.length;
      yield chunk;
      const next = await rest.next();
      chunk = next.done === true ? undefined : next.value;
    }
  };
  const guard = new Transform({
    transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
      unpackedBytes += chunk.length;
      if (unpackedBytes > FREE_BYTES && unpackedBytes > MAX_EXPANSION * packed) {
        done(
          new DataError(
            'bad-gzip',
            `gzip data may unpack to at most ${MAX_EXPANSION} times their size, beyond 64 MiB; ${packed} bytes gave more than ${unpackedBytes}`,
          ),
        );
      } else done(null, chunk);
    },
  });
  const flow = pipeline(packedChunks, createGunzip({ chunkSize: 1 << 18 }), guard);
  // Its error arrives through the iteration as well.
  flow.catch(() => undefined);
  for await (const chunk of guard) yield chunk as Uint8Array;
  await flow;
}

function translated(error: unknown, place: Place): DataError {
  if (error instanceof DataError) return error.at(place);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR')
    return new DataError('bad-gzip', 'the gzip data end too soon: the file is cut off; fetch or copy it again', place);
  if (code?.startsWith('Z_') === true)
    return new DataError('bad-gzip', `the gzip data are damaged (${message}); fetch or copy the file again`, place);
  if (code === 'ENOENT') return new DataError('bad-dataset', 'there must be a file of this name; there is none', place);
  return new DataError('bad-dataset', `the file could not be read: ${message}`, place);
}
