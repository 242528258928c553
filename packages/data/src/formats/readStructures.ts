import { readCif, type ReadCifOptions } from './cif/readCif.js';
import { DataError, show } from '../core/errors.js';
import { readExtendedXyz } from './extxyz.js';
import { isRecord, parseJson } from '../core/json.js';
import { isOptimade, structureFromOptimade } from './optimade.js';
import { readPoscar, type ReadPoscarOptions } from './poscar/readPoscar.js';
import { isPymatgenStructure, structureFromPymatgen } from './pymatgenJson.js';
import { readQuantumEspresso } from './quantumEspresso.js';
import type { ReadResult } from './readResult.js';
import { decodeText } from '../core/text.js';
import { readVasprun } from './vasprun.js';

/** A format that a file can be recognised to have. */
export type StructureFormat =
  | 'cif'
  | 'poscar'
  | 'extxyz'
  | 'pymatgen-json'
  | 'optimade-json'
  | 'vasprun'
  | 'quantum-espresso';

export interface ReadStructuresOptions extends ReadCifOptions, ReadPoscarOptions {
  /** Defaults to what {@link detectFormat} finds. */
  readonly format?: StructureFormat | undefined;
}

/** Characters that are looked at. */
const HEAD = 65_536;

/**
 * The format of a text by its content; the name of a file is not considered.
 *
 * @returns undefined where it is none of the known formats
 */
export function detectFormat(text: string): StructureFormat | undefined {
  const head = text.slice(0, HEAD);
  const first = /\S/.exec(head)?.[0];
  if (first === undefined) return undefined;
  if (first === '{' || first === '[') {
    if (
      /"(?:lattice_vectors|cartesian_site_positions|species_at_sites)"/.test(head) ||
      /"type"\s*:\s*"structures"/.test(head)
    )
      return 'optimade-json';
    return /"(?:lattice|sites|structure|@module)"/.test(head) ? 'pymatgen-json' : undefined;
  }
  if (first === '<') {
    if (/<modeling\b/.test(head)) return 'vasprun';
    return /<(?:\w+:)?espresso\b/.test(head) ? 'quantum-espresso' : undefined;
  }
  const lines = head.split(/\r\n|\r|\n/, 400);
  const content = lines.find((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? '';
  if (/^\s*data_/i.test(content)) return 'cif';
  const numeric = (line: string | undefined, least: number): boolean => {
    const words = (line ?? '').trim().split(/\s+/);
    return (
      words.length >= least &&
      words.slice(0, least).every((word) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/.test(word))
    );
  };
  if (/^\s*\d+\s*$/.test(lines[0] ?? '') && /lattice\s*=|properties\s*=/i.test(lines[1] ?? '')) return 'extxyz';
  if (numeric(lines[1], 1) && numeric(lines[2], 3) && numeric(lines[3], 3) && numeric(lines[4], 3)) return 'poscar';
  // A CIF without its first lines, or one with text before them: its reader says what is wrong.
  return lines.some((line) => /^\s*(?:data_\S*|_cell_length_a|_atom_site_fract_x)\b/i.test(line)) ? 'cif' : undefined;
}

/**
 * The structures of a file of any supported format, recognised by its content, gzip or not.
 *
 * @param input text or bytes
 * @throws DataError `unknown-format`, and what the reader of the format throws
 */
export function readStructures(input: string | Uint8Array, options: ReadStructuresOptions = {}): ReadResult[] {
  const { file, mode } = options;
  const { text, diagnostics } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const format = options.format ?? detectFormat(text);
  // XML declares its encoding itself.
  if (format === 'vasprun') return [readVasprun(input, options)];
  if (format === 'quantum-espresso') return [readQuantumEspresso(input, options)];
  const read = readAs(format, text, options);
  if (diagnostics.length === 0) return read;
  return read.map((result) => ({ ...result, diagnostics: [...diagnostics, ...result.diagnostics] }));
}

function readAs(format: StructureFormat | undefined, text: string, options: ReadStructuresOptions): ReadResult[] {
  const { file, mode } = options;
  switch (format) {
    case 'cif':
      return readCif(text, options);
    case 'poscar':
      return [readPoscar(text, options)];
    case 'extxyz':
      return readExtendedXyz(text, options);
    case 'pymatgen-json':
    case 'optimade-json':
      return readJson(text, { file, mode });
    default: {
      const found = text.trim() === '' ? 'an empty file' : `a text that begins ${show(text.trimStart().slice(0, 60))}`;
      throw new DataError(
        'unknown-format',
        `expected CIF, POSCAR, extended XYZ, vasprun.xml, Quantum ESPRESSO XML, pymatgen or OPTIMADE JSON, found ${found}`,
        { file, line: 1 },
      );
    }
  }
}

function readJson(
  text: string,
  { file, mode }: { file?: string | undefined; mode?: 'strict' | 'lenient' | undefined },
): ReadResult[] {
  const value = parseJson(text, { file });
  const data = isOptimade(value) && isRecord(value) && 'data' in value ? value['data'] : value;
  const records = Array.isArray(data) ? data : [data];
  if (records.length === 0) throw new DataError('missing-value', 'JSON: the list holds no structure', { file });
  return records.map((record: unknown, i) => {
    const place = { file, ...(records.length > 1 ? { record: i + 1 } : {}) };
    if (isOptimade(record)) return structureFromOptimade(record, { ...place, ...(mode === undefined ? {} : { mode }) });
    const inner = isRecord(record) && 'structure' in record ? record['structure'] : record;
    if (isRecord(record) && !isPymatgenStructure(inner) && isOptimade(inner))
      return structureFromOptimade(inner, place);
    return { structure: structureFromPymatgen(inner, place), diagnostics: [] };
  });
}
