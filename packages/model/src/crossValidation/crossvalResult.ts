import type { HoldOutFold } from '@crystal-fourier/data';
import type {
  Crossval,
  CrossvalFold,
  CrossvalModelInfo,
  CrossvalTarget,
  FoldError,
  InDistribution,
  MeanError,
} from './crossval.js';
import type { CrossvalOptions } from './crossvalOptions.js';
import {
  deviationOf,
  foldErrors,
  foldPoints,
  type FoldPredictions,
  type PredictedValues,
  priceOf,
  type ScoredRecord,
} from './foldErrors.js';
import type { DoneTraining, PlannedTraining } from './trainings.js';

/** What a result is made of, beside the trainings that are finished. */
export interface ResultParts {
  /** By id, sorted. */
  readonly records: ReadonlyMap<string, ScoredRecord>;
  readonly folds: readonly HoldOutFold[];
  /** Trainings of each seed. */
  readonly plans: readonly (readonly [seed: number, plan: readonly PlannedTraining[]])[];
  readonly targets: readonly CrossvalTarget[];
  readonly inDistribution: InDistribution;
  readonly validationShare: number;
  /** Records without a target. */
  readonly leftOut: number;
  readonly options: CrossvalOptions;
}

/** The result of a cross-validation as far as its trainings are finished. */
export function crossvalResult(done: readonly DoneTraining[], parts: ResultParts): Crossval {
  const { records, folds, plans, targets, inDistribution, validationShare, leftOut, options } = parts;
  const { learners, data, sample, versions = {}, backend = 'unknown' } = options;
  const names = learners.map(({ name }) => name);
  const trainings = plans.reduce((sum, [, plan]) => sum + plan.length, 0);
  const made = folds.map((fold) => foldOf(fold, done, parts));
  return {
    format: 'crystal-fourier/crossval',
    version: 1,
    finished: done.length === trainings * names.length,
    created: new Date().toISOString(),
    data: { ...data, records: records.size, leftOut, ...(sample === undefined ? {} : { sample }) },
    holdOut: options.holdOut,
    validationShare,
    inDistribution,
    targets,
    models: learners.map(({ name, kind, options: told }): CrossvalModelInfo => {
      const own = done.filter(({ model }) => model === name);
      return {
        name,
        kind,
        seeds: plans.map(([seed]) => seed),
        options: told,
        seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
      };
    }),
    folds: made,
    mean: Object.fromEntries(
      names.flatMap((name) => {
        const means = meansOf(name, made, targets);
        return means === undefined ? [] : [[name, means]];
      }),
    ),
    versions,
    backend,
  };
}

function foldOf({ name, ids }: HoldOutFold, done: readonly DoneTraining[], parts: ResultParts): CrossvalFold {
  const { records, plans, targets, options } = parts;
  const crystals = ids.map((id) => records.get(id)!);
  const predictions = new Map(
    options.learners.map(({ name: model }): [string, FoldPredictions] => {
      const ofSeeds = (kind: PlannedTraining['kind']): PredictedValues[] =>
        plans.flatMap(([seed]) => {
          const values = predictedValues(
            done.filter(
              (one) =>
                one.model === model &&
                one.seed === seed &&
                one.training.kind === kind &&
                (one.training.fold ?? name) === name,
            ),
          );
          return ids.every((id) => values.has(id)) ? [values] : [];
        });
      return [model, { heldOut: ofSeeds('held-out'), inDistribution: ofSeeds('in-distribution') }];
    }),
  );
  const plan = plans[0]![1];
  const heldOut = plan.find(({ kind, fold }) => kind === 'held-out' && fold === name)!;
  const beside = plan.filter(({ kind, fold }) => kind === 'in-distribution' && (fold ?? name) === name);
  const mean = (list: 'train' | 'validation'): number =>
    beside.reduce((sum, { [list]: { length } }) => sum + length / beside.length, 0);
  const errors = Object.fromEntries(
    [...predictions].flatMap(([model, found]) =>
      found.heldOut.length === 0 ? [] : [[model, foldErrors(crystals, targets, found)]],
    ),
  );
  return {
    name,
    heldOut: ids.length,
    train: heldOut.train.length,
    validation: heldOut.validation.length,
    ...(beside.length === 0 ? {} : { inDistribution: { train: mean('train'), validation: mean('validation') } }),
    errors,
    ...(options.points === false ? {} : { points: foldPoints(crystals, targets, predictions) }),
  };
}

/** Predictions of several trainings, by id. */
function predictedValues(trainings: readonly DoneTraining[]): PredictedValues {
  const values = new Map<string, Record<string, number>>();
  for (const { training, predicted } of trainings)
    training.unseen.forEach((id, i) => {
      values.set(id, Object.fromEntries(Object.entries(predicted).map(([target, list]) => [target, list[i]!])));
    });
  return values;
}

/** Means of a model over the folds; undefined before it has predicted all of them. */
function meansOf(
  model: string,
  folds: readonly CrossvalFold[],
  targets: readonly CrossvalTarget[],
): Record<string, MeanError> | undefined {
  if (folds.some(({ errors }) => errors[model] === undefined)) return undefined;
  return Object.fromEntries(
    targets.flatMap(({ name }) => {
      const errors = folds.flatMap(({ errors: { [model]: ofModel } }) => ofModel?.[name] ?? []);
      return errors.length === 0 ? [] : [[name, meanOf(errors)]];
    }),
  );
}

function meanOf(errors: readonly FoldError[]): MeanError {
  const over = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);
  const heldOut = over(errors.map((error) => error.heldOut.mean));
  const seeds = Math.min(...errors.map((error) => error.heldOut.values.length));
  const deviation = deviationOf(
    Array.from({ length: seeds }, (_, s) => over(errors.map((error) => error.heldOut.values[s]!))),
  );
  const beside = errors.flatMap(({ inDistribution }) => inDistribution?.mean ?? []);
  const hasAll = beside.length === errors.length;
  return {
    heldOut,
    ...(deviation === undefined ? {} : { deviation }),
    ...(hasAll ? { inDistribution: over(beside), ...priceOf(heldOut, over(beside)) } : {}),
  };
}
