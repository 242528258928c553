import * as tf from '@tensorflow/tfjs';
import { attend, type AttentionShape } from './attend.js';
import { ModelError, show } from '../config/errors.js';
import { linear } from './linear.js';
import { pairWeights } from './pairWeights.js';
import { DEFAULT_RANGE, initialExponents, radialFunctions, type RadialRange } from './pairFunctions.js';

/** Sizes that decide the weights of an attention over orbits. */
export interface AttentionSizes {
  /** d. */
  readonly width: number;
  readonly heads: number;
  /** K: functions of a pair; 1 for the share of sites alone. */
  readonly pairs: number;
  /** Radial functions of the value term. */
  readonly radialFunctions: number;
  /** Å: distances of the first and the last radial bin. */
  readonly range: RadialRange;
  /** Whether the output also depends on the total weights of the heads. */
  readonly totals: boolean;
  /** Whether pairs depend on weights and get a gradient. Defaults to false. */
  readonly learnedPairs?: boolean;
}

/**
 * A range as a configuration has it, or the default.
 *
 * @throws ModelError `bad-config`
 */
export function checkedRange(range: RadialRange = DEFAULT_RANGE): RadialRange {
  const [first, last] = range;
  if (range.length !== 2 || !Number.isFinite(last) || !(first > 0 && last > first))
    throw new ModelError(
      'bad-config',
      `attention: range must be the distances in Å of the first and the last radial bin, got ${show(range)}`,
    );
  return [first, last];
}

/** Makes a weight: a name, a shape, and how it begins. */
export type MakeWeight = (
  name: string,
  shape: number[],
  initial: { readonly deviation: number } | { readonly value: number } | { readonly values: Float32Array },
) => tf.LayerVariable;

/** What decides how much the orbits of a pair see of each other in one attention. */
export interface AttentionPairWeights {
  /** E: (K, h). */
  readonly ofFunctions: tf.Tensor2D;
  /** S: (B, h, A, A). */
  readonly ofPairs: tf.Tensor4D;
}

/** Weights of an attention over orbits, and what they compute: shared by the layers that contain one. */
export class AttentionWeights {
  readonly #sizes: AttentionSizes;
  readonly #packed: tf.LayerVariable;
  readonly #out: tf.LayerVariable;
  readonly #exponents: tf.LayerVariable | undefined;
  readonly #values: tf.LayerVariable | undefined;

  /** @throws ModelError `bad-config` */
  constructor(make: MakeWeight, sizes: AttentionSizes) {
    const { width: d, heads, pairs, radialFunctions: functions } = sizes;
    if (!Number.isInteger(d / heads) || d < 1)
      throw new ModelError('bad-config', `attention: heads must divide the width ${d}, got ${heads}`);
    if (!Number.isInteger(pairs) || pairs < 1 || pairs === 2)
      throw new ModelError(
        'bad-config',
        `attention: pairs must have 1 function, or 2 more than radial bins, in their last axis, got ${pairs}`,
      );
    if (!Number.isInteger(functions) || functions < 1)
      throw new ModelError('bad-config', `attention: radialFunctions must be a positive integer, got ${functions}`);
    this.#sizes = sizes;
    this.#packed = make('qkv', [d, 3 * d], { deviation: 1 / Math.sqrt(d) });
    this.#out = make('out', [sizes.totals ? d + heads : d, d], { deviation: 0.5 / Math.sqrt(d) });
    if (pairs > 1) {
      const bins = pairs - 2;
      this.#exponents = make('exponents', [pairs, heads], { values: initialExponents(bins, heads, sizes.range) });
      this.#values = make('values', [functions + 2, d], { deviation: 1 / Math.sqrt(functions) });
    }
  }

  /** E: what each function of a pair weighs, (K, h), for `pairWeights`. */
  functionWeights(): tf.Tensor2D {
    const { pairs: K, heads } = this.#sizes;
    return this.#exponents === undefined ? tf.ones([K, heads]) : (tf.exp(this.#exponents.read()) as tf.Tensor2D);
  }

  /**
   * @param x (B·A, d)
   * @param pairs (B·A·A, K)
   * @param weights those of the functions and of the pairs, where they were computed together with those of other attentions
   * @returns (B·A, d)
   */
  apply(
    x: tf.Tensor2D,
    pairs: tf.Tensor2D,
    of: Pick<AttentionShape, 'batch' | 'orbits'>,
    weights?: AttentionPairWeights,
  ): tf.Tensor2D {
    const { width: d, heads: h, pairs: K, radialFunctions: functions, range, totals, learnedPairs } = this.#sizes;
    const shape: AttentionShape = { ...of, heads: h, totals, learnedPairs: learnedPairs === true };
    const ofFunctions = weights?.ofFunctions ?? this.functionWeights();
    const ofPairs = weights?.ofPairs ?? pairWeights([ofFunctions], pairs, shape)[0]!;
    const packed = linear(x, this.#packed.read() as tf.Tensor2D);
    let attended: tf.Tensor2D;
    if (this.#exponents === undefined || this.#values === undefined) {
      attended = attend(packed, ofPairs, undefined, pairs, shape);
    } else {
      // G_h,k = E_k,h Σ_f φ_f(r_k) W_f,h
      const mixed = tf.matMul(radialFunctions(K - 2, functions, range), this.#values.read() as tf.Tensor2D);
      const values = tf.mul(
        tf.transpose(tf.reshape(mixed, [K, h, d / h]), [1, 0, 2]),
        tf.reshape(tf.transpose(ofFunctions), [h, K, 1]),
      ) as tf.Tensor3D;
      attended = attend(packed, ofPairs, values, pairs, shape);
    }
    return linear(attended, this.#out.read() as tf.Tensor2D);
  }
}
