import type { BatchRecord } from '@crystal-fourier/data';
import type { RequiredFeatures } from '../features/modelRecipe.js';
import type { CrossvalModelInfo, CrossvalTarget } from './crossval.js';

/** A kind of model that a cross-validation trains again and again: a network of this library, or anything else. */
export interface Learner {
  /** Names it in the result; differs from those of the other learners. */
  readonly name: string;
  readonly kind: CrossvalModelInfo['kind'];
  /** Everything that decides how it learns; plain JSON. Results that are kept are used again only if it is the same. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What it reads of features beside what is always computed. Defaults to nothing. */
  readonly features?: RequiredFeatures | undefined;
  /**
   * Learns from records, and predicts others.
   *
   * @returns for each target its predictions, in the order of `input.unseen`, in the units of the data set; of a classification
   *   probabilities
   */
  learn(input: LearnerInput): Promise<Readonly<Record<string, ArrayLike<number>>>>;
}

/** One training of a cross-validation. */
export interface LearnerInput {
  readonly targets: readonly CrossvalTarget[];
  /** What is fitted; each has one target at least. */
  readonly train: readonly BatchRecord[];
  /** What weights and settings may be chosen by; may be empty. */
  readonly validation: readonly BatchRecord[];
  /** What is to be predicted; without targets. */
  readonly unseen: readonly BatchRecord[];
  /** Integer from 0 to 2³²−1. The same input must give the same predictions. */
  readonly seed: number;
  /** Keeps the state of the training, so that it can go on after the process has ended; absent where nothing is kept. */
  readonly checkpoint?: CheckpointSlot | undefined;
  /** @param share how much is done, 0…1 @param text a few words on how it goes */
  readonly onProgress?: ((share: number, text?: string) => void) | undefined;
  /** Stops the training with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Where the state of one training is kept. */
export interface CheckpointSlot {
  /** What was written last; undefined before. */
  read(): Promise<Uint8Array | undefined>;
  write(state: Uint8Array): Promise<void>;
}

/** Where the results of a cross-validation are kept: a folder, a database. A file is there whole or not at all. */
export interface CrossvalStore {
  /** @param name a path of words with `/` between them. @returns undefined if nothing was written under this name */
  read(name: string): Promise<Uint8Array | undefined>;
  write(name: string, content: Uint8Array): Promise<void>;
  /** Nothing is done where there is none. */
  remove(name: string): Promise<void>;
}
