import { PAIR_INPUTS } from '@crystal-fourier/data';
import type { ModelOptions } from '../config/config.js';
import { ModelError } from '../config/errors.js';

/** Numbers of a trained distance network; matrices (inputs, outputs), row-major. */
export interface DistanceWeights {
  /** Invariant functions of an encoding. */
  readonly functions: number;
  /** (inputs): what standardises the inputs. */
  readonly mean: ArrayLike<number>;
  readonly spread: ArrayLike<number>;
  readonly w1: Float32Array;
  readonly b1: Float32Array;
  readonly w2: Float32Array;
  readonly b2: Float32Array;
  readonly w3: Float32Array;
  readonly b3: Float32Array;
}

/**
 * The options of a network with the sizes of the learned distance that it begins with.
 *
 * @throws ModelError `bad-config` where one is missing, or is given to a network that has none
 */
export function withEncoder(options: ModelOptions, encoder: DistanceNetwork | undefined): ModelOptions {
  const isPretrained = options.encoder === 'pretrained';
  if (isPretrained !== (encoder !== undefined))
    throw new ModelError(
      'bad-config',
      isPretrained
        ? 'training: a network with the encoder pretrained needs the learned distance that it begins with; give encoder: await pretrainedDistance()'
        : `training: a learned distance was given to a network with the encoder ${options.encoder ?? 'mlp'}; give the model encoder: 'pretrained'`,
    );
  if (encoder === undefined) return options;
  const { functions, width } = encoder;
  return { ...options, encoderFunctions: functions, encoderWidth: width };
}

/**
 * The learned distance of two metric encodings: `scale · (silu(silu(x w₁ + b₁) w₂ + b₂) w₃ + b₃)` of the numbers that `writeOrbitPair` writes. In plain
 * JavaScript, since it is so small that a device would wait most of the time.
 *
 * Laws: symmetric, equal for all points of an orbit, and 0 within an orbit, because its inputs and their scale are.
 */
export class DistanceNetwork {
  /** Invariant functions of the encodings. */
  readonly functions: number;
  /** Its numbers. */
  readonly weights: DistanceWeights;
  readonly #input = new Float64Array(PAIR_INPUTS);
  readonly #first: Float64Array;
  readonly #second: Float64Array;

  /** @throws ModelError `bad-checkpoint` for sizes that do not belong together */
  constructor(weights: DistanceWeights) {
    const { mean, spread, w1, b1, w2, b2, w3, b3 } = weights;
    const width = b1.length;
    const sizes = [mean.length, spread.length, w1.length, w2.length, b2.length, w3.length, b3.length];
    const expected = [PAIR_INPUTS, PAIR_INPUTS, PAIR_INPUTS * width, width * width, width, width, 1];
    if (sizes.join() !== expected.join())
      throw new ModelError(
        'bad-checkpoint',
        `distance network: the sizes must be ${expected.join(', ')}, got ${sizes.join(', ')}; take a file of this version`,
      );
    this.weights = weights;
    this.functions = weights.functions;
    this.#first = new Float64Array(width);
    this.#second = new Float64Array(width);
  }

  /** Of the hidden layers. */
  get width(): number {
    return this.#first.length;
  }

  /**
   * Distance of two orbits in Å.
   *
   * @param inputs numbers of the pair from `at` on, as `writeOrbitPair` or `EncodedPairs.write` makes them
   * @param scale what it returned, Å
   */
  distance(inputs: Float32Array, at: number, scale: number): number {
    const { mean, spread, w1, b1, w2, b2, w3, b3 } = this.weights;
    for (let i = 0; i < PAIR_INPUTS; i++) this.#input[i] = (inputs[at + i]! - mean[i]!) / spread[i]!;
    layer(this.#input, w1, b1, this.#first);
    layer(this.#first, w2, b2, this.#second);
    let sum = b3[0]!;
    for (let i = 0; i < w3.length; i++) sum += this.#second[i]! * w3[i]!;
    return Math.max(0, scale * sum);
  }
}

/** `silu(x w + b)`. */
function layer(x: Float64Array, w: Float32Array, b: Float32Array, out: Float64Array): void {
  const width = out.length;
  out.set(b);
  for (let i = 0, at = 0; i < x.length; i++) {
    const value = x[i]!;
    for (let j = 0; j < width; j++, at++) out[j]! += value * w[at]!;
  }
  for (let j = 0; j < width; j++) out[j]! /= 1 + Math.exp(-out[j]!);
}
