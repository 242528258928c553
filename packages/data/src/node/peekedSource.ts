import type { ByteSource } from './byteSource.js';

/** Bytes that are read before it is decided what a file is: those of most structure files. */
const HEAD = 1 << 18;

/**
 * A source whose first bytes were looked at. The first reading goes on from there, so that a file is opened once; later ones open it
 * again.
 */
export class PeekedSource implements ByteSource {
  readonly name: string;
  readonly base: string;
  readonly opensOnce: boolean;
  /** The first bytes, unpacked: at least 256 KiB, or all that there are. */
  readonly head: Uint8Array;
  readonly #source: ByteSource;
  /** What was read, until the first reading takes it. */
  #begun: Begun | undefined;

  private constructor(source: ByteSource, begun: Begun) {
    this.name = source.name;
    this.base = source.base;
    this.opensOnce = source.opensOnce === true;
    this.#source = source;
    this.#begun = begun;
    this.head = begun.parts.length === 1 ? (begun.parts[0] as Uint8Array) : Buffer.concat(begun.parts);
  }

  /** @throws DataError where the source cannot be read */
  static async of(source: ByteSource): Promise<PeekedSource> {
    const rest = source.open()[Symbol.asyncIterator]();
    const parts: Uint8Array[] = [];
    let size = 0;
    while (size < HEAD) {
      const next = await rest.next();
      if (next.done === true) return new PeekedSource(source, { parts, rest: undefined });
      parts.push(next.value);
      size += next.value.length;
    }
    return new PeekedSource(source, { parts, rest });
  }

  /** The first bytes alone, for who looks for what stands at the beginning. */
  get beginning(): ByteSource {
    const { name, base, head } = this;
    return {
      name,
      base,
      open: async function* (): AsyncGenerator<Uint8Array> {
        yield head;
      },
    };
  }

  open(): AsyncIterable<Uint8Array> {
    const begun = this.#begun;
    this.#begun = undefined;
    return begun === undefined ? this.#source.open() : resumed(begun);
  }

  /** Closes a file of which more is to be read: nobody knows when. The bytes of one that was read to its end are kept for the first reading. */
  async pause(): Promise<void> {
    const rest = this.#begun?.rest;
    if (rest === undefined) return;
    this.#begun = undefined;
    await rest.return?.();
  }
}

interface Begun {
  readonly parts: readonly Uint8Array[];
  /** Undefined where all was read. */
  readonly rest: AsyncIterator<Uint8Array> | undefined;
}

async function* resumed({ parts, rest }: Begun): AsyncGenerator<Uint8Array> {
  try {
    yield* parts;
    if (rest === undefined) return;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest?.return?.();
  }
}
