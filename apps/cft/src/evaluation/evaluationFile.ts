import { readdir } from 'node:fs/promises';
import type { TargetEvaluation } from './evaluateTarget.js';
import { dataError } from '../shell/failure.js';
import { RUN_FILES, type RunFolder } from '../runs/runFolder.js';

/** How good a run is on records that it was not trained on; plain JSON, the content of `evaluation.json`. */
export interface Evaluation {
  readonly format: 'crystal-fourier/evaluation';
  readonly version: 1;
  /** Name of the part, or `data` for another data set. */
  readonly part: string;
  readonly data: { readonly path: string; readonly hash: string };
  readonly records: number;
  /** Training records that the baselines had. */
  readonly trained: number;
  readonly variant: string;
  /** Networks of the ensemble. */
  readonly members: number;
  /** Name and version. */
  readonly backend: string;
  /** ISO 8601. */
  readonly created: string;
  readonly targets: readonly TargetEvaluation[];
}

/** What `cft evaluate` writes into a run. */
export const EVALUATION_FILE = 'evaluation.json';

/** Predictions of a part, or of another data set. */
export const predictionsFile = (part: string): string =>
  part === 'val' ? RUN_FILES.predictions : `predictions-${part.replace(/[^\w-]/g, '_')}.csv`;

/** Tensors of a part, predicted and true, in the Cartesian frames of the standard cells. */
export const tensorsFile = (part: string): string => `tensors-${part.replace(/[^\w-]/g, '_')}.jsonl`;

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
