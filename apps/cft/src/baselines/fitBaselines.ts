import type { DescribedCrystal } from '@crystal-fourier/data';
import { fitBoosting } from './gradientBoosting.js';
import { fitRidge } from './ridge.js';
import { descriptorTable, rowsOf } from './descriptorTable.js';
import type { Table } from './xgboost.js';

export type BaselineName = 'mean' | 'ridge' | 'gradient boosting';

export interface BaselineInput {
  /** Crystals of the training part. */
  readonly train: readonly DescribedCrystal[];
  /** One per crystal, in the scale that is learned: as logarithms where the network has them so. NaN where there is none. */
  readonly labels: ArrayLike<number>;
  /** Crystals, with their labels, by which settings are chosen. Defaults to a fifth of the training crystals, held out meanwhile. */
  readonly validation?:
    | { readonly crystals: readonly DescribedCrystal[]; readonly labels: ArrayLike<number> }
    | undefined;
  /** Crystals to be predicted. */
  readonly unseen: readonly DescribedCrystal[];
}

export interface BaselineOptions {
  /** Defaults to all that the task has: there is no ridge regression of classes. */
  readonly names?: readonly BaselineName[];
  /** Defaults to `regression`. */
  readonly task?: 'regression' | 'classification';
  /** Defaults to 0. */
  readonly seed?: number;
  readonly onProgress?: (name: BaselineName, share: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Baseline {
  readonly name: BaselineName;
  /** One per unseen crystal, in the scale of the labels, or probabilities of 1. */
  readonly predicted: Float64Array;
  /** Training crystals with a label. */
  readonly trained: number;
  /** What was found in training, in words. */
  readonly note: string;
  readonly seconds: number;
}

/**
 * Trains simple models on the training part alone and predicts unseen crystals: what a network has to beat.
 *
 * - `mean`: the mean label, for each crystal.
 * - `ridge`: ridge regression on `crystalDescriptors`.
 * - `gradient boosting`: XGBoost on the same numbers.
 *
 * @returns nothing where no training crystal has a label
 * @throws CliError 130 once the signal is set
 */
export async function fitBaselines(
  { train, labels, validation, unseen }: BaselineInput,
  { names, task = 'regression', seed = 0, onProgress, signal }: BaselineOptions = {},
): Promise<readonly Baseline[]> {
  const labelled = labelledRows(train, labels);
  if (labelled.length === 0) return [];
  const chosen = (names ?? ALL).filter((name) => task === 'regression' || name !== 'ridge');
  const y = Float64Array.from(labelled, (row) => labels[row]!);
  const tables = chosen.some((name) => name !== 'mean')
    ? {
        fit: rowsOf(descriptorTable(train), labelled),
        unseen: descriptorTable(unseen),
        validation: validation === undefined ? undefined : validationTable(validation),
      }
    : undefined;
  const fit = async (name: BaselineName): Promise<{ predicted: Float64Array; note: string }> => {
    if (name === 'mean' || tables === undefined) {
      const mean = y.reduce((sum, value) => sum + value / y.length, 0);
      return { predicted: new Float64Array(unseen.length).fill(mean), note: `${mean.toPrecision(4)}` };
    }
    if (name === 'ridge') {
      const { penalty, predict } = fitRidge(tables.fit, y, { seed, validation: tables.validation });
      return { predicted: predict(tables.unseen), note: `penalty ${penalty}` };
    }
    const boosted = await fitBoosting(tables.fit, y, {
      task,
      seed,
      signal,
      validation: tables.validation,
      onProgress: (share) => onProgress?.(name, share),
    });
    const predicted = boosted.predict(tables.unseen);
    boosted.free();
    return { predicted, note: `${boosted.rounds} trees` };
  };
  const baselines: Baseline[] = [];
  for (const name of chosen) {
    onProgress?.(name, 0);
    const started = performance.now();
    const found = await fit(name);
    baselines.push({ name, ...found, trained: y.length, seconds: (performance.now() - started) / 1000 });
  }
  return baselines;
}

const labelledRows = (crystals: readonly DescribedCrystal[], labels: ArrayLike<number>): number[] =>
  crystals.flatMap((_, i) => (Number.isFinite(labels[i]) ? [i] : []));

function validationTable({ crystals, labels }: NonNullable<BaselineInput['validation']>): {
  table: Table;
  labels: readonly number[];
} {
  const rows = labelledRows(crystals, labels);
  return { table: rowsOf(descriptorTable(crystals), rows), labels: rows.map((row) => labels[row]!) };
}

const ALL: readonly BaselineName[] = ['mean', 'ridge', 'gradient boosting'];
