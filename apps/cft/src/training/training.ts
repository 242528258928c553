import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Trainer } from '@crystal-fourier/model';
import { type Backend, backendLabel, type BackendName, chooseBackend } from '../shell/backend.js';
import { readConfigFile } from '../runs/configFile.js';
import type { Context } from '../shell/context.js';
import { dataName, type DataParts, openParts } from '../data/dataParts.js';
import { dataError, throwIfInterrupted, usageError } from '../shell/failure.js';
import { RUN_FILES, RunFolder } from '../runs/runFolder.js';
import { whileTraining } from '../runs/runLock.js';
import { leftOutOf, leftOutTable } from './exclusions.js';
import { startedNetwork, trainNetworks } from './networks.js';
import { extensiveTargets } from './extensive.js';
import {
  completePlan,
  memberOptions,
  saysExtensive,
  type TrainingPlan,
  trainingPlan,
  type TrainOptions,
} from '../runs/plan.js';
import { concludeRun, type TrainingSummary, summaryOf } from './summary.js';
import { versions } from '../shell/versions.js';

type Surroundings = Pick<Context, 'console' | 'io' | 'signal' | 'argv'>;

/**
 * Trains, from the beginning, and writes the folder of the run. Whatever is wrong with the data, the configuration or the folder is
 * said before the folder is made.
 *
 * @throws CliError, DataError; ModelError `diverged` with the records
 */
export async function startTraining(
  location: string,
  options: TrainOptions,
  context: Surroundings,
): Promise<TrainingSummary> {
  const { console, argv } = context;
  const given = await trainingPlan(options);
  const path = options.out ?? (await freeFolder(location, given));
  await checkFree(path);
  const backend = await backendFor(given.backend, context);
  const data = await openData(location, given, given.split, options, context);
  const plan = (await saysExtensive(options)) ? given : withExtensive(given, data, context);
  const leftOut = leftOutOf(data, plan);
  if (data.parts['val'] === undefined)
    console.warn('there are no validation records (part val): the weights after the last epoch are kept');
  // A network that cannot be, or targets without spread, are found before anything is written.
  const first = Trainer.create({
    model: { ...plan.model, targets: plan.target },
    training: memberOptions(plan, 0),
    train: data.parts['train'] ?? [],
    validation: data.parts['val'] ?? [],
  });
  let run: RunFolder;
  try {
    throwIfInterrupted(context.signal);
    run = await RunFolder.create(path, {
      command: argv,
      data: {
        path: data.path,
        hash: data.hash,
        records: Object.values(data.parts).flat().length,
        parts: Object.fromEntries(Object.entries(data.parts).map(([part, list]) => [part, list.length])),
      },
      versions: versions(),
      backend: backendLabel(backend),
      seed: plan.seed,
      started: new Date().toISOString(),
    });
    await run.writeJson(RUN_FILES.split, data.split);
    await run.write(RUN_FILES.excluded, leftOutTable(leftOut));
    // Last: a run with a configuration can be gone on with.
    await run.writeJson(RUN_FILES.config, plan);
  } catch (error) {
    first.dispose();
    throw error;
  }
  return whileTraining(run, async () => {
    await trainNetworks({ run, plan, data, from: { member: 0, trainer: first } }, context);
    return concludeRun(run, { plan, data, leftOut, backend }, context);
  });
}

/**
 * Goes on with a run: with the same data on the same backend its weights become, bit by bit, those of a run that was not
 * interrupted. A finished run is left as it is.
 *
 * @param location where the data lie now; defaults to where they lay
 * @throws CliError where the folder is no run that can go on, or the data are not those of the run
 */
export async function resumeTraining(
  path: string,
  location: string | undefined,
  options: Pick<TrainOptions, 'backend' | 'cache' | 'workers'>,
  context: Surroundings,
): Promise<TrainingSummary> {
  const { console } = context;
  const run = await RunFolder.open(path);
  const { status, data: known, backend: before } = run.record;
  if (status === 'diverged')
    throw usageError(
      `${path}: the run diverged, and would again`,
      'start a new one with a lower training.learningRate in its --config',
    );
  const names = await readdir(path);
  if (!names.includes(RUN_FILES.config))
    throw dataError(`${path}: the run was stopped before it began`, 'remove the folder and start it again');
  const plan = completePlan(await readConfigFile(run.file(RUN_FILES.config)));
  if (status === 'finished') {
    console.info(`${path}: the run is finished already`);
    return summaryOf(run, plan);
  }

  const backend = await backendFor(options.backend ?? (before.split(' ')[0] as BackendName), context);
  if (backendLabel(backend) !== before)
    console.warn(
      `the run began on ${before} and goes on with ${backendLabel(backend)}: its weights will differ slightly`,
    );
  const data = await openData(location ?? known.path, plan, run.file(RUN_FILES.split), options, context);
  if (data.hash !== known.hash)
    throw dataError(
      `${data.path}: the data are not those that the run began with: records, targets or parts have changed`,
      `start a new run, or say where they are: cft train DATA --resume ${path}`,
    );
  const leftOut = leftOutOf(data, plan);
  return whileTraining(run, async () => {
    const from = await startedNetwork(run, data);
    await run.update({ status: 'running' });
    await trainNetworks({ run, plan, data, from }, context);
    return concludeRun(run, { plan, data, leftOut, backend }, context);
  });
}

/** The plan with the targets that the data show to be of the whole cell: it is said, and can be forbidden. */
function withExtensive(plan: TrainingPlan, data: DataParts, { console }: Surroundings): TrainingPlan {
  if (plan.model.task === 'classification') return plan;
  const found = extensiveTargets(data.parts['train'] ?? [], plan.target);
  for (const { name, correlation } of found) {
    console.info(
      `${name} grows with the number of atoms in the primitive cell (correlation ${correlation.toFixed(2)}): it is learned per atom; --no-extensive forbids it`,
    );
  }
  return { ...plan, training: { ...plan.training, extensive: found.map(({ name }) => name) } };
}

async function backendFor(wanted: BackendName | undefined, { console }: Surroundings): Promise<Backend> {
  const backend = await chooseBackend(wanted);
  if (backend.note !== undefined) console.warn(backend.note);
  return backend;
}

async function openData(
  location: string,
  plan: TrainingPlan,
  split: string | undefined,
  { cache, workers }: Pick<TrainOptions, 'cache' | 'workers'>,
  { console, io, signal }: Surroundings,
): Promise<DataParts> {
  const { target, seed, symprec } = plan;
  const data = await openParts(location, {
    console,
    env: io.env,
    signal,
    split,
    seed,
    symprec,
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

/** `runs/elasticity-bulk_modulus-2`: the first of these that is not there. */
async function freeFolder(location: string, { target }: TrainingPlan): Promise<string> {
  const name = `${dataName(location)}-${target.join('-')}`.replace(/[^\w.-]+/g, '_').slice(0, 80);
  const taken = new Set(await readdir('runs').catch(() => []));
  let n = 1;
  while (taken.has(`${name}-${n}`)) n++;
  return join('runs', `${name}-${n}`);
}

/** Before the data are prepared, which may take long: `RunFolder.create` looks again. */
async function checkFree(path: string): Promise<void> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw error.code === 'ENOTDIR' ? usageError(`${path}: a run needs a folder, this is a file`) : error;
  });
  if (names.includes(RUN_FILES.record))
    throw usageError(
      `${path}: the folder has a run already`,
      `choose another --out, or go on: cft train --resume ${path}`,
    );
  if (names.length > 0)
    throw usageError(`${path}: a run needs an empty folder, it has ${names.length} files`, 'choose another --out');
}
