import type { Diagnostic } from '../../core/diagnostics.js';
import { show } from '../../core/errors.js';
import type { Attributes } from './attributes.js';
import type { OptimadeSpecies } from './species.js';

/** Flags of `structure_features` whose meaning is honoured. */
const KNOWN: ReadonlySet<unknown> = new Set(['disorder', 'implicit_atoms', 'site_attachments']);

/**
 * What the special features of a structure make of it: alternatives that exclude one another are refused, atoms without positions are told.
 *
 * @param used the species that stand at sites, by their names
 * @returns whether all atoms of the formula have positions, too
 * @throws DataError
 * @internal
 */
export function readFeatures(
  attributes: Attributes,
  used: ReadonlyMap<unknown, OptimadeSpecies>,
): { readonly diagnostics: readonly Diagnostic[]; readonly isComplete: boolean } {
  const given = attributes.optionalList('structure_features');
  const flags = given ?? [];
  const assemblies = attributes.value('assemblies');
  const hasAssemblies = assemblies !== undefined && !(Array.isArray(assemblies) && assemblies.length === 0);
  if (hasAssemblies || flags.includes('assemblies'))
    throw attributes.error(
      'structures with the feature "assemblies" are not read: groups of sites exclude one another; take one of the alternatives out of it',
      'unsupported',
    );
  const unknown = flags.find((flag) => !KNOWN.has(flag));
  if (unknown !== undefined)
    throw attributes.error(`structures with the feature ${show(unknown)} are not read`, 'unsupported');
  const attached = [...used].flatMap(([name, { attached: atoms }]) =>
    atoms === undefined ? [] : [`${atoms} at each site of ${String(name)}`],
  );
  const isMixed = [...used.values()].some(({ occupancies }) => occupancies.some(({ occupancy }) => occupancy < 1));
  const diagnostics: Diagnostic[] = [];
  const warn = (code: 'atoms-missing' | 'content-conflict', message: string, tag: string): void =>
    void diagnostics.push({ severity: 'warning', code, message, tag });
  if (attached.length > 0)
    warn(
      'atoms-missing',
      `attached atoms have no positions and are not in the structure: ${attached.join('; ')}`,
      'species',
    );
  else if (flags.includes('site_attachments'))
    warn('atoms-missing', 'site_attachments: atoms without positions are not in the structure', 'structure_features');
  if (flags.includes('implicit_atoms'))
    warn('atoms-missing', 'implicit_atoms: atoms without positions are not in the structure', 'structure_features');
  if (isMixed && given !== undefined && !flags.includes('disorder'))
    warn(
      'content-conflict',
      'some sites are shared or not full, but the structure is not flagged as disordered',
      'structure_features',
    );
  if (flags.includes('disorder') && !isMixed)
    warn(
      'content-conflict',
      'the structure is flagged as disordered, but each of its sites is full',
      'structure_features',
    );
  return { diagnostics, isComplete: !diagnostics.some(({ code }) => code === 'atoms-missing') };
}
