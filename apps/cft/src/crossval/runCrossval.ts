import { join } from 'node:path';
import type { Handedness } from '@crystal-fourier/data';
import { crossValidate, type Crossval, type CrossvalOptions } from '@crystal-fourier/model';
import { readingOf, type ReadingOptions } from '../config/reading.js';
import { openPooled, type PooledData } from '../data/dataParts.js';
import { type HoldOutOptions, holdOutRule } from '../data/holdOutOptions.js';
import { dataName } from '../data/location.js';
import { folderStore } from '../runs/folderStore.js';
import { backendLabel, type BackendName } from '../shell/backend.js';
import type { Context } from '../shell/context.js';
import { CliError, EXIT, usageError } from '../shell/failure.js';
import { VERSION, versions } from '../shell/versions.js';
import { writeWholeFile } from '../shell/writeWholeFile.js';
import { extensiveTargets } from '../training/extensiveTargets.js';
import { backendFor } from '../training/trainingData.js';
import { CROSSVAL_FILES, checkFolder, whileValidating, writeResult } from './crossvalFolder.js';
import { crossvalPage } from './crossvalPage.js';
import { CrossvalReporter } from './crossvalProgress.js';
import { featuresOf, type LearnerOptions, requestedLearners } from './learners.js';

/** Options of `cft crossval`. */
export interface CrossvalCommandOptions extends ReadingOptions, HoldOutOptions, Omit<LearnerOptions, 'extensive'> {
  readonly target: readonly string[];
  /** `true`: of all targets. */
  readonly log10?: true | readonly string[];
  /** `true`: all targets; `false`: none. */
  readonly extensive?: boolean | readonly string[];
  readonly seeds: number;
  readonly sample?: number;
  readonly val: number;
  readonly inDistribution?: 'shared' | 'own' | 'none';
  readonly parts?: number;
  readonly out: string;
  readonly backend?: BackendName;
  readonly cache?: string;
  readonly workers?: number;
  readonly symprec?: number;
  readonly handedness?: Handedness;
}

type Surroundings = Pick<Context, 'console' | 'io' | 'signal' | 'argv'>;

/**
 * A cross-validation through files: what is done lies in the folder, and a second call with the same options goes on.
 *
 * @throws CliError, DataError, ModelError; CliError 130 when interrupted
 */
export async function runCrossval(
  location: string,
  options: CrossvalCommandOptions,
  context: Surroundings,
): Promise<Crossval> {
  const { console, io, signal } = context;
  const { target, log10, cache, workers, symprec, handedness, out } = options;
  const rule = holdOutRule(options);
  // Wrong options are told before the data are prepared, which may take long.
  const requested = featuresOf(await requestedLearners({ ...options, extensive: [] }));
  const unknown = typeof log10 === 'object' ? log10.find((name) => !target.includes(name)) : undefined;
  if (unknown !== undefined)
    throw usageError(`--log10 must name targets, which are ${target.join(', ')}; got ${JSON.stringify(unknown)}`);
  await checkFolder(out);
  const backend = await backendFor(options.backend, context);
  const data = await openPooled(location, {
    console,
    env: io.env,
    signal,
    cache,
    workers,
    symprec,
    handedness,
    targets: target,
    requested,
    reading: readingOf(options),
  });
  const learners = await requestedLearners({ ...options, extensive: extensiveOf(data, options, context) });
  const reporter = new CrossvalReporter(console);
  const { form, parts } = { form: options.inDistribution, parts: options.parts };
  const asked: CrossvalOptions = {
    targets: target,
    task: options.task,
    log10: log10 === true ? true : (log10 ?? false),
    holdOut: rule,
    learners,
    seeds: options.seeds,
    seed: options.seed,
    sample: options.sample,
    validationShare: options.val,
    inDistribution: { ...(form === undefined ? {} : { form }), ...(parts === undefined ? {} : { parts }) },
    store: folderStore(join(out, CROSSVAL_FILES.trainings)),
    data: { name: dataName(data.path), hash: data.hash },
    versions: versions(),
    backend: backendLabel(backend),
    signal,
    onProgress: (progress) => reporter.progress(progress),
    onResult: async (result) => {
      reporter.finished(result);
      await writeResult(out, result);
    },
  };
  return whileValidating(out, async () => {
    try {
      const result = await crossValidate(data.examples, asked);
      if (options.folds !== undefined && result.folds.length < options.folds)
        console.info(`there are ${result.folds.length} folds: the records have no more kinds by ${rule.by}`);
      await writeResult(out, result);
      await writeWholeFile(join(out, CROSSVAL_FILES.page), crossvalPage(result, VERSION));
      return result;
    } catch (error) {
      reporter.stop();
      if (!signal.aborted) throw error;
      throw new CliError('cross-validation interrupted', {
        exitCode: EXIT.interrupted,
        hint: 'the same command goes on with it',
        cause: error,
      });
    } finally {
      reporter.stop();
    }
  });
}

/** Targets that are learned per atom: those that are named, or those that all records together show to grow with the cell. */
function extensiveOf(
  { examples }: PooledData,
  { target, extensive, task }: CrossvalCommandOptions,
  { console }: Surroundings,
): readonly string[] {
  if (typeof extensive === 'boolean') return extensive ? target : [];
  if (extensive !== undefined) return extensive;
  if (task === 'classification') return [];
  return extensiveTargets(examples, target).map(({ name, correlation }) => {
    console.info(
      `${name} grows with the number of atoms in the primitive cell (correlation ${correlation.toFixed(2)}): it is learned per atom; --no-extensive forbids it`,
    );
    return name;
  });
}
