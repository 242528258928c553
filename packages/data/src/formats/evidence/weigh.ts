import { lookup } from '@crystal-fourier/spacegroups';
import { DataError, type Place, show } from '../../core/errors.js';
import type { LatticeRows } from '../../structure/lattice.js';
import type { AtomRow } from './atomRow.js';
import {
  type Candidate,
  conventional,
  METRIC_CONTRADICTION,
  onlyCandidate,
  otherSettings,
  pooled,
  primitiveCells,
  unanimous,
} from './candidates.js';
import { completeCell, type CompletedCell } from './completeCell.js';
import { type ContentFacts, contentText, type Finding, judgeContent } from './contentFacts.js';
import { hasImpossibleDistances } from './plausibleDistances.js';
import { isSameCrystal } from './sameCrystal.js';
import {
  type Declarations,
  nameOf,
  sameOperations,
  type Statement,
  understand,
  type UnderstoodStatements,
} from './statements.js';

/** What a file says of one crystal: a list of atoms, and all that tells how it fills the cell. @internal */
export interface Evidence {
  readonly atoms: readonly AtomRow[];
  readonly lattice: LatticeRows;
  readonly declared: Declarations;
  readonly facts: ContentFacts;
}

/** @internal */
export interface WeighOptions {
  readonly mode: 'strict' | 'lenient';
  readonly place: Place;
  /** Å, as in `completeCell`. */
  readonly tolerance?: number | undefined;
  /** What messages about the atoms begin with. */
  readonly format: 'CIF' | 'OPTIMADE';
  /** The space group that was asked for, for files that leave it open or contradict themselves. */
  readonly setting?: string | undefined;
}

/** A group with the cell that it makes of the atoms, and how that agrees with the file. @internal */
export interface Reading {
  readonly candidate: Candidate;
  readonly completed: CompletedCell;
  readonly findings: readonly Finding[];
  /** Votes of statements and of the content. */
  readonly votes: number;
}

/** What was decided, and from what. @internal */
export interface Decision extends UnderstoodStatements {
  readonly reading: Reading;
  /** The readings that were not taken; empty where all statements agree and leave no choice. */
  readonly others: readonly Reading[];
  /** How it was decided: nothing contradicts; the file says nothing; it was asked for; by weighing. */
  readonly by: 'agreement' | 'nothing' | 'request' | 'weighing';
}

/** A reading is taken where it has so many votes more than any that makes another crystal. */
const MARGIN = 1;
/** Atoms as near as in no compound: the reading is wrong, or an atom. */
const VOTES_OF_DISTANCES = -2;
/** Votes of statements that agree with one another, which are not overruled by the option: a complete group of operations, or two symbols. */
const LEAST_AGAINST_SETTING = 2;
/** Votes that a reading needs where the operations of the file are no group. */
const LEAST_AGAINST_OPERATIONS = 2;
/** Votes of the content that a setting needs that nothing in the file declares. */
const LEAST_CONFIRMATION = 2;
/** Candidates that an error lists. */
const MOST_LISTED = 6;

/**
 * The crystal that a file means.
 *
 * A file says up to six times what fills its cell: by operations, by Hall and Hermann–Mauguin symbols, by the number, by Z with the formula, by
 * density with volume, and by its atoms. Where all agree there is nothing to decide. Where they do not, or leave the setting open, the list of
 * atoms is completed with every group that any of them means, and each result is compared with all the rest. A complete group of operations
 * counts 2, each kind of symbol and the number 1 (P 1, which programs write by default, half of it), operations that are no group as they stand
 * 1, and none where their products have lattice translations that are not listed; the formula counts 2, Z, density, F(000), multiplicities,
 * Wyckoff letters and neutral charges 1 each; atoms nearer than in any compound count −2, two atoms in one place −4. A reading is taken where it
 * leads by at least 1 before all that make another crystal. Otherwise nothing decides, which is an error.
 *
 * Statements that agree with one another are overruled only by a reading with which all facts of the content agree.
 *
 * @throws DataError `bad-symmetry` where nothing decides, where no statement is understood, where the cell contradicts all of them;
 *   `bad-argument` for a setting that means no group; what `completeCell` throws where no reading is possible
 * @internal
 */
export function weigh(evidence: Evidence, options: WeighOptions): Decision {
  const { declared, lattice } = evidence;
  const { place, setting } = options;
  const { statements: literal, misunderstood } = understand(declared, place);
  const statements = literal.some(({ groups }) => groups.length > 1) ? conventional(literal, lattice) : literal;
  const understood: UnderstoodStatements = { statements, misunderstood };
  if (setting !== undefined) return { ...understood, ...asked(setting, evidence, statements, options) };
  if (statements.length === 0) {
    const [problem] = understood.misunderstood;
    if (problem !== undefined)
      throw new DataError('bad-symmetry', `no declaration of the space group was understood: ${problem.reason}`, {
        ...place,
        line: problem.declaration.line,
      });
    const reading = readingOf(onlyCandidate(undefined, [], lattice), evidence, options);
    return { ...understood, reading, others: [], by: 'nothing' };
  }
  const agreed = unanimous(statements, lattice);
  const [only] = agreed;
  if (only !== undefined && agreed.length === 1) {
    const reading = attempted(only, evidence, options);
    if (isReading(reading) && hasNoContradiction(reading)) {
      refuseUnconfirmed(reading, understood, place);
      return { statements, misunderstood, reading, others: [], by: 'agreement' };
    }
  }
  const decision = decided(agreed, statements, evidence, options);
  refuseUnconfirmed(decision.reading, understood, place);
  return { ...understood, ...decision, by: 'weighing' };
}

/** Operations that are no group are overruled by facts that agree with one another, and not by a single symbol. */
function refuseUnconfirmed(
  { candidate, findings }: Reading,
  { statements, misunderstood }: UnderstoodStatements,
  place: Place,
): void {
  if (misunderstood.length === 0 && statements.every(({ fault }) => fault === undefined)) return;
  // The product of a list of generators is confirmed by any statement that agrees with it.
  const { statements: taken } = candidate;
  if (taken.length > 1 && taken.some(({ kind }) => kind === 'operations')) return;
  // Atoms that are near to each other speak against all readings alike.
  const votes = findings.reduce((sum, finding) => sum + Math.max(0, finding.votes), candidate.votes);
  if (votes >= LEAST_AGAINST_OPERATIONS) return;
  const unread = misunderstood.find(({ kind }) => kind === 'operations');
  const broken = statements.find(
    ({ kind, fault, votes: own }) => kind === 'operations' && fault !== undefined && own === 0,
  );
  const reason = unread?.reason ?? broken?.fault;
  const declaration = unread?.declaration ?? broken?.declaration;
  if (reason === undefined) return;
  throw new DataError(
    'bad-symmetry',
    `${reason}; nothing else in the file confirms what they should be: correct them, or choose the space group: option setting, --setting "P 21/c"`,
    { ...place, line: declaration?.line },
  );
}

function asked(
  symbol: string,
  evidence: Evidence,
  statements: readonly Statement[],
  options: WeighOptions,
): Pick<Decision, 'reading' | 'others' | 'by'> {
  const found = lookup(symbol);
  if (!found.ok)
    throw new DataError('bad-argument', `the setting ${show(symbol)} means no space group: ${found.reason}`);
  const candidates = [found.group, ...found.alternatives].map((group) =>
    onlyCandidate(group, statements, evidence.lattice),
  );
  refuseOverruling(symbol, candidates, evidence, statements, options);
  const fitting = candidates.filter(({ deviation }) => deviation <= METRIC_CONTRADICTION);
  if (fitting.length === 0) throw metricError(candidates, options.place);
  const { reading, others } = decidedAmong(fitting, statements, evidence, options);
  return { reading, others, by: 'request' };
}

/**
 * A setting is asked for where a file leaves it open, often for a folder of files. One that says itself which crystal it is, by operations or
 * several statements, and contradicts nothing, is not made another crystal.
 */
function refuseOverruling(
  symbol: string,
  candidates: readonly Candidate[],
  evidence: Evidence,
  statements: readonly Statement[],
  options: WeighOptions,
): void {
  const [own, ...others] = unanimous(statements, evidence.lattice);
  if (own === undefined || others.length > 0 || own.votes < LEAST_AGAINST_SETTING) return;
  if (candidates.some(({ group }) => sameOperations(group, own.group))) return;
  const reading = attempted(own, evidence, options);
  if (!isReading(reading) || !hasNoContradiction(reading)) return;
  throw new DataError(
    'bad-symmetry',
    `the setting ${show(symbol)} was asked for, but all that the file says means ${nameOf(own.group)}: leave the option setting (--setting) out, or correct the file`,
    options.place,
  );
}

/** The reading that contradictory or open statements mean. */
function decided(
  agreed: readonly Candidate[],
  statements: readonly Statement[],
  evidence: Evidence,
  options: WeighOptions,
): Pick<Decision, 'reading' | 'others'> {
  const { lattice, declared } = evidence;
  const pool = agreed.length > 0 ? agreed : pooled(statements, declared, lattice);
  const fitting = pool.length > 0 ? pool : primitiveCells(statements, lattice);
  // Where the cell allows none of them, the content may tell of a wrong mark of axes: R 3 c:R beside hexagonal axes.
  const stated = (): Candidate[] =>
    statements.flatMap(({ groups }) => groups).map((group) => onlyCandidate(group, statements, lattice));
  return decidedAmong(fitting, statements, evidence, options, fitting.length > 0 ? fitting : stated());
}

/** @param known what was declared, whose other settings are looked at where no candidate agrees with the content */
function decidedAmong(
  candidates: readonly Candidate[],
  statements: readonly Statement[],
  evidence: Evidence,
  options: WeighOptions,
  known = candidates,
): Pick<Decision, 'reading' | 'others'> {
  const tried = candidates.map((candidate) => attempted(candidate, evidence, options));
  const readings = tried.filter(isReading);
  // Nothing that is declared agrees with the content: the setting may be another one. That atoms are near to each other is not enough.
  const doubtful = readings.every(({ findings }) =>
    findings.some(({ fact, agrees }) => !agrees && fact !== 'distances'),
  );
  if (doubtful && options.setting === undefined) {
    const more = otherSettings(known, statements, evidence.lattice)
      .map((candidate) => attempted(candidate, evidence, options))
      .filter(isReading)
      .filter(isConfirmed);
    readings.push(...more);
  }
  if (readings.length > 1) readings.forEach((one, i) => (readings[i] = withDistances(one, evidence.lattice)));
  readings.sort((p, q) => q.votes - p.votes);

  const [best] = readings;
  if (best === undefined) throw tried.find((one) => !isReading(one)) ?? metricError(known, options.place);
  const rivals = readings.filter(
    (one) =>
      one !== best &&
      best.votes - one.votes < MARGIN &&
      !isSameCrystal(one.completed, best.completed, evidence.lattice),
  );
  if (rivals.length > 0) throw undecided([best, ...rivals], options.place);
  return { reading: best, others: readings.slice(1) };
}

/** All facts of the content agree, or there are none. */
const hasNoContradiction = ({ findings }: Reading): boolean => findings.every(({ agrees }) => agrees);

/** All facts of the content agree, and there are such: a formula, or two others. */
const isConfirmed = (reading: Reading): boolean =>
  hasNoContradiction(reading) && reading.votes - reading.candidate.votes >= LEAST_CONFIRMATION;

const isReading = (tried: Reading | DataError): tried is Reading => !(tried instanceof Error);

/** A candidate with its cell; the error where the atoms cannot be in such a cell. */
function attempted(candidate: Candidate, evidence: Evidence, options: WeighOptions): Reading | DataError {
  try {
    return readingOf(candidate, evidence, options);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}

function readingOf(
  candidate: Candidate,
  { atoms, lattice, facts }: Evidence,
  { mode, tolerance, format }: WeighOptions,
): Reading {
  const completed = completeCell(atoms, candidate.group, lattice, { mode, tolerance, format, formula: facts.formula });
  const findings = judgeContent(completed, facts, lattice, candidate.group);
  const votes = findings.reduce((sum, finding) => sum + finding.votes, candidate.votes);
  return { candidate, completed, findings, votes };
}

/** A reading with what the distances between its atoms say of it. */
function withDistances(reading: Reading, lattice: LatticeRows): Reading {
  const { findings, completed, votes } = reading;
  if (completed.contacts > 0 || !hasImpossibleDistances(completed.sites, lattice)) return reading;
  const finding = { fact: 'distances', agrees: false, votes: VOTES_OF_DISTANCES } as const;
  return { ...reading, findings: [...findings, finding], votes: votes + finding.votes };
}

function undecided(readings: readonly Reading[], place: Place): DataError {
  const listed = readings
    .slice(0, MOST_LISTED)
    .map(({ candidate: { group }, completed }) => `${nameOf(group)} makes ${contentText(completed)}`);
  const more = readings.length > MOST_LISTED ? `, and ${readings.length - MOST_LISTED} more` : '';
  const first = readings[0]!.candidate.group.setting.hmExtended;
  return new DataError(
    'bad-symmetry',
    `nothing in the file decides between different crystals: ${listed.join('; ')}${more}. Add the symmetry operations or the formula with Z, or choose: option setting, --setting ${show(first)}`,
    place,
  );
}

function metricError(candidates: readonly Candidate[], place: Place): DataError {
  const best = candidates.reduce((p, q) => (q.deviation < p.deviation ? q : p));
  return new DataError(
    'bad-symmetry',
    `the cell has not the symmetry of ${nameOf(best.group)}: lengths or angles that it makes equal differ by ${(best.deviation * 100).toFixed(1)} %; check cell and space group`,
    place,
  );
}
