import type { Vec3 } from '@crystal-fourier/math3';

declare const notation: unique symbol;

/**
 * Miller indices of a reflection: an integer **row** vector in reciprocal space, acted on from the right, `h ↦ hR`.
 *
 * A plain `[h, k, l]` literal is accepted; an `Hkl` is not accepted where a {@link Fractional} is expected, nor the reverse.
 */
export type Hkl = Vec3 & { readonly [notation]?: 'hkl' };

/** A point in fractional coordinates: a **column** vector in direct space, acted on from the left, `x ↦ Rx + t`. */
export type Fractional = Vec3 & { readonly [notation]?: 'fractional' };

/** Number of translation units in one lattice vector: translations are integers in units of 1/24. */
export const UNITS = 24;

/** The lattice points of a conventional cell. */
export interface Centring {
  /** `P A B C I F R`, or `S T H` for unusual ones; null for a cell that none of these describes. */
  readonly symbol: string | null;
  /** Lattice translations in units of 1/24, (0,0,0) first. */
  readonly vectors: readonly Vec3[];
}
