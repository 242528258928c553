import { type HoldOutFold, heldOutSplit, sampleOf, validationOf } from '@crystal-fourier/data';
import { Random } from '@crystal-fourier/math3';
import type { InDistribution } from './crossval.js';

/** One training of each model: which records it is fitted to, chosen by, and predicts. All lists are sorted. */
export interface PlannedTraining {
  /** Differs from those of the others: `held-out cubic`, `in-distribution 2`, `in-distribution cubic 1`. */
  readonly name: string;
  readonly kind: 'held-out' | 'in-distribution';
  /** The fold that it predicts, or a part of; absent where it predicts a part of all folds. */
  readonly fold?: string;
  readonly train: readonly string[];
  readonly validation: readonly string[];
  readonly unseen: readonly string[];
}

/** A training of one model that is finished. */
export interface DoneTraining {
  readonly model: string;
  readonly seed: number;
  readonly training: PlannedTraining;
  /** By target, in the order of `training.unseen`, in the units of the data set. */
  readonly predicted: Readonly<Record<string, ArrayLike<number>>>;
  readonly seconds: number;
}

export interface TrainingPlanOptions {
  readonly inDistribution: InDistribution;
  /** Share of the records that are not held out. */
  readonly validationShare: number;
  /** Decides the parts of the in-distribution trainings: the same for all seeds of the models. */
  readonly seed: number;
  /** Of the models: decides which records are for validation, and which are cut. */
  readonly trainingSeed: number;
}

/**
 * All trainings of one seed: those that hold a fold out, in the order of the folds, then the in-distribution ones.
 *
 * Laws: no record that a training predicts is in its `train` or `validation`; no record of a fold is in those of its held-out training; each
 * record of a fold is predicted by exactly one in-distribution training (of `own`: by one for each fold that has it).
 *
 * @param ids of all records
 */
export function plannedTrainings(
  ids: readonly string[],
  folds: readonly HoldOutFold[],
  { inDistribution, validationShare, seed, trainingSeed }: TrainingPlanOptions,
): readonly PlannedTraining[] {
  const heldOut = folds.map((fold): PlannedTraining => {
    const { parts } = heldOutSplit(ids, fold, { validation: validationShare, seed: trainingSeed });
    const { train = [], val = [], test = [] } = parts;
    return { name: `held-out ${fold.name}`, kind: 'held-out', fold: fold.name, train, validation: val, unseen: test };
  });
  const { form, parts: count } = inDistribution;
  const options = { count, validationShare, seed, trainingSeed };
  const beside =
    form === 'none'
      ? []
      : form === 'shared'
        ? inDistributionTrainings(ids, folds, options)
        : folds.flatMap((fold) =>
            inDistributionTrainings(ids, [fold], options).map((training, i) => ({
              ...training,
              fold: fold.name,
              name: `in-distribution ${fold.name} ${i + 1}`,
            })),
          );
  return [...heldOut, ...beside];
}

interface PartOptions extends Pick<TrainingPlanOptions, 'validationShare' | 'seed' | 'trainingSeed'> {
  readonly count: number;
}

/** Trainings that predict the records of folds, a random part of each fold at a time, with as many records as the held-out trainings. */
function inDistributionTrainings(
  ids: readonly string[],
  folds: readonly HoldOutFold[],
  { count, validationShare, seed, trainingSeed }: PartOptions,
): PlannedTraining[] {
  const all = ids.toSorted();
  const inFolds = new Set(folds.flatMap((fold) => fold.ids));
  const most = meanRest(ids.length, folds);
  return partsOf(folds, count, seed).map((unseen, i): PlannedTraining => {
    const left = new Set(unseen);
    const rest = all.filter((id) => !left.has(id));
    const { train, val } = validationOf(cut(rest, inFolds, most, trainingSeed), validationShare, trainingSeed);
    return { name: `in-distribution ${i + 1}`, kind: 'in-distribution', train, validation: val, unseen };
  });
}

/** Records that a held-out training has, in the mean over the held-out records: for a single fold all that are not in it. */
function meanRest(records: number, folds: readonly HoldOutFold[]): number {
  const sizes = folds.map(({ ids }) => ids.length);
  const heldOut = sizes.reduce((sum, size) => sum + size, 0);
  return Math.round(sizes.reduce((sum, size) => sum + (size / heldOut) * (records - size), 0));
}

/** Each fold is dealt out at random, so that each part has the same share of it. A record of several folds counts once. */
function partsOf(folds: readonly HoldOutFold[], count: number, seed: number): string[][] {
  const random = Random.seeded(seed);
  const parts = Array.from({ length: count }, (): string[] => []);
  const dealt = new Set<string>();
  for (const fold of folds) {
    for (const id of random.shuffled(fold.ids.filter((member) => !dealt.has(member)).sort())) {
      parts[dealt.size % count]!.push(id);
      dealt.add(id);
    }
  }
  return parts.filter((part) => part.length > 0).map((part) => part.sort());
}

/**
 * At most so many of the records. What is taken out is drawn from the records of no fold, or from all where those do not suffice:
 * a fold that is being predicted keeps its share in the training.
 */
function cut(rest: readonly string[], inFolds: ReadonlySet<string>, most: number, seed: number): string[] {
  const surplus = rest.length - most;
  if (surplus <= 0) return [...rest];
  const others = rest.filter((id) => !inFolds.has(id));
  const removed = new Set(sampleOf(others.length >= surplus ? others : rest, surplus, seed));
  return rest.filter((id) => !removed.has(id));
}
