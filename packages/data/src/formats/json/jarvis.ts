import { reciprocalRows } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError, show } from '../../core/errors.js';
import { checkedRows, fractionalIn, type LatticeRows, parametersOfRows } from '../../structure/lattice.js';
import { Structure } from '../../structure/structure.js';
import type { ReadResult } from '../readResult.js';

/**
 * The structure of a JARVIS `Atoms` dictionary: rows of the lattice in Å as `lattice_mat`, an element and three coordinates for each atom,
 * direct or, where `cartesian` is true, in Å.
 *
 * @throws DataError
 */
export function structureFromJarvis(
  atoms: Readonly<Record<string, unknown>>,
  mode: 'strict' | 'lenient' = 'lenient',
): ReadResult {
  const { coords, elements, cartesian } = atoms;
  const lattice = checkedRows(atoms['lattice_mat']);
  if (!Array.isArray(coords) || !Array.isArray(elements))
    throw new DataError(
      'missing-value',
      `JARVIS: expected lists of coords and elements, got ${show(coords)} and ${show(elements)}`,
    );
  if (coords.length !== elements.length)
    throw new DataError(
      'bad-structure',
      `JARVIS: there must be as many coords as elements, got ${coords.length} and ${elements.length}`,
    );
  if (cartesian !== true && cartesian !== false && (mode === 'strict' || !isMissing(cartesian)))
    throw new DataError(
      isMissing(cartesian) ? 'missing-value' : 'bad-value',
      `JARVIS: cartesian must be true or false, got ${show(cartesian)}`,
    );
  const diagnostics: Diagnostic[] = isMissing(cartesian)
    ? [
        {
          severity: 'repair',
          code: 'coordinates-assumed-direct',
          message: 'it is not said whether coords are direct or Cartesian: read as direct',
          tag: 'cartesian',
        },
      ]
    : [];
  diagnostics.push(...cellConflicts(atoms, lattice));
  const reciprocal = reciprocalRows(lattice);
  const sites = coords.map((point: unknown, i) => {
    if (!isPoint(point))
      throw new DataError('bad-site', `JARVIS: coords must be three numbers each, got ${show(point)}`, {
        record: `site ${i + 1}`,
      });
    return {
      position: cartesian === true ? fractionalIn(point, reciprocal) : point,
      species: symbolOf(elements[i]),
    };
  });
  return { structure: Structure.of({ lattice, sites }), diagnostics };
}

/** Lengths and angles may differ from those of the lattice by this share: they are rounded. */
const ROUNDING = 0.01;

/** What a record says of its cell beside the lattice, which is taken. */
function cellConflicts({ abc, angles }: Readonly<Record<string, unknown>>, lattice: LatticeRows): Diagnostic[] {
  const { a, b, c, alpha, beta, gamma } = parametersOfRows(lattice);
  const compare = (tag: string, given: unknown, found: readonly number[]): Diagnostic[] => {
    if (!isPoint(given) || given.every((x, i) => Math.abs(x / found[i]! - 1) <= ROUNDING)) return [];
    const message = `${tag} is ${show(given)}, but the lattice has ${show(found.map((x) => +x.toFixed(3)))}`;
    return [{ severity: 'warning', code: 'content-conflict', message, tag }];
  };
  return [...compare('abc', abc, [a, b, c]), ...compare('angles', angles, [alpha, beta, gamma])];
}

const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

const isPoint = (value: unknown): value is Vec3 =>
  Array.isArray(value) && value.length === 3 && value.every((x) => typeof x === 'number' && Number.isFinite(x));

/** A symbol without the space that some records have around it. */
const symbolOf = (element: unknown): string => (typeof element === 'string' ? element.trim() : show(element));
