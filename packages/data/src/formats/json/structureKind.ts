import { isRecord } from '../../core/json.js';

/** The ways in which a structure is written as a JSON object. */
export type StructureKind = 'pymatgen' | 'optimade' | 'jarvis';

/** Properties of which an OPTIMADE structure has at least one. */
const OPTIMADE_PROPERTIES = [
  'lattice_vectors',
  'species_at_sites',
  'cartesian_site_positions',
  'fractional_site_positions',
];

/** Fields of a record that may hold its structure, as an object or as the text of a file. */
export const STRUCTURE_FIELDS = ['structure', 'cif', 'poscar', 'atoms'];

/** How a value is written, where it is a structure; the only place that knows it. */
export function structureKind(value: unknown): StructureKind | undefined {
  if (!isRecord(value)) return undefined;
  if ('lattice_mat' in value) return 'jarvis';
  if (value['type'] === 'structures' || isOptimade(value) || isOptimade(value['attributes'])) return 'optimade';
  // The name alone does not tell: a `BandStructure` is none, and has one.
  const isNamed = /^I?Structure$/.test(String(value['@class']));
  return isNamed || ('sites' in value && 'lattice' in value) ? 'pymatgen' : undefined;
}

const isOptimade = (value: unknown): boolean =>
  isRecord(value) && OPTIMADE_PROPERTIES.some((name) => value[name] !== undefined);

/**
 * The field of a record that holds its structure: the one that is asked for; else the first of {@link STRUCTURE_FIELDS} that has a value;
 * else the only one whose value is a structure.
 */
export function structureField(record: Readonly<Record<string, unknown>>, asked?: string): string | undefined {
  if (asked !== undefined) return asked;
  const known = STRUCTURE_FIELDS.find((name) => record[name] !== undefined && record[name] !== null);
  if (known !== undefined) return known;
  const found = Object.keys(record).filter((name) => structureKind(record[name]) !== undefined);
  return found.length === 1 ? found[0] : undefined;
}

/** The format of a JSON text by its beginning, where structures are written in one; undefined where none shows. */
export function jsonFormat(head: string): 'pymatgen-json' | 'optimade-json' | 'jarvis-json' | undefined {
  if (new RegExp(`"(?:${OPTIMADE_PROPERTIES.join('|')})"|"type"\\s*:\\s*"structures"`).test(head))
    return 'optimade-json';
  if (head.includes('"lattice_mat"')) return 'jarvis-json';
  // A long table shows its columns or labels only.
  const isTable = /^\s*\{\s*"(?:columns|index)"\s*:\s*\[/.test(head);
  return isTable || new RegExp(`"(?:lattice|sites|@module|${STRUCTURE_FIELDS.join('|')})"`).test(head)
    ? 'pymatgen-json'
    : undefined;
}
