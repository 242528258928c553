import type { Errors, Options, Way } from './learning.js';

/** What docs/fine-tuning/measured.json has. */
export interface Measurements {
  /** What the source was trained on, and how far. */
  readonly source: { readonly about: string; readonly sha256: string };
  /** Of the trainings, beside the defaults. */
  readonly options: Options;
  readonly results: readonly Result[];
}

interface Result {
  readonly set: string;
  readonly size: number;
  readonly seed: number;
  readonly way: Way;
  readonly errors: Errors;
  /** Records whose errors these are. */
  readonly unseen: number;
}
