import * as tf from '@tensorflow/tfjs';

/** Weights whose values follow each other in one vector. */
type Weights = readonly { readonly variable: tf.LayerVariable }[];

/** How many numbers a weight has. */
export const weightSize = ({ variable }: Weights[number]): number => tf.util.sizeFromShape(variable.shape as number[]);

/** How many numbers weights have together. */
export const weightCount = (weights: Weights): number => weights.reduce((sum, weight) => sum + weightSize(weight), 0);

/** The values of weights as one vector. */
export function weightVectorOf(weights: Weights): tf.Tensor1D {
  return tf.tidy(() => tf.concat(weights.map(({ variable }) => tf.reshape(variable.read(), [-1]))) as tf.Tensor1D);
}

/** Sets the values of weights. @param vector as many numbers as {@link weightCount} says */
export function assignWeights(weights: Weights, vector: tf.Tensor1D): void {
  tf.tidy(() => {
    tf.split(vector, weights.map(weightSize)).forEach((piece, i) => {
      const { variable } = weights[i]!;
      (variable.read() as tf.Variable).assign(tf.reshape(piece, variable.shape as number[]));
    });
  });
}
