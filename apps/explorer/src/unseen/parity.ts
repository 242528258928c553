import type { CrossvalFold } from '@crystal-fourier/model';
import { scaleLinear } from 'd3-scale';
import type { UnseenChoice } from './unseenView.js';

/** A crystal with its true and its predicted value, in what is learned: the logarithm of a logarithmic target. */
export interface ParityPoint {
  readonly truth: number;
  readonly predicted: number;
}

/** Which predictions. */
export type Training = 'heldOut' | 'inDistribution';

/** The crystals of a fold; undefined where the file has no points, or none of this model. Crystals without a value are left out. */
export function parityPoints(
  fold: CrossvalFold | undefined,
  { model, target }: Pick<UnseenChoice, 'model' | 'target'>,
  training: Training,
): readonly ParityPoint[] | undefined {
  const { points } = fold ?? {};
  const predicted = points?.[training]?.[model]?.[target.name];
  const truth = points?.truth[target.name];
  if (predicted === undefined || truth === undefined) return undefined;
  const learned = (value: number): number => (target.log10 ? Math.log10(value) : value);
  return truth.flatMap((value, i) => {
    const other = predicted[i];
    if (value === null || other === null || other === undefined) return [];
    const point = { truth: learned(value), predicted: learned(other) };
    return Number.isFinite(point.truth) && Number.isFinite(point.predicted) ? [point] : [];
  });
}

/** Both axes have the same numbers, so that the diagonal is where predictions are right. */
export interface ParityAxis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/**
 * The axis for all lists of points together, so that a change of the list does not change it.
 *
 * @param pixels its length
 */
export function parityAxis(lists: readonly (readonly ParityPoint[])[], pixels: number): ParityAxis {
  let [least, most] = [Infinity, -Infinity];
  for (const { truth, predicted } of lists.flat()) {
    least = Math.min(least, truth, predicted);
    most = Math.max(most, truth, predicted);
  }
  if (!(least < most)) [least, most] = Number.isFinite(least) ? [least - 1, least + 1] : [0, 1];
  const scale = scaleLinear([least, most], [0, pixels]).nice(6);
  const [low, high] = scale.domain() as [number, number];
  return { low, high, ticks: scale.ticks(6), at: (value) => scale(value) };
}

/** One path of dots: thousands of elements would be slow. */
export function dotsPath(points: readonly ParityPoint[], { at }: ParityAxis, left: number, bottom: number): string {
  return points
    .map(({ truth, predicted }) => `M${(left + at(truth)).toFixed(1)} ${(bottom - at(predicted)).toFixed(1)}h0`)
    .join('');
}
