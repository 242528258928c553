import { reciprocalRows } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import type { Diagnostic } from '../core/diagnostics.js';
import { metricDeviation, METRIC_CONTRADICTION } from './evidence/candidates.js';
import { nameOf, understand } from './evidence/statements.js';
import { declaredConflicts } from './evidence/verdict.js';
import type { Declaration } from './evidence/statedGroups.js';
import { DataError, type Place, show } from '../core/errors.js';
import { isRecord, readJsonText } from '../core/json.js';
import { checkedRows, type LatticeRows, fractionalIn } from '../structure/lattice.js';
import { readPart, resultsOf } from './parts.js';
import type { ReadOptions, ReadResult } from './readResult.js';
import type { SpeciesOccupancy } from '../structure/site.js';
import { Structure } from '../structure/structure.js';
import { decodeText } from '../core/text.js';

/**
 * The structures of an OPTIMADE response, or of a file with one resource or a list of them (OPTIMADE 1.2, entry `structures`).
 *
 * @throws DataError with file and the identifier of the entry
 */
export function readOptimade(input: string | Uint8Array, options: ReadOptions = {}): ReadResult[] {
  const { mode = 'lenient', file } = options;
  const { text, diagnostics: encoding } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const { value, diagnostics: syntax } = readJsonText(text, { file, mode });
  const data = isRecord(value) && 'data' in value ? value['data'] : value;
  const resources = Array.isArray(data) ? data : [data];
  if (resources.length === 0)
    throw new DataError('missing-value', 'OPTIMADE: the response holds no structure', { file });
  const parts = resources.map((resource: unknown, i) => {
    const place = { file, ...(resources.length > 1 ? { record: i + 1 } : {}) };
    return readPart(place, () => {
      const result = structureFromOptimade(resource, { ...place, mode });
      return { ...result, diagnostics: [...encoding, ...syntax, ...result.diagnostics] };
    });
  });
  return resultsOf(parts, mode);
}

/**
 * The structure of one OPTIMADE resource. Vacancies in a species lower its occupancy. Attached atoms and implicit atoms, which
 * have no positions, are noted; assemblies, unknown positions and structures that are not periodic in three directions are
 * refused.
 *
 * @throws DataError
 */
export function structureFromOptimade(
  resource: unknown,
  { mode = 'lenient', ...place }: Place & { readonly mode?: 'strict' | 'lenient' } = {},
): ReadResult {
  const id =
    isRecord(resource) && (typeof resource['id'] === 'string' || typeof resource['id'] === 'number')
      ? String(resource['id'])
      : undefined;
  const where = { ...place, record: id ?? place.record };
  const fail = (reason: string, code: 'missing-value' | 'bad-value' | 'unsupported' = 'bad-value'): DataError =>
    new DataError(code, `OPTIMADE: ${reason}`, where);
  if (!isRecord(resource) || !isRecord(resource['attributes']))
    throw fail(`expected a structure resource with attributes, got ${show(resource)}`);
  if (resource['type'] !== undefined && resource['type'] !== 'structures')
    throw fail(`expected an entry of type "structures", got ${show(resource['type'])}`, 'unsupported');
  const a = resource['attributes'];
  const list = (name: string): readonly unknown[] => {
    const value = a[name];
    if (value === undefined || value === null)
      throw fail(`${name} is missing; ask for it in response_fields`, 'missing-value');
    if (!Array.isArray(value)) throw fail(`${name} must be a list, got ${show(value)}`);
    return value;
  };
  const dimensions = a['dimension_types'];
  if (Array.isArray(dimensions) && dimensions.some((periodic) => periodic !== 1))
    throw fail(
      `the structure must be periodic in three directions, got dimension_types ${show(dimensions)}`,
      'unsupported',
    );
  const features = Array.isArray(a['structure_features']) ? a['structure_features'] : [];
  const refused = features.find((feature) => feature === 'assemblies' || feature === 'unknown_positions');
  if (refused !== undefined) throw fail(`structures with the feature ${show(refused)} are not read`, 'unsupported');
  try {
    const lattice = checkedRows(list('lattice_vectors'));
    const positions = list('cartesian_site_positions');
    const names = list('species_at_sites');
    if (names.length !== positions.length)
      throw fail(`species_at_sites has ${names.length} entries, cartesian_site_positions ${positions.length}`);
    const diagnostics: Diagnostic[] = features
      .filter((feature) => feature === 'site_attachments' || feature === 'implicit_atoms')
      .map((feature) => ({
        severity: 'note',
        code: 'atoms-missing',
        message: `${String(feature)}: atoms without positions are not in the structure`,
        tag: 'structure_features',
        record: where.record,
      }));
    const species = readSpecies(list('species'), fail);
    const reciprocal = reciprocalRows(lattice);
    const sites = positions.map((r, i) => {
      if (!Array.isArray(r) || r.length !== 3 || !r.every((x) => typeof x === 'number' && Number.isFinite(x)))
        throw fail(`cartesian_site_positions ${i + 1} must be three numbers in Å, got ${show(r)}`);
      const own = species.get(names[i]);
      if (own === undefined) throw fail(`species_at_sites names ${show(names[i])}, which species does not describe`);
      return { position: fractionalIn(r as unknown as Vec3, reciprocal), species: own, label: String(names[i]) };
    });
    const filled = sites.filter((site) => site.species.length > 0);
    if (filled.length < sites.length)
      diagnostics.push({
        severity: 'note',
        code: 'site-left-out',
        message: `${sites.length - filled.length} sites are vacant and were left out`,
        tag: 'species_at_sites',
        record: where.record,
      });
    const structure = Structure.of({ lattice, sites: filled, id });
    return { structure, diagnostics: [...diagnostics, ...symmetryNotes(a, lattice, { ...where, mode })] };
  } catch (error) {
    if (error instanceof DataError)
      throw error.record === undefined
        ? error.at(where)
        : new DataError(
            error.code,
            error.record === where.record ? error.reason : `${error.record}: ${error.reason}`,
            where,
          );
    throw error;
  }
}

function readSpecies(list: readonly unknown[], fail: (reason: string) => DataError): Map<unknown, SpeciesOccupancy[]> {
  const found = new Map<unknown, SpeciesOccupancy[]>();
  for (const one of list) {
    if (!isRecord(one)) throw fail(`species must be objects, got ${show(one)}`);
    const { name, chemical_symbols: symbols, concentration } = one;
    if (!Array.isArray(symbols) || !Array.isArray(concentration) || symbols.length !== concentration.length) {
      throw fail(`species ${show(name)} needs chemical_symbols and concentration of one length`);
    }
    const parts = symbols.map((element: unknown, i) => ({
      element: element as string,
      occupancy: concentration[i] as number,
    }));
    found.set(
      name,
      parts.filter(({ element, occupancy }) => element !== 'vacancy' && occupancy !== 0),
    );
  }
  return found;
}

/** All sites are listed, so a declared space group is not needed; what disagrees in it is worth a note. */
function symmetryNotes(
  a: Record<string, unknown>,
  lattice: LatticeRows,
  place: Place & { mode: 'strict' | 'lenient' },
): readonly Diagnostic[] {
  const given = (tag: string): Declaration[] => {
    const value = a[tag];
    return (Array.isArray(value) ? value : [value])
      .filter((text) => typeof text === 'string' || typeof text === 'number')
      .map((text) => ({ text: String(text), tag }));
  };
  const declared = {
    operations: given('space_group_symmetry_operations_xyz'),
    hall: given('space_group_symbol_hall'),
    hermannMauguin: given('space_group_symbol_hermann_mauguin'),
    number: given('space_group_it_number'),
  };
  if (Object.values(declared).every((list) => list.length === 0)) return [];
  try {
    const understood = understand(declared, place);
    const [first] = understood.statements;
    const [wrong] = understood.misunderstood;
    if (first === undefined && wrong !== undefined && place.mode === 'strict')
      throw new DataError('bad-symmetry', wrong.reason, place);
    const notes = declaredConflicts(understood).map(({ message, tag }) => ({ message, tag }));
    const fits = first?.groups.some((group) => metricDeviation(group, lattice) <= METRIC_CONTRADICTION) ?? true;
    if (!fits) {
      const message = `the cell has not the symmetry of ${nameOf(first!.groups[0]!)}`;
      if (place.mode === 'strict') throw new DataError('bad-symmetry', message, place);
      notes.push({ message, tag: undefined });
    }
    return notes.map((note) => ({ severity: 'note', code: 'symmetry-conflict', record: place.record, ...note }));
  } catch (error) {
    if (!(error instanceof DataError) || place.mode === 'strict') throw error;
    return [{ severity: 'note', code: 'symmetry-conflict', message: error.reason, record: place.record }];
  }
}
