/**
 * Split-conformal prediction (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005; Lei et al., J. Am. Stat. Assoc. 113, 1094,
 * 2018): where the scores of n records and of a new one are exchangeable, the new one is at most the k-th smallest of the n with a probability of
 * at least k / (n + 1); without ties exactly with that.
 */

/** Rounding of (n + 1) · level must not ask for one record more: 0.07 · 100 is 7.000000000000001. */
const ROUNDING = 1e-9;

/** The k for a level: ⌈(n + 1) · level⌉. Beyond n, no score of n records is enough. */
export const conformalRank = (count: number, level: number): number =>
  Math.max(1, Math.ceil((count + 1) * level - ROUNDING));

/** Fewest records that can say something at a level: 9 for 0.9, 19 for 0.95, 99 for 0.99. */
export const leastRecords = (level: number): number => Math.ceil(level / (1 - level) - ROUNDING);

/** Sorted scores of which those are kept that levels ask for. */
export interface ScoreQuantiles {
  /** Scores that there were. */
  readonly count: number;
  /** Ascending, from 1 to `count`; the largest is always there. */
  readonly ranks: readonly number[];
  /** The scores of these ranks, ascending. */
  readonly scores: readonly number[];
}

/** Levels whose scores are kept: whole percents, and tenths from 99 % on. */
const LEVELS = [
  ...Array.from({ length: 99 }, (_, i) => (i + 1) / 100),
  ...Array.from({ length: 9 }, (_, i) => 0.99 + (i + 1) / 1000),
];

/** @param scores ≥ 0, in any order */
export function scoreQuantiles(scores: readonly number[]): ScoreQuantiles {
  const count = scores.length;
  const ascending = Float64Array.from(scores).sort();
  const asked = LEVELS.map((level) => conformalRank(count, level)).filter((rank) => rank <= count);
  const ranks = count === 0 ? [] : [...new Set([...asked, count])].sort((a, b) => a - b);
  return { count, ranks, scores: ranks.map((rank) => ascending[rank - 1]!) };
}

/**
 * The score that a new record does not exceed with the probability of a level: of a level between those that are kept, that of the next one.
 *
 * Laws: it does not fall as the level grows; scores that are multiplied by a number multiply it.
 *
 * @returns undefined where there are too few records for the level
 */
export function scoreAt({ count, ranks, scores }: ScoreQuantiles, level: number): number | undefined {
  const rank = conformalRank(count, level);
  return scores[ranks.findIndex((kept) => kept >= rank)];
}
