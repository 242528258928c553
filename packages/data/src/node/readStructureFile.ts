import type { ReadResult } from '../formats/readResult.js';
import { readStructures, type ReadStructuresOptions } from '../formats/readStructures.js';
import { fileContent } from './fileContent.js';

/**
 * The structures of one file of any supported format, gzip or not; the content shows the format.
 *
 * @throws DataError `bad-dataset` where there is no such file, `too-large`, and what `readStructures` throws, with the file and line
 */
export async function readStructureFile(
  path: string,
  options: Omit<ReadStructuresOptions, 'file'> = {},
): Promise<readonly ReadResult[]> {
  return readStructures(await fileContent(path, options.maxBytes), { ...options, file: path });
}
