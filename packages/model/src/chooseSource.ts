import { type BatchRecord, holdOut } from '@crystal-fourier/data';
import type { ModelOptions } from './config/config.js';
import { namedTensors } from './config/tensorTargets.js';
import { isLogarithmic, type TrainingOptions, trainingOptions } from './config/trainingOptions.js';
import { type ChoicePlan, choicePlan } from './crossValidation/choicePlan.js';
import { runTrials, type VariantChoiceOptions } from './crossValidation/choiceTrials.js';
import type { PlannedTraining } from './crossValidation/trainings.js';
import { trainableRecords } from './features/trainableRecords.js';
import type { VariantChoice } from './files/variantChoice.js';
import { networkLearner } from './networkLearner.js';
import type { TrainingSource } from './training/trainingSource.js';

/** What a training that may begin with a trained network is to learn; as `Trainer.create` takes it, without validation records, which have no part in the choice. */
export interface SourceChoiceInput {
  readonly train: readonly BatchRecord[];
  readonly model: ModelOptions;
  readonly training?: Partial<TrainingOptions> | undefined;
  readonly source: TrainingSource;
  /** Records times epochs of all brief trainings, at most, over those of the training. Defaults to 0.1. */
  readonly share?: number | undefined;
}

/** Random weights, among what a training may begin with. */
export const RANDOM_WEIGHTS = 'random weights';

/** With fewer training records, crystals are held out at random, and the network is what stays unless random weights are better. */
const FEW = 1000;
/** Fewer cannot tell anything. */
const LEAST = 60;
/** Parts that few records are dealt into, and how many of these are held out. */
const PARTS = 4;
const FOLDS = 2;
/** Records times epochs of all brief trainings on few records, at most. */
const STEPS = 48_000;

/** What a training begins with, and why. Names in it are {@link RANDOM_WEIGHTS} and that of the source. */
export type SourceChoice = VariantChoice<string>;

/**
 * Chooses whether a training begins with a trained network or with random weights. Both are trained briefly and compared on crystals that were held out. With many
 * records these are crystals of whole space groups, the brief trainings have a share of the steps, and the training begins with random weights, unless the network is better on each
 * part, and in the mean by more than chance. With few records they are held out at random, and it is the network that stays, unless random weights are better so. The same input gives the same
 * choice, on one backend.
 *
 * @throws ModelError `bad-config`, `bad-data` as `Trainer.create`
 */
export async function chooseSource(
  { train, model, training = {}, source, share = 0.1 }: SourceChoiceInput,
  options: VariantChoiceOptions<string> = {},
): Promise<SourceChoice> {
  const name = source.name ?? 'a trained network';
  const { tuned, depthFactor, ...others } = training;
  const full = trainingOptions(others);
  const { targets, task = 'regression', tensors } = model;
  const { records } = trainableRecords(train, targets, task, full, tensors);
  const isSmall = records.length < FEW;
  const standard = isSmall ? name : RANDOM_WEIGHTS;
  if (namedTensors({ tensors }).length > 0)
    return { variant: standard, reason: 'brief trainings do not compare tensors' };
  const { epochs, seed } = full;
  const byId = new Map(records.map((record) => [record.id, record]));
  const items = records.map(({ id, features }) => ({ id, group: features.groupNumber }));
  const plan =
    byId.size < records.length
      ? 'identifiers of the training records repeat, so that none can be held out'
      : isSmall
        ? smallPlan(items, epochs, seed)
        : choicePlan(items, { epochs, candidates: 2, share, seed });
  if (typeof plan === 'string') return { variant: standard, reason: plan };
  const { targets: _, ...network } = model;
  const { seed: _seed, log10: _log10, ...rest } = { ...others, epochs: plan.epochs, patience: 0 };
  const tuning = {
    ...rest,
    ...(tuned === undefined ? {} : { tuned }),
    ...(depthFactor === undefined ? {} : { depthFactor }),
  };
  const learners = new Map([
    [RANDOM_WEIGHTS, networkLearner(RANDOM_WEIGHTS, { model: network, training: rest })],
    [name, networkLearner(name, { model: network, training: tuning, source })],
  ]);
  return runTrials(
    {
      plan,
      records: byId,
      learners: isSmall ? new Map([...learners].toReversed()) : learners,
      ...(isSmall ? { where: 'on crystals that were held out' } : {}),
      targets: targets.map((target) => ({
        name: target,
        task,
        log10: task === 'regression' && isLogarithmic(target, full),
        measure: task === 'classification' ? 'share wrong' : 'mae',
      })),
      seed,
      wholeEpochs: epochs,
    },
    options,
  );
}

/** Trainings that hold a quarter of few records out, at random, in turn; or why there are none. */
function smallPlan(items: readonly { readonly id: string }[], epochs: number, seed: number): ChoicePlan | string {
  const count = items.length;
  if (count < LEAST) return `with ${count} training records, fewer than ${LEAST}, none can be held out`;
  const trainings = holdOut(items, { by: 'random', folds: PARTS, seed })
    .slice(0, FOLDS)
    .map(({ name, ids }): PlannedTraining => {
      const held = new Set(ids);
      const train = items.map(({ id }) => id).filter((id) => !held.has(id));
      return { name: `held-out ${name}`, kind: 'held-out', fold: name, train, validation: [], unseen: [...ids] };
    });
  const steps = STEPS / (2 * FOLDS);
  return {
    trainings,
    epochs: Math.min(epochs, Math.floor(steps / Math.max(...trainings.map(({ train }) => train.length)))),
  };
}
