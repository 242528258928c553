import { readFile, stat } from 'node:fs/promises';
import { readStructures, type ReadResult, type ReadStructuresOptions } from '@crystal-fourier/data';
import { dataError } from '../shell/failure.js';

/** Bytes of a structure file, as it lies on the disk. */
const MOST = 512 * 2 ** 20;

/**
 * The structures of one file of any format that the data package knows, gzip or not.
 *
 * @throws CliError where there is no such file; DataError with file and line
 */
export async function readStructureFile(
  path: string,
  options: Omit<ReadStructuresOptions, 'file'> = {},
): Promise<readonly ReadResult[]> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw dataError(`${path}: a structure file is expected, there is no such file`);
  if (info.isDirectory()) throw dataError(`${path}: a structure file is expected, this is a folder`, 'name its files');
  if (info.size > MOST) throw dataError(`${path}: a structure file may have at most 512 MiB`);
  return readStructures(await readFile(path), { ...options, file: path });
}
