import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError } from '../../core/errors.js';
import type { LatticeRows } from '../../structure/lattice.js';
import { METRIC_CONTRADICTION, metricDeviation } from '../evidence/candidates.js';
import { nameOf, understand } from '../evidence/statements.js';
import { declaredConflicts, type SymmetryVerdict } from '../evidence/verdict.js';
import type { Attributes } from './attributes.js';
import { readDeclarations } from './completion.js';

/** What is declared of the space group of a whole cell. @internal */
export interface DeclaredNotes {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing is declared, or nothing was understood. */
  readonly symmetry?: SymmetryVerdict;
}

/**
 * All sites are listed, so a declared space group is not needed; what disagrees in it is worth a note, and a warning where the cell has not
 * its symmetry. Whether the atoms have the group is found when they are standardised.
 *
 * @throws DataError in strict mode where nothing is understood, or the cell contradicts it
 * @internal
 */
export function declaredNotes(attributes: Attributes, lattice: LatticeRows, mode: 'strict' | 'lenient'): DeclaredNotes {
  const declared = readDeclarations(attributes);
  const { place } = attributes;
  if (Object.values(declared).every((list) => list.length === 0)) return { diagnostics: [] };
  try {
    const understood = understand(declared, place);
    const [first] = understood.statements;
    const [wrong] = understood.misunderstood;
    if (first === undefined && wrong !== undefined && mode === 'strict')
      throw new DataError('bad-symmetry', wrong.reason, place);
    const notes = declaredConflicts(understood).map(({ message, tag }) => ({
      severity: 'note' as 'note' | 'warning',
      message,
      tag,
    }));
    const fitting = first?.groups.find((group) => metricDeviation(group, lattice) <= METRIC_CONTRADICTION);
    if (first !== undefined && fitting === undefined) {
      const message = `the cell has not the symmetry of ${nameOf(first.groups[0]!)}`;
      if (mode === 'strict') throw new DataError('bad-symmetry', message, place);
      // Of the two, the cell may be what is wrong.
      notes.push({ severity: 'warning', message, tag: first.declaration.tag });
    }
    const diagnostics = notes.map((note): Diagnostic => ({
      code: 'symmetry-conflict',
      record: place.record,
      ...note,
    }));
    if (first === undefined || fitting === undefined) return { diagnostics };
    const conflicts = diagnostics;
    return {
      diagnostics,
      symmetry: { group: fitting, source: first.kind, consistent: conflicts.length === 0, conflicts },
    };
  } catch (error) {
    if (!(error instanceof DataError) || mode === 'strict') throw error;
    return {
      diagnostics: [{ severity: 'note', code: 'symmetry-conflict', message: error.reason, record: place.record }],
    };
  }
}
