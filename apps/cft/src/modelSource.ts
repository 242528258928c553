import { readFile } from 'node:fs/promises';
import { decodeTensors, Predictor, type TensorFile, unpackModel } from '@crystal-fourier/model';
import { dataError } from './failure.js';
import { RUN_FILES, type RunFolder } from './runFolder.js';

/** Networks at work, and how crystals must be prepared for them. */
export interface LoadedModel {
  readonly predictor: Predictor;
  /** Å: that of the training; undefined for the default. */
  readonly symprec: number | undefined;
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

/** The networks of a run. @throws CliError for a run without any; ModelError for a damaged one */
export async function loadRun(run: RunFolder): Promise<LoadedModel> {
  const { symprec } = (await run.readJson(RUN_FILES.config)) as { readonly symprec?: number };
  return { predictor: Predictor.load(await runModels(run)), symprec, isFinished: run.record.status === 'finished' };
}

/** The networks of a file that `cft export` or `cft train` wrote. @throws ModelError for another or a damaged file */
export async function loadModelFile(path: string): Promise<LoadedModel> {
  const file = decodeTensors(await readFile(path), path);
  const { card } = unpackModel(file);
  return { predictor: Predictor.load([file]), symprec: card?.symprec, isFinished: card?.finished ?? true };
}
