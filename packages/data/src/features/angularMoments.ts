import { DataError } from '../core/errors.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { ImageDistances } from './imageDistances.js';
import { checkDensity } from './orbitPairs.js';
import type { MomentOptions } from './recipeOptions.js';
import { invariantsOf, siteInvariants, type SiteInvariants } from './siteInvariants.js';
import { harmonicCount, MOST_DEGREE, writeHarmonics } from './sphericalHarmonics.js';

/**
 * Where the sites of each orbit lie about a site of each orbit: sums over the images of orbit j about the representative of orbit i,
 *
 *     N_ij,n,lm = Σ_r exp(−(|r| − r_n)²/2w²) f(|r|) Y_lm(r/|r|),     f(r) = ½ (1 + cos(π r/r_c)) within the cutoff r_c, r = 0 left out,
 *
 * with real spherical harmonics (Σ_m Y_lm² = 1) in the Cartesian frame of the standard cell. The site symmetry of orbit i leaves only some combinations of
 * the m of a degree; of these alone the coefficients are stored: `N_ij,n,lm = Σ_a values[a] basis[a][m]` over the components a of degree l.
 * At another site g of orbit i they are D(g) N. A is the number of orbits, n that of radial functions, L the largest degree.
 */
export interface OrbitMoments<Floats extends Float32Array | Float64Array = Float32Array | Float64Array> {
  /** (A, L): number of components of the degrees 1 … L that the site symmetry of the orbit's representative leaves. */
  readonly counts: Uint8Array;
  /** Rows in the order orbit i, degree l, component a; a row has (A, n) numbers: orbit j slower, radial function faster. */
  readonly values: Floats;
  /** Rows as above; a row has 2l + 1 coefficients of harmonics, m = −l … l. The rows of an orbit and a degree are orthonormal. */
  readonly basis: Floats;
}

/** As many numbers as the radial distribution of the largest crystals has: about 1 GB. */
const MOST_VALUES = 1500 * 1500 * 48;

/** Every component: what symmetry leaves where there is none. */
const ALL_COMPONENTS: readonly SiteInvariants[] = /* @__PURE__ */ invariantsOf([[1, 0, 0, 0, 1, 0, 0, 0, 1]]);

/**
 * The angular moments of a crystal. Laws: the basis holds the moments whole (the site symmetry maps the images about a site onto each other); a lattice that is rotated
 * by R has D(R) N; `Σ_m N_ij,n,lm N_ij',n',lm` is the same for a crystal, however it is described, and for its mirror image.
 *
 * Summed in float64 over all images within the cutoff.
 *
 * @throws DataError `bad-structure` for a cell that is too dense; `too-large` for too many orbits
 * @internal
 */
export function angularMoments(crystal: StandardCrystal, grid: Required<MomentOptions>): OrbitMoments<Float64Array> {
  checkDensity(crystal, grid.cutoff);
  const sites = componentsOf(crystal, grid.degree);
  const rowCount = sites.reduce((sum, { rows }) => sum + rows, 0);
  const rowSize = crystal.orbits.length * grid.functions;
  if (rowCount * rowSize > MOST_VALUES)
    throw new DataError(
      'too-large',
      `featurize: angular moments are made of at most ${MOST_VALUES} numbers, this crystal with ${crystal.orbits.length} orbits has ${rowCount * rowSize}; a structure with its symmetry, a smaller cell, or fewer functions or degrees in recipe.moments have fewer`,
      crystal.id === undefined ? {} : { record: crystal.id },
    );
  const values = new Float64Array(rowCount * rowSize);
  const sums = new ImageSums(crystal, grid, values);
  let row = 0;
  sites.forEach((site, i) => {
    crystal.orbits.forEach((_, j) => sums.write(i, j, site, row * rowSize + j * grid.functions));
    row += site.rows;
  });
  return {
    counts: Uint8Array.from(sites.flatMap(({ counts }) => counts)),
    values,
    basis: Float64Array.from(sites.flatMap(({ basis }) => basis)),
  };
}

/** What the site symmetry of each orbit leaves, up to a degree. Where orbits are divided, symmetry maps a part onto another one: then it leaves everything. */
function componentsOf({ group, orbits }: StandardCrystal, degree: number): SiteInvariants[] {
  const areWhole = orbits.every(({ multiplicity, position }) => multiplicity === position.multiplicity);
  return orbits.map(({ position }) => (areWhole ? siteInvariants(group, position) : ALL_COMPONENTS)[degree - 1]!);
}

/** Sums over the images of one orbit about a site of another, pair by pair in the same memory. */
class ImageSums {
  readonly #orbits: StandardCrystal['orbits'];
  readonly #grid: Required<MomentOptions>;
  readonly #images: ImageDistances;
  readonly #harmonics = new Float64Array(harmonicCount(MOST_DEGREE));
  readonly #radial: Float64Array;
  readonly #block: Float64Array;
  readonly #out: Float64Array;

  constructor({ orbits, lattice }: StandardCrystal, grid: Required<MomentOptions>, out: Float64Array) {
    this.#orbits = orbits;
    this.#grid = grid;
    this.#images = new ImageDistances(lattice, true);
    this.#radial = new Float64Array(grid.functions);
    this.#block = new Float64Array(harmonicCount(grid.degree) * grid.functions);
    this.#out = out;
  }

  /** Writes into row after row, from `start` on, what the images of orbit j about the first site of orbit i have of each component. */
  write(i: number, j: number, { rows, terms }: SiteInvariants, start: number): void {
    if (rows === 0) return;
    this.#collect(i, j);
    const [harmonics, radial, block] = [this.#harmonics, this.#radial, this.#block];
    const { count, values, vectors } = this.#images;
    const { ends, of, coefficients } = terms;
    const functions = radial.length;
    block.fill(0, 0, rows * functions);
    for (let image = 0; image < count; image++) {
      const r = values[image]!;
      writeHarmonics(vectors[3 * image]! / r, vectors[3 * image + 1]! / r, vectors[3 * image + 2]! / r, harmonics);
      this.#writeRadial(r);
      for (let a = 0, at = 0, term = 0; a < rows; a++) {
        let y = 0;
        for (const end = ends[a]!; term < end; term++) y += coefficients[term]! * harmonics[of[term]!]!;
        for (let n = 0; n < functions; n++, at++) block[at] = block[at]! + y * radial[n]!;
      }
    }
    const rowSize = this.#orbits.length * functions;
    for (let a = 0, at = 0, to = start; a < rows; a++, to += rowSize)
      for (let n = 0; n < functions; n++) this.#out[to + n] = block[at++]!;
  }

  #collect(i: number, j: number): void {
    const [x, y, z] = this.#orbits[i]!.sites.subarray(0, 3);
    const { sites } = this.#orbits[j]!;
    this.#images.clear();
    for (let at = 0; at < sites.length; at += 3)
      this.#images.add(sites[at]! - x!, sites[at + 1]! - y!, sites[at + 2]! - z!, this.#grid.cutoff, i !== j);
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
