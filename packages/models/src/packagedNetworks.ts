import type { Predictor, TensorFile } from '@crystal-fourier/model';
import type { NetworkCard } from './networkCard.js';
import { NetworkError } from './networkError.js';
import { NETWORKS } from './networks.generated.js';
import { readBytes } from './readBytes.js';
import { sha256 } from './sha256.js';

/** Where the file of a network is, where that is not beside this package. */
export interface NetworkLocation {
  /** Address of the file: for bundlers that do not copy files which `new URL(…, import.meta.url)` names. Defaults to that in this package. */
  readonly url?: string | URL | undefined;
  /** The bytes of the file; nothing is read then. */
  readonly bytes?: Uint8Array | undefined;
}

/** The cards of all packaged networks, those of single numbers first. */
export function listNetworks(): readonly NetworkCard[] {
  return NETWORKS.map(({ card }) => card);
}

/** The card of a packaged network. @throws NetworkError `unknown-network` */
export function packagedNetwork(name: string): NetworkCard {
  return entryOf(name).card;
}

/** Where the file of a packaged network is: a file in Node, an address in a page. @throws NetworkError `unknown-network` */
export function networkUrl(name: string): URL {
  return entryOf(name).url();
}

/**
 * The bytes of a packaged network, a safetensors file, which are exactly those that its card describes.
 *
 * @throws NetworkError `unknown-network`; `unreadable`; `corrupted` where the SHA-256 differs from that of the card
 */
export async function networkBytes(name: string, { url, bytes: given }: NetworkLocation = {}): Promise<Uint8Array> {
  const { card, url: own } = entryOf(name);
  const from = url === undefined ? own() : new URL(url, own());
  const bytes =
    given ??
    (await readBytes(from).catch((error: unknown) => {
      throw new NetworkError(
        'unreadable',
        `the network ${name} cannot be read from ${from.href}: ${(error as Error).message}; install the package again, or give the address of its file as url`,
        { cause: error },
      );
    }));
  const found = sha256(bytes);
  if (found !== card.sha256)
    throw new NetworkError(
      'corrupted',
      `the file of the network ${name} must have the SHA-256 ${card.sha256}, got ${found} of ${bytes.length} bytes instead of ${card.bytes}; it is damaged or of another version: install the package again`,
    );
  return bytes;
}

/** The content of the file of a packaged network. @throws NetworkError as {@link networkBytes} */
export async function networkFile(name: string, location?: NetworkLocation): Promise<TensorFile> {
  const bytes = await networkBytes(name, location);
  // TensorFlow.js is loaded when it is needed: a list of the cards does without.
  const { decodeTensors } = await import('@crystal-fourier/model');
  return decodeTensors(bytes, `network ${name}`);
}

/**
 * A packaged network, ready to predict. A backend of TensorFlow.js must be chosen before.
 *
 *     const predictor = await loadNetwork('formation-energy');
 *     const [prediction] = await predictor.predictStructures([structure]);
 *
 * @throws NetworkError as {@link networkBytes}; ModelError `bad-checkpoint` for an encoder, which does not predict by itself
 */
export async function loadNetwork(name: string, location?: NetworkLocation): Promise<Predictor> {
  const file = await networkFile(name, location);
  const { Predictor } = await import('@crystal-fourier/model');
  return Predictor.load([file]);
}

function entryOf(name: string): (typeof NETWORKS)[number] {
  const entry = NETWORKS.find(({ card }) => card.name === name);
  if (entry !== undefined) return entry;
  const names = NETWORKS.map(({ card }) => card.name).join(', ');
  throw new NetworkError('unknown-network', `a network must be one of ${names}, got ${JSON.stringify(name)}`);
}
