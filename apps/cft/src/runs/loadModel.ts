import { readFile } from 'node:fs/promises';
import { decodeTensors, ModelError, Predictor, type TensorFile, unpackModel } from '@crystal-fourier/model';
import { type RequestedFeatures, requestsOf } from '../data/requestedFeatures.js';
import { CliError, dataError, EXIT } from '../shell/failure.js';
import { runConfig } from './runConfig.js';
import { findPackagedNetwork } from './packagedNetwork.js';
import type { RunFolder } from './runFolder.js';

/** The networks of a run or of a file. */
export interface LoadedModel {
  readonly predictor: Predictor;
  /** Whether the training came to its end. */
  readonly isFinished: boolean;
}

/** The saved networks of a run. @throws CliError for a run without any; ModelError for a damaged one */
export async function runModels(run: RunFolder): Promise<readonly TensorFile[]> {
  const files: TensorFile[] = [];
  for (const name of await run.modelFiles()) files.push(decodeTensors(await run.read(name), run.file(name)));
  if (files.length === 0)
    throw dataError(`${run.path}: the run has no model yet`, `go on with it: cft train --resume ${run.path}`);
  return files;
}

/** What is to be asked for so that features are those that the networks of a run read. @throws CliError as {@link loadRun} */
export async function featuresOfRun(run: RunFolder): Promise<RequestedFeatures> {
  const { predictor } = await loadRun(run);
  predictor.dispose();
  return requestsOf(predictor.recipe, predictor.configs);
}

/** The networks of a run. @throws CliError for a run without any, or a damaged one */
export async function loadRun(run: RunFolder): Promise<LoadedModel> {
  const { symprec } = await runConfig(run);
  const files = await runModels(run);
  const predictor = fromPath(run.path, () => Predictor.load(files, { symprec }));
  return { predictor, isFinished: run.record.status === 'finished' };
}

/** The networks of a file that `cft export` or `cft train` wrote. @throws CliError for another or a damaged file */
export async function loadModelFile(path: string): Promise<LoadedModel> {
  const file = decodeTensors(await readFile(path), path);
  if (file.metadata['kind'] === 'checkpoint')
    throw dataError(
      `${path}: a model is expected, this is the state of a training`,
      'give the folder of the run, or its model.safetensors',
    );
  return fromPath(path, () => {
    const { card } = unpackModel(file);
    return { predictor: Predictor.load([file]), isFinished: card?.finished ?? true };
  });
}

/** A network that is installed with this command. @throws CliError for another name, and a damaged file */
export async function loadPackaged(name: string): Promise<LoadedModel> {
  const found = await findPackagedNetwork(name);
  if (found === undefined) throw dataError(`${name}: no network of this name is installed`, 'cft models lists them');
  return { predictor: fromPath(name, () => Predictor.load([found.file])), isFinished: true };
}

/** Runs `make` on files that were read from a path, which errors of the model package do not have. @throws CliError with the path */
export function fromPath<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ModelError) || error.code !== 'bad-checkpoint') throw error;
    const message = error.message.replace(/^(?:model file|predictor): /, '');
    throw new CliError(`${path}: ${message}`, { code: error.code, exitCode: EXIT.data, cause: error });
  }
}
