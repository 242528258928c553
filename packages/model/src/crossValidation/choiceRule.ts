import type { Variant } from '../config/config.js';
import type { TriedVariant } from '../files/variantChoice.js';

/** A variant is not taken for a gain below this: trainings with other seeds differ by as much. */
const SMALLEST_GAIN = 0.03;

/** Errors of the crystals of a fold, by target; those without the target are left out. */
export type CrystalErrors = Readonly<Record<string, readonly number[]>>;

/** A variant with the errors of the folds that it was trained for. */
export interface Candidate<Name extends string = Variant> {
  readonly variant: Name;
  readonly folds: readonly CrystalErrors[];
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** By which share the errors of a fold are smaller than those of the default, and the standard error of that. */
interface Gain {
  readonly gain: number;
  readonly deviation: number;
}

/** Mean over the targets; the standard errors, too, as if all targets erred together. */
function foldGain(standard: CrystalErrors, other: CrystalErrors): Gain {
  const targets = Object.entries(standard).map(([name, errors]): Gain => {
    const mean = meanOf(errors);
    const differences = errors.map((error, i) => error - other[name]![i]!);
    const gain = meanOf(differences);
    const variance = meanOf(differences.map((difference) => (difference - gain) ** 2)) / errors.length;
    // Where the default has no error, another one can only be as good.
    return mean > 0
      ? { gain: gain / mean, deviation: Math.sqrt(variance) / mean }
      : { gain: Math.sign(gain), deviation: 0 };
  });
  return {
    gain: meanOf(targets.map(({ gain }) => gain)),
    deviation: meanOf(targets.map(({ deviation }) => deviation)),
  };
}

/** Whether a variant was better than the default in each fold so far, so that another fold can decide for it. */
export function isStillAhead(standard: Pick<Candidate, 'folds'>, other: Pick<Candidate, 'folds'>): boolean {
  return other.folds.length > 0 && other.folds.every((fold, f) => foldGain(standard.folds[f]!, fold).gain > 0);
}

/** What the trainings of a variant say of it, beside those of the default. */
export function tried<Name extends string>(
  standard: Candidate<Name>,
  { variant, folds }: Candidate<Name>,
): TriedVariant<Name> {
  const errors = folds.map((fold) =>
    Object.fromEntries(Object.entries(fold).map(([target, ofCrystals]) => [target, meanOf(ofCrystals)])),
  );
  if (variant === standard.variant || folds.length === 0 || standard.folds.length === 0) return { variant, errors };
  const gains = folds.map((fold, f) => foldGain(standard.folds[f]!, fold));
  return {
    variant,
    errors,
    gain: meanOf(gains.map(({ gain }) => gain)),
    deviation: Math.sqrt(gains.reduce((sum, { deviation }) => sum + deviation ** 2, 0)) / gains.length,
  };
}

/**
 * The default, unless another variant is better in every fold, and in the mean by more than trainings with other seeds differ by and by more than
 * two standard errors; of several the one with the largest gain.
 */
export function decision<Name extends string>(
  standard: Candidate<Name>,
  others: readonly Candidate<Name>[],
  where = 'on space groups that were held out',
): { variant: Name; reason: string } {
  const ahead = others
    .filter((other) => other.folds.length === standard.folds.length && isStillAhead(standard, other))
    .map((other) => tried(standard, other))
    .filter(({ gain = 0, deviation = 0 }) => gain > neededGain(deviation))
    .sort((a, b) => b.gain! - a.gain!);
  const [best] = ahead;
  if (best !== undefined)
    return {
      variant: best.variant,
      reason: `its errors ${where} are ${percent(best.gain!)} smaller than those of ${standard.variant}`,
    };
  return {
    variant: standard.variant,
    reason: others.map((other) => lossText(tried(standard, other), where)).join('; '),
  };
}

const neededGain = (deviation: number): number => Math.max(SMALLEST_GAIN, 2 * deviation);

/** Why a variant was not taken. */
function lossText({ variant, gain, deviation = 0 }: TriedVariant<string>, where: string): string {
  if (gain === undefined) return `the training of ${variant} diverged`;
  const needed = neededGain(deviation);
  const how =
    gain <= 0
      ? `${percent(-gain)} larger`
      : gain <= needed
        ? `${percent(gain)} smaller, and ${percent(needed)} may be chance`
        : `${percent(gain)} smaller, but not in each part`;
  return `${where}, the errors of ${variant} are ${how}`;
}

/** `12 %`, `0.4 %`. */
const percent = (share: number): string =>
  `${100 * share < 0.95 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;
