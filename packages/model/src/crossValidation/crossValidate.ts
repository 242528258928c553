import {
  type BatchRecord,
  crystalDescriptors,
  holdOut,
  type HoldOutFold,
  type HoldOutRule,
  sampleOf,
} from '@crystal-fourier/data';
import { ModelError, show } from '../config/errors.js';
import { isLogarithmic } from '../config/trainingOptions.js';
import { withoutRequested } from '../features/modelRecipe.js';
import { trainableRecords } from '../features/trainableRecords.js';
import type { Crossval, CrossvalTarget, InDistribution } from './crossval.js';
import type { CrossvalOptions, CrossvalRecord } from './crossvalOptions.js';
import { crossvalResult, type ResultParts } from './crossvalResult.js';
import { keepSettings } from './crossvalSettings.js';
import type { ScoredRecord } from './foldErrors.js';
import type { CrossvalStore } from './learner.js';
import { fileName, finishedTraining, learnTraining } from './runTraining.js';
import { type DoneTraining, plannedTrainings, type PlannedTraining } from './trainings.js';

/**
 * Cross-validation by what is held out: how well do models predict kinds of crystals that they never saw, and what would the error be if
 * they had seen some? {@link Crossval} says what is compared.
 *
 * Records without a target that can be learned are left out. With a store, a call that was stopped goes on where it was, with the same
 * result; so does one with further learners or seeds.
 *
 * @throws ModelError `bad-config`, also for a store with results of other settings; `bad-data`; what learners throw. DataError where the rule does
 *   not fit the records
 */
export async function crossValidate(records: readonly CrossvalRecord[], options: CrossvalOptions): Promise<Crossval> {
  checkLearners(options);
  const { learners, store, signal } = options;
  const parts = prepared(records, options);
  if (store !== undefined) await keepAllSettings(store, parts, options);
  const works = parts.plans.flatMap(([seed, plan]) =>
    plan.flatMap((training) => learners.map((learner) => ({ learner, training, seed }))),
  );
  const done: DoneTraining[] = [];
  for (const { learner, training, seed } of works) {
    signal?.throwIfAborted();
    const progress = (share: number, text = ''): void =>
      options.onProgress?.({
        done: done.length,
        total: works.length,
        model: learner.name,
        training: training.name,
        seed,
        share,
        text,
      });
    const work = { learner, training, seed, store, signal, ...parts, onProgress: progress };
    const kept = await finishedTraining(work);
    if (kept === undefined) progress(0);
    done.push(kept ?? (await learnTraining(work)));
    if (kept === undefined) await options.onResult?.(crossvalResult(done, parts));
  }
  return crossvalResult(done, parts);
}

/** @throws ModelError `bad-config` where results of other settings are kept */
async function keepAllSettings(store: CrossvalStore, parts: Prepared, options: CrossvalOptions): Promise<void> {
  const { data, holdOut: rule, seed = 0, sample, learners } = options;
  const { targets, inDistribution, validationShare } = parts;
  const settings = {
    data: data.hash,
    // Features that are computed in another way are other inputs, though the crystals are the same. What is computed on request is an option of the model.
    features: { ...withoutRequested(parts.records.values().next().value!.features.recipe) },
    holdOut: { ...rule },
    targets,
    seed,
    validationShare,
    inDistribution,
    ...(sample === undefined ? {} : { sample }),
  };
  await keepSettings(store, 'settings.json', settings, 'cross-validation');
  for (const { name, options: told } of learners)
    await keepSettings(store, `${fileName(name)}/options.json`, told, `model ${name}`);
}

function checkLearners({ learners, seeds = 1 }: CrossvalOptions): void {
  const names = learners.map(({ name }) => fileName(name));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (names.length === 0 || twice !== undefined)
    throw new ModelError(
      'bad-config',
      `cross-validation: there must be at least one model, each with a name of its own, got ${twice === undefined ? 'none' : `${twice} twice`}`,
    );
  if (!(Number.isInteger(seeds) && seeds >= 1))
    throw new ModelError('bad-config', `cross-validation: seeds must be an integer, at least 1, got ${show(seeds)}`);
}

/** What all trainings and the result have in common. */
interface Prepared extends ResultParts {
  /** By id, sorted. */
  readonly records: ReadonlyMap<string, ScoredRecord & BatchRecord>;
}

function prepared(records: readonly CrossvalRecord[], options: CrossvalOptions): Prepared {
  const { task = 'regression', log10 = false, holdOut: rule, seed = 0, seeds = 1, validationShare = 0.1 } = options;
  const targets = options.targets.map((name): CrossvalTarget => ({
    name,
    task,
    log10: isLogarithmic(name, { log10 }),
    measure: task === 'classification' ? 'share wrong' : 'mae',
  }));
  const learnable = trainableRecords(records, options.targets, task, { log10 }).records;
  const usable = usableRecords(records, learnable, options);
  const items = [...usable.values()].map(({ id, group, formula, features }) => ({
    id,
    group,
    formula,
    descriptors: rule.by === 'cluster' ? crystalDescriptors(features) : undefined,
  }));
  const folds = holdOut(items, rule);
  const inDistribution = completed(options.inDistribution, rule, folds);
  const plans = Array.from({ length: seeds }, (_, i): readonly [number, readonly PlannedTraining[]] => {
    const trainingSeed = (seed + i) % 2 ** 32;
    const how = { inDistribution, validationShare, seed, trainingSeed };
    return [trainingSeed, plannedTrainings([...usable.keys()], folds, how)];
  });
  const leftOut = records.length - learnable.length;
  return { records: usable, folds, plans, targets, inDistribution, validationShare, leftOut, options };
}

/** Those with a target that can be learned, or a sample of them. */
function usableRecords(
  records: readonly CrossvalRecord[],
  learnable: readonly BatchRecord[],
  options: CrossvalOptions,
): Prepared['records'] {
  const byId = new Map(learnable.map((record) => [record.id, record]));
  const formulas = new Map(records.map(({ id, formula }) => [id, formula]));
  if (formulas.size < records.length)
    throw new ModelError(
      'bad-data',
      `cross-validation: identifiers must differ, got ${formulas.size} for ${records.length} records; make them differ`,
    );
  if (byId.size < 2)
    throw new ModelError(
      'bad-data',
      `cross-validation: at least two records must have a target that can be learned of ${options.targets.join(', ')}, got ${byId.size} of ${records.length}`,
    );
  const ids = sampleOf([...byId.keys()], options.sample ?? byId.size, options.seed ?? 0);
  return new Map(
    ids.map((id) => {
      const { features, targets = {} } = byId.get(id)!;
      return [id, { id, features, targets, group: features.groupNumber, formula: formulas.get(id)! }];
    }),
  );
}

function completed(
  { form, parts }: Partial<InDistribution> = {},
  { by }: HoldOutRule,
  folds: readonly HoldOutFold[],
): InDistribution {
  const chosen = form ?? (by === 'random' ? 'none' : folds.length === 1 ? 'own' : 'shared');
  const count = parts ?? (chosen === 'none' ? 0 : chosen === 'own' ? 2 : 5);
  if (!Number.isInteger(count) || (chosen !== 'none' && count < 2))
    throw new ModelError(
      'bad-config',
      `cross-validation: the parts of in-distribution trainings must be an integer, at least 2, got ${show(count)}`,
    );
  return { form: chosen, parts: chosen === 'none' ? 0 : count };
}
