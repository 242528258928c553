import type { BatchRecord, OrbitFeatures } from '@crystal-fourier/data';
import { compositionStatistics, STATISTICS_WIDTH } from './compositionStatistics.js';
import { ModelError } from '../config/errors.js';
import { withoutFarOutside } from './outliers.js';
import { primitiveSites } from './primitiveSites.js';
import { isExtensive, isLogarithmic, type TrainingOptions } from '../config/trainingOptions.js';
import type { Task } from '../config/config.js';
import { namedTensors, type TensorTargets } from '../config/tensorTargets.js';
import { type TensorScale, tensorScales } from './tensorScales.js';

/** Centre and spread of each column. */
export interface Columns {
  readonly mean: readonly number[];
  /** Standard deviations; 1 for a column that does not vary. */
  readonly spread: readonly number[];
}

/** How a target is learned: divided by the number of sites of the primitive cell, if so; its log10, if so; then − mean, over spread. */
export interface TargetScale {
  readonly name: string;
  /** Whether the decimal logarithm is learned. */
  readonly log10: boolean;
  /** Proportional to the size of the crystal: of the primitive cell, not per atom. */
  readonly extensive: boolean;
  /** Mean over the training records, of the value per site or its logarithm where so learned; values far outside are left out. */
  readonly mean: number;
  /** Their standard deviation. */
  readonly spread: number;
}

/** What a network must know of its training set to read another crystal; plain JSON, part of a saved model. */
export interface Normalization {
  /** As `OrbitFeatures.cell`. */
  readonly cell: Columns;
  /** As `compositionStatistics`. */
  readonly statistics: Columns;
  /** In the order of the targets of the network. */
  readonly targets: readonly TargetScale[];
  /** Of the tensors that the network predicts, by name; absent where there are none. */
  readonly tensors?: readonly TensorScale[];
  /** Numbers of radial bins, and of Fourier frequencies of each family, that the features have. */
  readonly bins: number;
  readonly frequencies: { readonly cubic: number; readonly hexagonal: number };
  /** Z of the elements, numbers of the groups, that were trained on; ascending. */
  readonly elements: readonly number[];
  readonly groups: readonly number[];
}

/** Mean and standard deviation of columns; NaN is left out; a column without spread has 1. */
function columns(rows: readonly ArrayLike<number>[], width: number): Columns {
  const mean = new Array<number>(width).fill(0);
  const spread = new Array<number>(width).fill(1);
  for (let c = 0; c < width; c++) {
    const known = rows.map((row) => row[c]!).filter((x) => !Number.isNaN(x));
    if (known.length === 0) continue;
    mean[c] = known.reduce((sum, x) => sum + x, 0) / known.length;
    const variance = known.reduce((sum, x) => sum + (x - mean[c]!) ** 2, 0) / known.length;
    // A column that varies only by rounding carries nothing: dividing by its spread would make noise of it.
    if (Math.sqrt(variance) > 1e-6 * (1 + Math.abs(mean[c]!))) spread[c] = Math.sqrt(variance);
  }
  return { mean, spread };
}

/**
 * The value that a network learns for a target, or undefined if there is none.
 *
 * @param value physical
 * @param features of the crystal, for its number of sites
 */
export function toScale(
  value: number | undefined,
  { log10, extensive, mean, spread }: TargetScale,
  features: OrbitFeatures,
): number | undefined {
  if (value === undefined) return undefined;
  const intensive = extensive ? value / primitiveSites(features) : value;
  return ((log10 ? Math.log10(intensive) : intensive) - mean) / spread;
}

/** What a network's output says of a target: log10 of the physical value where so learned, else that value; finite for a finite output. */
export function shownValue(
  output: number,
  { log10, extensive, mean, spread }: TargetScale,
  features: OrbitFeatures,
): number {
  const value = output * spread + mean;
  if (!extensive) return value;
  // Not by way of the physical value: a power of ten may be beyond what numbers hold.
  return log10 ? value + Math.log10(primitiveSites(features)) : value * primitiveSites(features);
}

/** What a target is in the scale in which it is learned, of what {@link shownValue} gives: its inverse. */
export function learnedOf(
  shown: number,
  { log10, extensive, mean, spread }: TargetScale,
  features: OrbitFeatures,
): number {
  const sites = extensive ? primitiveSites(features) : 1;
  return ((log10 ? shown - Math.log10(sites) : shown / sites) - mean) / spread;
}

/** By how much {@link shownValue} changes where what is learned changes by 1. */
export const shownUnit = ({ log10, extensive, spread }: TargetScale, features: OrbitFeatures): number =>
  extensive && !log10 ? spread * primitiveSites(features) : spread;

/**
 * Normalisation of a training set; the records are those that `trainableRecords` returns.
 *
 * @throws ModelError `bad-data` for features of different kinds, or a target that no record has or that is the same everywhere
 */
export function normalizationOf(
  train: readonly BatchRecord[],
  targets: readonly string[],
  task: Task,
  options: Pick<TrainingOptions, 'log10' | 'extensive'>,
  tensors?: TensorTargets,
): Normalization {
  const first = train[0];
  if (first === undefined) throw new ModelError('bad-data', 'training: there must be at least one record, got none');
  const frequencies = { cubic: 0, hexagonal: 0 };
  for (const { id, features } of train) {
    if (features.binCount !== first.features.binCount) {
      throw new ModelError(
        'bad-data',
        `training: all records must have ${first.features.binCount} radial bins, got ${features.binCount} for ${id}; prepare them with the same options`,
        [id],
      );
    }
    const known = frequencies[features.family];
    if (known !== 0 && known !== features.frequencyCount) {
      throw new ModelError(
        'bad-data',
        `training: all ${features.family} records must have ${known} frequencies, got ${features.frequencyCount} for ${id}; prepare them with the same options`,
        [id],
      );
    }
    frequencies[features.family] = features.frequencyCount;
  }
  const scales = targets.map((name): TargetScale => {
    const raw = {
      name,
      log10: task === 'regression' && isLogarithmic(name, options),
      extensive: task === 'regression' && isExtensive(name, options),
      mean: 0,
      spread: 1,
    };
    const known = train
      .map((record) => toScale(record.targets?.[name], raw, record.features))
      .filter((value) => value !== undefined);
    if (known.length === 0)
      throw new ModelError('bad-data', `training: at least one record must have the target ${JSON.stringify(name)}`);
    if (task === 'classification') return raw;
    // One typing error would make all others look alike.
    const values = withoutFarOutside(known);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
    if (!(spread > 1e-12 * Math.abs(mean)) && values.length > 1) {
      throw new ModelError(
        'bad-data',
        `training: the target ${JSON.stringify(name)} must differ between records, got ${values[0]} for all ${values.length}`,
      );
    }
    return { ...raw, mean, spread: spread > 0 ? spread : 1 };
  });
  const ascending = (values: Iterable<number>): number[] => [...new Set(values)].toSorted((a, b) => a - b);
  return {
    cell: columns(
      train.map(({ features }) => features.cell),
      first.features.cell.length,
    ),
    statistics: columns(
      train.map(({ features }) => compositionStatistics(features)),
      STATISTICS_WIDTH,
    ),
    targets: scales,
    ...(tensors === undefined ? {} : { tensors: tensorScales(train, namedTensors({ tensors })) }),
    bins: first.features.binCount,
    frequencies,
    elements: ascending(train.flatMap(({ features }) => [...features.atomicNumbers])),
    groups: ascending(train.map(({ features }) => features.groupNumber)),
  };
}
