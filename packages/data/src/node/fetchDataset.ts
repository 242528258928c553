import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, show } from '../core/errors.js';
import { makeFolder, writeAtomically } from './atomicFile.js';
import { httpUrl, requestJson, type RetryOptions } from './request.js';

/** Structures of an OPTIMADE provider. */
export interface OptimadeQuery {
  readonly kind: 'optimade';
  /** Base URL of the provider, with or without its version: `https://optimade.materialsproject.org`. */
  readonly url: string;
  /** In OPTIMADE's filter language: `elements HAS ALL "Si","O" AND nelements=2`. Defaults to everything. */
  readonly filter?: string;
  /** Properties beside the structure, `_mp_stability`. Numbers among them become targets. */
  readonly fields?: readonly string[];
  /** Records per page; servers have limits of their own. Defaults to 100. */
  readonly pageLimit?: number;
}

/** Summaries of the Materials Project. */
export interface MaterialsProjectQuery {
  readonly kind: 'materials-project';
  /** Conditions of the summary end point: `{ chemsys: 'Si-O', band_gap_min: 1 }`. */
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Fields beside identifier, formula and structure. Defaults to formation energy, energy above hull, band gap. */
  readonly fields?: readonly string[];
  /** Records per page. Defaults to 500. */
  readonly pageLimit?: number;
  /** Defaults to the environment variable `MP_API_KEY`. It is sent to the server and written nowhere. */
  readonly key?: string;
  /** Defaults to `https://api.materialsproject.org`. */
  readonly url?: string;
}

export interface FetchOptions extends RetryOptions {
  /** Stop after this many records; the rest can be fetched later. Defaults to all. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  readonly onPage?: (progress: FetchReport) => void;
}

export interface FetchReport {
  /** A folder that `openDataset` reads. */
  readonly directory: string;
  readonly pages: number;
  readonly records: number;
  /** How many the server says there are, if it does. */
  readonly available?: number;
  /** There are no further pages. */
  readonly complete: boolean;
}

interface State {
  readonly format: 'crystal-fourier/fetch';
  readonly version: 1;
  /** What was asked for; a folder holds one query. */
  readonly query: string;
  readonly pages: number;
  readonly records: number;
  readonly available?: number;
  /** Where to go on; null when there is no more. */
  readonly next: string | null;
}

interface Page {
  readonly data: readonly unknown[];
  readonly next: string | null;
  readonly available?: number;
}

/** One kind of server: what to ask first, how to read an answer; it may have to be asked again for the same page, at another URL. */
interface Protocol {
  readonly query: string;
  readonly first: URL;
  readonly headers: Readonly<Record<string, string>>;
  read(answer: unknown, url: URL): Page | string;
}

const STATE_FILE = 'fetch.json';
const DEFAULT_MP_FIELDS = ['formation_energy_per_atom', 'energy_above_hull', 'band_gap'];
const OPTIMADE_STRUCTURE = [
  'lattice_vectors',
  'cartesian_site_positions',
  'species',
  'species_at_sites',
  'nsites',
  'dimension_types',
  'structure_features',
];

/** What servers of version 1.3 and later must be asked for, and older ones would refuse: their sites may be a part of the cell. */
const OPTIMADE_COMPLETION = [
  'fractional_site_positions',
  'site_coordinate_span',
  'space_group_symmetry_operations_xyz',
  'space_group_symbol_hall',
  'space_group_symbol_hermann_mauguin',
  'space_group_it_number',
  'chemical_formula_reduced',
  'assemblies',
];

/** Whether a version of OPTIMADE has asymmetric units: 1.3 or later. */
function hasSpans(version: unknown): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(typeof version === 'string' ? version : '') ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 3);
}

/**
 * Fetches structures page by page into a folder that `openDataset` reads. Records are kept as the server gave them. Called
 * again for the same folder and query it goes on where it stopped.
 *
 * Temporary failures, cut connections and stalled pages are asked for again, with growing waits or as `Retry-After` says.
 *
 * @throws DataError `network` when a server refuses or does not answer; what was fetched stays
 */
export async function fetchDataset(
  source: OptimadeQuery | MaterialsProjectQuery,
  directory: string,
  options: FetchOptions = {},
): Promise<FetchReport> {
  const { limit = Number.POSITIVE_INFINITY, onPage } = options;
  const protocol = source.kind === 'optimade' ? optimade(source) : materialsProject(source);
  await makeFolder(directory);
  let state: State = (await stateOf(directory, protocol.query)) ?? {
    format: 'crystal-fourier/fetch',
    version: 1,
    query: protocol.query,
    pages: 0,
    records: 0,
    next: protocol.first.href,
  };
  const visited = new Set<string>();
  while (state.next !== null && state.records < limit) {
    visited.add(state.next);
    const url = httpUrl(state.next);
    if (url.origin !== protocol.first.origin && Object.keys(protocol.headers).length > 0) {
      throw new DataError(
        'network',
        `the next page must be on ${protocol.first.origin}, where the key belongs, got ${show(url.origin)}`,
        { file: url.href },
      );
    }
    const answer = await requestJson(url, { ...options, headers: protocol.headers });
    const page = protocol.read(answer, url);
    if (typeof page === 'string') {
      state = redirected(state, page);
      continue;
    }
    if (page.next !== null && (visited.has(page.next) || page.data.length === 0)) {
      throw new DataError(
        'network',
        'the server leads from page to page without end: a page has no records or leads back',
        { file: url.href },
      );
    }
    // The page first: what is counted in the state is on the disk.
    const name = `page-${String(state.pages).padStart(6, '0')}.json`;
    await writeAtomically(
      join(directory, name),
      `[${page.data.map((record) => `\n${JSON.stringify(record)}`).join(',')}\n]\n`,
    );
    state = advanced(state, page);
    await writeAtomically(join(directory, STATE_FILE), `${JSON.stringify(state, null, 2)}\n`);
    onPage?.(reportOf(state, directory));
  }
  return reportOf(state, directory);
}

const redirected = (state: State, next: string): State => ({ ...state, next });

function advanced(state: State, { data, next, available = state.available }: Page): State {
  return {
    ...state,
    pages: state.pages + 1,
    records: state.records + data.length,
    next,
    ...(available === undefined ? {} : { available }),
  };
}

const reportOf = ({ pages, records, available, next }: State, directory: string): FetchReport => ({
  directory,
  pages,
  records,
  ...(available === undefined ? {} : { available }),
  complete: next === null,
});

async function stateOf(directory: string, query: string): Promise<State | undefined> {
  const file = join(directory, STATE_FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  let state: Partial<State>;
  try {
    state = JSON.parse(text) as Partial<State>;
  } catch {
    throw new DataError('bad-dataset', 'the state of a fetched folder must be JSON; remove the folder to fetch anew', {
      file,
    });
  }
  if (state.format !== 'crystal-fourier/fetch' || state.version !== 1)
    throw new DataError(
      'bad-dataset',
      'this is not the state of a fetched folder of this version; choose another folder',
      { file },
    );
  if (state.query !== query) {
    throw new DataError(
      'bad-dataset',
      `the folder holds the result of another query, ${show(state.query)}; choose another folder for ${show(query)}`,
      { file },
    );
  }
  return state as State;
}

function optimade({ url, filter, fields = [], pageLimit = 100 }: OptimadeQuery): Protocol {
  const first = httpUrl(url);
  const path = first.pathname.replace(/\/+$/, '');
  first.pathname = path.endsWith('/structures')
    ? path
    : `${path}${/\/v\d+(?:\.\d+)*$/.test(path) ? '' : '/v1'}/structures`;
  const parameters: Record<string, string> = {
    response_fields: [...OPTIMADE_STRUCTURE, ...fields].join(','),
    page_limit: String(pageLimit),
    ...(filter === undefined ? {} : { filter }),
  };
  for (const [name, value] of Object.entries(parameters)) first.searchParams.set(name, value);
  return {
    query: first.href,
    first,
    headers: {},
    read(answer, at) {
      const { data, links, meta } = objectOf(answer, at) as {
        data?: unknown;
        links?: { next?: unknown };
        meta?: { more_data_available?: unknown; data_returned?: unknown; api_version?: unknown };
      };
      const asked = at.searchParams.get('response_fields') ?? '';
      if (hasSpans(meta?.api_version) && !asked.split(',').includes('site_coordinate_span')) {
        const again = new URL(at);
        again.searchParams.set('response_fields', [...OPTIMADE_STRUCTURE, ...OPTIMADE_COMPLETION, ...fields].join(','));
        return again.href;
      }
      const link = links?.next;
      const href =
        typeof link === 'string'
          ? link
          : typeof (link as { href?: unknown } | null | undefined)?.href === 'string'
            ? (link as { href: string }).href
            : null;
      const next = href === null || href === '' || meta?.more_data_available === false ? null : httpUrl(href, at);
      // Some providers leave the parameters out of their links, and would send no structures with the next page.
      if (next !== null)
        for (const [name, value] of Object.entries(parameters))
          if (!next.searchParams.has(name)) next.searchParams.set(name, at.searchParams.get(name) ?? value);
      return {
        data: recordsOf(data, at),
        next: next?.href ?? null,
        ...(typeof meta?.data_returned === 'number' ? { available: meta.data_returned } : {}),
      };
    },
  };
}

function materialsProject({
  query = {},
  fields = DEFAULT_MP_FIELDS,
  pageLimit = 500,
  key = process.env['MP_API_KEY'],
  url = 'https://api.materialsproject.org',
}: MaterialsProjectQuery): Protocol {
  if (key === undefined || key.trim() === '') {
    throw new DataError(
      'bad-argument',
      'the Materials Project needs an API key: set the environment variable MP_API_KEY (materialsproject.org/api gives one to every user)',
    );
  }
  const first = httpUrl(url);
  first.pathname = `${first.pathname.replace(/\/+$/, '')}/materials/summary/`;
  for (const [name, value] of Object.entries(query)) first.searchParams.set(name, String(value));
  first.searchParams.set('_fields', ['material_id', 'formula_pretty', 'structure', ...fields].join(','));
  first.searchParams.set('_limit', String(pageLimit));
  first.searchParams.set('_skip', '0');
  return {
    query: first.href,
    first,
    headers: { 'X-API-KEY': key.trim() },
    read(answer, at) {
      const { data, meta } = objectOf(answer, at) as { data?: unknown; meta?: { total_doc?: unknown } };
      const records = recordsOf(data, at);
      const total = typeof meta?.total_doc === 'number' ? meta.total_doc : undefined;
      const skip = Number(at.searchParams.get('_skip')) + records.length;
      const next = new URL(at);
      next.searchParams.set('_skip', String(skip));
      const more = records.length > 0 && (total === undefined ? records.length >= pageLimit : skip < total);
      return { data: records, next: more ? next.href : null, ...(total === undefined ? {} : { available: total }) };
    },
  };
}

function objectOf(answer: unknown, url: URL): object {
  if (typeof answer !== 'object' || answer === null)
    throw new DataError('network', `an answer must be a JSON object, got ${show(answer)}`, { file: url.href });
  return answer;
}

function recordsOf(data: unknown, url: URL): readonly unknown[] {
  if (!Array.isArray(data))
    throw new DataError('network', `an answer must have a list of records as "data", got ${show(data)}`, {
      file: url.href,
    });
  return data;
}
