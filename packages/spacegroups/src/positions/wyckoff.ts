import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { carried, subspaceOfForms, simplest } from '../operations/affineSubspace.js';
import { readPoints } from '../algebra/linearForm.js';
import { orientationOf } from './siteSymbol.js';
import { WYCKOFF_ROWS } from '../tables/wyckoff.js';
import type { Fractional } from '../algebra/types.js';
import { locate, makePositions, type WyckoffPosition, type WyckoffSite } from './wyckoffPosition.js';

let known: WeakMap<CoreSpaceGroup, readonly WyckoffPosition[]> | undefined;

/**
 * The Wyckoff positions of a group in its setting, letter a first, the general position last.
 *
 * Letters and representatives of the reference settings are those of the International Tables A. In every other setting,
 * tabulated or not, a position has the letter that it has in the reference setting, carried along by
 * `group.setting.toReference`: the letter belongs to the position, not to its coordinates. In the 530 tabulated settings they are
 * the letters of spglib and moyo; other programs may exchange letters that an element of the normalizer exchanges.
 * The representative is then the carried one or, if its constants are smaller, a parallel image.
 */
export function wyckoffPositions(group: CoreSpaceGroup): readonly WyckoffPosition[] {
  known ??= new WeakMap();
  let positions = known.get(group);
  if (positions === undefined) {
    const { operations, representatives, centring, setting } = group;
    const special = WYCKOFF_ROWS.split('\n')[group.number - 1] as string;
    const flats = readPoints(`${special}xyz`, 3).map((forms) => {
      const flat = subspaceOfForms(forms);
      return setting.isReference ? flat : simplest(carried(flat, setting.toReference), operations);
    });
    positions = makePositions(flats, { operations, representatives, centring, orientation: orientationOf(group) });
    known.set(group, positions);
  }
  return positions;
}

/**
 * The Wyckoff position of a point: that of highest site symmetry within the tolerance, and the point moved onto it.
 *
 * Equivalent points give the same position and distance. The site symmetry of `exact` has exactly
 * `group.order / position.multiplicity` operations.
 *
 * @param x fractional coordinates, in any cell
 * @param tolerance how far the point may be moved, as the largest change of a fractional coordinate of any equivalent
 *   point; at most 0.1, defaults to 1e-4
 * @throws SpaceGroupError `bad-point` for a point or tolerance that is none
 */
export function wyckoffOf(group: CoreSpaceGroup, x: Fractional, tolerance = 1e-4): WyckoffSite {
  return locate(wyckoffPositions(group), x, tolerance, 'wyckoffOf');
}
