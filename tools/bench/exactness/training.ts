import * as tf from '@tensorflow/tfjs';
import type { Features } from './features.ts';
import { NetworkStack, StackOptimizer } from './networks.ts';
import { index, type Random } from './random.ts';
import { randomOperation, type Symmetry, writeImage } from './symmetries.ts';
import type { Target } from './targets.ts';

/**
 * How a network learns of the symmetry: not at all; by random elements of the group that move each point whenever it is used; by a penalty on the squared difference
 * of the outputs for a point and its image under a random element, as SEAL has it (arXiv:2511.01982); or by the exact layer.
 */
export type Method = 'none' | 'augmentation' | 'penalty' | 'exact';

export const METHODS: readonly Method[] = ['none', 'augmentation', 'penalty', 'exact'];

/** Applications of the network per point of a batch. */
export const COST: Readonly<Record<Method, number>> = {
  none: 1,
  augmentation: 1,
  penalty: 2,
  exact: 1,
};

export interface Setting {
  /** Largest rate of AdamW. */
  readonly rate: number;
  readonly decay: number;
  /** Of the penalty, beside a mean squared error of targets with variance 1. */
  readonly penalty: number;
}

/** A set to learn from; a smaller one is its beginning. */
export interface Examples {
  readonly target: Target;
  /** (n, arity, dim), fractional. */
  readonly points: Float64Array;
  readonly values: Float64Array;
}

/** One network of a stack: the first `size` examples, and how it is trained. */
export interface Run {
  readonly examples: Examples;
  readonly size: number;
  readonly setting: Setting;
}

export interface TrainOptions {
  readonly steps: number;
  readonly batch: number;
  /** Width of the hidden layers; defaults to that of the stack. */
  readonly hidden?: number;
}

/** Encodings of pairs have so many numbers, and the output is their Euclidean distance. */
const ENCODING = 32;
/** Share of the steps in which the rate rises. */
const WARM_UP = 0.05;

/**
 * Trains a network for each run, all with the same method and features, for the same number of steps: mean squared error, AdamW, a
 * rate that rises over the first steps and then falls as a cosine.
 */
export function trainStack(
  method: Method,
  runs: readonly Run[],
  features: Features,
  random: Random,
  { steps, batch, hidden }: TrainOptions,
): NetworkStack {
  const { arity } = runs[0]!.examples.target;
  const outputs = arity === 1 ? 1 : ENCODING;
  const stack = new NetworkStack(runs.length, features.width, outputs, random, hidden);
  const { rates, decays, penalties } = columns(runs);
  const optimizer = new StackOptimizer(stack.weights, rates, decays);
  const batches = new Batches(method, runs, features, batch, random);
  for (let step = 0; step < steps; step++) {
    const warm = Math.ceil(WARM_UP * steps);
    const share = step < warm ? (step + 1) / warm : 0.5 * (1 + Math.cos((Math.PI * (step - warm)) / (steps - warm)));
    const gradients = tf.tidy(() => {
      const { inputs, values } = batches.next();
      const loss = (): tf.Scalar => lossOf(stack, inputs, values, penalties, { method, arity, batch });
      const { grads } = tf.variableGrads(loss, stack.weights);
      return stack.weights.map(({ name }) => grads[name]!);
    });
    optimizer.step(gradients, share);
  }
  optimizer.dispose();
  return stack;
}

/** Outputs of encodings (…, rows · arity, outputs): the value itself, or the distance of the two encodings of a pair. */
export function outputsOf(encodings: tf.Tensor3D, arity: 1 | 2): tf.Tensor2D {
  const [count, rows, width] = encodings.shape;
  if (arity === 1) return tf.reshape(encodings, [count, rows]);
  const pairs = tf.reshape(encodings, [count, rows / 2, 2 * width]);
  const difference = tf.sub(
    tf.slice(pairs, [0, 0, 0], [-1, -1, width]),
    tf.slice(pairs, [0, 0, width], [-1, -1, width]),
  );
  // The root has no derivative at 0.
  return tf.sqrt(tf.add(tf.sum(tf.square(difference), 2), 1e-8));
}

/** Σ over networks of the mean squared error, and of the penalty where there is one. */
export function lossOf(
  stack: Pick<NetworkStack, 'apply'>,
  inputs: tf.Tensor3D,
  values: tf.Tensor2D,
  penalties: tf.Tensor2D,
  { method, arity, batch }: { method: Method; arity: 1 | 2; batch: number },
): tf.Scalar {
  const found = outputsOf(stack.apply(inputs), arity);
  const part = (at: number): tf.Tensor2D => tf.slice(found, [0, at * batch], [-1, batch]);
  const error = tf.mean(tf.squaredDifference(part(0), values), 1, true);
  if (method !== 'penalty') return tf.sum(error);
  const asymmetry = tf.mean(tf.squaredDifference(part(0), part(1)), 1, true);
  return tf.sum(tf.add(error, tf.mul(penalties, asymmetry)));
}

function columns(runs: readonly Run[]): { rates: number[]; decays: number[]; penalties: tf.Tensor2D } {
  return {
    rates: runs.map(({ setting }) => setting.rate),
    decays: runs.map(({ setting }) => setting.decay),
    penalties: tf.tensor2d(
      runs.map(({ setting }) => setting.penalty),
      [runs.length, 1],
    ),
  };
}

/** Random examples for each network of a stack, with what the method needs beside them. */
class Batches {
  readonly #method: Method;
  readonly #runs: readonly Run[];
  readonly #features: Features;
  readonly #batch: number;
  readonly #random: Random;
  readonly #symmetry: Symmetry;
  readonly #arity: 1 | 2;
  /** Features of all examples where they never change. */
  readonly #tables = new Map<Examples, Float32Array>();

  constructor(method: Method, runs: readonly Run[], features: Features, batch: number, random: Random) {
    this.#method = method;
    this.#runs = runs;
    this.#features = features;
    this.#batch = batch;
    this.#random = random;
    ({ symmetry: this.#symmetry, arity: this.#arity } = runs[0]!.examples.target);
    if (method !== 'none' && method !== 'exact') return;
    for (const { examples } of runs)
      if (!this.#tables.has(examples)) this.#tables.set(examples, features.table(examples.points));
  }

  /** Features (runs, COST · batch · arity, width) and values (runs, batch). */
  next(): { inputs: tf.Tensor3D; values: tf.Tensor2D } {
    const chosen = this.#runs.map(({ size }) =>
      Int32Array.from({ length: this.#batch }, () => index(this.#random, size)),
    );
    const values = Float32Array.from(
      this.#runs.flatMap(({ examples }, r) => Array.from(chosen[r]!, (i) => examples.values[i]!)),
    );
    return {
      inputs: this.#tables.size > 0 ? this.#fromTables(chosen) : this.#fromPoints(chosen),
      values: tf.tensor2d(values, [this.#runs.length, this.#batch]),
    };
  }

  #fromTables(chosen: readonly Int32Array[]): tf.Tensor3D {
    const rows = this.#batch * this.#arity;
    const length = this.#arity * this.#features.width;
    const out = new Float32Array(chosen.length * this.#batch * length);
    this.#runs.forEach(({ examples }, r) => {
      const table = this.#tables.get(examples)!;
      chosen[r]!.forEach((from, i) =>
        out.set(table.subarray(from * length, (from + 1) * length), (r * this.#batch + i) * length),
      );
    });
    return tf.tensor3d(out, [chosen.length, rows, this.#features.width]);
  }

  #fromPoints(chosen: readonly Int32Array[]): tf.Tensor3D {
    const { dim } = this.#symmetry;
    const rows = this.#batch * this.#arity;
    const parts = COST[this.#method];
    const out = new Float32Array(chosen.length * parts * rows * dim);
    this.#runs.forEach(({ examples: { points } }, r) => {
      for (let i = 0; i < rows; i++) {
        const from = chosen[r]![Math.floor(i / this.#arity)]! * this.#arity + (i % this.#arity);
        this.#write(points, from, out, r * parts * rows + i, rows);
      }
    });
    const features = this.#features.of(this.#features.points(out));
    return tf.reshape(features, [chosen.length, parts * rows, this.#features.width]);
  }

  /** Writes a point, or its image, to row `to`; for the penalty the point there, and its image `rows` later. */
  #write(points: Float64Array, from: number, out: Float32Array, to: number, rows: number): void {
    const { dim } = this.#symmetry;
    const moved = this.#method === 'augmentation' ? to : to + rows;
    writeImage(randomOperation(this.#symmetry, this.#random), points, from, out, moved);
    if (moved !== to) for (let axis = 0; axis < dim; axis++) out[to * dim + axis] = points[from * dim + axis]!;
  }
}
