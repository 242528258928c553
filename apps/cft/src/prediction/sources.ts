import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '@crystal-fourier/data';
import { type Dataset, type DatasetOptions, openDataset, type UnreadableSource } from '@crystal-fourier/data/node';

/**
 * The data sets of files, folders and URLs, in the order given; a folder is followed by the folders within it, by name. What cannot be
 * opened is a source with an error and never stops the others.
 *
 * @param reading how their structures are read
 */
export async function* predictionSources(
  locations: readonly string[],
  reading: DatasetOptions = {},
): AsyncGenerator<Dataset | UnreadableSource> {
  for (const location of locations) {
    const isFolder = (await stat(location).catch(() => undefined))?.isDirectory() === true;
    if (isFolder) yield* folderSources(location, reading);
    else yield await opened(location, reading);
  }
}

async function* folderSources(root: string, reading: DatasetOptions): AsyncGenerator<Dataset | UnreadableSource> {
  let isEmpty = true;
  let problem: UnreadableSource | undefined;
  for (const folder of await foldersIn(root)) {
    const source = await opened(folder, reading);
    // A folder may have nothing but folders in it. It is an error where none of those has a structure file.
    if ('error' in source && source.error.code === 'empty-folder') problem ??= source;
    else {
      isEmpty = false;
      yield source;
    }
  }
  if (isEmpty && problem !== undefined) yield problem;
}

/** A folder and all within it, but for hidden ones; links to folders are not followed, so there are no circles. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inner = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  const found = [folder];
  for (const name of inner.sort()) found.push(...(await foldersIn(join(folder, name))));
  return found;
}

/** @throws an error that is neither of the data nor of the file system: it is a fault of the program */
async function opened(location: string, reading: DatasetOptions): Promise<Dataset | UnreadableSource> {
  try {
    // Values that the records may have are not looked at.
    return await openDataset(location, { ...reading, targets: [] });
  } catch (error) {
    if (error instanceof DataError) return { name: location, error };
    if (error instanceof Error && 'syscall' in error)
      return { name: location, error: new DataError('bad-dataset', error.message, { file: location }) };
    throw error;
  }
}
