import { mapped, norm, reciprocalRows, rowsDet } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import { DataError } from '../core/errors.js';
import { type LatticeRows } from './lattice.js';

/** An image of a site near another site. */
export interface Neighbour {
  /** Index of the site. */
  readonly site: number;
  /** Lattice translation: the neighbour is at `sites[site].position + image`. */
  readonly image: Vec3;
  /** Å. */
  readonly distance: number;
}

const MOST = 20_000_000;
/** Two sites nearer than this are one place: a site is not its own neighbour. Å. */
const SAME = 1e-8;

/**
 * All images of sites within a cutoff of each site, nearest first.
 * @internal
 */
export function neighbourLists(
  lattice: LatticeRows,
  positions: readonly Vec3[],
  cutoff: number,
  most = MOST,
): Neighbour[][] {
  const lists: Neighbour[][] = positions.map(() => []);
  const visit: NeighbourVisitor = (i, j, square, u, v, w) =>
    void lists[i]!.push({ site: j, image: [u, v, w], distance: Math.sqrt(square) });
  visitNeighbours(lattice, positions, cutoff, visit, most);
  for (const list of lists) list.sort((p, q) => p.distance - q.distance || p.site - q.site);
  return lists;
}

/**
 * Gets a site, a neighbour of it, the square of their distance in Å², and the lattice translation that makes the site the neighbour. Of a pair
 * each site is the first once.
 */
export type NeighbourVisitor = (
  site: number,
  neighbour: number,
  square: number,
  u: number,
  v: number,
  w: number,
) => void;

/**
 * Visits all images of sites within a cutoff of each site. Sites are sorted into boxes of the cell, so the work
 * grows with the number of pairs found and not with the square of the number of sites.
 *
 * @param centres the sites about which neighbours are looked for. Defaults to all
 * @throws DataError `too-large` for more pairs than `most`
 * @internal
 */
export function visitNeighbours(
  lattice: LatticeRows,
  positions: readonly Vec3[],
  cutoff: number,
  visit: NeighbourVisitor,
  most = MOST,
  centres?: readonly number[],
): void {
  const n = positions.length;
  const centreCount = centres?.length ?? n;
  const expected = centreCount * n * ((4 / 3) * Math.PI * cutoff ** 3 * Math.abs(1 / rowsDet(lattice)));
  const tooMany = (pairs: string): DataError =>
    new DataError(
      'too-large',
      `neighbours: ${pairs} pairs of atoms are nearer than ${cutoff} Å; take a smaller cutoff, or check the cell and for atoms at one place`,
    );
  if (expected > most) throw tooMany(`about ${expected.toExponential(1)}`);
  let found = 0;
  const spacing = reciprocalRows(lattice).map((row) => 1 / norm(row)) as [number, number, number];
  const divisions = Math.max(1, Math.ceil(Math.cbrt(n)));
  const boxes = spacing.map((h) => Math.max(1, Math.min(2 * divisions, Math.floor((2 * h) / cutoff)))) as [
    number,
    number,
    number,
  ];
  const reach = spacing.map((h, k) => Math.ceil((cutoff * boxes[k]!) / h)) as [number, number, number];
  const [na, nb, nc] = boxes;

  const shifts: Vec3[] = [];
  const wrapped = new Float64Array(3 * n);
  const members: number[][] = Array.from({ length: na * nb * nc }, () => []);
  const home: Vec3[] = positions.map((x, i) => {
    const shift = mapped(x, Math.floor);
    const y: Vec3 = [x[0] - shift[0], x[1] - shift[1], x[2] - shift[2]];
    shifts.push(shift);
    wrapped.set(y, 3 * i);
    const box = mapped(y, (c, k) => Math.min(boxes[k]! - 1, Math.floor(c * boxes[k]!)));
    members[(box[0] * nb + box[1]) * nc + box[2]]!.push(i);
    return box;
  });

  const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = lattice;
  const limit = cutoff * cutoff;
  for (let at = 0; at < centreCount; at++) {
    const i = centres === undefined ? at : centres[at]!;
    const [x, y, z] = [wrapped[3 * i]!, wrapped[3 * i + 1]!, wrapped[3 * i + 2]!];
    const own = shifts[i]!;
    const [pa, pb, pc] = home[i]!;
    for (let u = pa - reach[0]; u <= pa + reach[0]; u++) {
      const iu = Math.floor(u / na);
      for (let v = pb - reach[1]; v <= pb + reach[1]; v++) {
        const iv = Math.floor(v / nb);
        for (let w = pc - reach[2]; w <= pc + reach[2]; w++) {
          const iw = Math.floor(w / nc);
          const box = members[((u - iu * na) * nb + (v - iv * nb)) * nc + (w - iw * nc)]!;
          for (let k = 0; k < box.length; k++) {
            const j = box[k]!;
            const da = wrapped[3 * j]! - x + iu;
            const db = wrapped[3 * j + 1]! - y + iv;
            const dc = wrapped[3 * j + 2]! - z + iw;
            const rx = da * ax + db * bx + dc * cx;
            const ry = da * ay + db * by + dc * cy;
            const rz = da * az + db * bz + dc * cz;
            const square = rx * rx + ry * ry + rz * rz;
            if (square > limit || (i === j && square < SAME * SAME)) continue;
            // Atoms may crowd in a corner of the cell.
            if (++found > most) throw tooMany(`more than ${most}`);
            const s = shifts[j]!;
            visit(i, j, square, iu - s[0] + own[0], iv - s[1] + own[1], iw - s[2] + own[2]);
          }
        }
      }
    }
  }
}
