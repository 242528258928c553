import type { Diagnostic } from '../core/diagnostics.js';
import type { SymmetryVerdict } from '../formats/declaredSymmetry.js';
import type { Structure } from '../structure/structure.js';
import type { StandardCrystal } from './standardCrystal.js';

/** Sites whose distances are compared: more would take seconds. */
const MOST_COMPARED = 1000;
/** Å: no two atoms of a real crystal come nearer. */
const TOO_NEAR = 0.6;

/**
 * What standardising a structure shows and its file does not say: a group other than the declared one, a tolerance that was reduced, sites
 * that are shared, sites that are too near to each other. Made for every format in the same way.
 *
 * @param crystal `standardize` of the structure
 * @param symmetry what the file says, where it says something
 */
export function crystalDiagnostics(
  structure: Structure,
  crystal: StandardCrystal,
  symmetry?: SymmetryVerdict,
): Diagnostic[] {
  const { group, symprec, requestedSymprec } = crystal;
  const found: Diagnostic[] = [];
  const warn = (code: Diagnostic['code'], message: string): void =>
    void found.push({ severity: 'warning', code, message });
  if (symmetry !== undefined && symmetry.source !== 'none' && symmetry.group.number !== group.number)
    warn(
      'group-differs',
      `the file declares ${symmetry.group.setting.hmExtended} (${symmetry.group.number}), the atoms have ${group.setting.hmExtended} (${group.number}) within ${requestedSymprec} Å`,
    );
  if (symprec < requestedSymprec)
    warn('tolerance-reduced', `no group was consistent within ${requestedSymprec} Å; this one is within ${symprec} Å`);
  if (!crystal.isOrdered)
    warn('partial-occupancy', 'some sites are shared or not full: prediction and training take ordered crystals only');
  const nearest = structure.sites.length <= MOST_COMPARED ? nearestPair(structure) : undefined;
  if (nearest !== undefined) warn('short-distance', `two sites are only ${nearest.toFixed(3)} Å apart`);
  return found;
}

function nearestPair(structure: Structure): number | undefined {
  let least = Infinity;
  // Each list is sorted.
  for (const [first] of structure.neighbours(TOO_NEAR))
    if (first !== undefined) least = Math.min(least, first.distance);
  return least === Infinity ? undefined : least;
}
