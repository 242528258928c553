import * as tf from '@tensorflow/tfjs';
import type { AttentionShape } from '../ops/attend.js';
import { elementTable } from '../features/elementTable.js';
import type { MomentInputs } from '../ops/powerSpectrum.js';
import { NORM_EPSILON } from '../ops/normalize.js';
import { radialFunctions } from '../ops/pairFunctions.js';

/**
 * The layers' arithmetic as one would write it down, without hand-written gradients; what the fast versions are compared with.
 *
 * @module
 */

/** `x w + b`. */
export function plainLinear(x: tf.Tensor2D, w: tf.Tensor2D, b?: tf.Tensor1D): tf.Tensor2D {
  const product = tf.matMul(x, w) as tf.Tensor2D;
  return b === undefined ? product : tf.add<tf.Tensor2D>(product, b);
}

/** `x / (1 + exp(−x))`. */
export function plainSilu<T extends tf.Tensor>(x: T): T {
  return tf.mul(x, tf.sigmoid(x));
}

/** `silu(x w₁ + b₁) w₂ + b₂`. */
export function plainFeedForward(
  x: tf.Tensor2D,
  w1: tf.Tensor2D,
  b1: tf.Tensor1D,
  w2: tf.Tensor2D,
  b2: tf.Tensor1D,
): tf.Tensor2D {
  return plainLinear(plainSilu(plainLinear(x, w1, b1)), w2, b2);
}

/** Rows minus their mean, over their standard deviation, times a gain, plus a bias. */
export function plainNormalize(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  const { mean, variance } = tf.moments(x, 1, true);
  const unit = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, NORM_EPSILON)));
  return tf.add(tf.mul(unit, gain), bias);
}

/** Power spectra as the docstring of `powerSpectrum` has them. */
export function plainPowerSpectrum(
  weights: tf.Tensor2D,
  mixing: tf.Tensor2D,
  { values, segments, components: R, functions: F, degrees: L }: MomentInputs,
): tf.Tensor2D {
  const [B, , A] = values.shape;
  const [H, C] = [weights.shape[1], mixing.shape[1] / 2];
  const N = tf.reshape(values, [B, R, F, 1, A]);
  const g = tf.reshape(tf.transpose(tf.reshape(weights, [B, A, H]), [0, 2, 1]), [B, 1, 1, H, A]);
  const weighed = tf.reshape(tf.sum(tf.mul(N, g), -1), [B * R, F * H]);
  const both = tf.matMul(weighed as tf.Tensor2D, mixing);
  const products = tf.mul(tf.slice(both, [0, 0], [B * R, C]), tf.slice(both, [0, C], [B * R, C]));
  const members = [...segments.dataSync()].map((segment, r) =>
    Array.from({ length: A * L }, (_, row) => Number(segment === Math.floor(r / R) * A * L + row)),
  );
  const ofComponents = tf.reshape(tf.tensor2d(members), [B, R, A * L, 1]);
  const p = tf.sum(tf.mul(ofComponents, tf.reshape(products, [B, R, 1, C])), 1);
  return tf.reshape(tf.mul(tf.sign(p), tf.log(tf.add(1, tf.abs(p)))), [B * A, L * C]);
}

/** Attention over orbits as the docstring of `attend` has it, one crystal and one head at a time. */
export function plainAttend(
  qkv: tf.Tensor2D,
  weights: tf.Tensor2D,
  values: tf.Tensor3D | undefined,
  pairs: tf.Tensor2D,
  { batch: B, orbits: A, heads: h, totals = false }: AttentionShape,
): tf.Tensor2D {
  const d = qkv.shape[1] / 3;
  const dh = d / h;
  const K = pairs.shape[1];
  const crystals = Array.from({ length: B }, (_, b) => {
    const rows = tf.slice(qkv, [b * A, 0], [A, 3 * d]);
    const N = tf.slice(pairs, [b * A * A, 0], [A * A, K]);
    const ofHeads: tf.Tensor[] = [];
    const heads = Array.from({ length: h }, (__, head) => {
      const part = (which: number): tf.Tensor2D => tf.slice(rows, [0, which * d + head * dh], [A, dh]);
      const [q, k, v] = [part(0), part(1), part(2)];
      const S = tf.add(tf.reshape(tf.matMul(N, tf.slice(weights, [0, head], [K, 1])), [A, A]), 1e-30);
      const logits = tf.add(tf.div(tf.matMul(q, tf.transpose(k)), Math.sqrt(dh)), tf.log(S));
      ofHeads.push(tf.logSumExp(logits, 1, true));
      const a = tf.softmax(logits);
      const o = tf.matMul(a, v);
      if (values === undefined) return o;
      const G = tf.reshape(tf.slice(values, [head, 0, 0], [1, K, dh]), [K, dh]);
      // 1 / S by its logarithm: the square of an S of padding, in the gradient of a division, is below what float32 holds.
      const inverse = tf.exp(tf.neg(tf.log(S)));
      const V = tf.mul(tf.reshape(tf.matMul(N, G), [A, A, dh]), tf.reshape(inverse, [A, A, 1]));
      return tf.add(o, tf.sum(tf.mul(tf.reshape(a, [A, A, 1]), V), 1));
    });
    return tf.concat(totals ? [...heads, ...ofHeads] : heads, 1);
  });
  return tf.concat(crystals, 0) as tf.Tensor2D;
}

/** Weights in the order in which a layer lists them. */
type Weights = readonly tf.Tensor[];

const rowsOf = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, [-1, x.shape.at(-1)!]);

/** `OrbitAttention`: x (B, A, d), pairs (B, A, A, K); weights qkv, out and, for K > 1, exponents, values. */
export function plainOrbitAttention(x: tf.Tensor, pairs: tf.Tensor, weights: Weights, heads: number): tf.Tensor {
  const [batch, orbits, d] = x.shape as [number, number, number];
  const K = pairs.shape.at(-1)!;
  const [qkv, out, exponents, values] = weights as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D?, tf.Tensor2D?];
  const packed = plainLinear(rowsOf(x), qkv);
  const shape = { batch, orbits, heads, totals: out.shape[0] > d };
  if (exponents === undefined || values === undefined)
    return tf.reshape(
      plainLinear(plainAttend(packed, tf.ones([K, heads]), undefined, rowsOf(pairs), shape), out),
      x.shape,
    );
  const E = tf.exp(exponents) as tf.Tensor2D;
  const functions = values.shape[0] - 2;
  const mixed = tf.matMul(radialFunctions(K - 2, functions), values);
  const dh = d / heads;
  const G = tf.stack(
    Array.from({ length: heads }, (_, h) => tf.mul(tf.slice(mixed, [0, h * dh], [K, dh]), tf.slice(E, [0, h], [K, 1]))),
  ) as tf.Tensor3D;
  return tf.reshape(plainLinear(plainAttend(packed, E, G, rowsOf(pairs), shape), out), x.shape);
}

/** `TransformerBlock`: the weights of the attention, then gain and bias of two norms, then those of the feed-forward part. */
export function plainTransformerBlock(
  x: tf.Tensor,
  pairs: tf.Tensor,
  all: Weights,
  heads: number,
  moments?: MomentInputs,
): tf.Tensor {
  // Those of the power spectra come last.
  const spectra = moments === undefined ? [] : all.slice(-4);
  const weights = all.slice(0, all.length - spectra.length);
  const count = weights.length - 8;
  const [gain1, bias1, gain2, bias2] = weights.slice(count) as tf.Tensor1D[];
  const [w1, b1, w2, b2] = weights.slice(count + 4) as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D];
  const norm1 = tf.reshape(plainNormalize(rowsOf(x), gain1!, bias1!), x.shape);
  let y = tf.add(x, plainOrbitAttention(norm1, pairs, weights.slice(0, count), heads));
  if (moments !== undefined) {
    const [tokens, bias, mixing, out] = spectra as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor2D];
    const p = plainPowerSpectrum(plainLinear(rowsOf(norm1), tokens, bias), mixing, moments);
    y = tf.add(y, tf.reshape(plainLinear(p, out), x.shape));
  }
  const norm2 = plainNormalize(rowsOf(y), gain2!, bias2!);
  return tf.add(y, tf.reshape(plainFeedForward(norm2, w1, b1, w2, b2), x.shape));
}

/** `OrbitPooling`: the mean over sites, weights (B, A) being how many an orbit has. */
export function plainOrbitPooling(x: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const [B, A] = x.shape as [number, number];
  const share = tf.div(tf.reshape(weights, [B, A, 1]), tf.reshape(tf.sum(weights, -1), [B, 1, 1]));
  return tf.sum(tf.mul(x, share), 1);
}

/** `PropertyHead`: gain and bias of the norm, then the network's weights. */
export function plainPropertyHead(x: tf.Tensor, weights: Weights): tf.Tensor {
  const [gain, bias] = weights as [tf.Tensor1D, tf.Tensor1D];
  const [w1, b1, w2, b2] = weights.slice(2) as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D];
  return plainFeedForward(plainNormalize(x as tf.Tensor2D, gain, bias), w1, b1, w2, b2);
}

/** `ElementEmbedding`: the table, then the network on descriptors. */
export function plainElementEmbedding(z: tf.Tensor, weights: Weights): tf.Tensor {
  const [table, ...network] = weights as [tf.Tensor2D, ...tf.Tensor[]];
  const rows = [...z.dataSync()].map((element) => {
    const row = tf.slice(table, [element, 0], [1, table.shape[1]]);
    if (network.length === 0) return row;
    const width = network[0]!.shape[0]!;
    const described = tf.tensor2d(elementTable().slice(element * width, (element + 1) * width), [1, width]);
    const [w1, b1, w2, b2] = network as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D];
    return tf.add(row, plainFeedForward(described, w1, b1, w2, b2));
  });
  return tf.reshape(tf.concat(rows, 0), [...z.shape, table.shape[1]]);
}

/** `CrystalEncoder` of either kind; weights by name. */
export function plainCrystalEncoder(
  context: tf.Tensor,
  features: tf.Tensor | undefined,
  around: tf.Tensor | undefined,
  weights: Readonly<Record<string, tf.Tensor>>,
  kind: 'mlp' | 'product',
): tf.Tensor {
  const w = <T extends tf.Tensor>(name: string): T => weights[name] as T;
  const B = context.shape[0]!;
  const out = (x: tf.Tensor): tf.Tensor =>
    tf.reshape(plainLinear(rowsOf(x), w('out/w'), w('out/b')), [B, -1, w('out/b').size]);
  const known = plainLinear(context as tf.Tensor2D, w('context/w'), w('context/b'));
  const parts = [
    ...(features === undefined ? [] : [plainLinear(rowsOf(features), w('place/w'))]),
    ...(around === undefined ? [] : [plainLinear(rowsOf(around), w('around/w'))]),
  ];
  if (parts.length === 0) return out(plainSilu(known));
  const A = (features ?? around)!.shape[1]!;
  const d = known.shape[1];
  const positions = parts.reduce((sum, part) => tf.add(sum, part));
  const eachOrbit = (x: tf.Tensor): tf.Tensor => tf.tile(tf.reshape(x, [B, 1, d]), [1, A, 1]);
  if (kind === 'mlp') return out(plainSilu(tf.add(tf.reshape(positions, [B, A, d]), eachOrbit(known))));
  const branch = (start: tf.Tensor2D, name: string): tf.Tensor2D =>
    ['0', '1', '2'].reduce((x, block) => {
      const at = `${name}/${block}/`;
      const step = plainFeedForward(x, w(`${at}w1`), w(`${at}b1`), w(`${at}w2`), w(`${at}b2`));
      return tf.add<tf.Tensor2D>(x, step);
    }, start);
  const product = tf.reshape(branch(plainSilu(positions), 'place'), [B, A, d]);
  return out(tf.mul(product, eachOrbit(branch(plainSilu(known), 'context'))));
}
