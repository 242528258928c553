import { checkReadable } from '../../core/brand.js';
import { DataError } from '../../core/errors.js';
import type { Structure } from '../../structure/structure.js';

/** How a POSCAR is written. */
export interface WritePoscarOptions {
  /** First line. Defaults to the reduced formula. */
  readonly comment?: string | undefined;
  /** Decimal places. Defaults to 12. */
  readonly digits?: number | undefined;
}

/**
 * A structure as POSCAR of VASP 5, in direct coordinates. Sites are sorted by element, in order of first appearance.
 *
 * @throws DataError `unsupported` for partial occupancies, which the format does not have
 */
export function writePoscar(structure: Structure, { comment, digits = 12 }: WritePoscarOptions = {}): string {
  checkReadable(structure, 'Structure', 'writePoscar');
  if (!structure.isOrdered)
    throw new DataError(
      'unsupported',
      'writePoscar: a POSCAR has no partial occupancies; order the structure first or write a CIF',
    );
  const elements = [...structure.amounts.keys()];
  const sorted = elements.map((element) => structure.sites.filter(({ species }) => species[0]?.element === element));
  const row = (values: readonly number[]): string =>
    values.map((x) => (x + 0).toFixed(digits).padStart(digits + 6)).join(' ');
  const dynamic = structure.sites.some(({ properties }) => Array.isArray(properties?.['selectiveDynamics']));
  const flags = (value: unknown): string =>
    Array.isArray(value) ? value.map((free) => (free === true ? ' T' : ' F')).join('') : ' T T T';
  return `${[
    (comment ?? structure.reducedFormula).replace(/\s+/g, ' ').trim(),
    '1.0',
    ...structure.lattice.map(row),
    elements.join(' '),
    sorted.map(({ length }) => length).join(' '),
    ...(dynamic ? ['Selective dynamics'] : []),
    'Direct',
    ...sorted
      .flat()
      .map(({ position, properties }) => row(position) + (dynamic ? flags(properties?.['selectiveDynamics']) : '')),
  ].join('\n')}\n`;
}
