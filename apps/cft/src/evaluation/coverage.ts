import { CRYSTAL_SYSTEMS } from '@crystal-fourier/data';
import { type CalibratedQuantity, type Interval, scoreAt } from '@crystal-fourier/model';
import { LEVEL } from '../config/intervalLevel.js';
import type { LearnedTarget } from '../config/learnedTargets.js';
import { learnedValue } from './score.js';

/** Levels at which coverage is looked at. */
const LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
/** Fewer records say nothing of a share. */
const LEAST_SHOWN = 20;

/** A true value beside its interval of 90 %. */
export interface HeldValue {
  readonly truth: number;
  readonly interval: Interval;
  readonly novelty: number;
  readonly crystalSystem: string;
  readonly group: number;
}

/** A share of records whose true value is in its interval. */
export interface CoveredShare {
  readonly name: string;
  readonly count: number;
  readonly share: number;
}

/** How often intervals have the true value in them, on records that they were not made by. */
export interface Coverage {
  readonly level: number;
  readonly count: number;
  /** At {@link Coverage.level}. */
  readonly share: number;
  /** Half of the median width, in the scale that is learned. */
  readonly halfWidth: number;
  /** At several levels, ascending; where the calibration has enough records for them. */
  readonly reliability: readonly { readonly level: number; readonly share: number }[];
  /** Thirds of the records, by their novelty. */
  readonly byNovelty: readonly CoveredShare[];
  /** Of systems and groups with 20 records or more. */
  readonly bySystem: readonly CoveredShare[];
  readonly byGroup: readonly CoveredShare[];
}

/** @param values at least one */
export function coverageOf(
  values: readonly HeldValue[],
  target: Pick<LearnedTarget, 'log10'>,
  { quantiles }: Pick<CalibratedQuantity, 'quantiles'>,
): Coverage {
  // Widths of all levels are proportional to each other: how far the truth is, in halves of the width that is known.
  const known = values.map(({ truth, interval, ...rest }) => {
    const [low, high] = [learnedValue(interval.low, target), learnedValue(interval.high, target)];
    const half = (high - low) / 2;
    const off = Math.abs(learnedValue(truth, target) - (low + high) / 2);
    return { ...rest, half, distance: half > 0 ? off / half : off === 0 ? 0 : Number.POSITIVE_INFINITY };
  });
  const unit = scoreAt(quantiles, LEVEL)!;
  const within = (some: readonly { readonly distance: number }[], width = 1): number =>
    // A bound that rounding moved is still met.
    some.filter(({ distance }) => distance <= width * (1 + 1e-9)).length / some.length;
  const shares = (keys: readonly (string | number)[], of: (value: (typeof known)[number]) => string | number) =>
    keys.flatMap((key): CoveredShare[] => {
      const some = known.filter((value) => of(value) === key);
      return some.length < LEAST_SHOWN ? [] : [{ name: String(key), count: some.length, share: within(some) }];
    });
  const byNovelty = known.toSorted((a, b) => a.novelty - b.novelty);
  const third = (i: number): number => Math.round((i * known.length) / 3);
  const halves = known.map(({ half }) => half).toSorted((a, b) => a - b);
  return {
    level: LEVEL,
    count: known.length,
    share: within(known),
    halfWidth: halves[Math.floor(halves.length / 2)]!,
    reliability: LEVELS.flatMap((level) => {
      const score = scoreAt(quantiles, level);
      return score === undefined ? [] : [{ level, share: unit > 0 ? within(known, score / unit) : within(known) }];
    }),
    byNovelty: ['least novel', 'middle', 'most novel'].flatMap((name, i) => {
      const some = byNovelty.slice(third(i), third(i + 1));
      return some.length < LEAST_SHOWN ? [] : [{ name, count: some.length, share: within(some) }];
    }),
    bySystem: shares(CRYSTAL_SYSTEMS, (value) => value.crystalSystem),
    byGroup: shares(
      [...new Set(known.map(({ group }) => group))].sort((a, b) => a - b),
      (value) => value.group,
    ),
  };
}
