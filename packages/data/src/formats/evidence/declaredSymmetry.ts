import { dot } from '@crystal-fourier/math3';
import { spaceGroup, type SpaceGroup } from '@crystal-fourier/spacegroups';
import { type Diagnostic, diagnosticText } from '../../core/diagnostics.js';
import { DataError, type Place, show } from '../../core/errors.js';
import type { LatticeRows } from '../../structure/lattice.js';
import {
  type Declaration,
  groupOfTriplets,
  groupsOfHall,
  groupsOfNumber,
  groupsOfSymbol,
  type StatedGroups,
} from './statedGroups.js';

/** What a file says of its space group, checked. */
export interface SymmetryVerdict {
  /** The group whose operations completed the cell, in the setting of the file. */
  readonly group: SpaceGroup;
  /** What it was taken from: the most explicit declaration there is. */
  readonly source: 'operations' | 'hall' | 'hermann-mauguin' | 'number' | 'none';
  /** Everything the file declares agrees, and the cell has the symmetry. */
  readonly consistent: boolean;
  /** Declarations that disagree or were not understood; they were overruled by `group`. */
  readonly conflicts: readonly Diagnostic[];
}

/** All statements of a file about its symmetry. @internal */
export interface Declarations {
  readonly operations?: readonly Declaration[];
  readonly hall?: readonly Declaration[];
  readonly hermannMauguin?: readonly Declaration[];
  readonly number?: readonly Declaration[];
  readonly crystalSystem?: readonly Declaration[];
}

/** The groups that the declarations leave possible: one, or settings that only the atoms can decide between. @internal */
export interface DeclaredGroups {
  readonly candidates: readonly SpaceGroup[];
  readonly source: SymmetryVerdict['source'];
  readonly conflicts: readonly Diagnostic[];
}

/** Relative: metric elements that symmetry makes equal may differ by this much, the rounding of printed cells. */
const METRIC_ROUNDING = 2e-3;
/** Relative: beyond this the cell contradicts the group. */
const METRIC_CONTRADICTION = 0.03;

const SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  triclinic: ['triclinic'],
  monoclinic: ['monoclinic'],
  orthorhombic: ['orthorhombic'],
  tetragonal: ['tetragonal'],
  trigonal: ['trigonal'],
  rhombohedral: ['trigonal'],
  // Many programs call every group on hexagonal axes hexagonal.
  hexagonal: ['hexagonal', 'trigonal'],
  cubic: ['cubic'],
};

const WORD = {
  operations: 'operations',
  hall: 'Hall symbol',
  'hermann-mauguin': 'Hermann–Mauguin symbol',
  number: 'number',
  none: '',
} as const;

/** Where declarations were found, and how strictly they are read. @internal */
export type DeclarationPlace = Place & { readonly mode: 'strict' | 'lenient' };

/**
 * The groups that a file can mean. The most explicit declaration decides: operations before Hall symbol before
 * Hermann–Mauguin symbol before number; all others are compared with it, and the cell with all of them.
 *
 * @throws DataError `bad-symmetry` where operations are none, where the cell contradicts the group, and in strict mode for
 *   every disagreement; `missing-value` in strict mode where nothing is declared
 * @internal
 */
export function declaredGroups(declared: Declarations, lattice: LatticeRows, place: DeclarationPlace): DeclaredGroups {
  const { operations = [], hall = [], hermannMauguin = [], number = [], crystalSystem = [] } = declared;
  const comparison = new Comparison(place);
  if (operations.length > 0) comparison.takeOperations(operations);
  for (const one of hall) comparison.compare('hall', one, groupsOfHall(one.text));
  for (const one of hermannMauguin) comparison.compare('hermann-mauguin', one, groupsOfSymbol(one.text));
  for (const one of number) comparison.compare('number', one, groupsOfNumber(one.text));
  if (comparison.candidates.length === 0) {
    if (hall.length + hermannMauguin.length + number.length > 0) throw comparison.notUnderstood();
    return comparison.nothingDeclared();
  }
  for (const one of crystalSystem) comparison.compareSystem(one);
  const candidates = comparison.fitting(lattice);
  return { candidates, source: comparison.source, conflicts: comparison.conflicts };
}

/** Compares the declarations of one file, one after another; the first that is understood decides. */
class Comparison {
  source: SymmetryVerdict['source'] = 'none';
  candidates: readonly SpaceGroup[] = [];
  readonly conflicts: Diagnostic[] = [];
  readonly #mode: 'strict' | 'lenient';
  readonly #place: Place;

  constructor({ mode, ...place }: DeclarationPlace) {
    this.#mode = mode;
    this.#place = place;
  }

  takeOperations(operations: readonly Declaration[]): void {
    const { group, complete } = groupOfTriplets(operations, this.#place);
    this.candidates = [group];
    this.source = 'operations';
    if (complete) return;
    this.#conflict(
      `the ${operations.length} symmetry operations are no complete group; their products make ${name(group)} of order ${group.order}`,
      operations[0],
    );
  }

  compare(kind: 'hall' | 'hermann-mauguin' | 'number', declaration: Declaration, groups: StatedGroups): void {
    const { text, tag } = declaration;
    if (typeof groups === 'string') {
      this.#conflict(`${tag}: ${groups}`, declaration);
      return;
    }
    if (this.candidates.length === 0) {
      this.candidates = groups;
      this.source = kind;
      return;
    }
    const common = this.candidates.filter((a) =>
      groups.some((b) => (kind === 'number' ? a.number === b.number : sameOperations(a, b))),
    );
    if (common.length > 0) {
      this.candidates = common;
      return;
    }
    const used = this.candidates[0]!;
    const setting = groups[0]!.number === used.number ? ', another setting of the same group' : '';
    const verb = this.source === 'operations' ? 'make' : 'is';
    this.#conflict(
      `${tag} ${show(text)} is ${name(groups[0]!)}${setting}, but the ${WORD[this.source]} ${verb} ${name(used)}`,
      declaration,
    );
  }

  compareSystem(declaration: Declaration): void {
    const { text, tag } = declaration;
    const [used] = this.candidates;
    const systems = SYSTEMS[text.trim().toLowerCase()];
    if (systems === undefined) this.#conflict(`${tag} ${show(text)} is no crystal system`, declaration);
    else if (!this.candidates.some((group) => systems.includes(group.crystalSystem)))
      this.#conflict(`${tag} is ${show(text)}, but ${name(used!)} is ${used!.crystalSystem}`, declaration);
  }

  /** The candidates whose symmetry the cell has. */
  fitting(lattice: LatticeRows): readonly SpaceGroup[] {
    const used = name(this.candidates[0]!);
    const deviations = this.candidates.map((group) => metricDeviation(group, lattice));
    const best = Math.min(...deviations);
    if (best > METRIC_CONTRADICTION) {
      throw new DataError(
        'bad-symmetry',
        `the cell has not the symmetry of ${used}: lengths or angles that it makes equal differ by ${(best * 100).toFixed(1)} %; check cell and space group`,
        this.#place,
      );
    }
    if (best > METRIC_ROUNDING)
      this.#conflict(`the cell has the symmetry of ${used} only to ${(best * 100).toFixed(2)} %`);
    return this.candidates.filter((_, i) => deviations[i]! <= Math.max(best * 1.01, METRIC_ROUNDING));
  }

  notUnderstood(): DataError {
    const reasons = this.conflicts.map(diagnosticText).join('; ');
    return new DataError('bad-symmetry', `no declaration of the space group was understood: ${reasons}`, this.#place);
  }

  /** P 1, which strict mode does not take. */
  nothingDeclared(): DeclaredGroups {
    if (this.#mode === 'strict')
      throw new DataError(
        'missing-value',
        'the file declares no space group and no symmetry operations; add the operations',
        this.#place,
      );
    return { candidates: [spaceGroup(1)], source: 'none', conflicts: this.conflicts };
  }

  /** Reports a disagreement; strict mode refuses it. */
  #conflict(message: string, { tag, line }: Partial<Declaration> = {}): void {
    if (this.#mode === 'strict') throw new DataError('bad-symmetry', message, { ...this.#place, line });
    const { record } = this.#place;
    this.conflicts.push({ severity: 'repair', code: 'symmetry-conflict', message, line, tag, record });
  }
}

/** Same operations modulo lattice vectors. @internal */
export function sameOperations(a: SpaceGroup, b: SpaceGroup): boolean {
  if (a === b) return true;
  if (a.order !== b.order || a.number !== b.number) return false;
  const keys = new Set(a.operations.map((op) => op.key));
  return b.operations.every((op) => keys.has(op.key));
}

/** How far a lattice is from having the rotations of a group: the largest relative change of a metric element. @internal */
export function metricDeviation(group: SpaceGroup, lattice: LatticeRows): number {
  const g = lattice.map((p) => lattice.map((q) => dot(p, q)));
  let worst = 0;
  for (const { rot } of group.generators) {
    for (let i = 0; i < 3; i++) {
      for (let j = i; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) for (let l = 0; l < 3; l++) sum += rot[3 * k + i]! * g[k]![l]! * rot[3 * l + j]!;
        worst = Math.max(worst, Math.abs(sum - g[i]![j]!) / Math.sqrt(g[i]![i]! * g[j]![j]!));
      }
    }
  }
  return worst;
}

const name = (group: SpaceGroup): string => `${group.setting.hmExtended} (${group.number})`;
