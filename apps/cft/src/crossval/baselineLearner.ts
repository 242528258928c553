import type { CrossvalTarget, Learner, LearnerInput } from '@crystal-fourier/model';
import { type BaselineName, fitBaselines } from '../baselines/fitBaselines.js';
import { dataError } from '../shell/failure.js';

/** Names of the baselines on the command line and in results. */
export const BASELINES = { trees: 'gradient boosting', ridge: 'ridge', mean: 'mean' } as const satisfies Record<
  string,
  BaselineName
>;

/** A baseline as a cross-validation trains it: on the training records of the networks, a fit for each target. */
export function baselineLearner(name: keyof typeof BASELINES): Learner {
  return {
    name,
    kind: 'baseline',
    options: {},
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
  { targets, train, unseen, seed, onProgress, signal }: LearnerInput,
): Promise<ArrayLike<number>> {
  const [found] = await fitBaselines(
    {
      train: train.map(({ features }) => features),
      labels: train.map(({ targets: { [target]: value } = {} }) =>
        value === undefined ? NaN : log10 ? Math.log10(value) : value,
      ),
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
      `no training record has the target ${target}: all that have it are held out together`,
      'leave the target out, or hold out fewer records at a time',
    );
  return log10 ? found.predicted.map((value) => 10 ** value) : found.predicted;
}
