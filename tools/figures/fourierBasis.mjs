// The pictures and the table of the documentation of fourier-basis, made by the package itself.
import { convergence } from './convergence.mjs';
import { dualGraphAndFunctions } from './functions.mjs';
import { survivingShare } from './table.mjs';

/** The function that makes each file. */
export const files = {
  'docs/images/invariant-functions.svg': dualGraphAndFunctions,
  'docs/images/spectral-convergence.svg': convergence,
  'packages/fourier-basis/README.md': survivingShare,
};
