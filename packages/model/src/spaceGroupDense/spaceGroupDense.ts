import * as tf from '@tensorflow/tfjs';
import { ModelError, show } from '../config/errors.js';
import type { FrequencyFamily } from '@crystal-fourier/fourier-basis';
import { ProjectorFamily } from './family.js';
import { planGroups } from './groups.js';
import { pointShape, readGroups } from './inputs.js';
import { type InitializerLike, initializerOf, serializeInitializer } from './initializer.js';
import { inverted, permuteRows } from './rows.js';

/** Largest set: a projector of so many frequencies takes 16 MiB. */
const MAX_COUNT = 2048;

/** Shape of a {@link SpaceGroupDense}. */
export interface SpaceGroupDenseConfig {
  /** Width of the output. */
  readonly units: number;
  /**
   * Axes of the groups that the layer is for: `hexagonal` for trigonal and hexagonal groups, `cubic` for all others, `both` with a weight for
   * each, chosen by the group of the sample. Defaults to `both`.
   */
  readonly family?: FrequencyFamily | 'both';
  /** Shells of a frequency set are added until it has so many frequencies, k and −k counted; at most 2048. Defaults to 256. */
  readonly minCount?: number;
  /** Whether a vector, the same for all groups, is added. Defaults to true. */
  readonly useBias?: boolean;
  /** As of `tf.layers.activation`: `swish`, `relu`, … Defaults to none. */
  readonly activation?: NonNullable<Parameters<typeof tf.layers.activation>[0]['activation']> | null;
  /** Beginning of the weights. Defaults to `leCunNormal`. */
  readonly kernelInitializer?: InitializerLike;
  /** Integer from 0 to 2³²−1, for initialisers given by name. Defaults to 0. */
  readonly seed?: number;
  /** Defaults to a name of TensorFlow.js. */
  readonly name?: string;
  /** Whether the weights are learned. Defaults to true. */
  readonly trainable?: boolean;
}

/** Groups as numbers, beside the inputs of {@link SpaceGroupDense.call}. */
export interface SpaceGroupDenseCall {
  /** (B): then the second input may be missing, nothing is read back from the device, and points are not checked to be finite. */
  readonly groups?: ArrayLike<number>;
}

/**
 * A dense layer on the Fourier modes of a point that is invariant under the sample's space group, whichever of the 230 it is
 * (arXiv:2512.13989, in real form):
 *
 *     y(x) = activation( u(x) P_G W + b ),     u(x) = [cos 2πk·x …, sin 2πk·x …] over the half space of the frequency set,
 *
 * with one W for all groups of a family of axes and P_G the average over the group ({@link realProjector}). P_G W is the layer's weight for G: it has no
 * parameter of its own, so a group that was never trained on needs no more than its number. Law: `y(gx) = y(x)` for every operation g of G and
 * every lattice vector, whatever W, to 1e-5 of the largest value in float32. `u(x) P_G` equals the rows of `featurize(…).fourier`
 * (undamped) of `@crystal-fourier/data`.
 *
 * Inputs: points, (B, P, 3), fractional coordinates in the reference setting, and groups, (B) or (B, 1) int32, numbers of the International Tables.
 * Output: (B, P, units). Gradients reach W, b and the points. One projector per group that occurred, (2H)² float32 numbers, is kept until
 * {@link SpaceGroupDense.dispose}.
 *
 * Weights: `cubicKernel` and `hexagonalKernel`, (2H, units), those that the family asks for, then `bias`, (units).
 */
export class SpaceGroupDense extends tf.layers.Layer {
  /** Under this name it is registered for serialisation. */
  static readonly className: string = 'SpaceGroupDense';
  readonly units: number;
  readonly family: FrequencyFamily | 'both';
  readonly minCount: number;
  readonly useBias: boolean;
  readonly activation: SpaceGroupDenseConfig['activation'];
  readonly kernelInitializer: InitializerLike;
  readonly seed: number;
  readonly #families: readonly ProjectorFamily[];
  readonly #activate: tf.layers.Layer | undefined;
  readonly #kernels = new Map<FrequencyFamily, tf.LayerVariable>();
  #bias: tf.LayerVariable | undefined;

  /** @throws ModelError `bad-config` */
  constructor(config: SpaceGroupDenseConfig) {
    const { units, family = 'both', minCount = 256, useBias = true, seed = 0, ...others } = config;
    const { activation = null, kernelInitializer = 'leCunNormal', ...rest } = others;
    // The base class understands further fields of serialised layers: name, trainable, dtype, batchInputShape.
    super(rest as ConstructorParameters<typeof tf.layers.Layer>[0]);
    demand(Number.isInteger(units) && units >= 1, 'units must be a positive integer', units);
    demand(['cubic', 'hexagonal', 'both'].includes(family), 'family must be cubic, hexagonal or both', family);
    demand(
      Number.isInteger(minCount) && minCount >= 1 && minCount <= MAX_COUNT,
      `minCount must be an integer from 1 to ${MAX_COUNT}`,
      minCount,
    );
    demand(typeof useBias === 'boolean', 'useBias must be true or false', useBias);
    demand(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32, 'seed must be an integer from 0 to 4294967295', seed);
    this.units = units;
    this.family = family;
    this.minCount = minCount;
    this.useBias = useBias;
    this.seed = seed;
    this.kernelInitializer = kernelInitializer;
    initializerOf(kernelInitializer, seed);
    this.activation = activation;
    this.#activate = activationLayer(this.activation);
    const families = family === 'both' ? (['cubic', 'hexagonal'] as const) : ([family] as const);
    this.#families = families.map((axes) => new ProjectorFamily(axes, minCount));
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    pointShape(inputShape);
    this.#families.forEach(({ family, width }, i) => {
      // Families begin differently, and seed 0 would mean none to TensorFlow.js.
      const initializer = initializerOf(this.kernelInitializer, this.seed + 1 + i);
      this.#kernels.set(family, this.addWeight(`${family}Kernel`, [width, this.units], 'float32', initializer));
    });
    if (this.useBias) this.#bias = this.addWeight('bias', [this.units], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, points] = pointShape(inputShape);
    return [batch!, points!, this.units];
  }

  /**
   * @param inputs `[points, groups]`, or points alone where `groups` is given as numbers
   * @returns (B, P, units)
   * @throws ModelError `bad-argument` for shapes that do not fit, groups that are no numbers from 1 to 230 or of another family, and points
   *   that are not finite
   */
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: SpaceGroupDenseCall = {}): tf.Tensor {
    const [points, groupInput] = Array.isArray(inputs) ? inputs : [inputs];
    const [B, P] = pointShape(points!.shape) as [number, number];
    const groups = kwargs.groups ?? readGroups(points!, groupInput);
    const { permutation, families } = planGroups(
      groups,
      B,
      this.#families.map(({ family }) => family),
    );
    return tf.tidy((): tf.Tensor => {
      if (B * P === 0) return tf.zeros([B, P, this.units]);
      const flat = tf.reshape(points!, [B, 3 * P]) as tf.Tensor2D;
      const sorted = tf.reshape(permutation ? permuteRows(flat, permutation) : flat, [B * P, 3]) as tf.Tensor2D;
      const sizes = families.map(({ runs }) => P * runs.reduce((sum, { samples }) => sum + samples, 0));
      const parts = families.length === 1 ? [sorted] : tf.split(sorted, sizes, 0);
      const outputs = families.map(({ family, runs }, i) =>
        this.#axes(family).apply(parts[i] as tf.Tensor2D, runs, P, this.#kernels.get(family)!.read() as tf.Tensor2D),
      );
      const linear = outputs.length === 1 ? outputs[0]! : tf.concat(outputs, 0);
      const shifted = this.#bias === undefined ? linear : tf.add(linear, this.#bias.read());
      const rows = tf.reshape(shifted, [B, P * this.units]) as tf.Tensor2D;
      const restored = permutation ? permuteRows(rows, inverted(permutation)) : rows;
      const y = tf.reshape(restored, [B, P, this.units]);
      return this.#activate === undefined ? y : (this.#activate.apply(y) as tf.Tensor);
    });
  }

  /**
   * P_G W, the weights that the layer has for a group, (2H, units); the caller disposes of it.
   *
   * @throws ModelError `bad-argument` for a group that is none, or of another family, and before the layer was built
   */
  effectiveKernel(group: number): tf.Tensor2D {
    const { families } = planGroups(
      [group],
      1,
      this.#families.map(({ family }) => family),
    );
    const { family } = families[0]!;
    const kernel = this.#kernels.get(family);
    if (kernel === undefined)
      throw new ModelError('bad-argument', 'SpaceGroupDense: the layer has no weights yet; apply or build it first');
    return tf.tidy(() => tf.matMul<tf.Tensor2D>(this.#axes(family).projector(group), kernel.read() as tf.Tensor2D));
  }

  override dispose(): ReturnType<tf.layers.Layer['dispose']> {
    const result = super.dispose();
    if (result.refCountAfterDispose === 0) for (const axes of this.#families) axes.dispose();
    return result;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      units: this.units,
      family: this.family,
      minCount: this.minCount,
      useBias: this.useBias,
      activation: this.activation ?? null,
      kernelInitializer: serializeInitializer(this.kernelInitializer),
      seed: this.seed,
    };
  }

  #axes(family: FrequencyFamily): ProjectorFamily {
    return this.#families.find((axes) => axes.family === family)!;
  }
}

tf.serialization.registerClass(SpaceGroupDense);

function demand(holds: boolean, what: string, value: unknown): asserts holds {
  if (!holds) throw new ModelError('bad-config', `SpaceGroupDense: ${what}, got ${show(value)}`);
}

function activationLayer(activation: SpaceGroupDenseConfig['activation']): tf.layers.Layer | undefined {
  if (activation === null || activation === undefined) return undefined;
  try {
    return tf.layers.activation({ activation });
  } catch {
    throw new ModelError(
      'bad-config',
      `SpaceGroupDense: activation must be one of tf.layers.activation ('swish', 'relu', 'tanh' …), got ${show(activation)}`,
    );
  }
}
