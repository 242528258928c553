import { isRecord } from '../../core/json.js';

/** The ways in which a structure is written as a JSON object. */
export type StructureKind = 'pymatgen' | 'optimade' | 'jarvis';

/** Fields of a record that may hold its structure, as an object or as the text of a file. */
export const STRUCTURE_FIELDS = ['structure', 'cif', 'poscar', 'atoms'];

/** How a value is written, where it is a structure; the only place that knows it. */
export function structureKind(value: unknown): StructureKind | undefined {
  if (!isRecord(value)) return undefined;
  // The name alone does not tell: a `BandStructure` is none, and has one.
  const kind = value['@class'];
  if (kind === 'Structure' || kind === 'IStructure' || ('sites' in value && 'lattice' in value)) return 'pymatgen';
  if ('lattice_mat' in value) return 'jarvis';
  const { attributes } = value;
  const isOptimade =
    value['type'] === 'structures' || hasSites(value) || (isRecord(attributes) && hasSites(attributes));
  return isOptimade ? 'optimade' : undefined;
}

/** Whether there is a property of OPTIMADE structures. */
const hasSites = (value: Readonly<Record<string, unknown>>): boolean =>
  value['lattice_vectors'] !== undefined ||
  value['species_at_sites'] !== undefined ||
  value['cartesian_site_positions'] !== undefined ||
  value['fractional_site_positions'] !== undefined;

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

const PYMATGEN = new RegExp(`"(?:lattice|sites|@module|${STRUCTURE_FIELDS.join('|')})"`);

/** The format of a JSON text by its beginning, where structures are written in one; undefined where none shows. */
export function jsonFormat(head: string): 'pymatgen-json' | 'optimade-json' | 'jarvis-json' | undefined {
  if (
    /"(?:lattice_vectors|species_at_sites|(?:cartesian|fractional)_site_positions)"|"type"\s*:\s*"structures"/.test(
      head,
    )
  )
    return 'optimade-json';
  if (head.includes('"lattice_mat"')) return 'jarvis-json';
  // A response without structures: its reader says what the server said.
  if (
    /^\s*\{\s*"(?:errors|data|meta|links|jsonapi)"\s*:/.test(head) &&
    /"(?:errors|data)"\s*:\s*(?:\[\s*[\]{]|null)/.test(head)
  )
    return 'optimade-json';
  // A long table shows its columns or labels only.
  const isTable = /^\s*\{\s*"(?:columns|index)"\s*:\s*\[/.test(head);
  return isTable || PYMATGEN.test(head) ? 'pymatgen-json' : undefined;
}
