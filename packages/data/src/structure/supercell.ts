import {
  hermiteBasis,
  mapped,
  mapRows,
  type Rows3,
  rowsAdjugate,
  rowsDet,
  rowsOf,
  type Vec3,
  vecRows,
} from '@crystal-fourier/math3';
import { DataError } from '../core/errors.js';
import { type LatticeRows, toCartesian } from './lattice.js';
import type { Site } from './site.js';

const MOST_SITES = 1_000_000;

/**
 * A crystal on the lattice `M · lattice`: every site once for each old lattice point in the new cell, the copies of a site
 * side by side. Positions that lie in the old cell lie in the new one where M is diagonal and positive.
 *
 * @throws DataError `bad-argument`, `too-large`
 * @internal
 */
export function changeCell(
  { lattice, sites }: { lattice: LatticeRows; sites: readonly Site[] },
  matrix: Rows3,
): { lattice: LatticeRows; sites: Site[] } {
  const d = rowsDet(matrix);
  if (d === 0 || !Number.isSafeInteger(d))
    throw new DataError('bad-argument', `supercell: the matrix must have a non-zero determinant, got ${d}`);
  if (Math.abs(d) * sites.length > MOST_SITES) {
    throw new DataError(
      'too-large',
      `supercell: ${Math.abs(d)} cells of ${sites.length} sites are more than ${MOST_SITES} sites; take a smaller cell`,
    );
  }
  const adjugate = rowsAdjugate(matrix);
  const points: Vec3[] = [];
  const [p, q, r] = rowsOf(hermiteBasis(matrix).flat());
  for (let i = 0; i < p[0]; i++) {
    for (let j = 0; j < q[1]; j++) {
      for (let k = 0; k < r[2]; k++) {
        points.push(mapped(vecRows([i, j, k], adjugate), (n) => (((n % d) + d) % d) / d + 0));
      }
    }
  }
  const moved = sites.flatMap((site) => {
    const x = mapped(vecRows(site.position, adjugate), (c) => c / d);
    return points.map((t): Site =>
      Object.freeze({
        ...site,
        position: Object.freeze([x[0] + t[0] + 0, x[1] + t[1] + 0, x[2] + t[2] + 0] as const),
      }),
    );
  });
  return { lattice: mapRows(matrix, (row) => toCartesian(row, lattice)), sites: moved };
}
