import { readdir } from 'node:fs/promises';
import type { Evaluation } from './run.js';
import { dataError } from '../shell/failure.js';
import { RUN_FILES, type RunFolder } from '../runs/runFolder.js';

/** What `cft evaluate` writes into a run. */
export const EVALUATION_FILE = 'evaluation.json';

/** Predictions of a part, or of another data set. */
export const predictionsFile = (part: string): string =>
  part === 'val' ? RUN_FILES.predictions : `predictions-${part.replace(/[^\w-]/g, '_')}.csv`;

/** What `cft evaluate` found; undefined if it was not called. @throws CliError for a file that it did not write */
export async function readEvaluation(run: RunFolder): Promise<Evaluation | undefined> {
  if (!(await readdir(run.path)).includes(EVALUATION_FILE)) return undefined;
  const found = (await run.readJson(EVALUATION_FILE)) as Partial<Evaluation> | null;
  if (found?.format !== 'crystal-fourier/evaluation' || found.version !== 1 || !Array.isArray(found.targets))
    throw dataError(
      `${run.file(EVALUATION_FILE)}: an evaluation of version 1 is expected, got version ${String(found?.version)}`,
      'cft evaluate writes it anew',
    );
  return found as Evaluation;
}
