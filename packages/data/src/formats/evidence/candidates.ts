import { dot } from '@crystal-fourier/math3';
import { type SpaceGroup, spaceGroup } from '@crystal-fourier/spacegroups';
import type { LatticeRows } from '../../structure/lattice.js';
import { groupsOfNumber } from './statedGroups.js';
import {
  agrees,
  type Declarations,
  groupsWithoutOne,
  sameOperations,
  type Statement,
  STATEMENT_KINDS,
} from './statements.js';

/** A group, in a setting, that a file may mean. @internal */
export interface Candidate {
  readonly group: SpaceGroup;
  /** The statements with which it agrees. */
  readonly statements: readonly Statement[];
  /** What they count together; several of one kind count once. */
  readonly votes: number;
  /** The largest relative change of a metric element under its rotations. */
  readonly deviation: number;
  /** Why it is one, where no statement but the number means it. */
  readonly origin?: 'other-setting' | 'primitive-cell' | undefined;
}

/** Relative: beyond this the cell contradicts a group. @internal */
export const METRIC_CONTRADICTION = 0.03;
/** Relative: metric elements that symmetry makes equal may differ by this much, the rounding of printed cells. @internal */
export const METRIC_ROUNDING = 2e-3;

/** Qualifiers of the settings that the Tables give first: unique axis b, cell choice 1, axes abc, either origin; hexagonal or rhombohedral axes. @internal */
export const STANDARD_AXES = /^(?:|[12]|[HR]|b1?)$/;

/**
 * The statements with the settings that people mean by them. A number alone is that of the standard axes. A short symbol of a monoclinic group
 * has the unique axis b, as the Tables have it, where the cell has room for it: with three right angles `P 21/c` might be `P 21/c 1 1` as well.
 *
 * @internal
 */
export function conventional(statements: readonly Statement[], lattice: LatticeRows): readonly Statement[] {
  return statements.map((statement) => {
    const { kind, groups } = statement;
    const [first] = groups;
    if (groups.length < 2 || first === undefined || kind === 'operations') return statement;
    const isUsual =
      kind === 'number'
        ? ({ setting }: SpaceGroup): boolean => STANDARD_AXES.test(setting.qualifier)
        : ({ setting }: SpaceGroup): boolean => uniqueAxis(setting.qualifier) === uniqueAxis(first.setting.qualifier);
    const usual = groups.filter(isUsual);
    const most = kind === 'number' ? METRIC_CONTRADICTION : METRIC_ROUNDING;
    return usual.some((group) => metricDeviation(group, lattice) <= most) ? { ...statement, groups: usual } : statement;
  });
}

/** `b` of `-b1`; undefined for settings of other systems. */
const uniqueAxis = (qualifier: string): string | undefined => /^-?([abc])\d?$/.exec(qualifier)?.[1];

/**
 * The groups that agree with every statement, and whose symmetry the cell has. Empty where statements contradict one another or the cell, and
 * where a list of operations is no group as it stands.
 *
 * @internal
 */
export function unanimous(statements: readonly Statement[], lattice: LatticeRows): Candidate[] {
  const [first, ...others] = statements;
  if (first === undefined || statements.some(({ fault }) => fault !== undefined)) return [];
  const common = first.groups.filter((group) => others.every((statement) => agrees(statement, group)));
  return bestFitting(common.map((group) => candidateOf(group, statements, lattice)));
}

/** Of groups whose symmetry the cell has, those that it has best: hexagonal or rhombohedral axes, the unique axis. */
function bestFitting(candidates: readonly Candidate[]): Candidate[] {
  const best = Math.min(...candidates.map(({ deviation }) => deviation));
  if (!(best <= METRIC_CONTRADICTION)) return [];
  return candidates.filter(({ deviation }) => deviation <= Math.max(best * 1.01, METRIC_ROUNDING));
}

/**
 * All groups that any statement means and the cell allows: what a contradiction is decided among.
 *
 * @internal
 */
export function pooled(
  statements: readonly Statement[],
  { operations = [] }: Declarations,
  lattice: LatticeRows,
): Candidate[] {
  const broken = statements.some(({ kind, fault }) => kind === 'operations' && fault !== undefined);
  const groups = [...statements.flatMap((one) => one.groups), ...(broken ? groupsWithoutOne(operations) : [])];
  return fittingOf(groups, statements, lattice);
}

/** Other settings of the same groups: what a file may mean whose statements agree with one another, but not with its atoms. @internal */
export function otherSettings(
  known: readonly Candidate[],
  statements: readonly Statement[],
  lattice: LatticeRows,
): Candidate[] {
  const numbers = [...new Set(known.map(({ group }) => group.number))];
  const groups = numbers.flatMap((number) => {
    const found = groupsOfNumber(String(number));
    return typeof found === 'string' ? [] : found;
  });
  return fittingOf(groups, statements, lattice)
    .filter(({ group }) => !known.some((one) => sameOperations(one.group, group)))
    .map((candidate) => ({ ...candidate, origin: 'other-setting' }));
}

/**
 * The groups in primitive cells, where the cell of the file is such a cell: CASTEP and others write it beside the symbol of the crystal.
 *
 * @internal
 */
export function primitiveCells(statements: readonly Statement[], lattice: LatticeRows): Candidate[] {
  const centred = statements.flatMap(({ groups }) => groups).filter(({ centring }) => centring.vectors.length > 1);
  const primitive = centred.map((group) => group.primitive);
  return distinct(primitive)
    .map((group): Candidate => {
      const meant = statements.filter(({ groups }) => groups.some((one) => sameOperations(one.primitive, group)));
      return { ...candidateOf(group, [], lattice), statements: meant, votes: votesOf(meant), origin: 'primitive-cell' };
    })
    .filter(({ deviation }) => deviation <= METRIC_ROUNDING);
}

/** The group that was asked for, or P 1 where nothing is said. @internal */
export const onlyCandidate = (
  group: SpaceGroup | undefined,
  statements: readonly Statement[],
  lattice: LatticeRows,
): Candidate => candidateOf(group ?? spaceGroup(1), statements, lattice);

function fittingOf(groups: readonly SpaceGroup[], statements: readonly Statement[], lattice: LatticeRows): Candidate[] {
  return distinct(groups)
    .map((group) => candidateOf(group, statements, lattice))
    .filter(({ deviation }) => deviation <= METRIC_CONTRADICTION);
}

function candidateOf(group: SpaceGroup, statements: readonly Statement[], lattice: LatticeRows): Candidate {
  const meant = statements.filter((statement) => agrees(statement, group));
  return { group, statements: meant, votes: votesOf(meant), deviation: metricDeviation(group, lattice) };
}

const votesOf = (statements: readonly Statement[]): number =>
  STATEMENT_KINDS.reduce(
    (sum, kind) => sum + Math.max(0, ...statements.filter((one) => one.kind === kind).map(({ votes }) => votes)),
    0,
  );

function distinct(groups: readonly SpaceGroup[]): SpaceGroup[] {
  const found: SpaceGroup[] = [];
  for (const group of groups) if (!found.some((other) => sameOperations(other, group))) found.push(group);
  return found;
}

/** How far a lattice is from having the rotations of a group: the largest relative change of a metric element. @internal */
export function metricDeviation(group: SpaceGroup, lattice: LatticeRows): number {
  if (group.order === 1) return 0;
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
