import type { MomentOptions } from './recipeOptions.js';
import type { SiteInvariants } from './siteInvariants.js';
import { harmonicCount, MOST_DEGREE, writeHarmonics } from './sphericalHarmonics.js';

/** Sums of radial functions times invariant harmonics over images, in the same memory again and again. @internal */
export class MomentSum {
  readonly #grid: Required<MomentOptions>;
  readonly #harmonics = new Float64Array(harmonicCount(MOST_DEGREE));
  readonly #radial: Float64Array;
  /** (components, functions): what was added since {@link clear}. */
  readonly block: Float64Array;

  constructor(grid: Required<MomentOptions>) {
    this.#grid = grid;
    this.#radial = new Float64Array(grid.functions);
    this.block = new Float64Array(harmonicCount(grid.degree) * grid.functions);
  }

  get functions(): number {
    return this.#grid.functions;
  }

  /** @param rows components that are summed */
  clear(rows: number): void {
    this.block.fill(0, 0, rows * this.functions);
  }

  /**
   * Adds an image.
   *
   * @param terms of the invariant components
   * @param r Å: its distance, the length of the vector (x, y, z)
   */
  add(terms: SiteInvariants['terms'], rows: number, r: number, x: number, y: number, z: number): void {
    const [harmonics, radial, block] = [this.#harmonics, this.#radial, this.block];
    const { ends, of, coefficients } = terms;
    const functions = radial.length;
    writeHarmonics(x / r, y / r, z / r, harmonics);
    this.#writeRadial(r);
    for (let a = 0, at = 0, term = 0; a < rows; a++) {
      let sum = 0;
      for (const end = ends[a]!; term < end; term++) sum += coefficients[term]! * harmonics[of[term]!]!;
      for (let n = 0; n < functions; n++, at++) block[at] = block[at]! + sum * radial[n]!;
    }
  }

  /** The radial functions at a distance, times the cutoff function. */
  #writeRadial(r: number): void {
    const { functions, first, last, width, cutoff } = this.#grid;
    const [d, step] = [(r - first) / width, (last - first) / (functions - 1) / width];
    const fading = 0.5 + 0.5 * Math.cos((Math.PI * r) / cutoff);
    // From the function with the nearest centre to both sides, exp(−(d − kΔ)²/2) is the one before times a factor that itself changes by exp(−Δ²).
    const nearest = Math.max(0, Math.min(functions - 1, Math.round(d / step)));
    const change = Math.exp(-step * step);
    const e = d - nearest * step;
    const value = fading * Math.exp(-0.5 * e * e);
    this.#radial[nearest] = value;
    let [up, factor] = [value, Math.exp((e - 0.5 * step) * step)];
    for (let n = nearest + 1; n < functions; n++, factor *= change) this.#radial[n] = up *= factor;
    let down = value;
    factor = Math.exp((-e - 0.5 * step) * step);
    for (let n = nearest - 1; n >= 0; n--, factor *= change) this.#radial[n] = down *= factor;
  }
}
