import type { Fractional } from '@crystal-fourier/spacegroups';
import type { AtomRow } from '../evidence/atomRow.js';
import type { BlockReader } from './blockReader.js';

/** Coordinates with fewer digits may be rounded from anything. */
const FEWEST_DIGITS = 3;
/** The operations of all settings have translations that are multiples of 1/24. */
const DENOMINATOR = 24;

/**
 * An atom whose coordinates that are the rounding of a multiple of 1/24 are that multiple. What changed is reported; strict mode does not
 * refuse it, as it was asked for.
 *
 * @internal
 */
export function snapAtom(atom: AtomRow, reader: BlockReader): AtomRow {
  const snapped = (k: 0 | 1 | 2): number => {
    const [x, digits] = [atom.position[k], atom.digits[k]];
    const nearest = Math.round(x * DENOMINATOR) / DENOMINATOR;
    const isRounded = digits >= FEWEST_DIGITS && Math.abs(x - nearest) < 1.001 * 10 ** -digits;
    return isRounded ? nearest : x;
  };
  const position = [snapped(0), snapped(1), snapped(2)] as const;
  if (position.every((x, k) => x === atom.position[k])) return atom;
  reader.report({
    severity: 'repair',
    code: 'coordinates-snapped',
    message: `${atom.label} was snapped from ${atom.position.join(' ')} to ${position.map((x) => +x.toFixed(8)).join(' ')}`,
    line: atom.line,
  });
  return { ...atom, position: position as Fractional };
}
