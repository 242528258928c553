import type { StandardCrystal } from '../standardize/standardCrystal.js';
import { ImageDistances } from './imageDistances.js';
import { MomentSum } from './momentSum.js';
import { checkDensity } from './orbitPairs.js';
import type { MomentOptions } from './recipeOptions.js';
import { invariantsOf, siteInvariants, type SiteInvariants } from './siteInvariants.js';

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
  /**
   * Rows in the order orbit i, degree l, component a; a row has (A, n) numbers: orbit j slower, radial function faster. Empty where the features hold
   * images: `visitMomentRows` gives the numbers of either kind.
   */
  readonly values: Floats;
  /** Rows as above; a row has 2l + 1 coefficients of harmonics, m = −l … l. The rows of an orbit and a degree are orthonormal. */
  readonly basis: Floats;
}

/** Every component: what symmetry leaves where there is none. */
const ALL_COMPONENTS: readonly SiteInvariants[] = /* @__PURE__ */ invariantsOf([[1, 0, 0, 0, 1, 0, 0, 0, 1]]);

/**
 * The angular moments of a crystal. Laws: the basis holds the moments whole (the site symmetry maps the images about a site onto each other); a lattice that is rotated
 * by R has D(R) N; `Σ_m N_ij,n,lm N_ij',n',lm` is the same for a crystal, however it is described, and for its mirror image.
 *
 * Summed in float64 over all images within the cutoff.
 *
 * @throws DataError `bad-structure` for a cell that is too dense
 * @internal
 */
export function angularMoments(crystal: StandardCrystal, grid: Required<MomentOptions>): OrbitMoments<Float64Array> {
  checkDensity(crystal, grid.cutoff);
  const sites = orbitInvariants(crystal, grid.degree);
  const rowCount = sites.reduce((sum, { rows }) => sum + rows, 0);
  const rowSize = crystal.orbits.length * grid.functions;
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

/** What the site symmetry of each orbit leaves, up to a degree. Where orbits are divided, symmetry maps a part onto another one: then it leaves everything. @internal */
export function orbitInvariants({ group, orbits }: StandardCrystal, degree: number): SiteInvariants[] {
  const areWhole = orbits.every(({ multiplicity, position }) => multiplicity === position.multiplicity);
  return orbits.map(({ position }) => (areWhole ? siteInvariants(group, position) : ALL_COMPONENTS)[degree - 1]!);
}

/** Sums over the images of one orbit about a site of another, pair by pair in the same memory. */
class ImageSums {
  readonly #orbits: StandardCrystal['orbits'];
  readonly #cutoff: number;
  readonly #images: ImageDistances;
  readonly #sum: MomentSum;
  readonly #out: Float64Array;

  constructor({ orbits, lattice }: StandardCrystal, grid: Required<MomentOptions>, out: Float64Array) {
    this.#orbits = orbits;
    this.#cutoff = grid.cutoff;
    this.#images = new ImageDistances(lattice, true);
    this.#sum = new MomentSum(grid);
    this.#out = out;
  }

  /** Writes into row after row, from `start` on, what the images of orbit j about the first site of orbit i have of each component. */
  write(i: number, j: number, { rows, terms }: SiteInvariants, start: number): void {
    if (rows === 0) return;
    this.#collect(i, j);
    const { count, values, vectors } = this.#images;
    const sum = this.#sum;
    sum.clear(rows);
    for (let image = 0; image < count; image++)
      sum.add(terms, rows, values[image]!, vectors[3 * image]!, vectors[3 * image + 1]!, vectors[3 * image + 2]!);
    const { functions, block } = sum;
    const rowSize = this.#orbits.length * functions;
    for (let a = 0, at = 0, to = start; a < rows; a++, to += rowSize)
      for (let n = 0; n < functions; n++) this.#out[to + n] = block[at++]!;
  }

  #collect(i: number, j: number): void {
    const [x, y, z] = this.#orbits[i]!.sites.subarray(0, 3);
    const { sites } = this.#orbits[j]!;
    this.#images.clear();
    for (let at = 0; at < sites.length; at += 3)
      this.#images.add(sites[at]! - x!, sites[at + 1]! - y!, sites[at + 2]! - z!, this.#cutoff, i !== j);
  }
}
