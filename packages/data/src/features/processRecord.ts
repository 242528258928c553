import { DataError } from '../core/errors.js';
import { featurize, type FeaturizeOptions, type OrbitFeatures } from './featurize.js';
import { type StandardizeOptions, standardize } from '../standardize/standardize.js';
import type { Structure } from '../structure/structure.js';

/** What is done with each record of a data set. */
export interface ProcessOptions {
  readonly standardize?: StandardizeOptions | undefined;
  readonly featurize?: FeaturizeOptions | undefined;
}

/** A record as a model reads it, and what one wants to know of it without the structure. */
export interface ProcessedRecord {
  readonly features: OrbitFeatures;
  /** Reduced formula. */
  readonly formula: string;
  /** Sites in the conventional cell. */
  readonly siteCount: number;
  /** Wyckoff letters of the orbits. */
  readonly wyckoff: string;
  /** Å: how far idealising moved a site, at most. */
  readonly displacement: number;
  /** How much idealising strained the lattice. */
  readonly strain: number;
  /** Å: the tolerance that gave the group. */
  readonly symprec: number;
}

/** Milliseconds spent in the steps of {@link processRecord}. */
export interface ProcessTimes {
  standardize: number;
  featurize: number;
}

/**
 * From a structure to orbit features. Await `initMoyo()` first.
 *
 * @throws DataError what `standardize` and `featurize` throw
 */
export function processRecord(
  structure: Structure,
  options: ProcessOptions = {},
  times?: ProcessTimes,
  now: () => number = () => 0,
): ProcessedRecord {
  const start = now();
  const crystal = standardize(structure, options.standardize);
  const between = now();
  const features = featurize(crystal, options.featurize as FeaturizeOptions<'float32'>);
  if (times !== undefined) {
    times.standardize += between - start;
    times.featurize += now() - between;
  }
  const { radial, fourier, cell, pairTerms } = features;
  const floats = [radial, fourier, cell, pairTerms?.bias ?? [], pairTerms?.values ?? []];
  if (!floats.every((values: ArrayLike<number>) => Array.prototype.every.call(values, Number.isFinite))) {
    throw new DataError(
      'bad-structure',
      'the features of a crystal must be finite numbers; two sites may lie on each other, or a length is out of range',
    );
  }
  return {
    features,
    formula: structure.reducedFormula,
    siteCount: crystal.siteCount,
    wyckoff: crystal.orbits.map(({ letter }) => letter).join(' '),
    displacement: crystal.displacement,
    strain: crystal.strain,
    symprec: crystal.symprec,
  };
}
