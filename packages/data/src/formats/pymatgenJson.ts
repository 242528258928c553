import { reciprocalRows } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import { DataError, type Place, show } from '../core/errors.js';
import { isRecord, parseJson } from '../core/json.js';
import {
  type CellParameters,
  checkedRows,
  type LatticeRows,
  rowsOfParameters,
  fractionalIn,
} from '../structure/lattice.js';
import type { ReadOptions, ReadResult } from './readResult.js';
import type { SpeciesOccupancy } from '../structure/site.js';
import { Structure, type StructureInput } from '../structure/structure.js';
import { decodeText } from '../core/text.js';

/**
 * The structures of a JSON file with one pymatgen `Structure` dictionary, a list of them, or records that hold one under
 * `structure`.
 *
 * @throws DataError with file and record
 */
export function readPymatgenJson(input: string | Uint8Array, options: ReadOptions = {}): ReadResult[] {
  const { mode = 'lenient', file } = options;
  const { text, diagnostics } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const value = parseJson(text, { file });
  const records = Array.isArray(value) ? value : [value];
  if (records.length === 0) throw new DataError('missing-value', 'JSON: the list holds no structure', { file });
  return records.map((record: unknown, i) => {
    const place = { file, ...(records.length > 1 ? { record: i + 1 } : {}) };
    const inner = isRecord(record) && 'structure' in record ? record['structure'] : record;
    return { structure: structureFromPymatgen(inner, place), diagnostics };
  });
}

/** Whether a value looks like a pymatgen `Structure` dictionary. @internal */
export const isPymatgenStructure = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && isRecord(value['lattice']) && Array.isArray(value['sites']);

/**
 * The structure of a pymatgen `Structure.as_dict()`.
 *
 * Occupancies, oxidation states, labels and properties are kept. Coordinates are `abc`, or `xyz` where those are missing.
 *
 * @param place for messages: file and record
 * @throws DataError `bad-structure`, `bad-lattice`, `bad-site`, `bad-element`, `unsupported`
 */
export function structureFromPymatgen(value: unknown, place: Place = {}): Structure {
  try {
    if (!isRecord(value))
      throw new DataError('bad-structure', `expected a pymatgen Structure dictionary, got ${show(value)}`);
    const kind = value['@class'];
    if (typeof kind === 'string' && !kind.endsWith('Structure'))
      throw new DataError('unsupported', `expected a pymatgen Structure, got ${show(kind)}`);
    if (!isRecord(value['lattice']))
      throw new DataError('missing-value', `a pymatgen Structure needs a lattice, got ${show(value['lattice'])}`);
    const pbc = value['lattice']['pbc'];
    if (Array.isArray(pbc) && pbc.some((periodic) => periodic !== true))
      throw new DataError('unsupported', `the structure must be periodic in three directions, got pbc ${show(pbc)}`);
    const lattice = readLattice(value['lattice']);
    const sites = value['sites'];
    if (!Array.isArray(sites))
      throw new DataError('missing-value', `a pymatgen Structure needs a list of sites, got ${show(sites)}`);
    const reciprocal = reciprocalRows(lattice);
    const id = value['id'];
    return Structure.of({
      lattice,
      sites: sites.map((site: unknown, i) => readSite(site, i, reciprocal)),
      properties: isRecord(value['properties']) ? value['properties'] : undefined,
      id: typeof id === 'string' ? id : undefined,
    });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    // The site is in the message where the record is the structure.
    const inner =
      error.record === undefined || place.record === undefined
        ? error
        : new DataError(error.code, `${error.record}: ${error.reason}`);
    throw inner.at(place);
  }
}

function readLattice(lattice: Record<string, unknown>): LatticeRows {
  if (lattice['matrix'] !== undefined) return checkedRows(lattice['matrix']);
  const names = ['a', 'b', 'c', 'alpha', 'beta', 'gamma'] as const;
  const missing = names.find((name) => typeof lattice[name] !== 'number');
  if (missing !== undefined)
    throw new DataError(
      'missing-value',
      `the lattice needs a matrix, or all of a, b, c, alpha, beta, gamma; ${missing} is ${show(lattice[missing])}`,
    );
  return checkedRows(rowsOfParameters(lattice as unknown as CellParameters));
}

function readSite(site: unknown, index: number, reciprocal: LatticeRows): StructureInput['sites'][number] {
  const fail = (reason: string, code: 'bad-site' | 'bad-element' = 'bad-site'): DataError =>
    new DataError(code, reason, { record: `site ${index + 1}` });
  if (!isRecord(site)) throw fail(`expected a site with species and abc, got ${show(site)}`);
  const { species, abc, xyz, label, properties } = site;
  if (!Array.isArray(species) || species.length === 0) throw fail(`expected a list of species, got ${show(species)}`);
  const isPoint = (x: unknown): x is Vec3 =>
    Array.isArray(x) && x.length === 3 && x.every((c) => typeof c === 'number' && Number.isFinite(c));
  if (!isPoint(abc) && !(abc === undefined && isPoint(xyz)))
    throw fail(`expected three fractional coordinates abc, got ${show(abc ?? xyz)}`);
  let isotope: number | undefined;
  const made = species.map((one: unknown): SpeciesOccupancy => {
    if (!isRecord(one) || typeof one['element'] !== 'string')
      throw fail(
        `expected a species with an element, got ${show(isRecord(one) ? one['element'] : one)}`,
        'bad-element',
      );
    const { occu = 1, oxidation_state: charge } = one;
    if (typeof occu !== 'number') throw fail(`an occupancy must be a number, got ${show(occu)}`);
    const heavy = one['element'] === 'D' ? 2 : one['element'] === 'T' ? 3 : undefined;
    isotope ??= heavy;
    return {
      element: heavy === undefined ? one['element'] : 'H',
      occupancy: occu,
      ...(typeof charge === 'number' ? { oxidationState: charge } : {}),
    };
  });
  const own = isRecord(properties) ? properties : {};
  const kept = isotope === undefined ? own : { ...own, isotope };
  return {
    position: isPoint(abc) ? abc : fractionalIn(xyz as Vec3, reciprocal),
    species: made,
    label: typeof label === 'string' ? label : undefined,
    properties: Object.keys(kept).length === 0 ? undefined : kept,
  };
}

/** A structure as JSON that pymatgen and {@link readPymatgenJson} read; numbers are exact. */
export function writeJson(structure: Structure, { indent = 0 }: { readonly indent?: number } = {}): string {
  return `${JSON.stringify(structure, undefined, indent)}\n`;
}
