import * as tf from '@tensorflow/tfjs';
import { type BatchRows, batchRows } from '../features/batchRows.js';
import { ELEMENT_COUNT } from '../features/elementTable.js';
import type { FrameInputs } from './equivariantMoments.js';
import type { MomentInputs } from './powerSpectrum.js';
import type { FeatureTables, Table } from '../features/featureTables.js';
import type { MomentFrames } from '../features/momentFrames.js';
import type { MomentRows } from '../features/momentRows.js';

/**
 * What the network reads of a batch of B crystals of at most A orbits; parts that a variant does not use are undefined. Padding is 0
 * everywhere.
 */
export interface ModelInputs {
  readonly batch: number;
  readonly orbits: number;
  /** (B·A, 119): one-hot Z. */
  readonly elements: tf.Tensor2D;
  /** (B, 1, A): share of the sites that an orbit has; sums to 1. */
  readonly shares: tf.Tensor3D;
  /** (B·A·A, K): functions of pairs, K as `pairWidth` has it; with encodings only the share of sites of the other orbit. */
  readonly pairs: tf.Tensor2D;
  /** (B·A·A, 59): what learned distances are computed of, columns as `ENCODED_COLUMNS`. */
  readonly encodings: tf.Tensor2D | undefined;
  /** (B, C): volume or cell, and statistics of the composition, standardised; C as `contextWidth` has it. */
  readonly context: tf.Tensor2D | undefined;
  /** (B·A, 2 (H cubic + H hexagonal)): normalised Fourier features; those of the other family are 0. */
  readonly fourier: tf.Tensor2D | undefined;
  /** (B·A, 48): neighbours of the orbits, as `surroundings` has them. */
  readonly surroundings: tf.Tensor2D | undefined;
  readonly moments: MomentInputs | undefined;
  /** Where tensors are made of moments. */
  readonly frames?: FrameInputs | undefined;
  /** Numbers of the space groups, where tensors are made. */
  readonly groups?: readonly number[] | undefined;
}

/** Features of many crystals, uploaded once; batches of them are gathered on the device by small lists of rows. */
export class FeatureBank {
  readonly #tables: FeatureTables;
  readonly #pairs: tf.Tensor2D | undefined;
  readonly #encodings: tf.Tensor2D | undefined;
  readonly #fourier: tf.Tensor2D | undefined;
  readonly #surroundings: tf.Tensor2D | undefined;
  readonly #context: tf.Tensor2D | undefined;

  constructor(tables: FeatureTables) {
    const { pairs, encodings, fourier, surroundings, context, ...rows } = tables;
    // The numbers are on the device from here on: only the lists of rows are still needed.
    const none = { pairs: undefined, encodings: undefined, fourier: undefined };
    this.#tables = { ...rows, ...none, surroundings: undefined, context: undefined };
    this.#pairs = uploaded(pairs);
    this.#encodings = uploaded(encodings);
    this.#fourier = uploaded(fourier);
    this.#surroundings = uploaded(surroundings);
    this.#context = uploaded(context);
  }

  /**
   * A batch; the caller disposes of its tensors, or runs in `tf.tidy`.
   *
   * @param indices of crystals in the list that the tables were made of, at least one
   * @throws ModelError `bad-argument`
   */
  batch(indices: readonly number[]): ModelInputs {
    const { batch: B, orbits: A, ...rows } = batchRows(this.#tables, indices);
    return tf.tidy(() => ({
      batch: B,
      orbits: A,
      // Cast: the wasm backend's oneHot of floats writes integers' bits.
      elements: tf.cast(tf.oneHot(tf.tensor1d(rows.atomicNumbers, 'int32'), ELEMENT_COUNT), 'float32') as tf.Tensor2D,
      shares: tf.tensor3d(rows.shares, [B, 1, A]),
      pairs: this.#pairInputs(rows, B * A * A),
      encodings: this.#encodings && gathered(this.#encodings, rows.pairRows!),
      fourier: this.#fourier && gathered(this.#fourier, rows.orbitRows),
      surroundings: this.#surroundings && gathered(this.#surroundings, rows.orbitRows),
      moments: rows.moments && this.#moments(rows.moments, B, A),
      frames: rows.moments?.frames && frameInputs(rows.moments.frames),
      groups: this.#tables.moments?.groups && indices.map((index) => this.#tables.moments!.groups![index]!),
      context: this.#context && gathered(this.#context, Int32Array.from(indices)),
    }));
  }

  /** Pairs of large crystals come from the host. */
  #pairInputs(
    { pairShares, pairRows, largePairs }: Pick<BatchRows, 'pairShares' | 'pairRows' | 'largePairs'>,
    count: number,
  ) {
    if (pairShares !== undefined) return tf.tensor2d(pairShares, [count, 1]);
    const large = largePairs && tf.tensor2d(largePairs, [count, this.#tables.pairColumns]);
    if (large !== undefined && pairRows!.every((row) => row === 0)) return large;
    const inTable = gathered(this.#pairs!, pairRows!);
    // Rows that are not in the table are 0 there.
    return large === undefined ? inTable : tf.add<tf.Tensor2D>(inTable, large);
  }

  /** Moments stay on the host, where they are sparse. */
  #moments({ components, values, segments }: MomentRows, B: number, A: number) {
    const { degrees, functions } = this.#tables.moments!;
    return {
      values: tf.tensor3d(values, [B, components * functions, A]),
      segments: tf.tensor1d(segments, 'int32'),
      components,
      functions,
      degrees,
    };
  }

  dispose(): void {
    const tables = [this.#pairs, this.#encodings, this.#fourier, this.#surroundings, this.#context];
    tf.dispose(tables.filter((table) => table !== undefined));
  }
}

function frameInputs({ rows, slots, bases }: MomentFrames) {
  return {
    rows: tf.tensor1d(rows, 'int32'),
    slots: tf.tensor1d(slots, 'int32'),
    bases: bases.map((basis, i) => tf.tensor3d(basis, [basis.length / (2 * i + 3) ** 2, 2 * i + 3, 2 * i + 3])),
  };
}

function uploaded(table: Table | undefined): tf.Tensor2D | undefined {
  return table && tf.tensor2d(table.values, [table.rows, table.columns]);
}

function gathered(table: tf.Tensor2D, rows: Int32Array): tf.Tensor2D {
  return tf.gather(table, tf.tensor1d(rows, 'int32'));
}
