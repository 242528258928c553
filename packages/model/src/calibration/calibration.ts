import { Random } from '@crystal-fourier/math3';
import {
  type Difficulty,
  difficultyOf,
  type DifficultyInputs,
  EQUAL_DIFFICULTY,
  fittedDifficulty,
} from './difficulty.js';
import { scoreAt, type ScoreQuantiles, scoreQuantiles } from './conformal.js';

/** How wide intervals about predictions are, from errors on records that nothing was learned from; plain JSON, part of a saved model. */
export interface Calibration {
  /** Networks that predicted together. */
  readonly members: number;
  /** Which records these were, for people: `val`. */
  readonly part: string;
  /** Targets, then tensors, in the order of the network. */
  readonly quantities: readonly CalibratedQuantity[];
}

/** Of a target, or of a tensor, whose errors are Frobenius norms. Errors are in units of the standard deviation of what is learned. */
export interface CalibratedQuantity {
  readonly name: string;
  /** Records by which the sizes of errors were fitted; 0 where there were too few. */
  readonly fitted: number;
  readonly difficulty: Difficulty;
  /** Of other records: |error| over what `difficulty` expects. */
  readonly quantiles: ScoreQuantiles;
  /** Root mean square of the errors over that of the deviations of an ensemble; absent for one network. */
  readonly spreadFactor?: number | undefined;
}

/** Predictions of records that nothing was learned from, beside what is true; in the order of `calibrationOrder`: by chance, the same for the same ids. */
export interface CalibrationEvidence {
  /** (n, width): as the first network represents the crystals. */
  readonly embeddings: Float32Array;
  /** (n) */
  readonly novelty: ArrayLike<number>;
  /** (n): of the primitive cells. */
  readonly sites: ArrayLike<number>;
  readonly quantities: readonly QuantityEvidence[];
}

/** Of a target or a tensor; all lists (n), in units of the standard deviation of what is learned. */
export interface QuantityEvidence {
  readonly name: string;
  /** Minus the mean; of a tensor its norm. */
  readonly predicted: ArrayLike<number>;
  /** 0 for one network. */
  readonly spread: ArrayLike<number>;
  /** Predicted − true, of a tensor its norm; NaN where it is not known. */
  readonly error: ArrayLike<number>;
}

/** Of the records, so many are for fitting the sizes of errors. */
const FITTED_SHARE = 1 / 3;
/** Fewer do not tell what makes errors large: then all records are for the quantiles. */
const LEAST_FITTED = 30;

/**
 * The calibration that errors ask for. A third of the records, at random, tells what makes errors large; quantiles are of the others, whose errors had no
 * part in it. So the law of conformal prediction holds exactly: for a new crystal that is exchangeable with these, an interval of a level has the truth in
 * it with at least the probability of that level, whatever the network and the fit are worth.
 */
export function calibrationOf(
  { novelty, sites, quantities }: CalibrationEvidence,
  { members, part }: Pick<Calibration, 'members' | 'part'>,
): Calibration {
  return {
    members,
    part,
    quantities: quantities.map(({ name, predicted, spread, error }): CalibratedQuantity => {
      const known = Array.from({ length: error.length }, (_, i) => i).filter((i) => !Number.isNaN(error[i]!));
      const inputs = known.map((i): DifficultyInputs => ({
        novelty: novelty[i]!,
        sites: sites[i]!,
        predicted: predicted[i]!,
        spread: spread[i]!,
      }));
      const errors = known.map((i) => error[i]!);
      const share = Math.floor(FITTED_SHARE * known.length);
      const fitted = share < LEAST_FITTED ? 0 : share;
      const difficulty =
        fitted === 0 ? EQUAL_DIFFICULTY : fittedDifficulty(errors.slice(0, fitted), inputs.slice(0, fitted));
      const scores = errors.map((value, i) => Math.abs(value) / difficultyOf(difficulty, inputs[i]!)).slice(fitted);
      return {
        name,
        fitted,
        difficulty,
        quantiles: scoreQuantiles(scores),
        ...(members > 1 ? { spreadFactor: spreadFactorOf(errors, inputs) } : {}),
      };
    }),
  };
}

/** 1 where it cannot be told. */
function spreadFactorOf(errors: readonly number[], inputs: readonly DifficultyInputs[]): number {
  const sizeOf = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
  const factor = sizeOf(errors) / sizeOf(inputs.map(({ spread }) => spread));
  return Number.isFinite(factor) && factor > 0 ? factor : 1;
}

/**
 * Half of the width of an interval, in units of the standard deviation of what is learned; of a tensor the norm that its error does not exceed.
 *
 * @returns undefined where there are too few records for the level
 */
export function halfWidth(
  { difficulty, quantiles }: CalibratedQuantity,
  inputs: DifficultyInputs,
  level: number,
): number | undefined {
  const score = scoreAt(quantiles, level);
  return score === undefined ? undefined : score * difficultyOf(difficulty, inputs);
}

/**
 * Order in which records are used: by chance, the same for the same ids.
 *
 * @param ids (n)
 * @returns (n): indices
 */
export function calibrationOrder(ids: readonly string[]): number[] {
  const sorted = ids.map((_, i) => i).sort((a, b) => (ids[a]! < ids[b]! ? -1 : Number(ids[a]! > ids[b]!)));
  return Random.seeded(0).shuffled(sorted);
}
