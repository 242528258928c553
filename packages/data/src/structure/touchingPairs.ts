import { mapped, mapRows, norm, reciprocalRows, rowsAdjugate, rowsDet, vec3, vecRows } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import { type LatticeRows, toCartesian } from './lattice.js';
import { visitNeighbours } from './neighbours.js';
import { niggliTransformation } from './niggli.js';

/** Images of pairs that are looked at one by one; for more, sorting the sites into boxes is faster. */
const FEW = 100_000;
/** Å: a site is not its own neighbour. */
const SAME = 1e-8;

/**
 * Visits the pairs of sites, with their images, that are nearer than the sum of their radii, or than `least` where that is more. Each pair is visited
 * once; a site and its own image for each of the two images.
 *
 * @param radii Å, of each site
 * @param least Å
 * @param visit gets both sites, the first not behind the second, and the square of their distance in Å²
 * @throws DataError `too-large` where the sites crowd
 */
export function visitTouchingPairs(
  lattice: LatticeRows,
  positions: readonly Vec3[],
  radii: Float64Array,
  least: number,
  visit: (site: number, other: number, square: number) => void,
): void {
  const cutoff = Math.max(least, 2 * radii.reduce((most, radius) => Math.max(most, radius), 0));
  const images = reciprocalRows(lattice).reduce((product, row) => product * (2 * cutoff * norm(row) + 1), 1);
  if ((images * positions.length ** 2) / 2 <= FEW) return visitAll(lattice, positions, radii, least, visit);
  // In a skew cell the planes are so near to each other that the boxes would be searched forever.
  const change = niggliTransformation(lattice);
  const toReduced = mapRows(rowsAdjugate(change), (row) => mapped(row, (x) => x * Math.sign(rowsDet(change))));
  const rows = mapRows(change, (row) => toCartesian(row, lattice));
  const points = positions.map((x) => vecRows(x, toReduced));
  visitNeighbours(rows, points, cutoff, (i, j, square) => {
    const limit = Math.max(least, radii[i]! + radii[j]!);
    if (j >= i && square < limit * limit) visit(i, j, square);
  });
}

/** Looks at all pairs, and of each at the images that the distances between lattice planes leave possible. */
function visitAll(
  lattice: LatticeRows,
  positions: readonly Vec3[],
  radii: Float64Array,
  least: number,
  visit: (site: number, other: number, square: number) => void,
): void {
  const [a, b, c] = lattice;
  /** 1/Å: a vector of length d has |x_k| ≤ d · spread_k. */
  const [sa, sb, sc] = vec3(reciprocalRows(lattice).map((row) => norm(row) * (1 + 1e-12)));
  for (let i = 0; i < positions.length; i++) {
    const p = positions[i]!;
    for (let j = i; j < positions.length; j++) {
      const q = positions[j]!;
      const limit = Math.max(least, radii[i]! + radii[j]!);
      const [da, db, dc] = [q[0] - p[0], q[1] - p[1], q[2] - p[2]];
      const [ra, rb, rc] = [limit * sa, limit * sb, limit * sc];
      for (let u = da + Math.ceil(-ra - da); u <= ra; u++) {
        for (let v = db + Math.ceil(-rb - db); v <= rb; v++) {
          for (let w = dc + Math.ceil(-rc - dc); w <= rc; w++) {
            const x = u * a[0] + v * b[0] + w * c[0];
            const y = u * a[1] + v * b[1] + w * c[1];
            const z = u * a[2] + v * b[2] + w * c[2];
            const square = x * x + y * y + z * z;
            if (square < limit * limit && (i !== j || square > SAME * SAME)) visit(i, j, square);
          }
        }
      }
    }
  }
}
