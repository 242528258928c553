import { attempt, SpaceGroupError, show } from '../algebra/errors.js';
import { SymOp } from './symOp.js';
import { parseTriplet } from '../algebra/triplet.js';
import { UNITS } from '../algebra/types.js';

/**
 * Reads a coordinate triplet such as `-y+1/2, x, z+1/4`, `1/2-X,y,.25+z` or `x-y,x,z`.
 *
 * Upper case, spaces, terms in any order and decimals are accepted; decimals must be multiples of 1/24, exactly or as
 * three or more digits of one (`0.333`). The translation is kept as written, not reduced to [0, 1).
 *
 * @throws SpaceGroupError `bad-xyz` for text that is no triplet or a translation that is no multiple of 1/24,
 *   `bad-operation` if the linear part is no crystallographic point operation
 */
export function parseXyz(text: string): SymOp {
  const rows = parseTriplet(text, 'xyz', 'bad-xyz');
  const rot: number[] = [];
  const trans: number[] = [];
  for (const row of rows) {
    row.forEach(([n, d], column) => {
      if (column < 3) {
        if (d !== 1)
          throw new SpaceGroupError(
            'bad-operation',
            `parseXyz: ${show(text)} has the fractional coefficient ${n}/${d}; use parseAbc for a change of basis`,
          );
        rot.push(n);
      } else {
        if (UNITS % d !== 0)
          throw new SpaceGroupError(
            'bad-xyz',
            `parseXyz: the translation ${n}/${d} in ${show(text)} is no multiple of 1/24`,
          );
        trans.push((n * UNITS) / d);
      }
    });
  }
  const op = attempt(() => SymOp.of(rot, trans));
  if (!(op instanceof SpaceGroupError)) return op;
  throw new SpaceGroupError(
    'bad-operation',
    `parseXyz: ${show(text)} is no symmetry operation: its linear part must be a rotation of order 1, 2, 3, 4 or 6, proper or not`,
  );
}
