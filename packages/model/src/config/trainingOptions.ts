import { ModelError, show } from './errors.js';

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
}

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

/**
 * Complete, checked options.
 *
 * @throws ModelError `bad-config`
 */
export function trainingOptions(options: Partial<TrainingOptions> = {}): TrainingOptions {
  const full = { ...defaults, ...options };
  const demand = (holds: boolean, what: string, value: unknown): void => {
    if (!holds) throw new ModelError('bad-config', `training: ${what}, got ${show(value)}`);
  };
  for (const key of Object.keys(full))
    demand(Object.hasOwn(defaults, key), `fields are ${Object.keys(defaults).join(', ')}`, key);
  for (const key of ['epochs', 'batchSize'] as const)
    demand(
      Number.isInteger(full[key]) && full[key] >= 1 && full[key] <= 1_000_000,
      `${key} must be an integer from 1 to 1,000,000`,
      full[key],
    );
  for (const key of ['learningRate', 'warmup', 'weightDecay', 'clipNorm', 'ema'] as const)
    demand(Number.isFinite(full[key]), `${key} must be a finite number`, full[key]);
  demand(
    full.learningRate > 0 && full.learningRate <= 1,
    'learningRate must be above 0 and at most 1',
    full.learningRate,
  );
  demand(
    ['one-cycle', 'cosine', 'constant'].includes(full.schedule),
    'schedule must be one-cycle, cosine or constant',
    full.schedule,
  );
  demand(full.warmup >= 0 && full.warmup < 1, 'warmup must be from 0 to below 1', full.warmup);
  demand(full.weightDecay >= 0 && full.weightDecay <= 1, 'weightDecay must be from 0 to 1', full.weightDecay);
  demand(full.clipNorm >= 1e-30 && full.clipNorm <= 1e30, 'clipNorm must be from 1e-30 to 1e30', full.clipNorm);
  demand(['l1', 'huber', 'mse'].includes(full.loss), 'loss must be l1, huber or mse', full.loss);
  demand(full.ema >= 0 && full.ema < 1, 'ema must be from 0 to below 1', full.ema);
  demand(Number.isInteger(full.patience) && full.patience >= 0, 'patience must be an integer ≥ 0', full.patience);
  for (const key of ['log10', 'extensive'] as const)
    demand(
      typeof full[key] === 'boolean' ||
        (Array.isArray(full[key]) && full[key].every((name) => typeof name === 'string')),
      `${key} must be true, false or a list of targets`,
      full[key],
    );
  demand(
    Number.isInteger(full.seed) && full.seed >= 0 && full.seed < 2 ** 32,
    'seed must be an integer from 0 to 2³²−1',
    full.seed,
  );
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
