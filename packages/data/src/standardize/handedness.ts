import { DataError, show } from '../core/errors.js';

/** What becomes of mirror images: `keep` describes each as it is, `merge` both by the same one of the two. */
export type Handedness = 'keep' | 'merge';

/** @throws DataError `bad-argument` for a value that is none of the two */
export function checkedHandedness(value: unknown): Handedness {
  if (value === 'keep' || value === 'merge') return value;
  throw new DataError('bad-argument', `handedness must be "keep" or "merge", got ${show(value)}`);
}
