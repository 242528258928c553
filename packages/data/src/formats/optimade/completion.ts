import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError, show } from '../../core/errors.js';
import type { LatticeRows } from '../../structure/lattice.js';
import type { Site } from '../../structure/site.js';
import type { AtomRow } from '../evidence/atomRow.js';
import { completeCell } from '../evidence/completeCell.js';
import type { Declaration } from '../evidence/statedGroups.js';
import type { Declarations } from '../evidence/statements.js';
import { reported, type SymmetryVerdict } from '../evidence/verdict.js';
import { type Evidence, weigh } from '../evidence/weigh.js';
import type { Attributes } from './attributes.js';
import { declaredFormula } from './facts.js';
import type { OptimadeSpecies } from './species.js';

/** What part of the crystal the sites are. */
const WHOLE: ReadonlySet<unknown> = new Set([undefined, 'unit_cell', 'molecular_unit_cell']);
const PART: ReadonlySet<unknown> = new Set([
  'fundamental_domain',
  'asymmetric_unit',
  'molecular_fundamental_domain',
  'molecular_asymmetric_unit',
]);

/** Whether the sites are all of a cell; else symmetry completes them. @throws DataError for another extent @internal */
export function isWholeCell(attributes: Attributes): boolean {
  const span = attributes.value('site_coordinate_span');
  if (WHOLE.has(span)) return true;
  if (PART.has(span)) return false;
  throw attributes.error(
    `site_coordinate_span must be a unit cell, a fundamental domain or an asymmetric unit, got ${show(span)}: the sites do not tell what is in the cell`,
    'unsupported',
  );
}

/** What a structure says of its space group. @internal */
export function readDeclarations(attributes: Attributes): Declarations {
  const given = (tag: string): Declaration[] => {
    const value = attributes.value(tag);
    return (Array.isArray(value) ? value : [value])
      .filter((text) => typeof text === 'string' || typeof text === 'number')
      .map((text) => ({ text: String(text), tag }));
  };
  const extended = given('space_group_symbol_hermann_mauguin_extended');
  return {
    operations: given('space_group_symmetry_operations_xyz'),
    hall: given('space_group_symbol_hall'),
    hermannMauguin: extended.length > 0 ? extended : given('space_group_symbol_hermann_mauguin'),
    number: given('space_group_it_number'),
  };
}

/** A site of the list. @internal */
export interface ListedSite {
  readonly label: string;
  readonly position: Site['position'];
  readonly species: OptimadeSpecies;
}

/** How sites are completed. @internal */
export interface CompletionContext {
  readonly attributes: Attributes;
  readonly lattice: LatticeRows;
  readonly mode: 'strict' | 'lenient';
  readonly setting?: string | undefined;
}

/** The content of a cell that symmetry makes of the sites. @internal */
export interface Completed {
  readonly sites: readonly Site[];
  readonly asymmetricUnit: readonly Site[];
  readonly diagnostics: readonly Diagnostic[];
  readonly symmetry: SymmetryVerdict;
}

/**
 * Completes the cell with the declared space group; statements that contradict one another are weighed as those of a CIF are.
 *
 * @throws DataError `missing-value` without any statement of the group, `bad-symmetry` where nothing decides, and in strict mode for what
 *   was overruled or moved
 * @internal
 */
export function completedSites(sites: readonly ListedSite[], context: CompletionContext): Completed {
  const { attributes, lattice, mode, setting } = context;
  const declared = readDeclarations(attributes);
  if (setting === undefined && Object.values(declared).every((list) => list.length === 0))
    throw attributes.error(
      `the sites are ${show(attributes.value('site_coordinate_span'))}, and no space group is given to complete them; ask for space_group_symmetry_operations_xyz in response_fields`,
      'missing-value',
    );
  const evidence: Evidence = {
    atoms: sites.flatMap(rowsOf),
    lattice,
    declared,
    facts: {
      formula: declaredFormula(attributes),
      formulaPlace: { tag: 'chemical_formula_reduced' },
    },
  };
  const decision = weigh(evidence, { mode, format: 'OPTIMADE', place: attributes.place, setting });
  const { completed, candidate } = decision.reading;
  const { source, conflicts, guess, warnings } = reported(decision, evidence);
  const repairs = [...completed.diagnostics, ...conflicts, ...(guess === undefined ? [] : [guess])];
  const refused = repairs.find(({ severity }) => severity === 'repair');
  if (mode === 'strict' && refused !== undefined) throw attributes.error(refused.message, 'bad-symmetry');
  return {
    sites: completed.sites,
    asymmetricUnit: completed.asymmetricUnit,
    diagnostics: [...repairs, ...warnings.filter(({ code }) => code !== 'formula-conflict')],
    symmetry: { group: candidate.group, source, consistent: conflicts.length === 0, conflicts },
  };
}

/** Å: sites of a relaxed cell and their images. */
const NEAR = 0.1;
/** Images of the sites of a cell that are compared with them; larger cells take too long. */
const MOST_COMPARED = 20_000;

/**
 * Sites that the operations make of those of a whole cell, beside them: the list may be an asymmetric unit of which nobody says so. Undefined
 * where the operations map the sites onto one another.
 *
 * @internal
 */
export function sitesBeside(sites: readonly ListedSite[], group: SpaceGroup, lattice: LatticeRows): number | undefined {
  if (sites.length * group.order > MOST_COMPARED) return undefined;
  try {
    const made = completeCell(sites.flatMap(rowsOf), group, lattice, {
      mode: 'lenient',
      format: 'OPTIMADE',
      tolerance: NEAR,
    });
    return made.sites.length > sites.length ? made.sites.length : undefined;
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

/** A row for each element of a site; those of one site stand in one place. */
const rowsOf = ({ label, position, species }: ListedSite): AtomRow[] =>
  species.occupancies.map(({ element, occupancy }) => ({
    label,
    species: { element },
    position,
    digits: [decimals(position[0]), decimals(position[1]), decimals(position[2])],
    occupancy,
    siteOccupancy:
      species.occupancies.length > 1 ? species.occupancies.reduce((sum, one) => sum + one.occupancy, 0) : undefined,
    multiplicity: undefined,
    properties: species.isotope === undefined ? {} : { isotope: species.isotope },
    line: undefined,
  }));

/** Decimal places with which a number is written. */
function decimals(x: number): number {
  const [mantissa = '', exponent = '0'] = String(x).split('e');
  const places = (mantissa.split('.')[1] ?? '').length - Number(exponent);
  return Math.max(0, places);
}
