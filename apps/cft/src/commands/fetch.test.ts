import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saltRecords } from '../testing/crystalFixtures.js';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';

let folder: string;
let server: Server;
let url: string;
const asked: { path: string; key: string | undefined }[] = [];

/** A server with the ten salts, as the Materials Project's and as OPTIMADE's. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-fetch-'));
  asked.length = 0;
  const salts = saltRecords();
  server = createServer((request, response) => {
    const at = new URL(request.url ?? '/', 'http://localhost');
    asked.push({ path: at.pathname + at.search, key: request.headers['x-api-key'] as string | undefined });
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (at.pathname === '/materials/summary/') {
      if (request.headers['x-api-key'] !== 'secret') return send(401, { detail: 'wrong key' });
      const [skip, limit] = [Number(at.searchParams.get('_skip')), Number(at.searchParams.get('_limit'))];
      const data = salts
        .slice(skip, skip + limit)
        .map(({ id, edge, structure }) => ({ material_id: id, edge, structure }));
      return send(200, { data, meta: { total_doc: salts.length } });
    }
    if (at.pathname === '/v1/structures')
      return send(200, { data: [], links: { next: null }, meta: { data_returned: 0 } });
    return send(404, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

describe('cft fetch mp', () => {
  const mp = (env: Record<string, string>, ...argv: string[]): ReturnType<typeof runCaptured> =>
    runCaptured(['fetch', 'mp', '--url', url, '--out', join(folder, 'out'), '--page-limit', '3', ...argv], env);

  test('fetches page by page, goes on where it stopped, and writes the key nowhere', async () => {
    const first = await mp({ MP_API_KEY: 'secret' }, '--limit', '4', '--query', 'chemsys=Na-Cl', '--fields', 'edge');
    expect([first.exitCode, first.stdout]).toEqual([EXIT.ok, `6 of 10 records in ${join(folder, 'out')}\n`]);
    expect(first.stderr).toContain('goes on');
    expect(asked[0]?.path).toContain('chemsys=Na-Cl');
    const pages = asked.length;
    const second = await mp({ MP_API_KEY: 'secret' }, '--query', 'chemsys=Na-Cl', '--fields', 'edge', '--json');
    expect(JSON.parse(second.stdout)).toMatchObject({ records: 10, available: 10, complete: true });
    expect(asked.slice(pages).every(({ path }) => !path.includes('_skip=0'))).toBe(true);
    for (const name of await readdir(join(folder, 'out')))
      expect(await readFile(join(folder, 'out', name), 'utf8')).not.toContain('secret');

    const prepared = await runCaptured(['prepare', join(folder, 'out'), '--workers', '0', '--json'], {
      CFT_CACHE: join(folder, 'cache'),
    });
    expect(JSON.parse(prepared.stdout)).toMatchObject([{ records: 10, prepared: 10, targets: ['edge'] }]);
  });

  test('needs a key in the environment, and takes none from the command line', async () => {
    const without = await mp({});
    expect([without.exitCode, without.stderr]).toEqual([EXIT.usage, expect.stringContaining('MP_API_KEY')]);
    expect((await mp({}, '--query', 'API_KEY=secret')).stderr).toContain('environment variable MP_API_KEY');
    expect((await mp({}, '--query', 'nonsense')).exitCode).toBe(EXIT.usage);
    expect(asked).toEqual([]);
    const wrong = await mp({ MP_API_KEY: 'guess' });
    expect([wrong.exitCode, wrong.stderr]).toEqual([EXIT.failure, expect.stringContaining('wrong key')]);
  });
});

describe('cft fetch optimade', () => {
  test('sends the filter', async () => {
    const out = join(folder, 'out');
    const { exitCode } = await runCaptured([
      'fetch',
      'optimade',
      url,
      '--filter',
      'nelements=2',
      '--fields',
      '_x_gap',
      '--out',
      out,
    ]);
    expect(exitCode).toBe(EXIT.ok);
    const { searchParams } = new URL(asked[0]?.path ?? '', url);
    expect(searchParams.get('filter')).toBe('nelements=2');
    expect(searchParams.get('response_fields')).toContain('_x_gap');
  });

  test('a wrong address is told', async () => {
    const wrong = await runCaptured(['fetch', 'optimade', 'ftp://example.org', '--out', join(folder, 'out')]);
    expect([wrong.exitCode, wrong.stderr]).toEqual([EXIT.usage, expect.stringContaining('http')]);
  });
});
