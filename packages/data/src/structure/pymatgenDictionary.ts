import { reciprocalRows } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, show } from '../core/errors.js';
import { isRecord } from '../core/json.js';
import { type CellParameters, checkedRows, fractionalIn, type LatticeRows, rowsOfParameters } from './lattice.js';
import type { SpeciesOccupancy } from './site.js';
import type { Structure } from './structure.js';
import type { StructureInput } from './structureInput.js';

/** Classes of pymatgen with lattice and sites as `Structure` has them, under other names. */
const KINDS_OF_STRUCTURES: ReadonlySet<string> = new Set(['StructureNL', 'Slab', 'Interface', 'GrainBoundary']);

/**
 * What a pymatgen `Structure.as_dict()` says, as the input of a structure.
 *
 * @throws DataError `bad-structure`, `bad-lattice`, `bad-site`, `bad-element`, `unsupported`
 */
export function inputOfDictionary(value: unknown): StructureInput {
  if (!isRecord(value))
    throw new DataError('bad-structure', `expected a pymatgen Structure dictionary, got ${show(value)}`);
  const kind = value['@class'];
  if (typeof kind === 'string' && !kind.endsWith('Structure') && !KINDS_OF_STRUCTURES.has(kind))
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
  return {
    lattice,
    sites: sites.map((site: unknown, i) => readSite(site, i, reciprocal)),
    properties: isRecord(value['properties']) ? value['properties'] : undefined,
    id: typeof id === 'string' ? id : undefined,
  };
}

/** Å: positions that stand twice differ by rounding only. */
const SAME_PLACE = 0.05;
/** Lengths and angles may differ from those of the matrix by this share: they are rounded. */
const ROUNDING = 0.01;

/**
 * What a dictionary says twice, of its lattice and its sites, where that differs: matrix and `abc` are taken, as pymatgen takes them.
 *
 * @param structure what was read of the dictionary
 */
export function dictionaryConflicts(value: Readonly<Record<string, unknown>>, structure: Structure): Diagnostic[] {
  const { lattice, sites } = structure;
  const given = value['lattice'] as Readonly<Record<string, unknown>>;
  const { cellParameters: found } = structure;
  const name = (['a', 'b', 'c', 'alpha', 'beta', 'gamma'] as const).find((key) => {
    const length = given[key];
    return typeof length === 'number' && Math.abs(length / found[key] - 1) > ROUNDING;
  });
  const conflicts: Diagnostic[] = [];
  const warn = (message: string): void =>
    void conflicts.push({ severity: 'warning', code: 'content-conflict', message });
  if (name !== undefined)
    warn(
      `${name} of the lattice is ${show(given[name])}, but its matrix has ${+found[name].toFixed(4)}, which was used`,
    );
  const listed = value['sites'] as readonly Readonly<Record<string, unknown>>[];
  const [a, b, c] = lattice;
  const wrong = sites.findIndex(({ position: [x, y, z] }, i) => {
    const { abc, xyz } = listed[i]!;
    if (abc === undefined || !isPoint(xyz)) return false;
    for (let k = 0; k < 3; k++) if (Math.abs(x * a[k]! + y * b[k]! + z * c[k]! - xyz[k]!) > SAME_PLACE) return true;
    return false;
  });
  if (wrong >= 0) warn(`xyz of site ${wrong + 1} is another place than its abc, which was used`);
  return conflicts;
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

const isPoint = (x: unknown): x is Vec3 =>
  Array.isArray(x) && x.length === 3 && x.every((c) => typeof c === 'number' && Number.isFinite(c));
