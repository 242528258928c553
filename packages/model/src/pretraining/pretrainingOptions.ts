import type { PairForm } from '@crystal-fourier/data';
import { checkOptions, type OptionLimit } from '../config/optionLimits.js';
import { ModelError, show } from '../config/errors.js';

/** How an encoder is trained on orbit distances; plain JSON. */
export interface PretrainingOptions {
  /**
   * - `metric`: encodings are the invariant functions of smallest real |k| in the cell; a network learns the distance from scalar products of two.
   * - `index`: the encoder of arXiv:2512.13989: a network of the projected plane waves of fixed indices, times one of the cell; the distance is
   *   that of two encodings in Euclidean space.
   *
   * Defaults to `metric`.
   */
  readonly form: PairForm;
  /** Invariant functions (`metric`), or least number of frequencies (`index`). Defaults to 256. */
  readonly functions: number;
  /** Width of the hidden layers (`metric`) or of the encodings (`index`). Defaults to 64 and 128. */
  readonly width: number;
  /** Pairs of the whole training. Defaults to 8,000,000. */
  readonly pairs: number;
  /** Random cells of one step, with eight pairs each. Defaults to 256. */
  readonly cells: number;
  /** Highest rate of the one-cycle schedule. Defaults to 0.003 (`metric`) and 0.001 (`index`). */
  readonly learningRate: number;
  /** Numbers of the groups that are left out of the training. Defaults to none. */
  readonly heldOut: readonly number[];
  /** Of the pairs and the first weights. Defaults to 0. */
  readonly seed: number;
}

const LIMITS = {
  form: { kind: 'choice', values: ['metric', 'index'] },
  functions: { kind: 'integer', min: 8, max: 4096 },
  width: { kind: 'integer', min: 1, max: 4096 },
  pairs: { kind: 'integer', min: 8, max: 2 ** 40 },
  cells: { kind: 'integer', min: 1, max: 4096 },
  learningRate: { kind: 'number', min: 0, max: 1, exclusive: 'min' },
  seed: { kind: 'integer', min: 0, max: 2 ** 32 - 1 },
} as const satisfies Record<Exclude<keyof PretrainingOptions, 'heldOut'>, OptionLimit>;

const ALL_GROUPS: readonly number[] = Array.from({ length: 230 }, (_, i) => i + 1);

/**
 * Complete, checked options.
 *
 * @throws ModelError `bad-config`
 */
export function pretrainingOptions(options: Partial<PretrainingOptions> = {}): PretrainingOptions {
  const isIndex = options.form === 'index';
  const defaults: PretrainingOptions = {
    form: 'metric',
    functions: 256,
    width: isIndex ? 128 : 64,
    pairs: 8_000_000,
    cells: 256,
    learningRate: isIndex ? 1e-3 : 3e-3,
    heldOut: [],
    seed: 0,
  };
  const complete: PretrainingOptions = { ...defaults, ...options };
  checkOptions('pretraining', complete, LIMITS, Object.keys(defaults));
  const { heldOut } = complete;
  if (!Array.isArray(heldOut) || !heldOut.every((n) => ALL_GROUPS.includes(n)) || trainedGroups(complete).length === 0)
    throw new ModelError(
      'bad-config',
      `pretraining: heldOut must be numbers of groups from 1 to 230, and not all of them, got ${show(heldOut)}`,
    );
  return complete;
}

/** Numbers of the groups that are trained on. */
export const trainedGroups = ({ heldOut }: Pick<PretrainingOptions, 'heldOut'>): readonly number[] =>
  ALL_GROUPS.filter((number) => !heldOut.includes(number));

/** Steps of the whole training. */
export const stepCount = ({ pairs, cells }: Pick<PretrainingOptions, 'pairs' | 'cells'>): number =>
  Math.ceil(pairs / (8 * cells));
