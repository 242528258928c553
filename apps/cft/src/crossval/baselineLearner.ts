import type { BatchRecord } from '@crystal-fourier/data';
import type { CrossvalTarget, Learner, LearnerInput } from '@crystal-fourier/model';
import { type BaselineName, fitBaselines } from '../baselines/fitBaselines.js';
import { dataError } from '../shell/failure.js';

/** Names of the baselines on the command line and in results. */
export const BASELINES = { trees: 'gradient boosting', ridge: 'ridge', mean: 'mean' } as const satisfies Record<
  string,
  BaselineName
>;

/** What decides how they learn; to be changed with it, so that results of different settings are not mixed. */
const OPTIONS = {
  trees: { method: 'xgboost', thresholds: 64, chosenBy: 'validation' },
  ridge: { chosenBy: 'validation' },
  mean: {},
} as const;

/**
 * A baseline as a cross-validation trains it: on the training records of the networks, with settings chosen by their
 * validation records, a fit for each target.
 */
export function baselineLearner(name: keyof typeof BASELINES): Learner {
  return {
    name,
    kind: 'baseline',
    options: OPTIONS[name],
    learn: async (input) => {
      const predicted: Record<string, ArrayLike<number>> = {};
      for (const [i, target] of input.targets.entries()) predicted[target.name] = await fit(name, target, i, input);
      return predicted;
    },
  };
}

async function fit(
  name: keyof typeof BASELINES,
  { name: target, task, log10 }: CrossvalTarget,
  index: number,
  { targets, train, validation, unseen, seed, onProgress, signal }: LearnerInput,
): Promise<ArrayLike<number>> {
  const label = ({ targets: { [target]: value } = {} }: BatchRecord): number =>
    value === undefined ? NaN : log10 ? Math.log10(value) : value;
  const [found] = await fitBaselines(
    {
      train: train.map(({ features }) => features),
      labels: train.map(label),
      validation: { crystals: validation.map(({ features }) => features), labels: validation.map(label) },
      unseen: unseen.map(({ features }) => features),
    },
    {
      // There is no ridge regression of classes: the mean, a probability, stands in its place.
      names: [task === 'classification' && name === 'ridge' ? 'mean' : BASELINES[name]],
      task,
      seed,
      signal,
      onProgress: (_, share) => onProgress?.((index + share) / targets.length, target),
    },
  );
  if (found === undefined)
    throw dataError(
      `baseline ${name}: no training record has the target ${target}: all that have it are predicted by the same training`,
      'leave the target out, or hold out fewer records at a time',
    );
  return log10 ? found.predicted.map((value) => 10 ** value) : found.predicted;
}
