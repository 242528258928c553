import { ModelError, show } from './errors.js';
import { checkOptions, type OptionLimit } from './optionLimits.js';
import { checkTensors, type TensorTargets } from './tensorTargets.js';

/**
 * What the network sees of a crystal.
 *
 * - `composition`: elements and their numbers only.
 * - `fourier`: elements, cell, and invariant Fourier features of every orbit (the paper's network on orbit tokens); with the encoder `pretrained`,
 *   learned distances of pairs of orbits instead of Fourier features, and of the cell the volume per site.
 * - `distance`: elements, cell, and periodic distances between orbits.
 * - `geometry`: what `distance` sees, and angular moments of the surroundings of orbits.
 * - `full`: all of these.
 */
export type Variant = 'composition' | 'fourier' | 'distance' | 'geometry' | 'full';

/** `regression`: real numbers; `classification`: the probability of `true` (1) against `false` (0). */
export type Task = 'regression' | 'classification';

/** Shape of the network; plain JSON. */
export interface ModelConfig {
  /** Defaults to `geometry`, which carries over best to groups that were never seen; with the encoder `pretrained` to `fourier`. */
  readonly variant: Variant;
  /** Names of the numbers that are predicted, in order; may be none where there are tensors. */
  readonly targets: readonly string[];
  /** Tensors that are predicted, and their kinds; there only where there are some. They need `moments`. */
  readonly tensors?: TensorTargets;
  /** Defaults to `regression`. */
  readonly task: Task;
  /** d: width of a token. Defaults to 128. */
  readonly width: number;
  /** L: transformer blocks. Defaults to 4. */
  readonly blocks: number;
  /** Heads of the attention; they divide the width. Defaults to 8. */
  readonly heads: number;
  /** Inner width of the feed-forward part over the width. Defaults to 4. */
  readonly expansion: number;
  /** Learned from 17 properties of the elements, beside a learned vector per element. Defaults to true. */
  readonly descriptors: boolean;
  /**
   * Mean, spread and extremes of the descriptors over the composition join what is known of the crystal as a whole. Defaults to
   * false: with few data a network overfits to compositions by them.
   */
  readonly statistics: boolean;
  /**
   * What is known of the crystal as a whole: the volume per site, or edges and angles of the cell beside it. Defaults to `metric` for the
   * variant `fourier`, which has no other length, and to `volume` for those that have distances, learned ones too: with few data a network overfits to cells.
   * `composition` has neither.
   */
  readonly cell: 'volume' | 'metric';
  /**
   * Encoder of Fourier features: one MLP, or the paper's product of a position and a lattice branch. `pretrained`, of the variant `fourier` alone:
   * orbits are encoded in the metric of the crystal, and attention sees the distance of two encodings that was learned before on random points of random
   * groups. Defaults to `mlp`.
   */
  readonly encoder: 'mlp' | 'product' | 'pretrained';
  /**
   * Whether the learned distance stays as it is, or is learned on with the rest of the network. Defaults to `frozen`; there with the encoder `pretrained`
   * alone, as the next two.
   */
  readonly encoderTraining?: 'frozen' | 'fine-tuned';
  /** Invariant functions of an encoding: those of the learned distance that is given. Defaults to 256. */
  readonly encoderFunctions?: number;
  /** Width of the hidden layers of the learned distance: that of the one that is given. Defaults to 64. */
  readonly encoderWidth?: number;
  /** Å: Fourier features are damped by exp(−2π²σ²|k|²); 0 does not damp. Defaults to 0.35. */
  readonly damping: number;
  /**
   * Share of training crystals whose Fourier features are hidden in a step, so that the network is good without them, too. Then features of a
   * group that no training crystal has are hidden in prediction: nothing was learned about them. 0 hides
   * none. Defaults to 0.5 for `full`, and to 0 for `fourier`, which knows no positions without them.
   */
  readonly fourierDropout: number;
  /**
   * Whether the token of an orbit knows how many neighbours its sites have, by distance and by distance over covalent radii. Defaults to true for
   * the variants that have distances, and with the encoder `pretrained`. `composition` has none.
   */
  readonly surroundings: boolean;
  /**
   * Whether attention also tells the total weight of each head, which the softmax divides by: how much there is around a site. Defaults to true for
   * the variants that have distances, and with the encoder `pretrained`.
   */
  readonly totals: boolean;
  /**
   * Whether each block also sees what the surroundings of an orbit look like: learned power spectra of angular moments. Defaults to true for `geometry` and
   * `full`.
   */
  readonly moments: boolean;
  /** Power spectra of each degree, in a block. Defaults to 32. */
  readonly channels: number;
  /** Share of the numbers of power spectra set to 0 in training. Defaults to 0. */
  readonly momentDropout: number;
  /** Radial functions of the value term. Defaults to 24. */
  readonly radialFunctions: number;
  /** Share of hidden numbers set to 0 in training. Defaults to 0. */
  readonly dropout: number;
}

/** Options of a network: `targets` must be given, all other fields have defaults. */
export type ModelOptions = Partial<ModelConfig> & Pick<ModelConfig, 'targets'>;

const SIZE = { kind: 'integer', min: 1, max: 4096 } as const;

/** What the fields of {@link ModelConfig} may be, `targets` and `tensors` left out. `heads` must divide `width`, too. */
export const MODEL_OPTION_LIMITS = {
  variant: { kind: 'choice', values: ['composition', 'fourier', 'distance', 'geometry', 'full'] },
  task: { kind: 'choice', values: ['regression', 'classification'] },
  width: SIZE,
  blocks: { kind: 'integer', min: 0, max: 64 },
  heads: SIZE,
  expansion: SIZE,
  descriptors: { kind: 'boolean' },
  statistics: { kind: 'boolean' },
  cell: { kind: 'choice', values: ['volume', 'metric'] },
  encoder: { kind: 'choice', values: ['mlp', 'product', 'pretrained'] },
  encoderTraining: { kind: 'choice', values: ['frozen', 'fine-tuned'] },
  encoderFunctions: { kind: 'integer', min: 8, max: 4096 },
  encoderWidth: SIZE,
  damping: { kind: 'number', min: 0, max: 10 },
  fourierDropout: { kind: 'number', min: 0, max: 1, exclusive: 'max' },
  surroundings: { kind: 'boolean' },
  totals: { kind: 'boolean' },
  moments: { kind: 'boolean' },
  channels: SIZE,
  momentDropout: { kind: 'number', min: 0, max: 1, exclusive: 'max' },
  radialFunctions: SIZE,
  dropout: { kind: 'number', min: 0, max: 1, exclusive: 'max' },
} as const satisfies Record<Exclude<keyof ModelConfig, 'targets' | 'tensors'>, OptionLimit>;

/** Fields that only a network with a pretrained encoder has, so that configurations of others are what they were before there were any. */
const PRETRAINED = { encoderTraining: 'frozen', encoderFunctions: 256, encoderWidth: 64 } as const;

/**
 * A complete, checked configuration.
 *
 * @throws ModelError `bad-config`
 */
export function modelConfig(options: ModelOptions): ModelConfig {
  const isPretrained = options.encoder === 'pretrained';
  const { tensors, ...given } = options;
  const { variant = isPretrained ? 'fourier' : 'geometry' } = options;
  const hasMoments = variant === 'full' || variant === 'geometry';
  const hasDistances = hasMoments || variant === 'distance';
  const defaults: ModelConfig = {
    variant,
    targets: options.targets,
    ...(tensors === undefined ? {} : { tensors }),
    task: 'regression',
    width: 128,
    blocks: 4,
    heads: 8,
    expansion: 4,
    descriptors: true,
    statistics: false,
    cell: variant === 'fourier' && !isPretrained ? 'metric' : 'volume',
    encoder: 'mlp',
    ...(isPretrained ? PRETRAINED : {}),
    damping: 0.35,
    fourierDropout: variant === 'full' ? 0.5 : 0,
    surroundings: hasDistances || isPretrained,
    totals: hasDistances || isPretrained,
    moments: hasMoments,
    channels: 32,
    momentDropout: 0,
    radialFunctions: 24,
    dropout: 0,
  };
  const config: ModelConfig = { ...defaults, ...given };
  const demand = (holds: boolean, what: string, value: unknown): void => {
    if (!holds) throw new ModelError('bad-config', `model: ${what}, got ${show(value)}`);
  };
  const own: Partial<Record<string, unknown>> = options;
  for (const name of isPretrained ? [] : Object.keys(PRETRAINED))
    demand(own[name] === undefined, `${name} is there with the encoder pretrained alone`, own[name]);
  const limits = Object.entries(MODEL_OPTION_LIMITS).filter(([name]) => isPretrained || !(name in PRETRAINED));
  checkOptions('model', config, Object.fromEntries(limits), Object.keys(defaults));
  demand(
    !isPretrained || variant === 'fourier',
    'the encoder pretrained is of the variant fourier: the others have the distances themselves, or none',
    variant,
  );
  demand(
    Array.isArray(config.targets) &&
      (config.targets.length > 0 || tensors !== undefined) &&
      config.targets.every((target) => typeof target === 'string' && target !== '' && target !== '__proto__'),
    'targets must name at least one property, where no tensor is predicted',
    config.targets,
  );
  demand(
    new Set(config.targets).size === config.targets.length,
    'targets must differ from each other',
    config.targets.join(', '),
  );
  demand(config.width % config.heads === 0, `heads must divide the width ${config.width}`, config.heads);
  checkTensors(config);
  return config;
}
