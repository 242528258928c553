import type { BatchRecord } from '@crystal-fourier/data';
import { ModelError, show } from '../config/errors.js';
import { parseObject } from '../config/plainJson.js';
import type { CrossvalTarget } from './crossval.js';
import type { CrossvalStore, Learner, LearnerInput } from './learner.js';
import type { DoneTraining, PlannedTraining } from './trainings.js';

/** One training of one model. */
export interface TrainingWork extends Pick<LearnerInput, 'onProgress' | 'signal'> {
  readonly learner: Learner;
  readonly training: PlannedTraining;
  readonly seed: number;
  readonly targets: readonly CrossvalTarget[];
  readonly records: ReadonlyMap<string, BatchRecord>;
  readonly store: CrossvalStore | undefined;
}

/** A name as a part of a path on every system. */
export const fileName = (name: string): string => name.replace(/[^\w.+-]+/g, '-');

const pathOf = ({ learner, training, seed }: TrainingWork): string =>
  `${fileName(learner.name)}/seed-${seed}/${fileName(training.name)}`;

/** The predictions that are kept of a training; undefined if it is not finished. @throws ModelError `bad-data` for a damaged file */
export async function finishedTraining(work: TrainingWork): Promise<DoneTraining | undefined> {
  const { learner, training, seed, store, targets } = work;
  const path = `${pathOf(work)}.json`;
  const bytes = await store?.read(path);
  if (bytes === undefined) return undefined;
  const kept = parseObject(new TextDecoder().decode(bytes));
  const { ids, predicted, seconds } = kept ?? {};
  const isSame =
    Array.isArray(ids) && ids.length === training.unseen.length && training.unseen.every((id, i) => ids[i] === id);
  if (!isSame || typeof predicted !== 'object' || predicted === null || typeof seconds !== 'number')
    throw new ModelError(
      'bad-data',
      `cross-validation: the kept result ${path} is damaged, or of other records; remove it, and it is made again`,
    );
  const values = checked(predicted as Record<string, readonly number[]>, targets, training, learner);
  return { model: learner.name, seed, training, predicted: values, seconds };
}

/**
 * Trains a model and keeps its predictions; the state of the training is kept until then.
 *
 * @throws what the model throws; a ModelError with the names of the model and the training
 */
export async function learnTraining(work: TrainingWork): Promise<DoneTraining> {
  const { learner, training, seed, targets, records, store, onProgress, signal } = work;
  const path = pathOf(work);
  const state = `${path}.checkpoint`;
  const of = (ids: readonly string[]): BatchRecord[] => ids.map((id) => records.get(id)!);
  const started = performance.now();
  const learned = await learner
    .learn({
      targets,
      train: of(training.train),
      validation: of(training.validation),
      // Without targets: no model can see what it is asked for.
      unseen: of(training.unseen).map(({ id, features }) => ({ id, features })),
      seed,
      onProgress,
      signal,
      checkpoint:
        store === undefined
          ? undefined
          : { read: () => store.read(state), write: (bytes) => store.write(state, bytes) },
    })
    .catch((error: unknown) => {
      if (!(error instanceof ModelError)) throw error;
      const where = `model ${learner.name}, ${training.name}, seed ${seed}`;
      throw new ModelError(error.code, `${where}: ${error.message}`, error.records);
    });
  const predicted = checked(learned, targets, training, learner);
  const seconds = (performance.now() - started) / 1000;
  const lists = Object.fromEntries(Object.entries(predicted).map(([name, values]) => [name, Array.from(values)]));
  const text = JSON.stringify({ ids: training.unseen, predicted: lists, seconds });
  await store?.write(`${path}.json`, new TextEncoder().encode(text));
  await store?.remove(state);
  return { model: learner.name, seed, training, predicted, seconds };
}

/** @throws ModelError `bad-data` where a prediction is missing or no finite number */
function checked(
  predicted: Readonly<Record<string, ArrayLike<number>>>,
  targets: readonly CrossvalTarget[],
  { unseen, name: training }: PlannedTraining,
  { name: model }: Learner,
): Readonly<Record<string, ArrayLike<number>>> {
  for (const { name } of targets) {
    const values = predicted[name];
    const wrong = unseen.findIndex((_, i) => !Number.isFinite(values?.[i]));
    if (values?.length === unseen.length && wrong < 0) continue;
    throw new ModelError(
      'bad-data',
      `cross-validation: ${model} must predict a finite ${name} for each of ${unseen.length} crystals (${training}), got ${values === undefined ? 'none' : values.length === unseen.length ? `${show(values[wrong])} for ${unseen[wrong]}` : values.length}`,
      wrong < 0 ? [] : [unseen[wrong]!],
    );
  }
  return predicted;
}
