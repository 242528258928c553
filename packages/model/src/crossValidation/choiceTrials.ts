import type { BatchRecord } from '@crystal-fourier/data';
import type { Variant } from '../config/config.js';
import { ModelError } from '../config/errors.js';
import type { ChoicePlan } from './choicePlan.js';
import { type Candidate, type CrystalErrors, decision, isStillAhead, tried } from './choiceRule.js';
import type { CrossvalTarget } from './crossval.js';
import { crystalError } from './foldErrors.js';
import type { CrossvalStore, Learner } from './learner.js';
import { finishedTraining, learnTraining } from './runTraining.js';
import type { DoneTraining, PlannedTraining } from './trainings.js';
import type { TrialFold, VariantChoice } from '../files/variantChoice.js';

/** How a choice is watched, kept and stopped. */
export interface VariantChoiceOptions<Name extends string = Variant> {
  /** Keeps what is done: a later call with the same input goes on. Defaults to nothing kept. */
  readonly store?: CrossvalStore | undefined;
  readonly onProgress?: ((progress: VariantChoiceProgress<Name>) => void) | undefined;
  /** Stops with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** How far a choice is. */
export interface VariantChoiceProgress<Name extends string = Variant> {
  /** Brief trainings that are done. */
  readonly done: number;
  /** If no variant drops out. */
  readonly total: number;
  /** What is trained now. */
  readonly variant: Name;
  /** Of the training that is at work, 0…1. */
  readonly share: number;
}

/** What is compared: brief trainings of each candidate. */
export interface ChoiceTrials<Name extends string = Variant> {
  readonly plan: ChoicePlan;
  /** By variant, the default first. */
  readonly learners: ReadonlyMap<Name, Learner>;
  /** By id; those that can be learned from. */
  readonly records: ReadonlyMap<string, BatchRecord>;
  readonly targets: readonly CrossvalTarget[];
  /** Of the brief trainings. */
  readonly seed: number;
  /** Where errors are compared, in words. Defaults to `on space groups that were held out`. */
  readonly where?: string | undefined;
  /** Epochs of the training that the variant is chosen for. */
  readonly wholeEpochs: number;
}

/** Trains the candidates part by part; those that are behind the default drop out, and without others the default need not be trained again. */
export async function runTrials<Name extends string>(
  trials: ChoiceTrials<Name>,
  options: VariantChoiceOptions<Name>,
): Promise<VariantChoice<Name>> {
  const [first, ...rest] = trials.learners.keys();
  const done: DoneTraining[] = [];
  const out: Candidate<Name>[] = [];
  let own: Candidate<Name> = { variant: first!, folds: [] };
  let racing = rest.map((variant): Candidate<Name> => ({ variant, folds: [] }));
  for (const training of trials.plan.trainings) {
    own = await trained(own, training, { trials, options, done });
    const ahead: Candidate<Name>[] = [];
    // Where the default diverges, the others have nothing to be compared with.
    for (const other of own.folds.length === 0 ? [] : racing) {
      const now = await trained(other, training, { trials, options, done });
      (isStillAhead(own, now) ? ahead : out).push(now);
    }
    racing = ahead;
    if (racing.length === 0) break;
  }
  const others = [...racing, ...out];
  const chosen =
    own.folds.length === 0
      ? { variant: own.variant, reason: 'a brief training of it diverged, and there is nothing to compare others with' }
      : decision(own, others, trials.where);
  return { ...chosen, trials: summaryOf(trials, [own, ...others], done) };
}

interface Work<Name extends string> {
  readonly trials: ChoiceTrials<Name>;
  readonly options: VariantChoiceOptions<Name>;
  /** Trainings that are finished. */
  readonly done: DoneTraining[];
}

/** A candidate after one more training; one that diverges has no errors. */
async function trained<Name extends string>(
  { variant, folds }: Candidate<Name>,
  training: PlannedTraining,
  { trials, options: { store, signal, onProgress }, done }: Work<Name>,
): Promise<Candidate<Name>> {
  const { records, targets, seed, plan, learners } = trials;
  signal?.throwIfAborted();
  const total = plan.trainings.length * learners.size;
  const progress = (share: number): void => onProgress?.({ done: done.length, total, variant, share });
  const learner = learners.get(variant)!;
  const work = { learner, training, seed, targets, records, store, signal, onProgress: progress };
  try {
    const finished = (await finishedTraining(work)) ?? (await learnTraining(work));
    done.push(finished);
    return { variant, folds: [...folds, errorsOf(finished, trials)] };
  } catch (error) {
    if (!(error instanceof ModelError && error.code === 'diverged')) throw error;
    return { variant, folds: [] };
  }
}

function errorsOf(
  { training: { unseen }, predicted }: DoneTraining,
  { records, targets }: Pick<ChoiceTrials, 'records' | 'targets'>,
): CrystalErrors {
  const errors = targets.map((target) => {
    const known = unseen.flatMap((id, i) => {
      const values = records.get(id)!.targets as Readonly<Record<string, number>>;
      const prediction = new Map([[id, { [target.name]: predicted[target.name]![i]! }]]);
      return values[target.name] === undefined ? [] : [crystalError({ id, targets: values }, target, prediction)];
    });
    return [target.name, known] as const;
  });
  return Object.fromEntries(errors.filter(([, known]) => known.length > 0));
}

function summaryOf<Name extends string>(
  { plan, records, learners, wholeEpochs }: ChoiceTrials<Name>,
  candidates: readonly Candidate<Name>[],
  done: readonly DoneTraining[],
): VariantChoice<Name>['trials'] {
  const order = [...learners.keys()];
  const folds = plan.trainings
    .slice(0, Math.max(1, candidates[0]!.folds.length))
    .map(({ train, unseen }): TrialFold => ({
      groups: [...new Set(unseen.map((id) => records.get(id)!.features.groupNumber))].sort((a, b) => a - b),
      heldOut: unseen.length,
      train: train.length,
    }));
  const steps = done.reduce((sum, { training }) => sum + training.train.length * plan.epochs, 0);
  return {
    folds,
    epochs: plan.epochs,
    candidates: candidates
      .toSorted((a, b) => order.indexOf(a.variant) - order.indexOf(b.variant))
      .map((candidate) => tried(candidates[0]!, candidate)),
    share: steps / (records.size * wholeEpochs),
    seconds: done.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
