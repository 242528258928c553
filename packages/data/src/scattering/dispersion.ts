import { DataError, show } from '../core/errors.js';
import { atomicNumber } from '../elements/elements.js';
import { ANODES, type Anode } from './radiation.js';
import { DISPERSION } from './tables/dispersion.js';

/** What is added to the form factor near absorption edges: f = f₀ + f′ + if″, electrons. */
export interface Dispersion {
  readonly real: number;
  readonly imaginary: number;
}

let table: readonly (readonly number[])[] | undefined;

/**
 * Dispersion corrections f′ and f″ of an element at the Kα1 line of an anode, by the method of Cromer & Liberman.
 *
 * @throws DataError `bad-element` beyond uranium, `bad-argument` for another anode
 */
export function dispersion(element: string, anode: Anode): Dispersion {
  table ??= DISPERSION.split('\n').map((line) => line.split(' ').map(Number));
  const row = table[atomicNumber(element) - 1];
  if (row === undefined)
    throw new DataError(
      'bad-element',
      `dispersion: there is no correction for ${show(element)}; the table ends at U. Leave it out with { dispersion: false }`,
    );
  const at = 2 * ANODES.indexOf(anode);
  if (at < 0)
    throw new DataError('bad-argument', `dispersion: anode must be one of ${ANODES.join(', ')}, got ${show(anode)}`);
  return { real: row[at]!, imaginary: row[at + 1]! };
}
