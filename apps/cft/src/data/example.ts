import type { BatchRecord } from '@crystal-fourier/data';
import type { CachedRecord } from '@crystal-fourier/data/node';
import { type CrystalSystem, spaceGroup } from '@crystal-fourier/spacegroups';

/** A prepared crystal: what a model reads, and what tables and reports say of it. */
export interface Example extends BatchRecord {
  readonly id: string;
  /** Those asked for, where the record has them, in the units of the data set. */
  readonly targets: Readonly<Record<string, number>>;
  /** Number of the space group. */
  readonly group: number;
  readonly crystalSystem: CrystalSystem;
  /** Reduced. */
  readonly formula: string;
  readonly orbitCount: number;
  /** Sites in the conventional cell. */
  readonly siteCount: number;
}

/** A record of the cache as an example. @param targets names to keep; undefined keeps all */
export function exampleOf(record: CachedRecord, targets?: readonly string[]): Example {
  const { id, features, formula, siteCount } = record;
  const kept =
    targets === undefined
      ? record.targets
      : Object.fromEntries(
          targets.flatMap((name) => {
            const value = record.targets[name];
            return value === undefined ? [] : [[name, value]];
          }),
        );
  const group = features.groupNumber;
  return {
    id,
    features,
    targets: kept,
    ...(Object.keys(record.tensors).length === 0 ? {} : { tensors: record.tensors }),
    group,
    crystalSystem: spaceGroup(group).crystalSystem,
    formula,
    orbitCount: features.orbitCount,
    siteCount,
  };
}
