import * as tf from '@tensorflow/tfjs';
import type { Differentiable } from './gradientCheck.js';
import { normalTensor } from './numbers.js';

/** A layer as a function of all that it computes with, so that it can be differentiated with respect to each. */
export interface LayerFunction {
  /** Of the layer's weights, in its order. */
  readonly call: Differentiable;
  /** Names of the weights, without the layer's. */
  readonly names: readonly string[];
  /** Random values for the weights, near those that they begin with. */
  readonly weights: () => tf.Tensor[];
}

/**
 * A layer with fixed inputs as a function of its weights, or, with `differentiable`, of its first inputs and its weights.
 *
 * @param layer built, or built here by its first use
 */
export function layerFunction(layer: tf.layers.Layer, inputs: readonly tf.Tensor[], differentiable = 0): LayerFunction {
  const all = (first: readonly tf.Tensor[]): tf.Tensor | tf.Tensor[] => {
    const list = [...first, ...inputs.slice(first.length)];
    return list.length === 1 ? list[0]! : list;
  };
  tf.tidy(() => void layer.apply(all([])));
  const variables = layer.trainableWeights;
  const read = variables.map((variable) => variable.read.bind(variable));
  return {
    names: variables.map(({ originalName }) => originalName.slice(originalName.indexOf('/') + 1)),
    weights: () =>
      read.map((value, i) => tf.tidy(() => tf.add(value(), normalTensor(value().shape, 60 + i, { deviation: 0.1 })))),
    call: (...xs) => {
      variables.forEach((variable, i) => {
        variable.read = () => xs[differentiable + i]!;
      });
      try {
        return layer.call(all(xs.slice(0, differentiable)), {}) as tf.Tensor;
      } finally {
        variables.forEach((variable, i) => {
          variable.read = read[i]!;
        });
      }
    },
  };
}
