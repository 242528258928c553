import type { BatchRecord } from '@crystal-fourier/data';
import type { Task } from '../config/config.js';
import { isLogarithmic, type TrainingOptions } from '../config/trainingOptions.js';

/** A target of a record that cannot be learned from. */
export interface Exclusion {
  readonly id: string;
  readonly target: string;
  readonly value: number | undefined;
  readonly reason: string;
}

/** Records with at least one usable target, without those that are not; nothing is clipped or guessed. */
export interface UsableRecords {
  readonly records: BatchRecord[];
  readonly excluded: Exclusion[];
}

/**
 * Tells what can be learned from: a value that is missing, not finite, not positive under log10, or neither 0 nor 1 in a
 * classification is left out and listed.
 */
export function usable(
  examples: readonly BatchRecord[],
  targets: readonly string[],
  task: Task,
  options: Pick<TrainingOptions, 'log10'>,
): UsableRecords {
  const excluded: Exclusion[] = [];
  const records: BatchRecord[] = [];
  for (const example of examples) {
    const kept: Record<string, number> = {};
    for (const target of targets) {
      const value = example.targets?.[target];
      const reason = fault(value, task, isLogarithmic(target, options));
      if (reason === undefined) kept[target] = value!;
      else excluded.push({ id: example.id, target, value, reason });
    }
    if (Object.keys(kept).length > 0) records.push({ id: example.id, features: example.features, targets: kept });
  }
  return { records, excluded };
}

function fault(value: number | null | undefined, task: Task, log10: boolean): string | undefined {
  // null stands for a missing number in JSON.
  if (value === undefined || value === null) return 'missing';
  if (typeof value !== 'number' || !Number.isFinite(Math.fround(value))) return 'not a finite number of 32 bits';
  if (task === 'classification' && value !== 0 && value !== 1) return 'neither 0 nor 1';
  if (task === 'regression' && log10 && value <= 0) return 'not positive, so it has no logarithm';
  return undefined;
}
