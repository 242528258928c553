import { mapped, type Rows3, rowsDet } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import { atomicMass } from '../elements/elements.js';
import { BRAND, brandOf } from '../core/brand.js';
import { DataError, show } from '../core/errors.js';
import { formulaText, reducedAmounts } from '../elements/formula.js';
import {
  type CellParameters,
  checkedRows,
  type LatticeRows,
  parametersOfRows,
  rowsOfParameters,
  toCartesian,
} from './lattice.js';
import { ImageSearch } from './images.js';
import { primitiveCell } from './primitive.js';
import { type Neighbour, neighbourLists } from './neighbours.js';
import { niggliTransformation } from './niggli.js';
import type { Site, SpeciesOccupancy } from './site.js';
import { checkedSite, isParameters, type StructureInput } from './structureInput.js';
import { changeCell } from './supercell.js';

/** u in grams, CODATA 2022, times 1e24 Å³/cm³. */
const DENSITY_FACTOR = 1.66053906892;

/**
 * A crystal structure: a lattice, and sites in one cell. Immutable.
 *
 * Positions are fractional column vectors, the lattice is three row vectors in Å: `r = x₁a + x₂b + x₃c`.
 */
export class Structure {
  /** Row vectors in Å. */
  readonly lattice: LatticeRows;
  readonly sites: readonly Site[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly id: string | undefined;
  #parameters: CellParameters | undefined;
  #images: ImageSearch | undefined;
  #amounts: ReadonlyMap<string, number> | undefined;

  private constructor(
    lattice: LatticeRows,
    sites: readonly Site[],
    properties: Readonly<Record<string, unknown>>,
    id: string | undefined,
  ) {
    this.lattice = lattice;
    this.sites = sites;
    this.properties = properties;
    this.id = id;
    Object.freeze(this);
  }

  /**
   * A structure from checked input.
   *
   * @throws DataError `bad-lattice`, `bad-site`, `bad-element`, `bad-structure`; the record of the error is the site
   */
  static of({ lattice, sites, properties = {}, id }: StructureInput): Structure {
    const rows = checkedRows(isParameters(lattice) ? rowsOfParameters(lattice) : lattice);
    if (!Array.isArray(sites) || sites.length === 0) {
      throw new DataError('bad-structure', `a structure must have at least one site, got ${show(sites)}`);
    }
    return new Structure(rows, Object.freeze(sites.map(checkedSite)), Object.freeze({ ...properties }), id);
  }

  /** @internal */
  get [BRAND](): string {
    return brandOf('Structure');
  }

  /** The same structure with other properties or another identifier. */
  with({
    properties = this.properties,
    id = this.id,
  }: {
    properties?: Readonly<Record<string, unknown>>;
    id?: string | undefined;
  }): Structure {
    return new Structure(this.lattice, this.sites, Object.freeze({ ...properties }), id);
  }

  get cellParameters(): CellParameters {
    return (this.#parameters ??= Object.freeze(parametersOfRows(this.lattice)));
  }

  /** Å³, positive. */
  get volume(): number {
    return Math.abs(rowsDet(this.lattice));
  }

  /** g/cm³; partial occupancies count with their share. */
  get density(): number {
    let mass = 0;
    for (const [element, amount] of this.amounts) mass += amount * atomicMass(element);
    return (mass * DENSITY_FACTOR) / this.volume;
  }

  /** Atoms per cell of each element, in order of first appearance. */
  get amounts(): ReadonlyMap<string, number> {
    if (this.#amounts !== undefined) return this.#amounts;
    const amounts = new Map<string, number>();
    for (const { species } of this.sites)
      for (const { element, occupancy } of species) amounts.set(element, (amounts.get(element) ?? 0) + occupancy);
    return (this.#amounts = amounts);
  }

  /** Contents of the cell by increasing electronegativity, `Na4 Cl4`. */
  get formula(): string {
    return formulaText(this.amounts, ' ');
  }

  /**
   * Smallest whole amounts by increasing electronegativity, `NaCl`, `Fe2O3`; an element stands alone (`O`, not `O2`).
   * Amounts that have no whole multiple per cell keep their decimals.
   */
  get reducedFormula(): string {
    return formulaText(reducedAmounts(this.amounts), '');
  }

  /** Every site is filled by one element. */
  get isOrdered(): boolean {
    return this.sites.every(({ species }) => species.length === 1 && (species[0] as SpeciesOccupancy).occupancy === 1);
  }

  /** Cartesian coordinates of a site, as its position is written, in Å. */
  cartesian(site: number): Vec3 {
    return toCartesian(this.#site(site).position, this.lattice);
  }

  /** The shortest distance between any images of two sites in Å, exact for every lattice; 0 for a site and itself. */
  distance(i: number, j: number): number {
    const [p, q] = [this.#site(i).position, this.#site(j).position];
    return this.#search().shortest([q[0] - p[0], q[1] - p[1], q[2] - p[2]]).distance;
  }

  /**
   * For each site all images of sites nearer than a cutoff, the nearest first; a site's own images are among them, itself
   * is not. The work grows with the number of sites times the number of neighbours.
   *
   * @param cutoff Å
   * @throws DataError `too-large` beyond 20 million neighbours
   */
  neighbours(cutoff: number): readonly (readonly Neighbour[])[] {
    if (!(cutoff > 0 && Number.isFinite(cutoff)))
      throw new DataError('bad-argument', `neighbours: the cutoff must be a positive length in Å, got ${show(cutoff)}`);
    return neighbourLists(
      this.lattice,
      this.sites.map((site) => site.position),
      cutoff,
    );
  }

  /** The same crystal with all positions in [0, 1). */
  wrapped(): Structure {
    return this.#withSites(
      this.sites.map((site) => Object.freeze({ ...site, position: Object.freeze(mapped(site.position, wrap)) })),
    );
  }

  /**
   * The same crystal on the lattice with rows `matrix · lattice`.
   *
   * @param matrix integers, rows are the new lattice vectors in terms of the old; a number n means n × n × n
   * @throws DataError `bad-argument` for a matrix that is singular or not whole, `too-large` beyond a million sites
   */
  supercell(matrix: readonly (readonly number[])[] | readonly [number, number, number] | number): Structure {
    const { lattice, sites } = changeCell(this, wholeMatrix(matrix));
    return new Structure(checkedRows(lattice), Object.freeze(sites), this.properties, this.id);
  }

  /**
   * The same crystal on its Niggli-reduced cell, the unique one with the shortest vectors (of this structure's own lattice:
   * a centred or super cell stays one), in the standard orientation.
   *
   * @param tolerance of the equalities between metric elements, relative to volume^(1/3). Defaults to 1e-5
   */
  niggli(tolerance = 1e-5): Structure {
    const { lattice, sites } = changeCell(this, niggliTransformation(this.lattice, tolerance));
    const rows = rowsOfParameters(parametersOfRows(checkedRows(lattice)));
    const moved = new Structure(checkedRows(rows), Object.freeze(sites), this.properties, this.id);
    return moved.wrapped();
  }

  /**
   * The same crystal on its primitive cell, Niggli-reduced: lattice translations are all translations that map the structure
   * onto itself. Positions that are equal within the tolerance are replaced by their mean. Site properties count: atoms
   * with different labels are equal, atoms with different properties are not.
   *
   * @param tolerance Å. Defaults to 0.01
   */
  primitive(tolerance = 0.01): Structure {
    const reduced = primitiveCell(this, tolerance);
    const same =
      reduced === undefined
        ? this
        : new Structure(checkedRows(reduced.lattice), Object.freeze(reduced.sites), this.properties, this.id);
    return same.niggli();
  }

  /**
   * The form of pymatgen's `Structure.as_dict()`, which pymatgen, the Materials Project, this package's readers and
   * `structureFromJson` read.
   */
  toJSON(): Record<string, unknown> {
    const { a, b, c, alpha, beta, gamma } = this.cellParameters;
    return {
      '@module': 'pymatgen.core.structure',
      '@class': 'Structure',
      ...(this.id === undefined ? {} : { id: this.id }),
      charge: null,
      lattice: { matrix: this.lattice, pbc: [true, true, true], a, b, c, alpha, beta, gamma, volume: this.volume },
      properties: this.properties,
      sites: this.sites.map((site, i) => ({
        species: site.species.map(({ element, occupancy, oxidationState }) => ({
          element,
          occu: occupancy,
          ...(oxidationState === undefined ? {} : { oxidation_state: oxidationState }),
        })),
        abc: site.position,
        xyz: this.cartesian(i),
        label: site.label ?? site.species.map(({ element }) => element).join('/'),
        properties: site.properties ?? {},
      })),
    };
  }

  toString(): string {
    const { a, b, c, alpha, beta, gamma } = this.cellParameters;
    return `Structure(${this.formula}; ${[a, b, c].map((x) => x.toFixed(4)).join(' ')} Å; ${[alpha, beta, gamma].map((x) => x.toFixed(3)).join(' ')}°)`;
  }

  #site(index: number): Site {
    const site = this.sites[index];
    if (site === undefined)
      throw new DataError(
        'bad-argument',
        `a site index must be from 0 to ${this.sites.length - 1}, got ${show(index)}`,
      );
    return site;
  }

  #withSites(sites: readonly Site[]): Structure {
    return new Structure(this.lattice, Object.freeze(sites), this.properties, this.id);
  }

  #search(): ImageSearch {
    return (this.#images ??= new ImageSearch(this.lattice));
  }
}

const wrap = (x: number): number => {
  const y = x - Math.floor(x);
  return y >= 1 ? 0 : y + 0;
};

function wholeMatrix(matrix: readonly (readonly number[])[] | readonly [number, number, number] | number): Rows3 {
  let rows: unknown = matrix;
  if (typeof matrix === 'number')
    rows = [
      [matrix, 0, 0],
      [0, matrix, 0],
      [0, 0, matrix],
    ];
  else if (Array.isArray(matrix) && matrix.length === 3 && typeof matrix[0] === 'number') {
    rows = [
      [matrix[0], 0, 0],
      [0, matrix[1], 0],
      [0, 0, matrix[2]],
    ];
  }
  const whole =
    Array.isArray(rows) &&
    rows.length === 3 &&
    rows.every((row) => Array.isArray(row) && row.length === 3 && row.every(Number.isSafeInteger));
  if (!whole)
    throw new DataError(
      'bad-argument',
      `supercell: expected a number, three numbers or three rows of integers, got ${show(matrix)}`,
    );
  return rows as Rows3;
}
