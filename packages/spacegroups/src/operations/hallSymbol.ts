import { rotationAbout, translationOf } from './hall.js';
import { SymOp } from './symOp.js';

const SPELLINGS = ['', 'a', 'b', 'c', 'd', 'n', 'ab', 'ac', 'bc'];

/**
 * The Hall symbol of a monoclinic or orthorhombic group from all its operations in a setting, as International Tables B write
 * it: a two-fold axis before a mirror plane, and of the translations that centring leaves to choose from the one with the
 * shortest name.
 */
export function writeHall(operations: readonly SymOp[], number: number, lattice: string): string {
  const keys = new Set(operations.map((op) => op.key));
  /** The letters of an operation's translation; undefined if the group has none with this linear part. */
  const lettersOf = (order: string, axis: number, improper: boolean): string | undefined =>
    SPELLINGS.find((letters) =>
      keys.has(SymOp.unchecked(rotationAbout(order, axis, improper), translationOf(letters)).key),
    );
  const along = (axis: number, name: string): string => {
    for (const improper of [false, true]) {
      const letters = lettersOf('2', axis, improper);
      if (letters !== undefined) return ` ${improper ? '-' : ''}2${name}${letters}`;
    }
    return '';
  };
  const rotations = number < 16 ? along(1, 'y') + along(2, '') + along(0, 'x') : along(2, '') + along(0, '');
  const inversion = lettersOf('1', 2, true);
  return `${inversion === '' ? '-' : ''}${lattice}${rotations}${inversion ? ` -1${inversion}` : ''}`;
}
