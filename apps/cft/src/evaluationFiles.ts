import { RUN_FILES } from './runFolder.js';

/** What `cft evaluate` writes into a run. */
export const EVALUATION_FILE = 'evaluation.json';

/** Predictions of a part, or of another data set. */
export const predictionsFile = (part: string): string =>
  part === 'val' ? RUN_FILES.predictions : `predictions-${part.replace(/[^\w-]/g, '_')}.csv`;
