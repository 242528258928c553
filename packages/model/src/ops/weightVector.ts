import * as tf from '@tensorflow/tfjs';

/** A weight whose values are a part of one row of numbers. */
interface Weight {
  readonly variable: tf.LayerVariable;
}

/** How many numbers a weight has. */
export const weightSize = ({ variable }: Weight): number => tf.util.sizeFromShape(variable.shape as number[]);

/** How many numbers weights have together. */
export const weightCount = (weights: readonly Weight[]): number =>
  weights.reduce((sum, weight) => sum + weightSize(weight), 0);

/** The values of weights, one after another. */
export function numbersOf(weights: readonly Weight[]): Float32Array {
  const values = new Float32Array(weightCount(weights));
  let at = 0;
  for (const weight of weights) {
    values.set(weight.variable.read().dataSync(), at);
    at += weightSize(weight);
  }
  return values;
}

/** Sets the values of weights. @param values as many numbers as {@link weightCount} says; they are copied */
export function assignNumbers(weights: readonly Weight[], values: Float32Array): void {
  let at = 0;
  for (const weight of weights) {
    const { variable } = weight;
    const end = at + weightSize(weight);
    // A copy: native TensorFlow computes with the memory of an array that it is given.
    const tensor = tf.tensor(values.slice(at, end), variable.shape as number[]);
    (variable.read() as tf.Variable).assign(tensor);
    tensor.dispose();
    at = end;
  }
}
