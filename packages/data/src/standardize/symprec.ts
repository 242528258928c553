import { DataError, type Place, show } from '../core/errors.js';

/**
 * The tolerance in Å, 0.01 where none is given.
 *
 * @throws DataError `bad-argument`
 */
export function checkedSymprec(symprec = 0.01, place: Place = {}): number {
  if (symprec > 0 && symprec <= 1) return symprec;
  throw new DataError(
    'bad-argument',
    `standardize: symprec must be a length in Å, above 0 and at most 1, got ${show(symprec)}`,
    place,
  );
}
