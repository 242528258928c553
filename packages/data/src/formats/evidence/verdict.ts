import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { Diagnostic } from '../../core/diagnostics.js';
import { show } from '../../core/errors.js';
import { type Candidate, METRIC_ROUNDING, STANDARD_AXES } from './candidates.js';
import { contentText } from './contentFacts.js';
import { isSameCrystal } from './sameCrystal.js';
import { type Declaration, groupsOfNumber } from './statedGroups.js';
import { agrees, type Declarations, nameOf, type Statement, STATEMENT_KINDS } from './statements.js';
import type { Decision, Evidence, Reading } from './weigh.js';

/** What a file says of its space group, checked. */
export interface SymmetryVerdict {
  /** The group whose operations completed the cell, in the setting of the file. */
  readonly group: SpaceGroup;
  /** The most explicit declaration that agrees with it; `setting` where it was asked for. */
  readonly source: 'operations' | 'hall' | 'hermann-mauguin' | 'number' | 'setting' | 'none';
  /** Everything the file declares agrees, and the cell has the symmetry. */
  readonly consistent: boolean;
  /** Declarations that disagree or were not understood; they were overruled by `group`. */
  readonly conflicts: readonly Diagnostic[];
}

/** A decision as a file's reader reports it. @internal */
export interface ReportedDecision {
  readonly source: SymmetryVerdict['source'];
  /** Repairs: statements that were overruled, which strict mode refuses. */
  readonly conflicts: readonly Diagnostic[];
  /** Why one of several settings was taken; strict mode refuses it. */
  readonly guess?: Diagnostic | undefined;
  /** Facts of the content that the atoms contradict. */
  readonly warnings: readonly Diagnostic[];
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

const WORD = {
  operations: 'operations make',
  hall: 'Hall symbol is',
  'hermann-mauguin': 'Hermann–Mauguin symbol is',
  number: 'number is',
  setting: 'setting that was asked for is',
  none: 'cell is read as',
} as const;

/**
 * What is to be said of a decision: which statements were overruled and by what, what was guessed, and which facts the crystal contradicts.
 *
 * @internal
 */
export function reported(decision: Decision, evidence: Evidence): ReportedDecision {
  const { reading } = decision;
  const { candidate } = reading;
  const source = sourceOf(decision);
  const why = decision.by === 'agreement' ? '' : reasonsOf(reading);
  const conflicts = [
    ...decision.misunderstood.map(({ declaration, reason }) => conflict(reason, declaration)),
    ...decision.statements.flatMap((statement) => conflictOf(statement, candidate, source, why)),
    ...systemConflicts(evidence.declared, candidate.group),
    ...metricConflict(candidate),
    ...cellConflict(candidate),
    ...reading.completed.conflicts,
  ];
  const warnings = reading.findings.flatMap(({ conflict: found }) =>
    found === undefined ? [] : [{ severity: 'warning', ...found } satisfies Diagnostic],
  );
  return { source, conflicts, guess: guessOf(decision, evidence, why), warnings };
}

function sourceOf({ by, reading: { candidate } }: Decision): SymmetryVerdict['source'] {
  if (by === 'request') return 'setting';
  return STATEMENT_KINDS.find((kind) => candidate.statements.some((one) => one.kind === kind)) ?? 'none';
}

const conflict = (message: string, { tag, line }: Partial<Declaration> = {}): Diagnostic => ({
  severity: 'repair',
  code: 'symmetry-conflict',
  message,
  line,
  tag,
});

function conflictOf(
  statement: Statement,
  { group, statements, origin }: Candidate,
  source: SymmetryVerdict['source'],
  why: string,
): Diagnostic[] {
  const { kind, declaration, groups, fault } = statement;
  const isTaken = statements.includes(statement);
  if (fault !== undefined)
    return [conflict(isTaken ? fault : `${fault}; ${nameOf(group)} was used${why}`, declaration)];
  if (isTaken) return [];
  const stated = groups[0]!;
  const other = stated.number === group.number ? ', another setting of the same group' : '';
  // The number of a group does not tell its setting.
  const word = origin === 'other-setting' ? 'atoms are in' : WORD[source];
  const what = kind === 'operations' ? 'the operations make' : `${declaration.tag} ${show(declaration.text)} is`;
  return [conflict(`${what} ${nameOf(stated)}${other}, but the ${word} ${nameOf(group)}${why}`, declaration)];
}

function systemConflicts({ crystalSystem = [] }: Declarations, group: SpaceGroup): Diagnostic[] {
  return crystalSystem.flatMap((declaration) => {
    const { text, tag } = declaration;
    const systems = SYSTEMS[text.trim().toLowerCase()];
    if (systems === undefined) return [conflict(`${tag} ${show(text)} is no crystal system`, declaration)];
    if (systems.includes(group.crystalSystem)) return [];
    return [conflict(`${tag} is ${show(text)}, but ${nameOf(group)} is ${group.crystalSystem}`, declaration)];
  });
}

const metricConflict = ({ group, deviation }: Candidate): Diagnostic[] =>
  deviation <= METRIC_ROUNDING
    ? []
    : [conflict(`the cell has the symmetry of ${nameOf(group)} only to ${(deviation * 100).toFixed(2)} %`)];

/** Another setting than a declared one is told as a conflict of that statement. */
function cellConflict({ group, origin, statements }: Candidate): Diagnostic[] {
  if (origin !== 'primitive-cell') return [];
  const message = `the cell is a primitive one of the declared group, and was read as such: ${nameOf(group)}`;
  return [conflict(message, statements[0]?.declaration)];
}

/** The facts of the content with which a reading agrees, as the end of a sentence. */
function reasonsOf({ findings }: Reading): string {
  const words = {
    formula: 'the formula',
    units: 'Z',
    density: 'the density',
    electrons: 'F(000)',
    multiplicities: 'the multiplicities',
    letters: 'the Wyckoff letters',
    charges: 'the charges',
  };
  const facts = findings.flatMap(({ fact, agrees: does, votes }) => {
    if (!does || votes <= 0) return [];
    return fact === 'distances' ? [] : [words[fact]];
  });
  if (facts.length === 0) return '';
  const last = facts.pop()!;
  const list = facts.length === 0 ? last : `${facts.join(', ')} and ${last}`;
  return `, with which ${list} agree${facts.length === 0 && !last.endsWith('s') ? 's' : ''}`;
}

/** Says that there was a choice, where what was declared leaves several settings open that make different crystals. */
function guessOf(
  { statements, reading, others, by }: Decision,
  { lattice }: Evidence,
  why: string,
): Diagnostic | undefined {
  const { candidate, completed } = reading;
  const { group } = candidate;
  if (by !== 'request' && isOfNumberAlone(candidate))
    return {
      severity: 'repair',
      code: 'setting-guessed',
      message: `only the number of the space group is declared; it was read in the standard setting, ${group.setting.hmExtended}`,
    };
  if (by !== 'weighing' && by !== 'request') return undefined;
  // What was overruled is told as such.
  if (statements.some((one) => !candidate.statements.includes(one))) return undefined;
  const open = others.filter(
    (one) =>
      one.candidate.origin === undefined &&
      one.candidate.votes >= candidate.votes &&
      !isSameCrystal(one.completed, completed, lattice),
  );
  if (open.length === 0) return undefined;
  const names = [reading, ...open].map(
    (one) => `${one.candidate.group.setting.hmExtended} (${contentText(one.completed)})`,
  );
  return {
    severity: 'repair',
    code: 'setting-guessed',
    message: `what is declared can mean ${names.join(', ')}; ${group.setting.hmExtended} was used${why === '' ? ', which alone keeps the atoms apart' : why}`,
  };
}

/** Whether nothing but the number tells the group, and the group has other axes, too. */
function isOfNumberAlone({ group, statements, origin }: Candidate): boolean {
  if (origin !== undefined || statements.length === 0 || statements.some(({ kind }) => kind !== 'number')) return false;
  const all = groupsOfNumber(String(group.number));
  return typeof all !== 'string' && all.some(({ setting }) => !STANDARD_AXES.test(setting.qualifier));
}

/** What a list of all atoms in the cell does not need, but a file declares: which of it disagrees with the rest. @internal */
export function declaredConflicts({
  statements,
  misunderstood,
}: Pick<Decision, 'statements' | 'misunderstood'>): Diagnostic[] {
  const [first, ...rest] = statements;
  const of = (statement: Statement): Diagnostic[] =>
    first === undefined || statement.groups.some((group) => agrees(first, group))
      ? []
      : [
          conflict(
            `${statement.declaration.tag} ${show(statement.declaration.text)} is ${nameOf(statement.groups[0]!)}, but the ${WORD[first.kind]} ${nameOf(first.groups[0]!)}`,
            statement.declaration,
          ),
        ];
  return [...misunderstood.map(({ declaration, reason }) => conflict(reason, declaration)), ...rest.flatMap(of)];
}
