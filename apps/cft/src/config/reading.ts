import type { ReadStructuresOptions, StructureFormat } from '@crystal-fourier/data';
import type { DatasetOptions } from '@crystal-fourier/data/node';

/** How structures are read, as the command line and a configuration say it. */
export interface ReadingOptions {
  /** Defaults to what the content shows. */
  readonly format?: StructureFormat | undefined;
  /** Elements of files of VASP 4, in their order. */
  readonly species?: readonly string[] | undefined;
  /** Symbol of a space group in a setting, for files that leave it open. */
  readonly setting?: string | undefined;
  /** Read a magnetic CIF as its nuclear structure. */
  readonly nuclear?: boolean | undefined;
  /** Refuse what would be repaired. */
  readonly strict?: boolean | undefined;
  /** Take structures with two atoms nearer than 0.5 Å. */
  readonly allowOverlap?: boolean | undefined;
  /** Most sites of a cell, and most pairs of orbits, of which features are made. */
  readonly maxSites?: number | undefined;
  readonly maxPairs?: number | undefined;
}

/** The options that are about reading, of all that a command has. */
export const readingOf = ({
  format,
  species,
  setting,
  nuclear,
  strict,
  allowOverlap,
  maxSites,
  maxPairs,
}: ReadingOptions): ReadingOptions => ({
  format,
  species,
  setting,
  nuclear,
  strict,
  allowOverlap,
  maxSites,
  maxPairs,
});

/** What the readers of structures are told. */
export function readOptionsOf({ format, species, setting, nuclear, strict }: ReadingOptions): ReadStructuresOptions {
  return { mode: strict === true ? 'strict' : 'lenient', ...given({ format, species, setting, nuclear }) };
}

/** What a data set is told; nothing where nothing is asked for, so that it has one cache. */
export function datasetOptionsOf(reading: ReadingOptions): DatasetOptions {
  const { mode, ...read } = readOptionsOf(reading);
  return {
    ...(mode === 'strict' ? { mode } : {}),
    ...(Object.keys(read).length === 0 ? {} : { read }),
    ...(reading.allowOverlap === true ? { allowOverlap: true } : {}),
    ...given({ maxSites: reading.maxSites, maxPairs: reading.maxPairs }),
  };
}

/** The options that are given. */
const given = <T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
