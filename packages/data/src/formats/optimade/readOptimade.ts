import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError, type Place, show } from '../../core/errors.js';
import { isRecord, readJsonText } from '../../core/json.js';
import { decodeText } from '../../core/text.js';
import type { LatticeRows } from '../../structure/lattice.js';
import { Structure } from '../../structure/structure.js';
import type { StructureInput } from '../../structure/structureInput.js';
import type { SymmetryVerdict } from '../evidence/verdict.js';
import { readPart, resultsOf } from '../parts.js';
import type { ReadOptions, ReadResult } from '../readResult.js';
import { Attributes } from './attributes.js';
import { completedSites, isWholeCell, type ListedSite, sitesBeside } from './completion.js';
import { declaredNotes } from './declaredNotes.js';
import { contentConflicts } from './facts.js';
import { readFeatures } from './features.js';
import { readLattice, readPositions } from './positions.js';
import { readSpecies } from './species.js';

/**
 * The structures of an OPTIMADE response, or of a file with one resource or a list of them (OPTIMADE 1.3, entry `structures`).
 *
 * @throws DataError with file and the identifier of the entry
 */
export function readOptimade(input: string | Uint8Array, options: ReadOptions = {}): ReadResult[] {
  const { mode = 'lenient', file, setting } = options;
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
      const result = structureFromOptimade(resource, { ...place, mode, setting });
      return { ...result, diagnostics: [...encoding, ...syntax, ...result.diagnostics] };
    });
  });
  return resultsOf(parts, mode);
}

/** How the structure of one resource is read. */
export interface StructureFromOptimadeOptions extends Place, Pick<ReadOptions, 'mode' | 'setting'> {}

/**
 * The structure of one OPTIMADE resource (entry type `structures` of version 1.3).
 *
 * Vacancies in a species lower its occupancy. Sites that are an asymmetric unit or a fundamental domain (`site_coordinate_span`) are
 * completed by the declared space group. Attached and implicit atoms, which have no positions, are warnings, and so are facts of the content
 * that the sites contradict. Refused are: assemblies, other flags of features, structures that are not periodic in three directions, other
 * spans, Cartesian and fractional positions that disagree, fewer sites than `nsites`.
 *
 * @throws DataError
 */
export function structureFromOptimade(
  resource: unknown,
  { mode = 'lenient', setting, ...place }: StructureFromOptimadeOptions = {},
): ReadResult {
  const attributes = new Attributes(resource, place);
  try {
    return read(attributes, mode, setting);
  } catch (error) {
    throw error instanceof DataError ? within(attributes, error) : error;
  }
}

function read(attributes: Attributes, mode: 'strict' | 'lenient', setting: string | undefined): ReadResult {
  const { id } = attributes;
  const lattice = readLattice(attributes);
  const sites = readSites(attributes, lattice);
  const used = new Map(sites.map(({ label, species }) => [label, species]));
  const { diagnostics: features, isComplete } = readFeatures(attributes, used);
  const own = [...used.values()].flatMap(({ diagnostics }) => diagnostics);
  const repair = own.find(({ severity }) => severity === 'repair');
  if (mode === 'strict' && repair !== undefined) throw attributes.error(repair.message);
  const filled = sites.filter(({ species }) => species.occupancies.length > 0);
  const common = [...features, ...own, ...siteNotes(attributes, sites.length, filled.length)];
  const withContent = (result: ReadResult): ReadResult => ({
    ...result,
    diagnostics: [
      ...common,
      ...(isComplete ? contentConflicts(attributes, result.structure.amounts, result.structure.isOrdered) : []),
      ...result.diagnostics,
    ].map((diagnostic) => ({ ...diagnostic, record: attributes.place.record })),
  });
  if (isWholeCell(attributes)) {
    refuseLostSites(attributes, sites.length);
    const structure = Structure.of({ lattice, sites: filled.map(siteOf), id });
    const declared = declaredNotes(attributes, lattice, mode);
    const diagnostics = [...declared.diagnostics, ...spanWarning(filled, declared.symmetry, lattice)];
    return withContent({ structure, ...declared, diagnostics });
  }
  const completed = completedSites(filled, { attributes, lattice, mode, setting });
  // Some count all sites of the cell.
  if (attributes.value('nsites') !== completed.sites.length) refuseLostSites(attributes, sites.length);
  const { sites: all, ...result } = completed;
  return withContent({ structure: Structure.of({ lattice, sites: all, id }), ...result });
}

function readSites(attributes: Attributes, lattice: LatticeRows): ListedSite[] {
  const positions = readPositions(attributes, lattice);
  const names = attributes.list('species_at_sites');
  if (names.length !== positions.length)
    throw attributes.error(
      `species_at_sites has ${names.length} entries, ${attributes.value('cartesian_site_positions') === undefined ? 'fractional' : 'cartesian'}_site_positions ${positions.length}`,
    );
  const species = readSpecies(attributes);
  return positions.map((position, i) => {
    const own = species.get(names[i]);
    if (own === undefined)
      throw attributes.error(`species_at_sites names ${show(names[i])}, which species does not describe`);
    return { label: String(names[i]), position, species: own };
  });
}

/** A list that is not whole under its own operations may be an asymmetric unit of which nobody says so. */
function spanWarning(
  sites: readonly ListedSite[],
  symmetry: SymmetryVerdict | undefined,
  lattice: LatticeRows,
): Diagnostic[] {
  if (symmetry?.source !== 'operations') return [];
  const made = sitesBeside(sites, symmetry.group, lattice);
  if (made === undefined) return [];
  return [
    {
      severity: 'warning',
      code: 'symmetry-conflict',
      message: `the ${sites.length} sites were read as the whole cell, but the symmetry operations make ${made} sites of them; if they are an asymmetric unit, site_coordinate_span must say so`,
      tag: 'site_coordinate_span',
    },
  ];
}

function refuseLostSites(attributes: Attributes, listed: number): void {
  const count = attributes.value('nsites');
  if (typeof count === 'number' && count > listed)
    throw attributes.error(`nsites is ${count}, but only ${listed} sites are listed: the response is not complete`);
}

const siteOf = ({
  label,
  position,
  species: { occupancies, isotope },
}: ListedSite): StructureInput['sites'][number] => ({
  position,
  species: occupancies,
  label,
  ...(isotope === undefined ? {} : { properties: { isotope } }),
});

function siteNotes(attributes: Attributes, listed: number, filled: number): Diagnostic[] {
  const count = attributes.value('nsites');
  const notes: Diagnostic[] = [];
  if (typeof count === 'number' && count < listed)
    notes.push({
      severity: 'warning',
      code: 'content-conflict',
      message: `nsites is ${count}, but ${listed} sites are listed`,
      tag: 'nsites',
    });
  if (filled < listed)
    notes.push({
      severity: 'note',
      code: 'site-left-out',
      message: `${listed - filled} sites are vacant and were left out`,
      tag: 'species_at_sites',
    });
  return notes;
}

/** The error with the entry in which it arose; a site that it names is in its message. */
function within({ place }: Attributes, error: DataError): DataError {
  if (error.record === undefined) return error.at(place);
  const reason = error.record === place.record ? error.reason : `${error.record}: ${error.reason}`;
  return new DataError(error.code, reason, place);
}
