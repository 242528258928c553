import { show } from '../../core/errors.js';
import type { Column } from './columns.js';
import type { CommentLine } from './commentLine.js';

/** Columns that would be occupancies, which the format does not have. */
const OCCUPANCY = /^occ(?:upanc(?:y|ies))?$/i;
/** A share of a site below 1 in what ASE writes: `occupancy="_JSON {"0": {"Na": 0.5, "K": 0.5}}"`. */
const PARTIAL = /:\s*0*\.\d*[1-9]/;

/**
 * Why a frame is of a disordered crystal, whose lines of atoms name only one species for each site; undefined where it is ordered.
 *
 * @param info the comment line
 */
export function disorderOf({ occupancy }: CommentLine): string | undefined {
  return occupancy !== undefined && PARTIAL.test(occupancy)
    ? `the sites are disordered: occupancy=${show(occupancy)}; ${ADVICE}`
    : undefined;
}

/** Why an atom is of a disordered crystal; undefined where it is not. @param properties of the atom, by column */
export function disorderOfAtom(
  columns: readonly Column[],
  properties: Readonly<Record<string, unknown>>,
  atom: string,
): string | undefined {
  for (const { name, type, count } of columns) {
    if (count !== 1 || type === 'S' || type === 'L' || !OCCUPANCY.test(name)) continue;
    const value = properties[name];
    if (value !== 1) return `atom ${atom} has ${name} ${show(value)}; ${ADVICE}`;
  }
  return undefined;
}

const ADVICE = 'extended XYZ is read as ordered crystals only: give a CIF';
