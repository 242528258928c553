import { DataError, show } from '../core/errors.js';
import { NEUTRON_LENGTHS } from './tables/neutronLengths.js';

/** Bound coherent scattering length b′ − ib″ in fm; for thermal neutrons the same at all angles. */
export interface NeutronLength {
  readonly real: number;
  /** b″; above 0 for nuclei that absorb strongly: B, Cd, In, Sm, Eu, Gd, Dy. */
  readonly absorption: number;
}

let table: ReadonlyMap<string, NeutronLength> | undefined;

const lengths = (): ReadonlyMap<string, NeutronLength> =>
  (table ??= new Map(
    NEUTRON_LENGTHS.split('\n').map((line) => {
      const [label = '', real, absorption = '0'] = line.split(' ');
      return [label, { real: Number(real), absorption: Number(absorption) }];
    }),
  ));

/**
 * The neutron scattering length of an element with its natural isotopes, or of deuterium, by the table of Sears (1992). Those of B, Cd, In, Sm, Eu, Gd and Dy
 * depend on the energy: the table is of neutrons of 1.8 Å.
 *
 * @param species an element, or `D`
 * @throws DataError `bad-element` for what the table does not have: Po to Ac, Pa, and what follows U
 */
export function neutronLength(species: string): NeutronLength {
  const found = lengths().get(species);
  if (found === undefined)
    throw new DataError(
      'bad-element',
      `neutronLength: there is no neutron scattering length of ${show(species)}; the table has the elements to Bi, Th, U, and D`,
    );
  return found;
}
