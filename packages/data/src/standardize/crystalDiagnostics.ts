import type { Diagnostic } from '../core/diagnostics.js';
import type { SymmetryVerdict } from '../formats/evidence/verdict.js';
import { siteDiagnostics } from '../structure/siteDiagnostics.js';
import type { Structure } from '../structure/structure.js';
import type { StandardCrystal } from './standardCrystal.js';

/**
 * What a structure and its standardisation show and a file does not say: sites that are shared or too near to each other, a group other
 * than the declared one, a tolerance that was reduced. Made for every format in the same way.
 *
 * @param crystal `standardize` of the structure
 * @param symmetry what the file says, where it says something
 * @param sites what `siteDiagnostics` says of the structure, where that was computed before
 */
export function crystalDiagnostics(
  structure: Structure,
  crystal: StandardCrystal,
  symmetry?: Pick<SymmetryVerdict, 'group' | 'source'>,
  sites: readonly Diagnostic[] = siteDiagnostics(structure),
): Diagnostic[] {
  const { ownGroup: group, symprec, requestedSymprec } = crystal;
  const found = [...sites];
  const name = ({ setting, number }: SymmetryVerdict['group']): string => `${setting.hmExtended} (${number})`;
  if (symmetry !== undefined && symmetry.source !== 'none' && symmetry.group.number !== group.number)
    found.push({
      // P 1 is what programs write that look for no symmetry: it contradicts nothing.
      severity: symmetry.group.number === 1 ? 'note' : 'warning',
      code: 'group-differs',
      message: `the file declares ${name(symmetry.group)}, the atoms have ${name(group)} within ${requestedSymprec} Å`,
    });
  if (symprec < requestedSymprec)
    found.push({
      severity: 'warning',
      code: 'tolerance-reduced',
      message: `no group was consistent within ${requestedSymprec} Å; this one is within ${symprec} Å`,
    });
  return found;
}
