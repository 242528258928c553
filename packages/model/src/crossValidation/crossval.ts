import type { HoldOutRule } from '@crystal-fourier/data';
import type { Task } from '../config/config.js';

/**
 * The result of a cross-validation; plain JSON, the content of `crossval.json`.
 *
 * Each fold of crystals is held out once: models are trained on the rest and predict it. Beside it stands the in-distribution error of the
 * same crystals: of models of the same kind that were trained on as many records, but on crystals like these among them. The ratio of the
 * two errors is the price of never having seen such crystals.
 */
export interface Crossval {
  readonly format: 'crystal-fourier/crossval';
  readonly version: 1;
  /** Whether all trainings are done; if not, `models` and `errors` have what is there so far. */
  readonly finished: boolean;
  /** ISO 8601. */
  readonly created: string;
  readonly data: CrossvalData;
  readonly holdOut: HoldOutRule;
  /** Share of the records that are not held out by which the weights are chosen; at random. */
  readonly validationShare: number;
  readonly inDistribution: InDistribution;
  /** In the order in which they were asked for. */
  readonly targets: readonly CrossvalTarget[];
  /** Networks first, then baselines, each in the order in which they were asked for. */
  readonly models: readonly CrossvalModelInfo[];
  /** In the order of the International Tables for systems, by name or frequency otherwise. */
  readonly folds: readonly CrossvalFold[];
  /** Means over the folds, each fold counting alike: by model, then target. A model is not there before it has done all folds. */
  readonly mean: Readonly<Record<string, Readonly<Record<string, MeanError>>>>;
  /** Versions of what the numbers depend on, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** What computed: name and version, `tensorflow 4.22.0`. */
  readonly backend: string;
}

/** What was learned from. */
export interface CrossvalData {
  /** The last part of the path: `mp-binary-elasticity`. */
  readonly name: string;
  /** SHA-256 of all records of the data set, before any were left out. */
  readonly hash: string;
  /** Records that were used: each has at least one target that can be learned. */
  readonly records: number;
  /** Records without such a target. */
  readonly leftOut: number;
  /** Records that were drawn at random out of all; absent where all were used. */
  readonly sample?: number;
}

/** Where the in-distribution errors come from. */
export interface InDistribution {
  /**
   * - `shared`: the held-out crystals of all folds are divided at random into parts; networks that train on everything but one part predict
   *   it. All folds share these trainings. Where they would have more records than the held-out trainings have in the mean (each crystal
   *   counting alike), they are cut to that number.
   * - `own`: each fold has trainings of its own, with exactly as many records as its held-out training. Its crystals are divided at random
   *   into parts; one is predicted, the others join the training, and as many records from outside of the fold are taken out.
   * - `none`: there are none.
   */
  readonly form: 'shared' | 'own' | 'none';
  /** Parts: trainings per model and seed for `shared`, per fold, too, for `own`. */
  readonly parts: number;
}

/** What is predicted. */
export interface CrossvalTarget {
  readonly name: string;
  readonly task: Task;
  /** Whether the decimal logarithm is learned, and errors are of logarithms. */
  readonly log10: boolean;
  /** What all errors of this target are: the mean absolute error, or the share of wrong answers of a classification. */
  readonly measure: 'mae' | 'share wrong';
}

/** What was trained. */
export interface CrossvalModelInfo {
  readonly name: string;
  /** `own`: not of this library. */
  readonly kind: 'network' | 'baseline' | 'own';
  /** Of its trainings. */
  readonly seeds: readonly number[];
  /** What it was told, plain JSON: options of network and training; empty for baselines. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Of all its trainings together. */
  readonly seconds: number;
}

/** Crystals that are held out together. */
export interface CrossvalFold {
  /** `cubic`, `trigonal+hexagonal`, `71+140`, `O`, `cluster 3`. */
  readonly name: string;
  /** Records that are held out. */
  readonly heldOut: number;
  /** Records of the held-out training: what weights are fitted to, and chosen by. */
  readonly train: number;
  readonly validation: number;
  /** The same numbers of the in-distribution trainings, in the mean; absent without them. */
  readonly inDistribution?: { readonly train: number; readonly validation: number };
  /** By model, then target. */
  readonly errors: Readonly<Record<string, Readonly<Record<string, FoldError>>>>;
  /** Each crystal of the fold with its predictions; left out where the result is to be small. */
  readonly points?: FoldPoints;
}

/** Errors of a model on the crystals of a fold, in the `measure` of the target. */
export interface FoldError {
  /** Crystals of the fold that have the target. */
  readonly count: number;
  readonly heldOut: SeedErrors;
  readonly inDistribution?: SeedErrors;
  /** Held-out over in-distribution error, of the means over the seeds. */
  readonly price?: number;
  /** By space group, in ascending order: means over the seeds. */
  readonly groups: readonly GroupError[];
}

/** An error for each seed. */
export interface SeedErrors {
  readonly mean: number;
  /** Standard deviation over the seeds; absent for one. */
  readonly deviation?: number;
  /** In the order of the seeds of the model. */
  readonly values: readonly number[];
}

/** Errors on the crystals of one space group within a fold. */
export interface GroupError {
  /** Number, 1…230. */
  readonly group: number;
  readonly count: number;
  readonly heldOut: number;
  readonly inDistribution?: number;
}

/** Means over folds. */
export interface MeanError {
  readonly heldOut: number;
  /** Standard deviation over the seeds of the mean over folds; absent for one. */
  readonly deviation?: number;
  readonly inDistribution?: number;
  /** Held-out over in-distribution error, of these means. */
  readonly price?: number;
}

/** Crystals of a fold as columns: all lists have the order of `ids`. Numbers are in the units of the data set; null where there is none. */
export interface FoldPoints {
  readonly ids: readonly string[];
  /** Reduced. */
  readonly formulas: readonly string[];
  /** Numbers of the space groups. */
  readonly groups: readonly number[];
  /** True values, by target. */
  readonly truth: Readonly<Record<string, readonly (number | null)[]>>;
  /** Predictions of the first seed, by model, then target; of a classification probabilities. */
  readonly heldOut: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;
  /** The same, of the in-distribution trainings. */
  readonly inDistribution?: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;
}
