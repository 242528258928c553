import {
  hermiteBasis,
  mapped,
  mapRows,
  norm,
  reciprocalRows,
  rowsAdjugate,
  rowsOf,
  vec3,
  vecRows,
} from '@crystal-fourier/math3';
import type { Fractional, Vec3 } from '@crystal-fourier/spacegroups';
import { DataError } from '../core/errors.js';
import { type LatticeRows, toCartesian } from './lattice.js';
import type { Site } from './site.js';

/** Sites that a translation may map onto each other have equal keys. */
const kindOf = ({ species, properties }: Site): string =>
  JSON.stringify([
    species.map(({ element, occupancy, oxidationState }) => [element, +occupancy.toFixed(6), oxidationState]).sort(),
    properties ?? null,
  ]);

const fold = (x: number): number => x - Math.round(x);

/** Sites sorted into boxes of fractional space, to be found by position. @internal */
export class SiteIndex {
  readonly #boxes = new Map<number, number[]>();
  readonly #counts: Vec3;
  /** Per axis the steps to the boxes beside one, each box once. */
  readonly #steps: readonly (readonly number[])[];
  readonly #positions: readonly Fractional[];
  readonly #lattice: LatticeRows;

  /** @param tolerance Å: boxes are wider than what is looked for */
  constructor(positions: readonly Fractional[], lattice: LatticeRows, tolerance: number) {
    this.#positions = positions;
    this.#lattice = lattice;
    const n = Math.ceil(Math.cbrt(positions.length));
    this.#counts = vec3(
      reciprocalRows(lattice).map((row) => Math.max(1, Math.min(n, Math.floor(0.5 / (norm(row) * tolerance))))),
    );
    this.#steps = this.#counts.map((count) => (count === 1 ? [0] : count === 2 ? [0, 1] : [0, 1, -1]));
    positions.forEach((x, i) => {
      const key = this.#box(x, 0, 0, 0);
      const list = this.#boxes.get(key);
      if (list === undefined) this.#boxes.set(key, [i]);
      else list.push(i);
    });
  }

  #box(x: Vec3, u: number, v: number, w: number): number {
    const [nu, nv, nw] = this.#counts;
    const cell = (c: number, n: number, step: number): number =>
      (((Math.floor((c - Math.floor(c)) * n) + step) % n) + n) % n;
    return (cell(x[0], nu, u) * nv + cell(x[1], nv, v)) * nw + cell(x[2], nw, w);
  }

  /** The site at a position, within a tolerance in Å, that passes the test. */
  at(x: Vec3, tolerance: number, test: (site: number) => boolean): number | undefined {
    const [us, vs, ws] = this.#steps as [readonly number[], readonly number[], readonly number[]];
    for (const u of us) {
      for (const v of vs) {
        for (const w of ws) {
          for (const i of this.#boxes.get(this.#box(x, u, v, w)) ?? []) {
            const p = this.#positions[i]!;
            const d = toCartesian([fold(p[0] - x[0]), fold(p[1] - x[1]), fold(p[2] - x[2])], this.#lattice);
            if (norm(d) <= tolerance && test(i)) return i;
          }
        }
      }
    }
    return undefined;
  }
}

/**
 * A crystal on the lattice of all translations that map it onto itself.
 *
 * @returns undefined where the cell is primitive already
 * @throws DataError `bad-argument` for a tolerance that merges different sites
 * @internal
 */
export function primitiveCell(
  { lattice, sites }: { lattice: LatticeRows; sites: readonly Site[] },
  tolerance: number,
): { lattice: LatticeRows; sites: Site[] } | undefined {
  if (!(tolerance > 0 && tolerance < 0.5))
    throw new DataError('bad-argument', `primitive: the tolerance must be above 0 and below 0.5 Å, got ${tolerance}`);
  const kinds = sites.map(kindOf);
  const members = new Map<string, number[]>();
  kinds.forEach((kind, i) => {
    const list = members.get(kind);
    if (list === undefined) members.set(kind, [i]);
    else list.push(i);
  });
  const rarest = [...members.values()].sort((p, q) => p.length - q.length)[0]!;
  const positions = sites.map(({ position }) => position);
  const index = new SiteIndex(positions, lattice, tolerance);
  const [origin] = rarest as [number];
  const start = positions[origin]!;
  /** Where a translation takes each site; undefined if it is no symmetry. */
  const mapOf = (t: Vec3): number[] | undefined => {
    const images: number[] = [];
    for (const [i, x] of positions.entries()) {
      const image = index.at([x[0] + t[0], x[1] + t[1], x[2] + t[2]], tolerance, (j) => kinds[j] === kinds[i]);
      if (image === undefined) return undefined;
      images.push(image);
    }
    return images;
  };
  const found: { t: Vec3; images: number[] }[] = [];
  for (const target of rarest) {
    if (target === origin) continue;
    const end = positions[target]!;
    const t: Vec3 = [end[0] - start[0], end[1] - start[1], end[2] - start[2]];
    const images = mapOf(t);
    if (images !== undefined) found.push({ t, images });
  }
  if (found.length === 0) return undefined;
  const order = found.length + 1;
  // Translations of a group of this order are whole multiples of 1/order.
  const whole = found.map(({ t }) => mapped(t, (c) => Math.round(c * order)));
  const basis = rowsOf(hermiteBasis([[order, 0, 0], [0, order, 0], [0, 0, order], ...whole]).flat());
  const cells = (basis[0][0] * basis[1][1] * basis[2][2]) / order ** 3;
  if (Math.abs(cells * order - 1) > 1e-9) {
    throw new DataError(
      'bad-argument',
      `primitive: the translations found within ${tolerance} Å form no lattice; take a smaller tolerance`,
    );
  }
  const determinant = basis[0][0] * basis[1][1] * basis[2][2];
  const inverse = mapRows(rowsAdjugate(basis), (row) => mapped(row, (x) => (x * order) / determinant));
  const rows = mapRows(basis, (row) => toCartesian([row[0] / order, row[1] / order, row[2] / order], lattice));
  const done = new Set<number>();
  const reduced: Site[] = [];
  for (const [i, site] of sites.entries()) {
    if (done.has(i)) continue;
    const x = positions[i]!;
    const sum: [number, number, number] = [x[0], x[1], x[2]];
    done.add(i);
    for (const [n, { images }] of found.entries()) {
      const j = images[i]!;
      done.add(j);
      // The mean of all sites that are one, each brought back by the ideal translation.
      for (let k = 0; k < 3; k++) sum[k]! += x[k]! + fold(positions[j]![k]! - x[k]! - whole[n]![k]! / order);
    }
    const mean: Vec3 = [sum[0] / order, sum[1] / order, sum[2] / order];
    reduced.push(Object.freeze({ ...site, position: Object.freeze(vecRows(mean, inverse)) }));
  }
  return { lattice: rows, sites: reduced };
}
