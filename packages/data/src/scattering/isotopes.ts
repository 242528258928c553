import { DataError } from '../core/errors.js';
import type { Structure } from '../structure/structure.js';

/**
 * Whether a structure is deuterated, as `isotopes` of `powderPattern` is told it: `{ H: 'D' }` where a file names every hydrogen atom deuterium, undefined where none is.
 *
 * @throws DataError `unsupported` if it has both, or tritium
 */
export function isotopesOf({ sites, id }: Structure): Readonly<Record<string, string>> | undefined {
  const hydrogens = sites.filter(({ species }) => species.some(({ element }) => element === 'H'));
  const masses = new Set(hydrogens.map(({ properties }) => properties?.['isotope'] ?? 1));
  if (masses.size === 0 || (masses.size === 1 && masses.has(1))) return undefined;
  if (masses.size === 1 && masses.has(2)) return { H: 'D' };
  throw new DataError(
    'unsupported',
    `neutron patterns: expected hydrogen or deuterium on all sites of hydrogen, got mass numbers ${[...masses].join(', ')}; sites of a standard crystal have no isotopes of their own`,
    id === undefined ? {} : { record: id },
  );
}
