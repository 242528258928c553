import { holdOut, sampleOf } from '@crystal-fourier/data';
import type { PlannedTraining } from './trainings.js';

/** Parts that the space groups are dealt into, and how many of these are held out. */
const PARTS = 3;
const FOLDS = 2;
/** With fewer training records, what variants differ by is less than what crystals differ by. */
const MIN_RECORDS = 1000;
/** Fewer held-out crystals do not tell a tenth of an error from chance. */
const MIN_HELD_OUT = 100;
/** Records times epochs of a training that tells variants apart, and beyond which it tells hardly more. */
const ENOUGH = 12_000;
const PLENTY = 60_000;
/** Share of the training that the choice may cost where a smaller one would not be enough. */
const LARGEST_SHARE = 0.5;
/** Epochs of a brief training: with fewer, what overfits would look better than it is. */
const EPOCHS = 8;

/** The brief trainings of each variant. */
export interface ChoicePlan {
  readonly trainings: readonly PlannedTraining[];
  readonly epochs: number;
}

export interface ChoicePlanOptions {
  /** Of the training that a variant is chosen for. */
  readonly epochs: number;
  readonly candidates: number;
  /** Share of that training that all brief trainings may have. */
  readonly share: number;
  readonly seed: number;
}

/**
 * Trainings that hold whole space groups out of the training records: the groups are dealt into three parts, two of which are held out in turn.
 *
 * Law: no record that a training predicts has a group of one that it trains on.
 *
 * @param items training records with their space groups
 * @returns why there are none, in words, where the records cannot decide
 */
export function choicePlan(
  items: readonly { readonly id: string; readonly group: number }[],
  { epochs, candidates, share, seed }: ChoicePlanOptions,
): ChoicePlan | string {
  const count = items.length;
  if (count < MIN_RECORDS)
    return `with ${count} training records, fewer than ${MIN_RECORDS}, variants differ by less than chance`;
  const groups = new Set(items.map(({ group }) => group)).size;
  if (groups < PARTS)
    return `the training records have ${groups === 1 ? 'one space group' : `${groups} space groups`}, and none can be held out`;
  const folds = holdOut(items, { by: 'group', folds: PARTS, seed })
    .filter(({ ids }) => ids.length >= MIN_HELD_OUT && ids.length <= count / 2)
    .slice(0, FOLDS);
  if (folds.length < FOLDS)
    return 'most of the training records have the same space group, and too few are left where it is held out';
  const whole = count * epochs;
  const most = Math.max(share * whole, Math.min(LARGEST_SHARE * whole, FOLDS * candidates * ENOUGH));
  const steps = Math.min(PLENTY, most / (FOLDS * candidates));
  const brief = Math.min(EPOCHS, epochs);
  const all = items.map(({ id }) => id);
  const trainings = folds.map(({ name, ids }): PlannedTraining => {
    const held = new Set(ids);
    const rest = all.filter((id) => !held.has(id));
    const train = sampleOf(rest, Math.max(1, Math.floor(steps / brief)), seed);
    const unseen = sampleOf(ids, Math.max(MIN_HELD_OUT, Math.ceil(train.length / 2)), seed);
    return { name: `held-out ${name}`, kind: 'held-out', fold: name, train, validation: [], unseen };
  });
  const largest = Math.max(...trainings.map(({ train }) => train.length));
  return { trainings, epochs: Math.min(epochs, Math.floor(steps / largest)) };
}
