import { type Exclusion, trainableRecords } from '@crystal-fourier/model';
import { stringify } from 'csv-stringify/sync';
import type { DataParts } from '../data/dataParts.js';
import { dataError } from '../shell/failure.js';
import { networkOptions, type TrainingPlan } from '../config/plan.js';

/** A record, or one of its targets, that is not used in training. */
export interface LeftOut extends Omit<Exclusion, 'target'> {
  /** Empty for a record that could not be read: it is in no part. */
  readonly part: string;
  /** Empty for a record that could not be read. */
  readonly target: string;
}

/**
 * What is left out of a data set: records that could not be read, and targets that are missing, not finite, without a logarithm, or
 * no class. Nothing is clipped or guessed.
 *
 * @throws CliError where no training record has a target that can be learned
 */
export function leftOutOf(
  { path, parts, refused }: DataParts,
  plan: Pick<TrainingPlan, 'target' | 'tensor' | 'log10' | 'model'>,
): LeftOut[] {
  const { log10 } = plan;
  const { targets, tensors, task } = networkOptions(plan);
  const list: LeftOut[] = refused.map(({ id, message }) => ({
    part: '',
    id,
    target: '',
    value: undefined,
    reason: message,
  }));
  for (const [part, examples] of Object.entries(parts)) {
    const { records, excluded } = trainableRecords(examples, targets, task, { log10 }, tensors);
    list.push(...excluded.map((exclusion) => ({ part, ...exclusion })));
    if (part === 'train' && records.length === 0)
      throw dataError(
        `${path}: none of the ${examples.length} training records has a usable ${[...targets, ...Object.keys(tensors ?? {})].join(' or ')}: ${reasonText(list)}`,
      );
  }
  return list;
}

/** The table `excluded.csv`. */
export const leftOutTable = (list: readonly LeftOut[]): string =>
  stringify(
    list.map(({ part, id, target, value, reason }) => [
      part,
      id,
      target,
      value === undefined ? '' : String(value),
      reason,
    ]),
    { header: true, columns: ['part', 'id', 'target', 'value', 'reason'] },
  );

/** How often each reason occurs, the most frequent first. */
export function reasonCounts(list: readonly LeftOut[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { target, reason } of list) {
    const what = target === '' ? 'could not be read' : `${target} ${reason}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** `12 band_gap missing, 3 could not be read`. */
const reasonText = (list: readonly LeftOut[]): string =>
  Object.entries(reasonCounts(list))
    .map(([reason, count]) => `${count} ${reason}`)
    .join(', ');
