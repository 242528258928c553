import { type ReadResult, readStructures } from '@crystal-fourier/data';
import type { Entry, ReadMode } from './entries.js';
import { type Failure, failureOf } from './failure.js';

/** A file as it was given. */
export interface InputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface ReadFiles {
  /** One for each structure, in the order of the files. */
  readonly results: readonly { readonly file: string; readonly result: ReadResult }[];
  /** One for each file that cannot be read. */
  readonly refused: readonly Failure[];
}

/** All structures of all files; a file that is broken does not stop the others. */
export function readFiles(files: readonly InputFile[], mode: ReadMode): ReadFiles {
  const results: { file: string; result: ReadResult }[] = [];
  const refused: Failure[] = [];
  for (const { name, content } of files) {
    try {
      for (const result of readStructures(content, { mode, file: name })) results.push({ file: name, result });
    } catch (error) {
      refused.push(failureOf(error, name));
    }
  }
  return { results, refused };
}

export const entryOf = ({ file, result: { structure } }: ReadFiles['results'][number]): Entry => ({
  file,
  id: structure.id ?? null,
  formula: structure.reducedFormula,
  sites: structure.sites.length,
});
