import { ModelError } from './errors.js';
import { checkOptions, type OptionLimit } from './optionLimits.js';

/** How a network is trained; plain JSON. */
export interface TrainingOptions {
  /** Passes over the training records. Defaults to 40. */
  readonly epochs: number;
  /** Records of a step; fewer where crystals of many orbits would need much memory. Defaults to 32. */
  readonly batchSize: number;
  /** Highest learning rate of the schedule. Defaults to 0.001. */
  readonly learningRate: number;
  /** `one-cycle`: up and down by cosines; `cosine`: linear warm-up, then a cosine to 0; `constant`: warm-up, then constant. Defaults to `one-cycle`. */
  readonly schedule: 'one-cycle' | 'cosine' | 'constant';
  /** Share of all steps in which the rate rises. Defaults to 0.1. */
  readonly warmup: number;
  /** Decoupled weight decay of matrices (not of biases, norms, the table of elements and the weights of pair functions). Defaults to 0.01. */
  readonly weightDecay: number;
  /** Largest norm of the gradient. Defaults to 1. */
  readonly clipNorm: number;
  /** Of a regression, on standardised targets; a classification has the cross-entropy. Defaults to `l1`. */
  readonly loss: 'l1' | 'huber' | 'mse';
  /** Weights that are validated and kept are a moving average with this decay per step; 0 takes the last weights. Defaults to 0.995. */
  readonly ema: number;
  /** Stop after so many epochs without a better validation; 0 never stops early. Defaults to 0. */
  readonly patience: number;
  /** Learn log10 of these targets: `true` for all. Defaults to false. */
  readonly log10: boolean | readonly string[];
  /**
   * These targets are of the whole primitive cell and grow with it: they are learned per site and multiplied again. `true` for all. Defaults
   * to false.
   */
  readonly extensive: boolean | readonly string[];
  /** Integer from 0 to 2³²−1: decides weights and the order of records. Defaults to 0. */
  readonly seed: number;
  /**
   * Only of a training that begins with a trained network, as the next one: what is learned on. `all`; `last-block`: the last block and the heads; `heads`: these alone.
   * What is left is as the source has it. Defaults to `all`.
   */
  readonly tuned?: 'all' | 'last-block' | 'heads';
  /** Learning rate of a layer over that of the layer above it; the heads, which are uppermost, have `learningRate`. Defaults to 0.7. */
  readonly depthFactor?: number;
}

const COUNT = { kind: 'integer', min: 1, max: 1_000_000 } as const;

/** What the fields of {@link TrainingOptions} may be. */
export const TRAINING_OPTION_LIMITS = {
  epochs: COUNT,
  batchSize: COUNT,
  learningRate: { kind: 'number', min: 0, max: 1, exclusive: 'min' },
  schedule: { kind: 'choice', values: ['one-cycle', 'cosine', 'constant'] },
  warmup: { kind: 'number', min: 0, max: 1, exclusive: 'max' },
  weightDecay: { kind: 'number', min: 0, max: 1 },
  // The squares of numbers beyond these are not in the range of float32.
  clipNorm: { kind: 'number', min: 1e-30, max: 1e30 },
  loss: { kind: 'choice', values: ['l1', 'huber', 'mse'] },
  ema: { kind: 'number', min: 0, max: 1, exclusive: 'max' },
  patience: { kind: 'integer', min: 0, max: Number.MAX_SAFE_INTEGER },
  log10: { kind: 'targets' },
  extensive: { kind: 'targets' },
  seed: { kind: 'integer', min: 0, max: 2 ** 32 - 1 },
  tuned: { kind: 'choice', values: ['all', 'last-block', 'heads'] },
  depthFactor: { kind: 'number', min: 0, max: 1, exclusive: 'min' },
} as const satisfies Record<keyof TrainingOptions, OptionLimit>;

const defaults: TrainingOptions = {
  epochs: 40,
  batchSize: 32,
  learningRate: 1e-3,
  schedule: 'one-cycle',
  warmup: 0.1,
  weightDecay: 0.01,
  clipNorm: 1,
  loss: 'l1',
  ema: 0.995,
  patience: 0,
  log10: false,
  extensive: false,
  seed: 0,
};

/** Of a training that begins with a trained network. */
const TUNING = { tuned: 'all', depthFactor: 0.7 } as const;

/** Whether options are of a training that begins with a trained network. */
export const isTuning = ({ tuned, depthFactor }: Partial<TrainingOptions>): boolean =>
  tuned !== undefined || depthFactor !== undefined;

/**
 * Complete, checked options. Those that say `tuned` or `depthFactor` are of a training that begins with a trained network, and have both.
 *
 * @throws ModelError `bad-config`
 */
export function trainingOptions(options: Partial<TrainingOptions> = {}): TrainingOptions {
  const { tuned, depthFactor, ...others } = TRAINING_OPTION_LIMITS;
  const isTuned = isTuning(options);
  const known: TrainingOptions = isTuned ? { ...defaults, ...TUNING } : defaults;
  const full = { ...known, ...options };
  checkOptions('training', full, isTuned ? { ...others, tuned, depthFactor } : others, Object.keys(known));
  return full;
}

const holds = (option: boolean | readonly string[], target: string): boolean =>
  typeof option === 'boolean' ? option : option.includes(target);

/** Whether a target is learned as its decimal logarithm. */
export function isLogarithmic(target: string, { log10 }: Pick<TrainingOptions, 'log10'>): boolean {
  return holds(log10, target);
}

/** Whether a target is learned per site. */
export function isExtensive(target: string, { extensive }: Pick<TrainingOptions, 'extensive'>): boolean {
  return holds(extensive, target);
}

/**
 * Checks that options name only targets that there are.
 *
 * @throws ModelError `bad-config`
 */
export function checkTargetLists(
  options: Pick<TrainingOptions, 'log10' | 'extensive'>,
  targets: readonly string[],
): void {
  for (const key of ['log10', 'extensive'] as const) {
    const names = options[key];
    const foreign = typeof names === 'boolean' ? undefined : names.find((name) => !targets.includes(name));
    if (foreign !== undefined)
      throw new ModelError('bad-config', `training: ${key} must name targets (${targets.join(', ')}), got ${foreign}`);
  }
}
