import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NetworkCard } from './networkCard.js';
import {
  listNetworks,
  loadNetwork,
  networkBytes,
  networkFile,
  networkUrl,
  packagedNetwork,
} from './packagedNetworks.js';

const weights = join(import.meta.dirname, '../weights');
const cards = listNetworks();

describe('the packaged networks', () => {
  it('are the files of the folder weights, each with the card beside it', () => {
    const names = cards.map(({ name }) => name);
    expect(readdirSync(weights).toSorted()).toEqual(
      names.flatMap((name) => [`${name}.json`, `${name}.safetensors`]).toSorted(),
    );
    for (const card of cards) {
      expect(JSON.parse(readFileSync(join(weights, `${card.name}.json`), 'utf8')) as NetworkCard).toEqual(card);
      expect(statSync(join(weights, `${card.name}.safetensors`)).size).toBe(card.bytes);
    }
  });

  it('are few bytes', () => {
    expect(cards.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(5_000_000);
  });

  it.each(cards.map((card) => [card.name, card] as const))(
    '%s has a file with the checksum of its card',
    async (name, card) => {
      const bytes = await networkBytes(name);
      expect(bytes.length).toBe(card.bytes);
      expect((await networkFile(name)).metadata['kind']).toBe(card.kind === 'encoder' ? 'orbit-encoder' : 'exported');
      expect(networkUrl(name).href).toMatch(new RegExp(`/weights/${name}\\.safetensors$`));
      expect(packagedNetwork(name)).toBe(card);
    },
  );
});

describe('a packaged network is refused', () => {
  const { name } = cards.toSorted((a, b) => a.bytes - b.bytes)[0]!;

  it('under a name that none has, with those that there are', async () => {
    expect(() => packagedNetwork('formation-enrgy')).toThrow(/must be one of .*orbit-distance, got "formation-enrgy"/);
    await expect(loadNetwork('toString')).rejects.toMatchObject({ name: 'NetworkError', code: 'unknown-network' });
  });

  it('when one bit of its file is another, or its end is missing', async () => {
    const bytes = (await networkBytes(name)).slice();
    bytes[bytes.length >> 1]! ^= 1;
    for (const wrong of [bytes, bytes.subarray(0, -1), new Uint8Array(0)])
      await expect(loadNetwork(name, { bytes: wrong })).rejects.toMatchObject({
        code: 'corrupted',
        message: expect.stringContaining('install the package again') as string,
      });
  });

  it('when there is no file', async () => {
    await expect(loadNetwork(name, { url: 'missing.safetensors' })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/cannot be read from file:.*weights\/missing\.safetensors/) as string,
    });
  });

  it('when a server has none; another one may serve it', async () => {
    const own = await networkBytes(name);
    const served = `data:application/octet-stream;base64,${Buffer.from(own).toString('base64')}`;
    expect(await networkBytes(name, { url: served })).toEqual(new Uint8Array(own));
    await expect(networkBytes(name, { url: 'data:nothing' })).rejects.toMatchObject({ code: 'unreadable' });
  });
});
