import { dot } from '@crystal-fourier/math3';
import {
  fromHall,
  fromOperations,
  lookup,
  settings,
  spaceGroup,
  type SpaceGroup,
  SpaceGroupError,
} from '@crystal-fourier/spacegroups';
import { type Diagnostic, diagnosticText } from '../core/diagnostics.js';
import { DataError, type Place, show } from '../core/errors.js';
import { type LatticeRows } from '../structure/lattice.js';

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

/** One statement of a file about its symmetry. @internal */
export interface Declaration {
  readonly text: string;
  /** Name of the field, for messages. */
  readonly tag: string;
  readonly line?: number | undefined;
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

const known = new Map<string, { group: SpaceGroup; complete: boolean }>();

/** The group of a list of triplets; lists repeat from file to file. */
function groupOfTriplets(declarations: readonly Declaration[], place: Place): { group: SpaceGroup; complete: boolean } {
  const texts = declarations.map(({ text }) => text);
  const key = texts.join(';');
  const before = known.get(key);
  if (before !== undefined) return before;
  let made: { group: SpaceGroup; complete: boolean };
  try {
    made = { group: fromOperations(texts, { complete: true }), complete: true };
  } catch (first) {
    if (!(first instanceof SpaceGroupError)) throw first;
    try {
      made = { group: fromOperations(texts), complete: false };
    } catch (error) {
      if (!(error instanceof SpaceGroupError)) throw error;
      const wrong = declarations.find(({ text }) => error.message.includes(show(text)));
      throw new DataError('bad-symmetry', `symmetry operations: ${error.message}`, {
        ...place,
        line: (wrong ?? declarations[0])?.line,
      });
    }
  }
  if (known.size >= 1024) known.clear();
  known.set(key, made);
  return made;
}

function groupsOfHall(text: string): readonly SpaceGroup[] | string {
  try {
    return [fromHall(text)];
  } catch (error) {
    if (error instanceof SpaceGroupError) return error.message;
    throw error;
  }
}

function groupsOfSymbol(text: string): readonly SpaceGroup[] | string {
  const found = lookup(text, { notation: 'hm' });
  return found.ok ? [found.group, ...found.alternatives] : found.reason;
}

const symbolCache = new Map<string, readonly SpaceGroup[] | string>();

function cached(
  kind: string,
  text: string,
  make: (text: string) => readonly SpaceGroup[] | string,
): readonly SpaceGroup[] | string {
  const key = `${kind} ${text}`;
  let groups = symbolCache.get(key);
  if (groups === undefined) {
    if (symbolCache.size >= 1024) symbolCache.clear();
    symbolCache.set(key, (groups = make(text)));
  }
  return groups;
}

function groupsOfNumber(text: string): readonly SpaceGroup[] | string {
  const number = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : NaN;
  if (!(number >= 1 && number <= 230)) return `${show(text)} is no space-group number; they run from 1 to 230`;
  const reference = spaceGroup(number);
  const others = settings()
    .filter((setting) => setting.number === number && !setting.isReference)
    .map(({ qualifier }) => spaceGroup(number, { qualifier }));
  return [reference, ...others.filter((group) => group !== reference)];
}

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

/**
 * The groups that a file can mean. The most explicit declaration decides: operations before Hall symbol before
 * Hermann–Mauguin symbol before number; all others are compared with it, and the cell with all of them.
 *
 * @throws DataError `bad-symmetry` where operations are none, where the cell contradicts the group, and in strict mode for
 *   every disagreement; `missing-value` in strict mode where nothing is declared
 * @internal
 */
export function declaredGroups(
  declared: Declarations,
  lattice: LatticeRows,
  { mode, ...place }: Place & { mode: 'strict' | 'lenient' },
): DeclaredGroups {
  const conflicts: Diagnostic[] = [];
  const conflict = (message: string, { tag, line }: Partial<Declaration> = {}): void => {
    if (mode === 'strict') throw new DataError('bad-symmetry', message, { ...place, line });
    conflicts.push({ severity: 'repair', code: 'symmetry-conflict', message, line, tag, record: place.record });
  };
  const { operations = [], hall = [], hermannMauguin = [], number = [], crystalSystem = [] } = declared;
  let source: SymmetryVerdict['source'] = 'none';
  let candidates: readonly SpaceGroup[] = [];
  if (operations.length > 0) {
    const { group, complete } = groupOfTriplets(operations, place);
    candidates = [group];
    source = 'operations';
    if (!complete) {
      conflict(
        `the ${operations.length} symmetry operations are no complete group; their products make ${name(group)} of order ${group.order}`,
        operations[0],
      );
    }
  }
  const compare = (
    kind: 'hall' | 'hermann-mauguin' | 'number',
    declaration: Declaration,
    groups: readonly SpaceGroup[] | string,
  ): void => {
    const { text, tag } = declaration;
    if (typeof groups === 'string') conflict(`${tag}: ${groups}`, declaration);
    else if (candidates.length === 0) {
      candidates = groups;
      source = kind;
    } else {
      const common = candidates.filter((a) =>
        groups.some((b) => (kind === 'number' ? a.number === b.number : sameOperations(a, b))),
      );
      if (common.length > 0) candidates = common;
      else {
        const used = candidates[0]!;
        const setting = groups[0]!.number === used.number ? ', another setting of the same group' : '';
        conflict(
          `${tag} ${show(text)} is ${name(groups[0]!)}${setting}, but the ${WORD[source]} ${source === 'operations' ? 'make' : 'is'} ${name(used)}`,
          declaration,
        );
      }
    }
  };
  for (const declaration of hall) compare('hall', declaration, cached('hall', declaration.text, groupsOfHall));
  for (const declaration of hermannMauguin)
    compare('hermann-mauguin', declaration, cached('hm', declaration.text, groupsOfSymbol));
  for (const declaration of number) compare('number', declaration, cached('number', declaration.text, groupsOfNumber));
  if (candidates.length === 0) {
    if (hall.length + hermannMauguin.length + number.length > 0) {
      throw new DataError(
        'bad-symmetry',
        `no declaration of the space group was understood: ${conflicts.map(diagnosticText).join('; ')}`,
        place,
      );
    }
    if (mode === 'strict')
      throw new DataError(
        'missing-value',
        'the file declares no space group and no symmetry operations; add the operations',
        place,
      );
    return { candidates: [spaceGroup(1)], source, conflicts };
  }
  for (const declaration of crystalSystem) {
    const { text, tag } = declaration;
    const systems = SYSTEMS[text.trim().toLowerCase()];
    if (systems === undefined) conflict(`${tag} ${show(text)} is no crystal system`, declaration);
    else if (!candidates.some((group) => systems.includes(group.crystalSystem)))
      conflict(`${tag} is ${show(text)}, but ${name(candidates[0]!)} is ${candidates[0]!.crystalSystem}`, declaration);
  }
  const deviations = candidates.map((group) => metricDeviation(group, lattice));
  const best = Math.min(...deviations);
  if (best > METRIC_CONTRADICTION) {
    throw new DataError(
      'bad-symmetry',
      `the cell has not the symmetry of ${name(candidates[0]!)}: lengths or angles that it makes equal differ by ${(best * 100).toFixed(1)} %; check cell and space group`,
      place,
    );
  }
  if (best > METRIC_ROUNDING)
    conflict(`the cell has the symmetry of ${name(candidates[0]!)} only to ${(best * 100).toFixed(2)} %`);
  const fitting = candidates.filter((_, i) => deviations[i]! <= Math.max(best * 1.01, METRIC_ROUNDING));
  return { candidates: fitting, source, conflicts };
}

const WORD = {
  operations: 'operations',
  hall: 'Hall symbol',
  'hermann-mauguin': 'Hermann–Mauguin symbol',
  number: 'number',
  none: '',
} as const;
