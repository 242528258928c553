// The picture and the tables of the documentation of generalisation.
import { exactness } from './exactness.mjs';
import { exactnessTables } from './exactnessTables.mjs';

/** The function that makes each file. */
export const files = {
  'docs/images/exactness.svg': exactness,
  'docs/generalisation/exactness.md': exactnessTables,
};
