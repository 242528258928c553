import { cifParts, type ReadCifOptions } from './cif/readCif.js';
import { detectFormat, type StructureFormat } from './detectFormat.js';
import { DataError, show } from '../core/errors.js';
import { jsonParts } from './json/readJson.js';
import { readPart, resultsOf } from './parts.js';
import { readPoscar, type ReadPoscarOptions } from './poscar/readPoscar.js';
import { extendedXyzParts } from './xyz/readExtendedXyz.js';
import { readQuantumEspresso } from './quantumEspresso.js';
import type { ReadPart, ReadResult, RefusedPart } from './readResult.js';
import { decodeText } from '../core/text.js';
import { readVasprun } from './vasprun.js';

export interface ReadStructuresOptions extends ReadCifOptions, ReadPoscarOptions {
  /** Defaults to what {@link detectFormat} finds. */
  readonly format?: StructureFormat | undefined;
}

/**
 * The structures of a file of any supported format, recognised by its content, gzip or not. Parts of the file that cannot be read are
 * warnings of the first structure, and refuse the file in strict mode; {@link readStructureParts} tells them apart.
 *
 * @param input text or bytes
 * @throws DataError `unknown-format`, and what the reader of the format throws
 */
export function readStructures(input: string | Uint8Array, options: ReadStructuresOptions = {}): ReadResult[] {
  return resultsOf(readStructureParts(input, options), options.mode);
}

/**
 * The parts of a file of any supported format – data blocks, frames, entries – in their order: those that were read, and those that could
 * not be read with the reason.
 *
 * @param input text or bytes
 * @returns at least one part
 * @throws DataError `unknown-format`, and what the reader of the format throws where the file as a whole cannot be read
 */
export function readStructureParts(
  input: string | Uint8Array,
  options: ReadStructuresOptions = {},
): (ReadPart | RefusedPart)[] {
  const { file, mode } = options;
  const { text, diagnostics } = decodeText(input, {
    mode,
    file,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const format = options.format ?? detectFormat(text);
  // XML declares its encoding itself.
  if (format === 'vasprun') return [readPart({ file }, () => readVasprun(input, options))];
  if (format === 'quantum-espresso') return [readPart({ file }, () => readQuantumEspresso(input, options))];
  const parts = partsAs(format, text, options);
  if (diagnostics.length === 0) return parts;
  return parts.map((part) => (part.ok ? { ...part, diagnostics: [...diagnostics, ...part.diagnostics] } : part));
}

function partsAs(
  format: StructureFormat | undefined,
  text: string,
  options: ReadStructuresOptions,
): (ReadPart | RefusedPart)[] {
  const { file } = options;
  switch (format) {
    case 'cif':
      return cifParts(text, options);
    case 'poscar':
      return [readPart({ file }, () => readPoscar(text, options))];
    case 'extxyz':
      return extendedXyzParts(text, options);
    case 'pymatgen-json':
    case 'optimade-json':
    case 'jarvis-json':
      return jsonParts(text, {
        ...options,
        // Its lines are not those of the file, and its format is not that of the file.
        readText: (content) => readStructures(content, { ...options, file: undefined, format: undefined }),
      });
    default: {
      const found = text.trim() === '' ? 'an empty file' : `a text that begins ${show(text.trimStart().slice(0, 60))}`;
      throw new DataError(
        'unknown-format',
        `expected CIF, POSCAR, extended XYZ, vasprun.xml, Quantum ESPRESSO XML, pymatgen, OPTIMADE or JARVIS JSON, found ${found}`,
        { file, line: 1 },
      );
    }
  }
}
