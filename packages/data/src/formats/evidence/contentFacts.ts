import { gcd, rowsDet } from '@crystal-fourier/math3';
import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { Diagnostic } from '../../core/diagnostics.js';
import { atomicMass, atomicNumber } from '../../elements/elements.js';
import { formulaText, isProportional } from '../../elements/formula.js';
import type { LatticeRows } from '../../structure/lattice.js';
import type { CompletedCell } from './completeCell.js';
import { compareLetters } from './wyckoffLetters.js';

/** What a file says of the content of its cell. What it does not say, or not as a number, is undefined. @internal */
export interface ContentFacts {
  /** Amounts of the elements in a formula unit; empty where there is no formula. */
  readonly formula: ReadonlyMap<string, number>;
  /** Formula units in the cell, Z. */
  readonly units?: Stated | undefined;
  /** g cm⁻³, computed from the cell. */
  readonly density?: Stated | undefined;
  /** Electrons in the cell, F(000). */
  readonly electrons?: Stated | undefined;
  /** Where the formula stands. */
  readonly formulaPlace?: Omit<Stated, 'value'> | undefined;
}

/** A number with the place where it stands. @internal */
export interface Stated {
  readonly value: number;
  readonly tag: string;
  readonly line?: number | undefined;
}

/** A fact that the atoms contradict, as people read it. */
type ContentConflict = Pick<Diagnostic, 'code' | 'message' | 'line' | 'tag'>;

/** Whether a fact agrees with the atoms in a cell, and what that counts. @internal */
export interface Finding {
  readonly fact: 'formula' | 'units' | 'density' | 'electrons' | 'multiplicities' | 'letters' | 'charges' | 'distances';
  readonly agrees: boolean;
  /** Added to the votes of a candidate; negative for what excludes it. */
  readonly votes: number;
  /** For the facts of the file that do not agree. */
  readonly conflict?: ContentConflict | undefined;
}

/** Amounts of a formula may differ by this share from those of the atoms: occupancies are rounded. */
const FORMULA_TOLERANCE = 0.01;
/** Density and F(000): atomic masses and rounding of the cell. */
const SUM_TOLERANCE = 0.015;
/** Charges are those of ideal ions; in units of all positive charge. */
const CHARGE_TOLERANCE = 0.005;
/** g cm⁻³ of one unified atomic mass unit per Å³. */
const DENSITY_UNIT = 1.66053907;

const VOTES = { formula: 2, units: 1, density: 1, electrons: 1, multiplicities: 1, letters: 1, charges: 1 } as const;
/** A cell with two atoms in one place is no crystal, whatever is said of it. */
const VOTES_OF_CONTACTS = -4;

/**
 * Compares what a file says of the content of its cell with the atoms that a group makes of the list.
 *
 * A formula of which only the hydrogen is not in the list agrees: the formula is of the whole crystal, and hydrogen is often not located. Then
 * neither density nor F(000) say anything.
 *
 * @internal
 */
export function judgeContent(
  completed: CompletedCell,
  { formula, units, density, electrons, formulaPlace }: ContentFacts,
  lattice: LatticeRows,
  group: SpaceGroup,
): Finding[] {
  const amounts = amountsOf(completed);
  const findings: Finding[] = [];
  const lacksHydrogen = formula.has('H') && (amounts.get('H') ?? 0) < 0.98 * hydrogenOf(formula, amounts);
  if (formula.size > 0) findings.push(judgeFormula(amounts, formula, formulaPlace));
  if (formula.size > 0 && units !== undefined) findings.push(judgeUnits(amounts, formula, units));
  const volume = Math.abs(rowsDet(lattice));
  if (density !== undefined && !lacksHydrogen)
    findings.push(judgeSum('density', (sumOf(amounts, atomicMass) * DENSITY_UNIT) / volume, density, 'g/cm³'));
  if (electrons !== undefined && !lacksHydrogen)
    findings.push(judgeSum('electrons', sumOf(amounts, atomicNumber), electrons, 'electrons'));
  if (completed.hasMultiplicities)
    findings.push({
      fact: 'multiplicities',
      agrees: completed.conflicts.length === 0,
      votes: completed.conflicts.length === 0 ? VOTES.multiplicities : 0,
    });
  const letters = judgeLetters(completed, group);
  if (letters !== undefined) findings.push(letters);
  const neutral = isNeutral(completed);
  if (neutral !== undefined)
    // Charges that do not add up are no contradiction: they are ideal.
    findings.push({ fact: 'charges', agrees: true, votes: neutral ? VOTES.charges : 0 });
  if (completed.contacts > 0) findings.push({ fact: 'distances', agrees: false, votes: VOTES_OF_CONTACTS });
  return findings;
}

/** Atoms of each element in a cell. */
function amountsOf({ sites }: Pick<CompletedCell, 'sites'>): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const { species } of sites)
    for (const { element, occupancy } of species) amounts.set(element, (amounts.get(element) ?? 0) + occupancy);
  return amounts;
}

/** Hydrogen atoms that the cell would have with the ratio of the formula. */
function hydrogenOf(formula: ReadonlyMap<string, number>, amounts: ReadonlyMap<string, number>): number {
  const sum = (of: ReadonlyMap<string, number>): number =>
    [...of].reduce((total, [element, amount]) => (element === 'H' ? total : total + amount), 0);
  const others = sum(formula);
  return others === 0 ? 0 : ((formula.get('H') ?? 0) * sum(amounts)) / others;
}

function judgeFormula(
  amounts: ReadonlyMap<string, number>,
  formula: ReadonlyMap<string, number>,
  place: ContentFacts['formulaPlace'],
): Finding {
  if (isProportional(amounts, formula, FORMULA_TOLERANCE))
    return { fact: 'formula', agrees: true, votes: VOTES.formula };
  const heavy = new Map([...formula].filter(([element]) => element !== 'H'));
  const lacksHydrogenOnly =
    heavy.size > 0 &&
    heavy.size < formula.size &&
    !amounts.has('H') &&
    isProportional(amounts, heavy, FORMULA_TOLERANCE);
  const declared = formulaText(formula, ' ');
  return {
    fact: 'formula',
    agrees: lacksHydrogenOnly,
    votes: lacksHydrogenOnly ? VOTES.formula : 0,
    conflict: {
      code: 'formula-conflict',
      message: lacksHydrogenOnly
        ? `the formula is ${declared}, but the list of atoms has no hydrogen`
        : `the formula is ${declared}, the atoms of the cell are ${formulaText(amounts, ' ')}`,
      ...place,
    },
  };
}

function judgeUnits(
  amounts: ReadonlyMap<string, number>,
  formula: ReadonlyMap<string, number>,
  { value, ...place }: Stated,
): Finding {
  const found = total(amounts) / total(formula);
  const agrees = isNear(found, value) || (isNear(found, 1) && isOfWholeCell(formula, value));
  const message = `Z is ${value}, but the atoms of the cell make ${+found.toFixed(3)} formula units`;
  return finding('units', agrees, { code: 'content-conflict', message, ...place });
}

/** Atoms without hydrogen, which may not be in the list; all where there is nothing else. */
function total(amounts: ReadonlyMap<string, number>): number {
  let [heavy, light] = [0, 0];
  for (const [element, amount] of amounts)
    if (element === 'H') light += amount;
    else heavy += amount;
  return heavy > 0 ? heavy : light;
}

const isNear = (found: number, value: number): boolean => Math.abs(found / value - 1) <= FORMULA_TOLERANCE;

/** Formulas whose smallest unit pymatgen doubles: molecules of two atoms, and peroxides. */
const DOUBLED: ReadonlySet<string> = new Set(['H', 'N', 'O', 'F', 'Cl', 'H O', 'Li O', 'Na O', 'K O', 'Rb O', 'Cs O']);

/** pymatgen writes the formula of the whole cell, and beside it how many of the smallest formula units it has. `C60` with Z 4 is no such formula. */
function isOfWholeCell(formula: ReadonlyMap<string, number>, units: number): boolean {
  const amounts = [...formula.values()];
  if (!amounts.every(Number.isInteger)) return false;
  const common = amounts.reduce(gcd, 0);
  if (common === units) return true;
  const isSimple = amounts.every((amount) => amount === common);
  return isSimple && common === 2 * units && DOUBLED.has([...formula.keys()].sort().join(' '));
}

function judgeSum(fact: 'density' | 'electrons', found: number, { value, ...place }: Stated, unit: string): Finding {
  const agrees = Math.abs(found / value - 1) <= SUM_TOLERANCE;
  const message = `${place.tag} is ${value}, but the atoms of the cell make ${+found.toPrecision(4)} ${unit}`;
  return finding(fact, agrees, { code: 'content-conflict', message, ...place });
}

function judgeLetters({ asymmetricUnit }: CompletedCell, group: SpaceGroup): Finding | undefined {
  const found = compareLetters(asymmetricUnit, group);
  if (found === undefined) return undefined;
  if (found.agrees === 'no')
    return finding('letters', false, { code: 'multiplicity-conflict', message: found.message });
  return { fact: 'letters', agrees: true, votes: found.agrees === 'exactly' ? VOTES.letters : 0 };
}

const finding = (fact: keyof typeof VOTES, agrees: boolean, conflict: ContentConflict): Finding =>
  agrees ? { fact, agrees, votes: VOTES[fact] } : { fact, agrees, votes: 0, conflict };

const sumOf = (amounts: ReadonlyMap<string, number>, value: (element: string) => number): number =>
  [...amounts].reduce((sum, [element, amount]) => sum + amount * value(element), 0);

/** Whether the charges add up to 0; undefined where not all atoms have one. */
function isNeutral({ sites }: CompletedCell): boolean | undefined {
  let [sum, positive] = [0, 0];
  for (const { species } of sites)
    for (const { oxidationState, occupancy } of species) {
      if (oxidationState === undefined) return undefined;
      sum += oxidationState * occupancy;
      positive += Math.max(0, oxidationState) * occupancy;
    }
  return positive === 0 ? undefined : Math.abs(sum) <= CHARGE_TOLERANCE * positive;
}

/** The content of a cell as error messages show it. @internal */
export const contentText = (completed: CompletedCell): string => formulaText(amountsOf(completed), ' ');
