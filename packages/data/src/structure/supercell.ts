import type { Fractional, Vec3 } from '@crystal-fourier/spacegroups';
import { DataError } from '../core/errors.js';
import { type LatticeRows, toCartesian } from './lattice.js';
import type { Site } from './structure.js';

/** Three rows of integers: new lattice vectors in terms of the old ones. @internal */
export type IntegerMatrix = readonly [Vec3, Vec3, Vec3];

const MOST_SITES = 1_000_000;

const det = ([a, b, c]: IntegerMatrix): number =>
  a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);

/** `adj(M)` with `M · adj(M) = det(M) · 1`; integers for integers. @internal */
export function adjugateRows([a, b, c]: IntegerMatrix): IntegerMatrix {
  return [
    [b[1] * c[2] - b[2] * c[1], a[2] * c[1] - a[1] * c[2], a[1] * b[2] - a[2] * b[1]],
    [b[2] * c[0] - b[0] * c[2], a[0] * c[2] - a[2] * c[0], a[2] * b[0] - a[0] * b[2]],
    [b[0] * c[1] - b[1] * c[0], a[1] * c[0] - a[0] * c[1], a[0] * b[1] - a[1] * b[0]],
  ];
}

/**
 * The rows of an upper triangular integer basis of the lattice that integer rows span, with a positive diagonal.
 *
 * @param rows at least three, of rank 3
 * @internal
 */
export function triangularBasis(rows: readonly Vec3[]): [number, number, number][] {
  const work = rows.map((row) => [...row] as [number, number, number]);
  const basis: [number, number, number][] = [];
  for (let column = 0; column < 3; column++) {
    for (;;) {
      const candidates = work
        .filter((row) => row[column] !== 0)
        .sort((p, q) => Math.abs(p[column]!) - Math.abs(q[column]!));
      const pivot = candidates[0];
      if (pivot === undefined) break;
      for (const row of candidates.slice(1)) {
        const n = Math.round(row[column]! / pivot[column]!);
        for (let k = 0; k < 3; k++) row[k]! -= n * pivot[k]!;
      }
      if (candidates.length > 1) continue;
      work.splice(work.indexOf(pivot), 1);
      basis.push(pivot[column]! < 0 ? [-pivot[0], -pivot[1], -pivot[2]] : pivot);
      break;
    }
  }
  return basis;
}

/** The image of a row vector, `x · M / divisor`. */
export function timesRows(x: Vec3, [a, b, c]: IntegerMatrix, divisor = 1): [number, number, number] {
  return [
    (x[0] * a[0] + x[1] * b[0] + x[2] * c[0]) / divisor,
    (x[0] * a[1] + x[1] * b[1] + x[2] * c[1]) / divisor,
    (x[0] * a[2] + x[1] * b[2] + x[2] * c[2]) / divisor,
  ];
}

/**
 * A crystal on the lattice `M · lattice`: every site once for each old lattice point in the new cell, the copies of a site
 * side by side. Positions that lie in the old cell lie in the new one where M is diagonal and positive.
 *
 * @throws DataError `bad-argument`, `too-large`
 * @internal
 */
export function changeCell(
  { lattice, sites }: { lattice: LatticeRows; sites: readonly Site[] },
  matrix: IntegerMatrix,
): { lattice: LatticeRows; sites: Site[] } {
  const d = det(matrix);
  if (d === 0 || !Number.isSafeInteger(d))
    throw new DataError('bad-argument', `supercell: the matrix must have a non-zero determinant, got ${d}`);
  if (Math.abs(d) * sites.length > MOST_SITES) {
    throw new DataError(
      'too-large',
      `supercell: ${Math.abs(d)} cells of ${sites.length} sites are more than ${MOST_SITES} sites; take a smaller cell`,
    );
  }
  const adjugate = adjugateRows(matrix);
  const points: Vec3[] = [];
  const [p, q, r] = triangularBasis(matrix) as unknown as IntegerMatrix;
  for (let i = 0; i < p[0]; i++) {
    for (let j = 0; j < q[1]; j++) {
      for (let k = 0; k < r[2]; k++) {
        const t = timesRows([i, j, k], adjugate).map((n) => (((n % d) + d) % d) / d + 0);
        points.push(t as unknown as Vec3);
      }
    }
  }
  const moved = sites.flatMap((site) => {
    const x = timesRows(site.position, adjugate, d);
    return points.map((t): Site =>
      Object.freeze({
        ...site,
        position: Object.freeze([x[0] + t[0] + 0, x[1] + t[1] + 0, x[2] + t[2] + 0]) as unknown as Fractional,
      }),
    );
  });
  return { lattice: matrix.map((row) => toCartesian(row, lattice)) as unknown as LatticeRows, sites: moved };
}
