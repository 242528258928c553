import { synthesize } from '@crystal-fourier/fourier-basis';
import type { PlaneModel } from './planeModel.js';

/**
 * A sum Σ w_j e_j of a group's functions on a grid of the unit cell.
 *
 * While one weight changes, the sum of all others and the one function are kept, so that a step of a slider costs one multiplication per
 * point, and no error adds up.
 */
export class Field {
  /** Points along each axis. */
  readonly size: number;
  /** (size, size), row-major: the value at x = i/size, y = j/size. Do not write to it. */
  readonly values: Float32Array;
  /** Largest absolute value. */
  largest = 0;
  readonly #model: PlaneModel;
  #weights: readonly number[];
  #active = -1;
  #rest: Float32Array | undefined;
  #function: Float32Array | undefined;

  constructor(model: PlaneModel, size: number) {
    this.#model = model;
    this.size = size;
    this.values = new Float32Array(size * size);
    this.#weights = model.functions.map(() => 0);
  }

  /**
   * Changes the weights and with them the values.
   *
   * @param weights one per function of the model
   */
  setWeights(weights: readonly number[]): void {
    const changed: number[] = [];
    for (const [j, weight] of weights.entries()) if (weight !== this.#weights[j]) changed.push(j);
    this.#weights = weights;
    const [j] = changed;
    if (j === undefined) return;
    if (changed.length > 1) {
      this.#active = -1;
      this.values.set(this.#sum(weights));
      this.largest = largestOf(this.values);
      return;
    }
    if (this.#active !== j) this.#activate(j);
    this.largest = addScaled(this.#rest!, weights[j]!, this.#function!, this.values);
  }

  #activate(j: number): void {
    this.#rest ??= new Float32Array(this.values.length);
    this.#function ??= new Float32Array(this.values.length);
    this.#rest.set(this.#sum(this.#weights.map((weight, i) => (i === j ? 0 : weight))));
    this.#function.set(this.#sum(this.#weights.map((_, i) => (i === j ? 1 : 0))));
    this.#active = j;
  }

  #sum(weights: readonly number[]): Float64Array {
    const { basis, set } = this.#model;
    return synthesize(set, basis.coefficients(weights), [this.size, this.size]);
  }
}

/** out = rest + weight · e; returns the largest absolute value. */
function addScaled(rest: Float32Array, weight: number, e: Float32Array, out: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < out.length; i++) {
    const value = rest[i]! + weight * e[i]!;
    out[i] = value;
    const size = value < 0 ? -value : value;
    if (size > largest) largest = size;
  }
  return largest;
}

function largestOf(values: Float32Array): number {
  let largest = 0;
  for (const value of values) {
    const size = value < 0 ? -value : value;
    if (size > largest) largest = size;
  }
  return largest;
}
