import type { BatchRecord, HoldOutRule } from '@crystal-fourier/data';
import type { Task } from '../config/config.js';
import type { TrainingOptions } from '../config/trainingOptions.js';
import type { Crossval, InDistribution } from './crossval.js';
import type { CrossvalStore, Learner } from './learner.js';

/** A crystal with its features and targets, and its reduced formula. */
export interface CrossvalRecord extends BatchRecord {
  readonly formula: string;
}

/** How far a cross-validation is. */
export interface CrossvalProgress {
  /** Trainings that are done, those of earlier calls among them. */
  readonly done: number;
  readonly total: number;
  /** What is trained now. */
  readonly model: string;
  readonly training: string;
  readonly seed: number;
  /** Of the training that is at work, 0…1. */
  readonly share: number;
  /** How it goes, in a few words of the model. */
  readonly text: string;
}

export interface CrossvalOptions {
  readonly targets: readonly string[];
  /** Defaults to `regression`. */
  readonly task?: Task | undefined;
  /** Targets whose decimal logarithm is learned and compared. Defaults to none. */
  readonly log10?: TrainingOptions['log10'] | undefined;
  readonly holdOut: HoldOutRule;
  /** What is trained, in the order of the result. Networks of this library: `networkLearner`. */
  readonly learners: readonly Learner[];
  /** Trainings of each model with different seeds. Defaults to 1. */
  readonly seeds?: number | undefined;
  /** The first seed; also of the sample and of the parts of in-distribution trainings. Defaults to 0. */
  readonly seed?: number | undefined;
  /** Records that are drawn at random and used. Defaults to all. */
  readonly sample?: number | undefined;
  /** Share of the records that are not held out by which weights are chosen. Defaults to 0.1. */
  readonly validationShare?: number | undefined;
  /**
   * Where in-distribution errors come from. Defaults to `none` for folds at random, to `own` with 2 parts for a single fold, and to
   * `shared` with 5 parts for others.
   */
  readonly inDistribution?: Partial<InDistribution> | undefined;
  /** Whether the result has every crystal with its predictions. Defaults to true. */
  readonly points?: boolean | undefined;
  /** Keeps what is done: a later call goes on. Defaults to nothing kept. */
  readonly store?: CrossvalStore | undefined;
  /** Names the data in the result; the hash tells whether results that are kept are of the same data. */
  readonly data: { readonly name: string; readonly hash: string };
  /** For the result. */
  readonly versions?: Readonly<Record<string, string>> | undefined;
  /** For the result. */
  readonly backend?: string | undefined;
  readonly onProgress?: ((progress: CrossvalProgress) => void) | undefined;
  /** After each training: what is known so far. */
  readonly onResult?: ((result: Crossval) => Promise<void> | void) | undefined;
  /** Stops with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
