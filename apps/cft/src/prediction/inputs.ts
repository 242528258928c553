import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, type Diagnostic, type Structure } from '@crystal-fourier/data';
import { type Dataset, openDataset } from '@crystal-fourier/data/node';
import { absoluteLocation } from '../data/location.js';

/** A structure that a property is wanted of, or why there is none. */
export interface PredictionInput {
  /** As data sets name records: the file's name for one structure. */
  readonly id: string;
  /** The file, folder or URL that it came from, as it was given; of folders in a folder their own. */
  readonly file: string;
  readonly structure?: Structure;
  /** One line, where the structure is missing. */
  readonly error?: string;
  /** What the reader has to say of it. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * All structures of files, folders and data sets, in the order given and, in a folder, by name; folders within folders come after its
 * own files. What cannot be read is an item with an error and never stops the others.
 */
export async function* predictionInputs(locations: readonly string[]): AsyncGenerator<PredictionInput> {
  for (const location of locations) {
    const isFolder = (await stat(location).catch(() => undefined))?.isDirectory() === true;
    if (isFolder) yield* folderInputs(location);
    else yield* fileInputs(location);
  }
}

async function* fileInputs(location: string): AsyncGenerator<PredictionInput> {
  try {
    yield* recordsOf(await openDataset(location), location);
  } catch (error) {
    yield broken(location, error);
  }
}

async function* folderInputs(root: string): AsyncGenerator<PredictionInput> {
  let isEmpty = true;
  let problem: unknown;
  for (const folder of await foldersIn(root)) {
    let dataset: Dataset;
    try {
      dataset = await openDataset(folder);
    } catch (error) {
      // A folder may hold nothing but folders; a broken table is another thing.
      if (error instanceof DataError && error.code === 'empty-folder') problem ??= error;
      else {
        isEmpty = false;
        yield broken(folder, error);
      }
      continue;
    }
    isEmpty = false;
    try {
      yield* recordsOf(dataset, folder);
    } catch (error) {
      yield broken(folder, error);
    }
  }
  if (isEmpty) yield broken(root, problem);
}

/** A folder and all within it, but for hidden ones; links to folders are not followed, so there are no circles. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inner = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  const found = [folder];
  for (const name of inner.sort()) found.push(...(await foldersIn(join(folder, name))));
  return found;
}

async function* recordsOf(dataset: Dataset, file: string): AsyncGenerator<PredictionInput> {
  for await (const item of dataset) {
    if (item.ok) yield { id: item.id, file, structure: item.structure, diagnostics: item.diagnostics };
    else yield { id: item.id, file, error: item.error.message, diagnostics: [] };
  }
}

/** Only what is wrong with the data is an item; a fault of the program stops the work. */
function broken(file: string, error: unknown): PredictionInput {
  if (!(error instanceof Error && (error instanceof DataError || 'syscall' in error))) throw error;
  const id = absoluteLocation(file).replace(/^.*[\\/](?=.)/, '');
  return { id, file, error: error.message.replace(/\s*[\r\n]+\s*/g, ' '), diagnostics: [] };
}
