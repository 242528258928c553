import { basename } from 'node:path';
import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, show } from '../core/errors.js';
import type { OrbitFeatures } from '../features/featurize.js';
import { featureRecipe, type FeatureRecipe, type RecipeOptions } from '../features/recipe.js';
import type { CrystalPlacement } from '../frames/crystalPlacement.js';
import { framesOf } from '../frames/framedTensors.js';
import type { TensorTarget } from '../frames/standardTensor.js';
import type { FeatureJob, FeatureResult } from './featureJob.js';
import { Identifiers } from './identifiers.js';
import { receivedError } from './internalError.js';
import type { Dataset } from './dataset.js';
import { ownContent, placeOf, type Unit, unreadableUnit } from './unit.js';
import { openPool, workerCount, type WorkerPool } from './workerPool.js';

/** A file or folder that could not be opened; it takes part as one refused record. */
export interface UnreadableSource {
  /** Path or URL. */
  readonly name: string;
  readonly error: DataError;
}

export interface ItemPlace {
  /** Path or URL of the data set, as it was opened. */
  readonly source: string;
  /** File in which the record is. */
  readonly file: string;
  readonly id: string;
  /** What reading and standardising have to say. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A record with its features, or why it has none. */
export type FeaturizedItem = ItemPlace &
  (
    | {
        readonly ok: true;
        readonly features: OrbitFeatures<Float32Array>;
        /** Reduced formula. */
        readonly formula: string;
        /** International Tables number of the crystal's own group, see `CrystalRecord`. */
        readonly groupNumber: number;
        readonly targets: Readonly<Record<string, number>>;
        /** Tensors in the standard frame; those that lack the symmetry of their crystals are left out. */
        readonly tensors: Readonly<Record<string, TensorTarget>>;
        /** How the record lies in its standard crystal, where that is asked for. */
        readonly placement?: CrystalPlacement;
      }
    | { readonly ok: false; readonly error: DataError }
  );

export interface FeaturesOfOptions {
  /** What the features are to mean: a recipe, or what of it is not the default. */
  readonly recipe?: FeatureRecipe | RecipeOptions | undefined;
  /** Threads; 0 works in this one. Defaults to the number of processors, at most 16. */
  readonly workers?: number | undefined;
  /** Say how records lie in their standard crystals: predicted tensors are turned into the frames of their files with it. Defaults to false. */
  readonly placement?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Units of one job. */
const JOB_UNITS = 16;
/** Input of one job, in bytes or characters. */
const JOB_SIZE = 512 * 1024;
/** Jobs that are begun ahead of the reader, for each thread: what bounds the memory. */
const AHEAD = 3;

/**
 * Reads, standardises and featurises all records of a data set, or of several one after another, in threads; this thread only hands out
 * what is to be read. The items come in the order of the records. Only some hundred records are worked on ahead of the reader, so that
 * memory does not grow with the number of records. Records of one data set that repeat an identifier are refused.
 *
 * A few records are done in this thread: they are ready before another thread has started.
 *
 * The error of a source that cannot be read further comes after the items of the records before it.
 *
 * @throws DataError `bad-argument`, `thread-stopped`, `aborted`; an `InternalError` that names the record for an error of this package
 */
export async function* featuresOf(
  sources: Dataset | Iterable<Dataset | UnreadableSource> | AsyncIterable<Dataset | UnreadableSource>,
  { recipe, workers, placement, signal }: FeaturesOfOptions = {},
): AsyncGenerator<FeaturizedItem> {
  const whole = featureRecipe(recipe);
  const threads = workerCount(workers, 'featuresOf');
  const identifiers = new WeakMap<object, Identifiers>();
  const input = groups(isDataset(sources) ? [sources] : sources);
  const queue: Promise<Answered[]>[] = [];
  const inOrder = async (job: Promise<Answered[]>): Promise<FeaturizedItem[]> =>
    (await beforeAbort(job, signal)).map((answered) => itemOf(answered, whole, identifiers));
  let pool: WorkerPool | undefined;
  try {
    for (;;) {
      const next = await beforeAbort(input.next(), signal);
      if (next.done === true) break;
      const group = next.value;
      if ('failure' in group) {
        // The records before the failure were read well: they come first.
        for (const job of queue) yield* await inOrder(job);
        throw group.failure;
      }
      pool ??= openPool(group.isLast ? 0 : threads);
      const job = featurized(group.parts, { recipe: whole, placement }, pool);
      // It is awaited in its turn; without a handler until then, Node would end the process on its failure.
      job.catch(() => undefined);
      queue.push(job);
      // Without threads, work ahead of the reader would only make it wait.
      if (queue.length >= (threads === 0 ? 1 : AHEAD * pool.size)) yield* await inOrder(queue.shift()!);
    }
    for (const job of queue) yield* await inOrder(job);
  } finally {
    const closed = input.return();
    // A source that was asleep when the signal was set would be awaited until it has its next record.
    if (signal?.aborted === true) closed.catch(() => undefined);
    else await closed;
    await pool?.close();
  }
}

/** A unit and where it comes from. */
interface Part {
  readonly unit: Unit;
  readonly source: Dataset | UnreadableSource;
}

interface Group {
  readonly parts: readonly Part[];
  /** Nothing comes after it. */
  readonly isLast: boolean;
}

/** Why a source cannot be read further; it comes after all that was read. */
interface Failure {
  readonly failure: unknown;
}

/** What a thread answered of a record, and the unit in which it is. */
interface Answered {
  readonly result: FeatureResult;
  readonly part: Part;
}

async function featurized(
  parts: readonly Part[],
  options: Pick<FeatureJob, 'recipe' | 'placement'>,
  pool: WorkerPool,
): Promise<Answered[]> {
  const results = await pool.run('features', {
    ...options,
    units: parts.map(({ unit }) => ownContent(unit)),
    fields: parts.map(({ source }) => (isDataset(source) ? source.fields : {})),
  });
  return results.map((result) => ({ result, part: parts[result.unit] as Part }));
}

function itemOf(
  { result, part: { unit, source } }: Answered,
  recipe: FeatureRecipe,
  identifiers: WeakMap<object, Identifiers>,
): FeaturizedItem {
  let known = identifiers.get(source);
  if (known === undefined) identifiers.set(source, (known = new Identifiers()));
  const { id, diagnostics } = result;
  const repetition = known.repetition(id, placeOf(unit));
  const place: ItemPlace = { source: source.name, file: unit.file, id, diagnostics };
  if (!result.ok) {
    const error = receivedError(result.error);
    if (!(error instanceof DataError)) throw error;
    return { ...place, ok: false, error };
  }
  if (repetition !== undefined) return { ...place, ok: false, error: repetition };
  const { features, formula, groupNumber, targets, tensors, placement } = result;
  // One recipe for all: a thread can only send copies.
  return {
    ...place,
    ok: true,
    features: { ...features, recipe },
    formula,
    groupNumber,
    targets,
    tensors,
    ...(placement && { placement }),
  };
}

/** Units in groups of one job each, at last why there are no more if a source failed. */
async function* groups(
  sources: Iterable<Dataset | UnreadableSource> | AsyncIterable<Dataset | UnreadableSource>,
): AsyncGenerator<Group | Failure, void> {
  let before: readonly Part[] | undefined;
  let parts: Part[] = [];
  let size = 0;
  let failed: Failure | undefined;
  try {
    for await (const source of sources) {
      checkFrames(source);
      for await (const unit of unitsOf(source)) {
        parts.push({ unit, source });
        size += unit.content.length;
        if (parts.length < JOB_UNITS && size < JOB_SIZE) continue;
        // The one before is handed out now, as it is known not to be the last.
        if (before !== undefined) yield { parts: before, isLast: false };
        before = parts;
        parts = [];
        size = 0;
      }
    }
  } catch (failure) {
    failed = { failure };
  }
  if (before !== undefined) yield { parts: before, isLast: parts.length === 0 };
  if (parts.length > 0) yield { parts, isLast: true };
  if (failed !== undefined) yield failed;
}

/** @throws DataError `bad-argument` for a tensor without a frame: it can be chosen over a whole data set only */
function checkFrames(source: Dataset | UnreadableSource): void {
  if (!isDataset(source)) return;
  for (const [name, field] of Object.entries(source.fields.tensors ?? {}))
    if (framesOf(field).length > 1)
      throw new DataError(
        'bad-argument',
        `featuresOf: the frame of the tensor ${show(name)} must be named, records come one after another; prepare the data set, which chooses one`,
      );
}

/** By what it can do: a data set of another copy of this package is of another class. */
const isDataset = (source: object): source is Dataset => 'units' in source;

async function* unitsOf(source: Dataset | UnreadableSource): AsyncGenerator<Unit> {
  if (isDataset(source)) {
    yield* source.units();
    return;
  }
  const { name, error } = source;
  const { file = name, line, code, reason } = error;
  const place = { index: 0, kind: 'structures', file, ...(line === undefined ? {} : { line }) } as const;
  yield unreadableUnit({ ...place, id: basename(name) }, code, reason);
}

const abortError = (): DataError => new DataError('aborted', 'featuresOf was stopped by its signal');

/** The value of a promise, or the abort error as soon as the signal is set: nobody waits for a thread or a source any more. */
function beforeAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(abortError());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    // The listener goes with its promise: the signal would keep all values of a long run.
    const released = (): void => signal.removeEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(released);
  });
}
