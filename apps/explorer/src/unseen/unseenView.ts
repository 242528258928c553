import type { Crossval, CrossvalTarget, FoldError } from '@crystal-fourier/model';
import type { Result } from './readResults.js';

/** What the address asks for; what it does not say, or what there is not, is chosen. */
export interface UnseenChoice {
  readonly result: Result;
  readonly target: CrossvalTarget;
  /** Name of the fold. */
  readonly fold: string;
  /** Name of the model. */
  readonly model: string;
}

/** An error that was measured; undefined where it was not. */
export interface ErrorPair {
  readonly heldOut: number;
  readonly inDistribution: number | undefined;
  /** Held out over in distribution. */
  readonly price: number | undefined;
}

/** Errors of a model on every fold, and in the mean. */
export interface ModelRow {
  readonly model: string;
  readonly kind: 'network' | 'baseline' | 'own';
  readonly folds: readonly (ErrorPair | undefined)[];
  readonly mean: ErrorPair | undefined;
}

/** Errors on the crystals of one group. */
export interface GroupRow extends ErrorPair {
  readonly group: number;
  readonly count: number;
}

/** What is shown: the results that there are, and the entries of the address. */
export function choiceOf(results: readonly Result[], query: URLSearchParams): UnseenChoice | undefined {
  const result = results.find(({ name }) => name === query.get('run')) ?? results[0];
  if (result === undefined) return undefined;
  const { targets, folds, models } = result.crossval;
  const target = targets.find(({ name }) => name === query.get('target')) ?? targets[0];
  const fold = folds.find(({ name }) => name === query.get('fold')) ?? folds[0];
  const model = models.find(({ name }) => name === query.get('model')) ?? models[0];
  if (target === undefined || fold === undefined || model === undefined) return undefined;
  return { result, target, fold: fold.name, model: model.name };
}

/** Every model on every fold, in the order of the file. */
export function modelRows({ models, folds, mean }: Crossval, target: string): readonly ModelRow[] {
  return models.map(({ name, kind }) => {
    const whole = mean[name]?.[target];
    return {
      model: name,
      kind,
      folds: folds.map(({ errors }) => pairOf(errors[name]?.[target])),
      mean:
        whole === undefined
          ? undefined
          : { heldOut: whole.heldOut, inDistribution: whole.inDistribution, price: whole.price },
    };
  });
}

function pairOf(error: FoldError | undefined): ErrorPair | undefined {
  if (error === undefined) return undefined;
  return { heldOut: error.heldOut.mean, inDistribution: error.inDistribution?.mean, price: error.price };
}

/** The space groups of a fold, those with most crystals first. */
export function groupRows({ folds }: Crossval, { fold, model, target }: UnseenChoice): readonly GroupRow[] {
  const groups = folds.find(({ name }) => name === fold)?.errors[model]?.[target.name]?.groups ?? [];
  return groups
    .map(({ group, count, heldOut, inDistribution }) => ({
      group,
      count,
      heldOut,
      inDistribution,
      price: inDistribution === undefined || inDistribution === 0 ? undefined : heldOut / inDistribution,
    }))
    .toSorted((a, b) => b.count - a.count || a.group - b.group);
}

/** The smallest error of a column; undefined where there is none. */
export function smallestOf(column: readonly (ErrorPair | undefined)[]): number | undefined {
  const values = column.flatMap((pair) => (pair === undefined ? [] : [pair.heldOut]));
  return values.length === 0 ? undefined : Math.min(...values);
}

/** A name as readers know it: `trigonal + hexagonal`, `groups 71 + 140` stay what they are, with spaces. */
export const foldLabel = (name: string): string => name.replaceAll('+', ' + ');

/** Three significant digits. */
export const errorText = (value: number): string => (value === 0 ? '0' : Number(value.toPrecision(3)).toString());

/** What an error is, in words: for `log10` errors of logarithms. */
export function measureText({ task, log10 }: CrossvalTarget): string {
  if (task === 'classification') return 'share of wrong answers';
  return log10 ? 'mean absolute error of the decimal logarithm' : 'mean absolute error';
}
