import { pointGroupOf } from '../settings/classification.js';
import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { numbersOf } from '../settings/identify.js';
import type { SymOp } from '../operations/symOp.js';
import type { Fractional } from '../algebra/types.js';
import { wyckoffOf } from './wyckoff.js';

/** The symmetry of a point. */
export interface SiteSymmetry {
  /** Number of operations; the point's multiplicity is the group's order divided by it. */
  readonly order: number;
  /**
   * The operations that fix {@link exact}, each with the translation with which it does, in the order of the group's
   * operations: a group under `SymOp.mul` without reduction.
   */
  readonly operations: readonly SymOp[];
  /** Oriented symbol, `.m.` (International Tables A, 2.1.3.12). It names directions in the axes of the setting. */
  readonly symbol: string;
  /** Point group, one of 32 Hermann–Mauguin symbols: `m`. */
  readonly pointGroup: string;
  /** The point that these operations fix, within the tolerance of the given one. */
  readonly exact: Fractional;
}

/**
 * The operations of the group that fix a point, together with the point that they fix exactly. They are the conjugates of
 * the site symmetry of the point's Wyckoff position, so they form a group at any tolerance.
 *
 * @param x fractional coordinates, in any cell
 * @param tolerance see {@link wyckoffOf}; defaults to 1e-4
 * @throws SpaceGroupError `bad-point` for a point or tolerance that is none
 */
export function siteSymmetry(group: CoreSpaceGroup, x: Fractional, tolerance = 1e-4): SiteSymmetry {
  const { position, operation, exact } = wyckoffOf(group, x, tolerance);
  const back = operation.inverse();
  const operations = position.siteOperations.map((op) => operation.mul(op).mul(back));
  operations.sort((a, b) => group.indexOf(a) - group.indexOf(b));
  return Object.freeze({
    order: operations.length,
    operations: Object.freeze(operations),
    symbol: position.siteSymmetry,
    pointGroup: pointGroupOf((numbersOf(operations.map((op) => op.rotation)) as readonly [number, number])[0]),
    exact: Object.freeze(exact),
  });
}
