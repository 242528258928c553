import { requiredFeatures } from '@crystal-fourier/model';
import { type Backend, type BackendName, chooseBackend } from '../shell/backend.js';
import type { Context } from '../shell/context.js';
import { type DataParts, openParts } from '../data/dataParts.js';
import { dataError } from '../shell/failure.js';
import type { RequestedFeatures } from '../data/requestedFeatures.js';
import { tensorFields, type TrainingPlan, type TrainOptions } from '../config/plan.js';

/** What a training needs of its surroundings. */
export type Surroundings = Pick<Context, 'console' | 'io' | 'signal' | 'argv'>;

/** The requested backend, or the fastest that works; a warning says why a faster one does not work. */
export async function backendFor(requested: BackendName | undefined, { console }: Surroundings): Promise<Backend> {
  const backend = await chooseBackend(requested);
  if (backend.note !== undefined) console.warn(backend.note);
  return backend;
}

/**
 * The data set of a plan.
 *
 * @param features to ask for where the network begins with a trained one; by default what a network of its configuration reads
 * @throws CliError where it has no part named train; DataError
 */
export async function openData(
  location: string,
  plan: TrainingPlan,
  split: string | undefined,
  {
    cache,
    workers,
    features,
  }: Pick<TrainOptions, 'cache' | 'workers'> & { readonly features?: RequestedFeatures | undefined },
  { console, io, signal }: Surroundings,
): Promise<DataParts> {
  const { target, seed, symprec, handedness, reading } = plan;
  const data = await openParts(location, {
    console,
    env: io.env,
    signal,
    split,
    seed,
    symprec,
    handedness,
    reading,
    requested: features ?? requiredFeatures(plan.model),
    tensors: tensorFields(plan),
    workers,
    targets: target,
    cache: cache ?? plan.cache,
  });
  if (data.parts['train'] === undefined)
    throw dataError(
      `${location}: a training needs a part named train, the split has ${Object.keys(data.parts).join(', ')}`,
    );
  return data;
}
