import type { Diagnostic } from '../../core/diagnostics.js';
import { formulaText, isProportional } from '../../elements/formula.js';
import { parseFormula } from '../../elements/parseFormula.js';
import type { Attributes } from './attributes.js';

/** Shares of elements may differ by this: ratios and occupancies are rounded. */
const TOLERANCE = 0.02;

/** Amounts of the reduced or, without it, the Hill formula; empty where neither is given, or it is no formula. @internal */
export function declaredFormula(attributes: Attributes): ReadonlyMap<string, number> {
  const names = ['chemical_formula_reduced', 'chemical_formula_hill'];
  const text = names.map((name) => attributes.value(name)).find((value) => typeof value === 'string');
  return typeof text === 'string' ? (parseFormula(text) ?? new Map<string, number>()) : new Map();
}

/**
 * What a structure says of its content that its atoms contradict, a warning each.
 *
 * @param amounts atoms of each element in the cell
 * @param isOrdered formulas of disordered crystals are rounded as the server likes, so that only their elements tell something
 * @internal
 */
export function contentConflicts(
  attributes: Attributes,
  amounts: ReadonlyMap<string, number>,
  isOrdered: boolean,
): Diagnostic[] {
  const found = formulaText(amounts, ' ');
  const conflicts: Diagnostic[] = [];
  const compare = (tag: string, declared: ReadonlyMap<string, number>, onlyElements: boolean): void => {
    if (declared.size === 0 || agrees(declared, amounts, onlyElements)) return;
    const what = onlyElements ? [...declared.keys()].join(', ') : formulaText(declared, ' ');
    conflicts.push({
      severity: 'warning',
      code: 'formula-conflict',
      message: `${tag} says ${what}, the atoms of the cell are ${found}`,
      tag,
    });
  };
  compare('chemical_formula_reduced', declaredFormula(attributes), !isOrdered);
  const elements = listOf(attributes.value('elements'), (value) => typeof value === 'string');
  compare('elements', new Map(elements.map((element) => [element as string, 1])), true);
  const ratios = listOf(attributes.value('elements_ratios'), (value) => typeof value === 'number');
  // Their order is that of the elements, which is that of the alphabet.
  const names = elements.length > 0 ? elements : [...amounts.keys()].sort();
  // Ratios include the disorder, and are no whole numbers: there is nothing to round.
  if (ratios.length === names.length)
    compare('elements_ratios', new Map(names.map((element, i) => [element as string, ratios[i] as number])), false);
  const count = attributes.value('nelements');
  if (typeof count === 'number' && count !== amounts.size)
    conflicts.push({
      severity: 'warning',
      code: 'content-conflict',
      message: `nelements is ${count}, the atoms of the cell are ${found}`,
      tag: 'nelements',
    });
  return conflicts;
}

function agrees(
  declared: ReadonlyMap<string, number>,
  amounts: ReadonlyMap<string, number>,
  onlyElements: boolean,
): boolean {
  if (!onlyElements) return isProportional(amounts, declared, TOLERANCE);
  return declared.size === amounts.size && [...declared.keys()].every((element) => amounts.has(element));
}

const listOf = (value: unknown, isMember: (one: unknown) => boolean): readonly unknown[] =>
  Array.isArray(value) && value.every(isMember) ? value : [];
