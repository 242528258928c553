import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceChoice } from '@crystal-fourier/model';
import { type RequestedTraining, requestedTraining, type TrainingPlan, type TrainOptions } from '../config/plan.js';
import type { DataParts } from '../data/dataParts.js';
import { dataName } from '../data/location.js';
import { type RequestedFeatures, requestsOf } from '../data/requestedFeatures.js';
import { RUN_FILES, RunFolder } from '../runs/runFolder.js';
import { whileTraining } from '../runs/runLock.js';
import { findSource, type FoundSource } from '../runs/trainingSource.js';
import { WorkTime } from '../runs/workTime.js';
import { backendLabel } from '../shell/backend.js';
import type { Context } from '../shell/context.js';
import { throwIfInterrupted, usageError } from '../shell/failure.js';
import { versions } from '../shell/versions.js';
import { concludeRun } from './concludeRun.js';
import { leftOutOf, leftOutTable } from './exclusions.js';
import { extensiveTargets } from './extensiveTargets.js';
import { newTrainer, takenText } from './newTrainer.js';
import { chosenSource, sourceChoiceText } from './sourceChoice.js';
import type { TrainingSummary } from './summary.js';
import { targetWarnings } from './targetWarnings.js';
import { trainNetworks } from './trainNetworks.js';
import { backendFor, openData } from './trainingData.js';
import { choiceAtHand, choiceText, chooseVariantOf, undecidedConfig } from './variantChoice.js';

type Surroundings = Pick<Context, 'console' | 'io' | 'signal' | 'argv'>;

/**
 * Trains from the beginning and writes the folder of the run. Errors of the data, the configuration or the folder are found before the
 * folder is made.
 *
 * @throws CliError, DataError; ModelError `diverged` with the records
 */
export async function startTraining(
  location: string,
  options: TrainOptions,
  context: Surroundings,
): Promise<TrainingSummary> {
  const { console, argv } = context;
  const asked = await requestedTraining(options, findSource);
  const path = options.out ?? (await freeFolder(location, asked.plan));
  await checkFree(path);
  const backend = await backendFor(asked.plan.backend, context);
  const { data, plan, undecided, source, features, sourceChoice } = await preparedTraining(
    location,
    asked,
    options,
    context,
  );
  const leftOut = leftOutOf(data, plan);
  if (data.parts['val'] === undefined)
    console.warn('there are no validation records (part val): the weights after the last epoch are kept');
  for (const warning of targetWarnings(data, plan)) console.warn(warning);
  const open = undecided === undefined ? undefined : { plan, undecided, data };
  const choice = open === undefined ? undefined : choiceAtHand(open);
  if (choice !== undefined) console.info(choiceText(choice));
  const toChoose = choice === undefined ? open : undefined;
  // An impossible network, or targets without spread, are found before anything is written; where the variant is to be chosen, by the choice.
  const first = toChoose === undefined ? await newTrainer(plan, 0, data, source) : undefined;
  if (first?.taken !== undefined) console.info(takenText(first.taken));
  if (source?.isFinished === false)
    console.warn(`${source.path}: its training is not finished: the training begins with its best weights so far`);
  let run: RunFolder;
  try {
    throwIfInterrupted(context.signal);
    run = await RunFolder.create(path, {
      command: argv,
      data: {
        path: data.path,
        hash: data.hash,
        hashOf: 'records',
        records: Object.values(data.parts).flat().length,
        parts: Object.fromEntries(Object.entries(data.parts).map(([part, list]) => [part, list.length])),
        ...(plan.tensor === undefined ? {} : { frames: data.frames }),
      },
      versions: versions(),
      backend: backendLabel(backend),
      seed: plan.seed,
      started: new Date().toISOString(),
      ...(choice === undefined ? {} : { choice }),
      ...(sourceChoice === undefined ? {} : { sourceChoice }),
      ...(source && first?.taken && features
        ? { source: { ...first.taken, path: source.path, sha256: source.sha256, features } }
        : {}),
    });
    await run.writeJson(RUN_FILES.split, data.split);
    await run.write(RUN_FILES.excluded, leftOutTable(leftOut));
    // The configuration is written last: a run that has one can be resumed.
    await run.writeJson(RUN_FILES.config, toChoose === undefined ? writtenPlan(plan) : undecidedConfig(toChoose));
  } catch (error) {
    first?.dispose();
    throw error;
  }
  const time = new WorkTime();
  return whileTraining(run, async () => {
    const decided = toChoose === undefined ? plan : await chooseVariantOf(run, toChoose, time, context);
    await trainNetworks(
      { run, plan: decided, data, from: { member: 0, trainer: first }, source: async () => source, time },
      context,
    );
    return concludeRun(run, { plan: decided, data, leftOut, backend, time }, context);
  });
}

/** A training whose data are in memory, and of which it is known what it begins with. */
interface PreparedTraining {
  readonly data: DataParts;
  readonly plan: TrainingPlan;
  readonly undecided: RequestedTraining['undecided'];
  readonly source: FoundSource | undefined;
  readonly features: RequestedFeatures | undefined;
  readonly sourceChoice: SourceChoice | undefined;
}

async function preparedTraining(
  location: string,
  asked: RequestedTraining<FoundSource>,
  options: TrainOptions,
  context: Surroundings,
): Promise<PreparedTraining> {
  const { plan, begun, namesExtensive, choosesSource } = asked;
  const features = begun && requestsOf(begun.recipe, [plan.model]);
  const data = await openData(location, plan, plan.split, { ...options, features }, context);
  const complete = namesExtensive ? plan : withExtensive(plan, data, context);
  const known = { data, plan: complete, undecided: asked.undecided, features, source: begun?.source };
  if (!choosesSource) return { ...known, sourceChoice: undefined };
  const { choice, source } = await chosenSource({ ...asked, plan: complete }, options, data, context);
  context.console.info(sourceChoiceText(choice));
  if (source === undefined) return { ...known, sourceChoice: choice };
  const again = await requestedTraining({ ...options, from: source.path }, findSource);
  const { extensive } = complete.training;
  return {
    data,
    plan: { ...again.plan, training: { ...again.plan.training, extensive } },
    undecided: undefined,
    source,
    // Those that the data were opened with are what this network reads.
    features: requestsOf(again.begun!.recipe, [again.plan.model]),
    sourceChoice: choice,
  };
}

/** A plan as a configuration has it: an empty list of targets says nothing. */
const writtenPlan = ({ target, ...rest }: TrainingPlan): object => (target.length === 0 ? rest : { target, ...rest });

/** The plan with the targets that the data show to be extensive. A message names them, and `--no-extensive` switches it off. */
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

/** `runs/elasticity-bulk_modulus-2`: the first of these that is not there. */
async function freeFolder(location: string, { target, tensor = {} }: TrainingPlan): Promise<string> {
  const name = `${dataName(location)}-${[...target, ...Object.keys(tensor)].join('-')}`
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 80);
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
