import { readdir } from 'node:fs/promises';
import { completePlan, type TrainingPlan, type TrainOptions, undecidedModel } from '../config/plan.js';
import type { DataParts } from '../data/dataParts.js';
import { runConfig } from '../runs/runConfig.js';
import { RUN_FILES, RunFolder, type RunRecord } from '../runs/runFolder.js';
import { whileTraining } from '../runs/runLock.js';
import { WorkTime } from '../runs/workTime.js';
import { backendLabel, type BackendName } from '../shell/backend.js';
import { dataError, usageError } from '../shell/failure.js';
import { concludeRun } from './concludeRun.js';
import { leftOutOf } from './exclusions.js';
import { sourceOfRun } from './newTrainer.js';
import { summaryOf, type TrainingSummary } from './summary.js';
import { startedNetwork, trainNetworks } from './trainNetworks.js';
import { backendFor, openData, type Surroundings } from './trainingData.js';
import { chooseVariantOf } from './variantChoice.js';

/**
 * Goes on with a run: with the same data on the same backend its weights become, bit by bit, those of a run that was not
 * interrupted. With fewer epochs than it began with it ends after these, with the best weights until then. A finished run is left as it is.
 *
 * @param location where the data lie now; defaults to where they lay
 * @throws CliError where the folder is no run that can go on, or the data are not those of the run
 */
export async function resumeTraining(
  path: string,
  location: string | undefined,
  options: Pick<TrainOptions, 'backend' | 'cache' | 'workers' | 'epochs'>,
  context: Surroundings,
): Promise<TrainingSummary> {
  const { console } = context;
  const run = await RunFolder.open(path);
  const { status, data: known, backend: before, source } = run.record;
  if (status === 'diverged')
    throw usageError(
      `${path}: the run diverged, and would again`,
      'start a new one with a lower training.learningRate in its --config',
    );
  const names = await readdir(path);
  if (!names.includes(RUN_FILES.config))
    throw dataError(`${path}: the run was stopped before it began`, 'remove the folder and start it again');
  const config = await runConfig(run);
  const plan = completePlan(config);
  if (status === 'finished') {
    console.info(`${path}: the run is finished already`);
    return summaryOf(run, plan);
  }
  const epochs = lastEpoch(run, plan, options.epochs);
  const backend = await backendFor(options.backend ?? (before.split(' ')[0] as BackendName), context);
  if (backendLabel(backend) !== before)
    console.warn(
      `the run began on ${before} and goes on with ${backendLabel(backend)}: its weights will differ slightly`,
    );
  const data = await openData(
    location ?? known.path,
    plan,
    run.file(RUN_FILES.split),
    { ...options, features: source?.features },
    context,
  );
  if (!isSameData(known, data))
    throw dataError(
      `${data.path}: the data are not those that the run began with: records, targets or parts have changed`,
      `start a new run, or say where they are: cft train DATA --resume ${path}`,
    );
  const leftOut = leftOutOf(data, plan);
  const undecided = undecidedModel(config);
  return whileTraining(run, async () => {
    const from = await startedNetwork(run, data);
    const time = await WorkTime.of(run);
    await run.update({ status: 'running', ...(epochs < plan.training.epochs ? { epochs } : {}) });
    const decided =
      undecided === undefined ? plan : await chooseVariantOf(run, { plan, undecided, data }, time, context);
    const shortened = { ...decided, training: { ...decided.training, epochs } };
    await trainNetworks({ run, plan: shortened, data, from, source: () => sourceOfRun(run, plan), time }, context);
    return concludeRun(run, { plan: decided, data, leftOut, backend, time }, context);
  });
}

/**
 * The epoch after which a run ends: the one that is asked for, now or by an earlier `--resume`, else that of its configuration.
 *
 * @throws CliError for more than the run began with
 */
function lastEpoch({ path, record }: RunFolder, { training }: TrainingPlan, asked: number | undefined): number {
  if (asked !== undefined && asked > training.epochs)
    throw usageError(
      `${path}: --epochs must be at most ${training.epochs}, with which the run began, got ${asked}: its learning rates are for so many`,
      'start a new run for more',
    );
  return asked ?? record.epochs ?? training.epochs;
}

/**
 * Whether a run began with these data. Runs of earlier versions tell how many records each part had; their checkpoint tells the rest, and
 * is compared when it is read.
 */
function isSameData({ hash, hashOf, parts }: RunRecord['data'], data: DataParts): boolean {
  if (hashOf === 'records') return data.hash === hash;
  const names = new Set([...Object.keys(parts), ...Object.keys(data.parts)]);
  return [...names].every((part) => parts[part] === data.parts[part]?.length);
}
