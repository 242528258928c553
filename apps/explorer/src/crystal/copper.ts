/** Å, Kα1 of copper: G. Hölzer et al., Physical Review A 56, 4554 (1997). */
export const COPPER = 1.540593;

/** Degrees: the angle 2θ at which planes of a distance (Å) reflect copper's line; undefined where they do not. */
export function twoTheta(d: number): number | undefined {
  const sine = COPPER / (2 * d);
  return sine > 1 ? undefined : (360 / Math.PI) * Math.asin(sine);
}
