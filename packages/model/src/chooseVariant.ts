import type { BatchRecord } from '@crystal-fourier/data';
import { type ModelConfig, modelConfig, type ModelOptions, type Variant } from './config/config.js';
import { ModelError, show } from './config/errors.js';
import { checkTargetLists, isLogarithmic, type TrainingOptions, trainingOptions } from './config/trainingOptions.js';
import { choicePlan } from './crossValidation/choicePlan.js';
import { type ChoiceTrials, runTrials, type VariantChoiceOptions } from './crossValidation/choiceTrials.js';
import { keepSettings } from './crossValidation/crossvalSettings.js';
import type { Learner } from './crossValidation/learner.js';
import type { VariantChoice } from './files/variantChoice.js';
import { checkDamping, commonRecipe, networkRecipe } from './features/modelRecipe.js';
import { normalizationOf } from './features/normalization.js';
import { earlierRecordsHash } from './features/recordsHash.js';
import { trainableRecords } from './features/trainableRecords.js';
import { networkLearner } from './networkLearner.js';

/**
 * What a variant is chosen for: a training as `Trainer.create` takes it, without its variant, and without validation records, which have no part in the
 * choice.
 */
export interface VariantChoiceInput {
  readonly train: readonly BatchRecord[];
  readonly model: Omit<ModelOptions, 'variant'>;
  readonly training?: Partial<TrainingOptions> | undefined;
  /** At least two; the first is the default, which stays unless another is better. Defaults to `geometry`, `distance`. */
  readonly candidates?: readonly Variant[] | undefined;
  /**
   * Records times epochs of all brief trainings, at most, over those of the training. Where that is too little to tell variants apart, up to half of
   * the training is taken. Defaults to 0.1.
   */
  readonly share?: number | undefined;
}

/** The brief trainings that a choice takes at most. */
export interface PlannedChoice {
  readonly candidates: readonly Variant[];
  readonly trainings: number;
  readonly epochs: number;
  /** Records of each training, in the mean. */
  readonly records: number;
}

/** With directions and without. Not `full`: its Fourier features are hidden for groups that it was not trained on. */
const CANDIDATES: readonly Variant[] = ['geometry', 'distance'];

/**
 * The brief trainings that {@link chooseVariant} takes at most, or its answer where the records cannot decide. Nothing is trained.
 *
 * @throws ModelError `bad-config`, `bad-data` as `Trainer.create`
 */
export function plannedChoice(input: VariantChoiceInput): PlannedChoice | VariantChoice {
  const planned = trialsOf(input);
  if ('reason' in planned) return planned;
  const { plan, learners } = planned;
  const records = plan.trainings.reduce((sum, { train }) => sum + train.length / plan.trainings.length, 0);
  return {
    candidates: [...learners.keys()],
    trainings: plan.trainings.length * learners.size,
    epochs: plan.epochs,
    records: Math.round(records),
  };
}

/**
 * Chooses a variant by how well it predicts crystals of space groups that it was not trained on. Each candidate is trained briefly, on a sample of the
 * records, with whole groups held out; one that is behind the default on a part drops out. The default stays unless another variant is better on each
 * part, and in the mean by more than chance. The same input gives the same choice, on one backend.
 *
 * @throws ModelError `bad-config`, `bad-data` as `Trainer.create`; `bad-config` for a store with trainings of other settings
 */
export async function chooseVariant(
  input: VariantChoiceInput,
  options: VariantChoiceOptions = {},
): Promise<VariantChoice> {
  const trials = trialsOf(input);
  if ('reason' in trials) return trials;
  const { store } = options;
  if (store !== undefined) await keepSettings(store, 'settings.json', settingsOf(trials), 'choice of the variant');
  return runTrials(trials, options);
}

/** The trainings of a choice, everything checked; or the answer where there are none. */
function trialsOf({
  train,
  model,
  training,
  candidates = CANDIDATES,
  share = 0.1,
}: VariantChoiceInput): ChoiceTrials | VariantChoice {
  const [standard] = candidates;
  if (standard === undefined || candidates.length < 2 || new Set(candidates).size < candidates.length)
    throw new ModelError(
      'bad-config',
      `variant: the candidates must be at least two, and differ, got ${show(candidates.join(', '))}`,
    );
  if (!(share > 0 && share <= 1))
    throw new ModelError(
      'bad-config',
      `variant: the share of the training must be above 0 and at most 1, got ${show(share)}`,
    );
  if (model.tensors !== undefined)
    return { variant: standard, reason: 'tensors are made of angular moments, which not every variant reads' };
  const configs = candidates.map((variant) => modelConfig({ ...model, variant }));
  const options = trainingOptions(training);
  const { targets, task } = configs[0]!;
  checkTargetLists(options, targets);
  const { records } = trainableRecords(train, targets, task, options);
  const byId = new Map(records.map((record) => [record.id, record]));
  if (byId.size < records.length)
    return { variant: standard, reason: 'identifiers of the training records repeat, so that none can be held out' };
  const { epochs, seed } = options;
  const items = records.map(({ id, features }) => ({ id, group: features.groupNumber }));
  const plan = choicePlan(items, { epochs, candidates: candidates.length, share, seed });
  if (typeof plan === 'string') return { variant: standard, reason: plan };
  // What cannot be learned is refused before anything is trained, or kept.
  checkLearnable(records, configs, options);
  return {
    plan,
    records: byId,
    learners: new Map(configs.map((config) => [config.variant, learnerOf(config, options, plan.epochs)])),
    targets: targets.map((name) => ({
      name,
      task,
      log10: task === 'regression' && isLogarithmic(name, options),
      measure: task === 'classification' ? 'share wrong' : 'mae',
    })),
    seed,
    wholeEpochs: epochs,
  };
}

function checkLearnable(
  records: readonly BatchRecord[],
  configs: readonly ModelConfig[],
  options: TrainingOptions,
): void {
  const recipe = commonRecipe(records)!;
  for (const config of configs) checkDamping(config, networkRecipe(recipe, config));
  const { targets, task } = configs[0]!;
  normalizationOf(records, targets, task, options);
}

/** A network with the options of the training, but for the number of epochs. */
function learnerOf(config: ModelConfig, options: TrainingOptions, epochs: number): Learner {
  const { targets: _, ...model } = config;
  const { seed: _seed, log10: _log10, ...training } = options;
  return networkLearner(model.variant, { model, training: { ...training, epochs, patience: 0 } });
}

/** Everything that decides the trainings: those that are kept of other ones are refused. */
function settingsOf({ records, targets, learners, plan, seed }: ChoiceTrials): Record<string, unknown> {
  const sorted = [...records.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    data: earlierRecordsHash(sorted),
    features: { ...sorted[0]!.features.recipe },
    targets,
    seed,
    folds: plan.trainings.map(({ train, unseen }) => [train.length, unseen.length]),
    networks: [...learners.values()].map(({ options }) => options),
  };
}
