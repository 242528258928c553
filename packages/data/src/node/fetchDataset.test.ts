import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataError } from '../core/errors.js';
import { fetchDataset, type FetchOptions } from './fetchDataset.js';
import { openDataset } from './openDataset.js';
import { httpUrl, type RetryEvent, requestJson } from './request.js';

type Handler = (url: URL, request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let base: string;
let folder: string;
/** What was asked for, in order. */
let asked: URL[];
/** Faults that the next requests meet, before the handler is asked. */
let faults: Handler[];
let handler: Handler;

beforeEach(async () => {
  asked = [];
  faults = [];
  server = createServer((request, response) => {
    const url = new URL(request.url as string, base);
    asked.push(url);
    (faults.shift() ?? handler)(url, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'fetch-'));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const json = (response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/vnd.api+json', ...headers }).end(JSON.stringify(value));
};

/** Waits of milliseconds, so that tests need no seconds. */
const fast: FetchOptions = { firstWait: 0.01, longestWait: 0.2, idleTimeout: 0.3 };

/** A resource as optimade-python-tools 1.x serves it. */
const resource = (i: number, saysSpan = false) => ({
  id: `mp-${i}`,
  type: 'structures',
  attributes: {
    lattice_vectors: [
      [4 + i / 100, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ],
    cartesian_site_positions: [
      [0, 0, 0],
      [2, 2, 2],
    ],
    species: ['Cs', 'Cl'].map((name) => ({ name, chemical_symbols: [name], concentration: [1] })),
    species_at_sites: ['Cs', 'Cl'],
    nsites: 2,
    dimension_types: [1, 1, 1],
    structure_features: [],
    _mp_gap: 5 + i,
    ...(saysSpan ? { site_coordinate_span: 'asymmetric_unit', space_group_it_number: 47 } : {}),
  },
});

/** Twelve structures, paged as by optimade-python-tools. `link`: how the next page is written. */
function optimadeServer({ link = (href: string): unknown => href, total = 12, version = '1.1.0' } = {}): Handler {
  return (url, _request, response) => {
    const offset = Number(url.searchParams.get('page_offset') ?? 0);
    const limit = Number(url.searchParams.get('page_limit') ?? 5);
    const fields = url.searchParams.get('response_fields') ?? '';
    const data = Array.from({ length: Math.min(limit, total - offset) }, (_, i) => {
      const made = resource(offset + i, fields.includes('site_coordinate_span'));
      return fields.includes('lattice_vectors') ? made : { ...made, attributes: {} };
    });
    const next = new URL(url);
    next.searchParams.set('page_offset', String(offset + limit));
    const more = offset + limit < total;
    json(response, {
      data,
      links: { next: more ? link(next.href) : null },
      meta: { data_returned: total, more_data_available: more, api_version: version },
    });
  };
}

const optimade = {
  kind: 'optimade',
  url: '',
  filter: 'elements HAS ALL "Cs","Cl"',
  fields: ['_mp_gap'],
  pageLimit: 5,
} as const;

async function idsIn(directory: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const item of await openDataset(directory)) ids.push(item.ok ? item.id : `refused ${item.error.message}`);
  return ids;
}

const all = Array.from({ length: 12 }, (_, i) => `mp-${i}`);

describe('fetchDataset from OPTIMADE', () => {
  beforeEach(() => {
    handler = optimadeServer();
  });

  it('fetches all pages into a folder that is a data set', async () => {
    const pages: number[] = [];
    const report = await fetchDataset({ ...optimade, url: base }, folder, {
      ...fast,
      onPage: ({ records }) => void pages.push(records),
    });
    expect(report).toEqual({ directory: folder, pages: 3, records: 12, available: 12, complete: true });
    expect(pages).toEqual([5, 10, 12]);
    expect(asked[0]?.pathname).toBe('/v1/structures');
    expect(asked[0]?.searchParams.get('filter')).toBe('elements HAS ALL "Cs","Cl"');
    expect(await idsIn(folder)).toEqual(all);
    for await (const item of await openDataset(folder)) {
      expect(item).toMatchObject({ ok: true, targets: { _mp_gap: expect.any(Number) } });
    }
    expect((await readdir(folder)).sort()).toEqual([
      'fetch.json',
      'page-000000.json',
      'page-000001.json',
      'page-000002.json',
    ]);
  });

  it.each<[string, (href: string) => unknown]>([
    ['objects', (href) => ({ href, meta: {} })],
    ['relative links', (href) => new URL(href).pathname + new URL(href).search],
    [
      'links without the parameters of the request',
      (href) => {
        const url = new URL(href);
        url.search = `?page_offset=${url.searchParams.get('page_offset')}`;
        return url.href;
      },
    ],
  ])('follows %s', async (_what, link) => {
    handler = optimadeServer({ link });
    await fetchDataset({ ...optimade, url: `${base}/v1` }, folder, fast);
    expect(await idsIn(folder)).toEqual(all);
  });

  it.each(['1.3.0', 'v1.4', '2.0.0'])(
    'asks servers of version %s what of the cell their sites are',
    async (version) => {
      for (const link of [(href: string) => href, (href: string) => href.replace(/response_fields=[^&]*&?/, '')]) {
        handler = optimadeServer({ version, link });
        asked = [];
        const directory = await mkdtemp(join(folder, 'again-'));
        const report = await fetchDataset({ ...optimade, url: base }, directory, fast);
        expect(report).toMatchObject({ pages: 3, records: 12, complete: true });
        // The first page twice: only its answer tells the version.
        expect(
          asked.map(({ searchParams }) => /site_coordinate_span/.test(searchParams.get('response_fields') ?? '')),
        ).toEqual([false, true, true, true]);
        expect(asked.at(-1)!.searchParams.get('response_fields')).toMatch(/_mp_gap$/);
        // P m m m: 1 caesium in the corner, 1 chlorine in the middle.
        for await (const item of await openDataset(directory))
          expect(item).toMatchObject({ ok: true, symmetry: { group: { number: 47 } } });
      }
    },
  );

  it('does not ask older servers for what they do not know', async () => {
    handler = optimadeServer({ version: '1.2.0' });
    await fetchDataset({ ...optimade, url: base }, folder, fast);
    for (const { searchParams } of asked)
      expect(searchParams.get('response_fields')).not.toMatch(/site_coordinate_span/);
  });

  it('asks again after errors, cut connections, stalled and garbled pages', async () => {
    faults = [
      (_u, _q, response) => json(response, {}, 500),
      (_u, _q, response) => json(response, {}, 503),
      (_u, _q, response) => response.socket?.destroy(),
      (_u, _q, response) =>
        void response
          .writeHead(200, { 'content-length': '1000' })
          .write('{"data": [', () => response.socket?.destroy()),
      (_u, _q, response) => void response.writeHead(200).write('{"data": ['), // and never ends
    ];
    const retries: RetryEvent[] = [];
    await fetchDataset({ ...optimade, url: base }, folder, { ...fast, onRetry: (event) => void retries.push(event) });
    faults = [(_u, _q, response) => void response.writeHead(200).end('<html>Busy</html>')];
    expect(retries.map(({ reason }) => reason)).toEqual([
      'HTTP 500 Internal Server Error',
      'HTTP 503 Service Unavailable',
      expect.stringMatching(/other side closed|socket|terminated|ECONNRESET/i),
      expect.stringMatching(/other side closed|socket|terminated|ECONNRESET/i),
      'no byte came for 0.3 s',
    ]);
    expect(retries.map(({ wait }) => wait)).toEqual([0.01, 0.02, 0.04, 0.08, 0.16]);
    expect(await idsIn(folder)).toEqual(all);
    await rm(folder, { recursive: true });
    await fetchDataset({ ...optimade, url: base }, folder, { ...fast, onRetry: (event) => void retries.push(event) });
    expect(retries.at(-1)?.reason).toMatch(/no JSON, it begins "<html>/);
  });

  it('reads slow pages that keep coming', async () => {
    const whole = JSON.stringify({ data: [resource(0)], links: { next: null }, meta: {} });
    handler = (_url, _request, response) => {
      response.writeHead(200);
      // Longer than the idle time in all.
      const parts = whole.match(new RegExp(`.{1,${Math.ceil(whole.length / 8)}}`, 'g')) as string[];
      parts.forEach((part, i) =>
        setTimeout(() => (i === parts.length - 1 ? response.end(part) : response.write(part)), 60 * i),
      );
    };
    const retries: RetryEvent[] = [];
    await fetchDataset({ ...optimade, url: base }, folder, { ...fast, onRetry: (event) => void retries.push(event) });
    expect(retries).toEqual([]);
    expect(await idsIn(folder)).toEqual(['mp-0']);
  });

  it('waits as the server says, in seconds or until a date, and not for too long', async () => {
    const retries: RetryEvent[] = [];
    faults = [
      (_u, _q, response) => json(response, {}, 429, { 'retry-after': '1' }),
      (_u, _q, response) => json(response, {}, 429, { 'retry-after': new Date(Date.now() + 1000).toUTCString() }),
    ];
    const timer = vi.spyOn(globalThis, 'setTimeout');
    await fetchDataset({ ...optimade, url: base }, folder, {
      ...fast,
      longestWait: 5,
      onRetry: (event) => void retries.push(event),
    });
    expect(retries[0]?.wait).toBe(1);
    // Milliseconds.
    expect(timer.mock.calls.map(([, delay]) => delay)).toContain(1000);
    timer.mockRestore();
    faults = [(_u, _q, response) => json(response, {}, 429, { 'retry-after': '3600' })];
    await expect(fetchDataset({ ...optimade, url: base }, join(folder, 'b'), fast)).rejects.toThrow(
      /asks to wait 3600 s/,
    );
  });

  it('goes on where it was stopped, and keeps what it has', async () => {
    handler = optimadeServer();
    const page = handler;
    let served = 0;
    handler = (url, request, response) => (served++ < 2 ? page(url, request, response) : json(response, {}, 502));
    await expect(fetchDataset({ ...optimade, url: base }, folder, { ...fast, attempts: 2 })).rejects.toThrow(
      /2 attempts: HTTP 502.*what was fetched is kept/,
    );
    expect(await idsIn(folder)).toEqual(all.slice(0, 10));
    handler = page;
    asked = [];
    const report = await fetchDataset({ ...optimade, url: base }, folder, fast);
    expect(asked).toHaveLength(1);
    expect(report).toMatchObject({ pages: 3, records: 12, complete: true });
    expect(await idsIn(folder)).toEqual(all);
    asked = [];
    await fetchDataset({ ...optimade, url: base }, folder, fast);
    expect(asked).toHaveLength(0);
  });

  it('fetches the same bytes however often it was stopped', async () => {
    await fetchDataset({ ...optimade, url: base }, join(folder, 'whole'), fast);
    for (const limit of [1, 6, 11, 99])
      await fetchDataset({ ...optimade, url: base }, join(folder, 'parts'), { ...fast, limit });
    for (const name of await readdir(join(folder, 'whole'))) {
      expect(await readFile(join(folder, 'parts', name), 'utf8')).toBe(
        await readFile(join(folder, 'whole', name), 'utf8'),
      );
    }
  });

  it('can be stopped', async () => {
    const controller = new AbortController();
    handler = () => undefined;
    const running = fetchDataset({ ...optimade, url: base }, folder, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
  });

  it.each<[string, Handler | string, RegExp]>([
    [
      'a refusal with its reason',
      (_u, _q, response) => json(response, { errors: [{ detail: 'unknown property "elemens"' }] }, 400),
      /HTTP 400 Bad Request: unknown property "elemens"/,
    ],
    [
      'a page that is missing',
      (_u, _q, response) => json(response, { detail: 'Not found' }, 404),
      /HTTP 404 Not Found: Not found/,
    ],
    ['an answer that is no object', (_u, _q, response) => json(response, 5), /must be a JSON object, got 5/],
    [
      'an answer without records',
      (_u, _q, response) => json(response, { data: null }),
      /list of records as "data", got null/,
    ],
    [
      'a page that leads to itself',
      (url, _q, response) => json(response, { data: [resource(1)], links: { next: url.href }, meta: {} }),
      /without end/,
    ],
    [
      'empty pages without end',
      (url, _q, response) => json(response, { data: [], links: { next: `${url.href}0` }, meta: {} }),
      /without end/,
    ],
    [
      'a link to a file',
      (_u, _q, response) => json(response, { data: [resource(1)], links: { next: 'file:///etc/passwd' }, meta: {} }),
      /must begin with http/,
    ],
  ])('reports %s in one line', async (_what, fault, message) => {
    handler = fault as Handler;
    const error: unknown = await fetchDataset({ ...optimade, url: base }, folder, fast).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).message).toMatch(message);
    expect((error as DataError).message).not.toContain('\n');
    expect(asked).toHaveLength(1);
  });

  it('refuses a folder of another query, or with a damaged state', async () => {
    await fetchDataset({ ...optimade, url: base }, folder, fast);
    await expect(fetchDataset({ ...optimade, url: base, filter: 'nelements=1' }, folder, fast)).rejects.toThrow(
      /another query/,
    );
    await writeFile(join(folder, 'fetch.json'), '{');
    await expect(fetchDataset({ ...optimade, url: base }, folder, fast)).rejects.toThrow(/must be JSON/);
    await writeFile(join(folder, 'fetch.json'), '{}');
    await expect(fetchDataset({ ...optimade, url: base }, folder, fast)).rejects.toThrow(/not the state/);
  });

  it('gives up where nobody listens', async () => {
    const gone = base;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(fetchDataset({ ...optimade, url: gone }, folder, { ...fast, attempts: 2 })).rejects.toThrow(
      /no answer in 2 attempts: .*ECONNREFUSED/,
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
});

describe('fetchDataset from the Materials Project', () => {
  const summary = (i: number) => ({
    material_id: `mp-${i}`,
    formula_pretty: 'Cs',
    band_gap: i / 10,
    structure: {
      '@module': 'pymatgen.core.structure',
      '@class': 'Structure',
      lattice: {
        matrix: [
          [4 + i / 100, 0, 0],
          [0, 4, 0],
          [0, 0, 4],
        ],
      },
      sites: [{ species: [{ element: 'Cs', occu: 1 }], abc: [0, 0, 0] }],
    },
  });
  let keys: (string | undefined)[];

  beforeEach(() => {
    keys = [];
    handler = (url, request, response) => {
      keys.push(request.headers['x-api-key'] as string | undefined);
      const skip = Number(url.searchParams.get('_skip'));
      const limit = Number(url.searchParams.get('_limit'));
      json(response, {
        data: Array.from({ length: Math.min(limit, 7 - skip) }, (_, i) => summary(skip + i)),
        meta: { total_doc: 7, api_version: '0.84.10' },
      });
    };
  });

  it('pages by skipping, with the key in a header only', async () => {
    const report = await fetchDataset(
      {
        kind: 'materials-project',
        url: base,
        key: 'secret-key',
        query: { chemsys: 'Cs', band_gap_min: 0 },
        pageLimit: 3,
      },
      folder,
      fast,
    );
    expect(report).toMatchObject({ pages: 3, records: 7, available: 7, complete: true });
    expect(keys).toEqual(['secret-key', 'secret-key', 'secret-key']);
    expect(asked[1]?.pathname).toBe('/materials/summary/');
    expect(Object.fromEntries(asked[1]?.searchParams ?? [])).toEqual({
      chemsys: 'Cs',
      band_gap_min: '0',
      _fields: 'material_id,formula_pretty,structure,formation_energy_per_atom,energy_above_hull,band_gap',
      _limit: '3',
      _skip: '3',
    });
    for (const name of await readdir(folder))
      expect(await readFile(join(folder, name), 'utf8')).not.toContain('secret');
    expect(await idsIn(folder)).toEqual(Array.from({ length: 7 }, (_, i) => `mp-${i}`));
    for await (const item of await openDataset(folder))
      expect(item).toMatchObject({ ok: true, targets: { band_gap: expect.any(Number) } });
  });

  it('takes the key from the environment, and says where to get one', async () => {
    const before = process.env['MP_API_KEY'];
    try {
      process.env['MP_API_KEY'] = 'from-environment';
      await fetchDataset({ kind: 'materials-project', url: base }, folder, fast);
      expect(keys).toEqual(['from-environment']);
      delete process.env['MP_API_KEY'];
      await expect(fetchDataset({ kind: 'materials-project', url: base }, folder, fast)).rejects.toThrow(/MP_API_KEY/);
    } finally {
      if (before === undefined) delete process.env['MP_API_KEY'];
      else process.env['MP_API_KEY'] = before;
    }
  });

  it('does not carry the key to where a redirect leads', async () => {
    let visited = false;
    const other = createServer((_request, response) => {
      visited = true;
      response.end('{}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    handler = (_u, _q, response) =>
      void response.writeHead(302, { location: `http://127.0.0.1:${(other.address() as AddressInfo).port}/` }).end();
    await expect(
      fetchDataset({ kind: 'materials-project', url: base, key: 'k' }, folder, { ...fast, attempts: 5, firstWait: 60 }),
    ).rejects.toThrow(/redirect to .*where the key is not sent/);
    expect(visited).toBe(false);
    await new Promise((resolve) => other.close(resolve));
  });

  it('reports a wrong key', async () => {
    handler = (_u, _q, response) => json(response, { detail: 'Invalid authentication credentials' }, 403);
    await expect(fetchDataset({ kind: 'materials-project', url: base, key: 'k' }, folder, fast)).rejects.toThrow(
      /HTTP 403 Forbidden: Invalid authentication credentials/,
    );
  });
});

describe('request', () => {
  it.each(['ftp://example.org/x', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/plain,x', 'example.org', ''])(
    'refuses the address %j',
    (text) => {
      expect(() => httpUrl(text)).toThrow(DataError);
    },
  );

  it('bounds the size of an answer', async () => {
    handler = (_u, _q, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(8 * 2 ** 20, 0x20);
      const more = (): void =>
        void response.write(chunk, (error) => (error === undefined || error === null ? more() : undefined));
      more();
    };
    await expect(requestJson(new URL(base), fast)).rejects.toMatchObject({ code: 'too-large' });
  });

  it('opens a data set by its URL, packed or not, and refuses other schemes', async () => {
    const { gzipSync } = await import('node:zlib');
    const records = JSON.stringify([
      {
        id: 'a',
        structure: {
          lattice: {
            matrix: [
              [4, 0, 0],
              [0, 4, 0],
              [0, 0, 4],
            ],
          },
          sites: [{ species: [{ element: 'Cs', occu: 1 }], abc: [0, 0, 0] }],
        },
      },
    ]);
    handler = (url, _q, response) => void response.end(url.pathname.endsWith('.gz') ? gzipSync(records) : records);
    expect(await idsIn(`${base}/set.json`)).toEqual(['a']);
    expect(await idsIn(`${base}/set.json.gz`)).toEqual(['a']);
    await expect(openDataset('ftp://example.org/set.json')).rejects.toThrow(/must begin with http/);
  });
});
