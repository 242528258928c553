import * as tf from '@tensorflow/tfjs';

/** Å: distances of the first and the last radial bin. */
export type RadialRange = readonly [first: number, last: number];

/** Å: range of the bins that `featurize` fills by default. */
export const DEFAULT_RANGE: RadialRange = [0.6, 9];
/** Å: widths of the Gaussians that the heads begin with, geometric from the first to the last. */
const NARROW = 0.7;
const WIDE = 3.2;
/** Å: centres of the radial functions of the value term. */
const FIRST_CENTRE = 0.8;
const LAST_CENTRE = 8;
/** What an orbit's share of the sites weighs at the beginning, beside neighbours that weigh about 1. */
const SHARE = 1e-3;

/** Distances of the bins in Å. */
function distances(bins: number, [first, last]: RadialRange): number[] {
  return Array.from({ length: bins }, (_, b) => first + ((last - first) * b) / Math.max(1, bins - 1));
}

/**
 * β to begin with, (K, heads): of bin r and head h the Gaussian −r²/2σ_h², σ_h from 0.7 to 3.2 Å; of the site itself 0; of the share of sites
 * log 0.001. Weights are exp(β).
 */
export function initialExponents(bins: number, heads: number, range: RadialRange = DEFAULT_RANGE): Float32Array {
  const rows = distances(bins, range).map((r) =>
    Array.from({ length: heads }, (_, h) => {
      const sigma = NARROW * (WIDE / NARROW) ** (heads === 1 ? 0.5 : h / (heads - 1));
      return Math.max(-(r ** 2) / (2 * sigma ** 2), -12);
    }),
  );
  rows.push(new Array<number>(heads).fill(0), new Array<number>(heads).fill(Math.log(SHARE)));
  return Float32Array.from(rows.flat());
}

/**
 * Radial functions at the bins, (K, functions + 2): Gaussians at centres from 0.8 to 8 Å, as wide as they are apart, and one function each
 * for the site itself and for the share of sites.
 */
export function radialFunctions(bins: number, functions: number, range: RadialRange = DEFAULT_RANGE): tf.Tensor2D {
  const width = functions === 1 ? LAST_CENTRE : (LAST_CENTRE - FIRST_CENTRE) / (functions - 1);
  const rows = distances(bins, range).map((r) => [
    ...Array.from({ length: functions }, (_, f) => Math.exp(-((r - FIRST_CENTRE - f * width) ** 2) / (2 * width ** 2))),
    0,
    0,
  ]);
  const none = new Array<number>(functions).fill(0);
  rows.push([...none, 1, 0], [...none, 0, 1]);
  return tf.tensor2d(rows, [bins + 2, functions + 2]);
}
