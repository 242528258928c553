import { DataError, show } from '../core/errors.js';
import { seededRandom } from '../core/seededRandom.js';
import type { HoldOutFold } from './holdOut.js';
import type { Split } from './split.js';

export interface HeldOutSplitOptions {
  /** Share of the records that are not held out. Defaults to 0.1. */
  readonly validation?: number;
  /** Integer from 0 to 2³²−1. Defaults to 0. */
  readonly seed?: number;
}

/**
 * The parts of one training of a cross-validation: `test` is the fold, `val` is drawn at random from the rest, `train` is what remains.
 * Nothing of the fold is in `train` or `val`. It does not depend on the order of the identifiers.
 *
 * @param ids of all records; those of the fold are among them
 * @throws DataError `bad-argument`
 */
export function heldOutSplit(
  ids: readonly string[],
  { ids: heldOut }: Pick<HoldOutFold, 'ids'>,
  { validation = 0.1, seed = 0 }: HeldOutSplitOptions = {},
): Split {
  const out = new Set(heldOut);
  const rest = ids.filter((id) => !out.has(id));
  return {
    format: 'crystal-fourier/split',
    version: 1,
    by: 'hold-out',
    seed,
    parts: { ...validationOf(rest, validation, seed), test: heldOut.toSorted() },
  };
}

/**
 * Draws validation records at random; both lists are sorted. One record at least stays in `train`.
 *
 * @throws DataError `bad-argument`
 */
export function validationOf(ids: readonly string[], share: number, seed: number): { train: string[]; val: string[] } {
  if (!(share >= 0 && share < 1))
    throw new DataError('bad-argument', `the share for validation must be at least 0 and below 1, got ${show(share)}`);
  const order = seededRandom(seed).shuffled(ids.toSorted());
  const count = Math.min(Math.round(share * ids.length), ids.length - 1);
  return { val: order.slice(0, count).sort(), train: order.slice(count).sort() };
}

/**
 * Draws identifiers at random; sorted, and not dependent on their order.
 *
 * @param count integer, at least 1; of fewer identifiers all are taken
 * @param seed integer from 0 to 2³²−1
 * @throws DataError `bad-argument`
 */
export function sampleOf(ids: readonly string[], count: number, seed: number): string[] {
  if (!(Number.isInteger(count) && count >= 1))
    throw new DataError('bad-argument', `the size of a sample must be an integer, at least 1, got ${show(count)}`);
  return seededRandom(seed).shuffled(ids.toSorted()).slice(0, count).sort();
}
