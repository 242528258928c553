import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import * as tf from '@tensorflow/tfjs';
import type { FrequencyFamily } from '@crystal-fourier/fourier-basis';
import { familySet, realProjector } from './projector.js';
import type { GroupRun } from './groups.js';
import { planeWaves } from './waves.js';

/** Waves and projectors of one family of axes, made when first needed and kept until {@link ProjectorFamily.dispose}. */
export class ProjectorFamily {
  readonly family: FrequencyFamily;
  readonly #minCount: number;
  /** 2H: features of a point. */
  readonly width: number;
  #frequencies: tf.Tensor2D | undefined;
  readonly #projectors = new Map<number, tf.Tensor2D>();

  constructor(family: FrequencyFamily, minCount: number) {
    this.family = family;
    this.#minCount = minCount;
    this.width = 2 * familySet(family, minCount).half.length;
  }

  /** P_G of a group, (2H, 2H); the caller must not dispose of it. */
  projector(group: number): tf.Tensor2D {
    let projector = this.#projectors.get(group);
    if (projector === undefined) {
      const matrix = realProjector(spaceGroup(group), familySet(this.family, this.#minCount));
      projector = tf.keep(tf.tensor2d(Float32Array.from(matrix), [this.width, this.width]));
      this.#projectors.set(group, projector);
    }
    return projector;
  }

  /**
   * `u(x) P_G W`, P_G being that of each row's group: associated so that the smaller of features and weights is projected.
   *
   * @param points (n, 3), fractional; those of a run next to each other
   * @param runs groups and how many samples each has
   * @param pointsPerSample points of a sample
   * @param kernel W, (2H, units)
   * @returns (n, units)
   */
  apply(points: tf.Tensor2D, runs: readonly GroupRun[], pointsPerSample: number, kernel: tf.Tensor2D): tf.Tensor2D {
    const waves = planeWaves(points, this.#columns());
    const sizes = runs.map(({ samples }) => samples * pointsPerSample);
    const parts = runs.length === 1 ? [waves] : tf.split(waves, sizes, 0);
    const projectors = runs.map(({ group }) => this.projector(group));
    const [rows, units] = [points.shape[0], kernel.shape[1]];
    if (rows < runs.length * units)
      return tf.matMul(joined(parts.map((part, i) => tf.matMul(part, projectors[i]!))), kernel);
    return joined(parts.map((part, i) => tf.matMul(part, tf.matMul(projectors[i]!, kernel))));
  }

  dispose(): void {
    for (const projector of this.#projectors.values()) projector.dispose();
    this.#projectors.clear();
    this.#frequencies?.dispose();
    this.#frequencies = undefined;
  }

  /** Frequencies of the half space as columns, (3, H). */
  #columns(): tf.Tensor2D {
    if (this.#frequencies === undefined) {
      const set = familySet(this.family, this.#minCount);
      const H = set.half.length;
      const columns = new Float32Array(3 * H);
      set.half.forEach((node, i) => set.at(node).forEach((index, axis) => (columns[axis * H + i] = index)));
      this.#frequencies = tf.keep(tf.tensor2d(columns, [3, H]));
    }
    return this.#frequencies;
  }
}

function joined(parts: tf.Tensor2D[]): tf.Tensor2D {
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
}
