import {
  type Diagnostic,
  type FeatureRecipe,
  initMoyo,
  type OrbitFeatures,
  type StandardCrystal,
  standardize,
  structureToFeatures,
} from '@crystal-fourier/data';
import type { PowderOptions, PowderPattern } from '@crystal-fourier/data/diffraction';
import { crystalReport, type CrystalReport } from './crystalReport.js';
import { type Failure, failureOf, FailureError } from './failure.js';
import type { Entry, ReadMode } from './entries.js';
import { entryOf, type InputFile, type ReadFiles, readFiles } from './readFiles.js';
import { standardFile, type StandardFormat, type TextFile } from './standardFiles.js';
import type { Handlers } from './workerServer.js';

/** A file before its bytes are read, so that they need not be copied. */
export interface GivenFile {
  readonly name: string;
  readonly content: string | Blob;
}

/** Which structure, found with which tolerance. */
interface EntryCall {
  /** Index in the list of entries. */
  readonly entry: number;
  /** Å */
  readonly symprec: number;
}

/** What a network reads of a crystal. */
export interface FeaturesAnswer {
  readonly features: OrbitFeatures;
  /** Of the file, and of its symmetry within the tolerance of the recipe. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What is read and listed. */
interface ReadAnswer {
  /** At most {@link MOST_ENTRIES}. */
  readonly entries: readonly Entry[];
  /** Structures that were found. */
  readonly found: number;
  readonly refused: readonly Failure[];
}

/** Calls of the worker that reads files and finds symmetry. */
export type ReaderCalls = {
  readonly read: {
    readonly input: { readonly files: readonly GivenFile[]; readonly mode: ReadMode };
    readonly output: ReadAnswer;
  };
  readonly analyse: { readonly input: EntryCall; readonly output: CrystalReport };
  readonly features: {
    readonly input: { readonly entry: number; readonly recipe: FeatureRecipe };
    readonly output: FeaturesAnswer;
  };
  readonly powder: { readonly input: EntryCall & { readonly options: PowderOptions }; readonly output: PowderPattern };
  readonly write: { readonly input: EntryCall & { readonly format: StandardFormat }; readonly output: TextFile };
};

/** Entries that a list of choices holds. */
const MOST_ENTRIES = 2000;
/** Bytes: the readers refuse longer texts, too, after having them in memory. */
const MOST_BYTES = 256 * 2 ** 20;

/** Answers the calls; remembers what was read last. */
export function crystalReader(): Handlers<ReaderCalls> {
  let results: ReadFiles['results'] = [];
  let last: { readonly key: string; readonly crystal: StandardCrystal } | undefined;
  const entryAt = (entry: number): ReadFiles['results'][number] => {
    const found = results[entry];
    if (found === undefined)
      throw new FailureError({ kind: 'fault', reason: 'this structure is not read any more; open its file again' });
    return found;
  };
  const crystalOf = async ({ entry, symprec }: EntryCall): Promise<StandardCrystal> => {
    const read = entryAt(entry);
    const key = `${entry} ${symprec}`;
    if (last?.key === key) return last.crystal;
    await initMoyo();
    try {
      const crystal = standardize(read.result.structure, { symprec });
      last = { key, crystal };
      return crystal;
    } catch (error) {
      throw refusalOf(error, read);
    }
  };
  return {
    read: async ({ files, mode }) => {
      last = undefined;
      results = [];
      const { loaded, refused } = await loadAll(files);
      const read = readFiles(loaded, mode);
      results = read.results;
      return {
        entries: results.slice(0, MOST_ENTRIES).map(entryOf),
        found: results.length,
        refused: [...refused, ...read.refused],
      };
    },
    analyse: async (call) => {
      const { file, result } = entryAt(call.entry);
      const crystal = await crystalOf(call);
      return crystalReport(file, result, crystal);
    },
    features: async ({ entry, recipe }) => {
      const read = entryAt(entry);
      await initMoyo();
      try {
        const { structure, symmetry, diagnostics: ofFile } = read.result;
        const { features, diagnostics } = structureToFeatures(structure, recipe, { symmetry });
        return { features, diagnostics: [...ofFile, ...diagnostics] };
      } catch (error) {
        throw refusalOf(error, read);
      }
    },
    powder: async ({ options, ...call }) => {
      const read = entryAt(call.entry);
      const crystal = await crystalOf(call);
      // The tables are loaded when the first pattern is wanted.
      const { isotopesOf, powderPattern, radiationOf } = await import('@crystal-fourier/data/diffraction');
      try {
        const isNeutron = options.radiation !== undefined && radiationOf(options.radiation).kind === 'neutron';
        const isotopes = isNeutron ? isotopesOf(read.result.structure) : undefined;
        return powderPattern(crystal, { ...options, ...(isotopes === undefined ? {} : { isotopes }) });
      } catch (error) {
        throw new FailureError(failureOf(error, read.file));
      }
    },
    write: async ({ format, ...call }) => standardFile(await crystalOf(call), format),
  };
}

/** Why a structure that was read cannot be used, with what the reader found in its file. */
const refusalOf = (error: unknown, { file, result }: ReadFiles['results'][number]): FailureError =>
  new FailureError({ ...failureOf(error, file), diagnostics: result.diagnostics });

async function loadAll(
  files: readonly GivenFile[],
): Promise<{ readonly loaded: readonly InputFile[]; readonly refused: readonly Failure[] }> {
  const loaded: InputFile[] = [];
  const refused: Failure[] = [];
  for (const { name, content } of files) {
    if (typeof content === 'string') loaded.push({ name, content });
    else if (content.size > MOST_BYTES)
      refused.push({
        kind: 'input',
        file: name,
        reason: `a file may have at most ${MOST_BYTES / 2 ** 20} MiB, this one has ${Math.ceil(content.size / 2 ** 20)}; use cft on the command line`,
      });
    else {
      try {
        loaded.push({ name, content: new Uint8Array(await content.arrayBuffer()) });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        refused.push({
          kind: 'input',
          file: name,
          reason: `the browser cannot read it (${why}); folders cannot be opened, open the files in them`,
        });
      }
    }
  }
  return { loaded, refused };
}
