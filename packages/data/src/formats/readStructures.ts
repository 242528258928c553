import { readCif, type ReadCifOptions } from './cif/readCif.js';
import { detectFormat, type StructureFormat } from './detectFormat.js';
import { DataError, show } from '../core/errors.js';
import { readExtendedXyz } from './xyz/readExtendedXyz.js';
import { isRecord, parseJson } from '../core/json.js';
import { isOptimade, structureFromOptimade } from './optimade.js';
import { readPoscar, type ReadPoscarOptions } from './poscar/readPoscar.js';
import { isPymatgenStructure, structureFromPymatgen } from './pymatgenJson.js';
import { readQuantumEspresso } from './quantumEspresso.js';
import type { ReadResult } from './readResult.js';
import { decodeText } from '../core/text.js';
import { readVasprun } from './vasprun.js';

export interface ReadStructuresOptions extends ReadCifOptions, ReadPoscarOptions {
  /** Defaults to what {@link detectFormat} finds. */
  readonly format?: StructureFormat | undefined;
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
