import { norm, reciprocalRows } from '@crystal-fourier/math3';
import type { Fractional, Vec3 } from '@crystal-fourier/spacegroups';
import { show } from '../../core/errors.js';
import { checkedRows, fractionalIn, type LatticeRows, toCartesian } from '../../structure/lattice.js';
import type { Attributes } from './attributes.js';

/** Å: Cartesian and fractional positions are of the same sites, and rounded differently. */
const AGREEMENT = 0.02;

/** The lattice of a structure that is periodic in three directions. @throws DataError @internal */
export function readLattice(attributes: Attributes): LatticeRows {
  const types = attributes.optionalList('dimension_types');
  if (types?.some((periodic) => periodic !== 1) === true)
    throw attributes.error(
      `the structure must be periodic in three directions, got dimension_types ${show(types)}`,
      'unsupported',
    );
  const count = attributes.value('nperiodic_dimensions');
  if (count !== undefined && count !== 3)
    throw attributes.error(
      types === undefined
        ? `the structure must be periodic in three directions, got nperiodic_dimensions ${show(count)}`
        : `dimension_types ${show(types)} and nperiodic_dimensions ${show(count)} must agree`,
      'unsupported',
    );
  if (types !== undefined && types.length !== 3)
    throw attributes.error(`dimension_types must be three numbers, got ${show(types)}`);
  const vectors = attributes.list('lattice_vectors');
  const unknown = vectors.findIndex((row) => row === null || (Array.isArray(row) && row.includes(null)));
  if (unknown >= 0)
    throw attributes.error(
      `lattice vector ${'abc'[unknown]} in lattice_vectors must be three numbers in Å, got ${show(vectors[unknown])}: the structure is not periodic in this direction`,
      'unsupported',
    );
  return checkedRows(vectors);
}

/**
 * The positions of the sites in terms of the lattice. Where both kinds are given they must agree; the fractional ones are taken, to which
 * symmetry operations apply.
 *
 * @throws DataError
 * @internal
 */
export function readPositions(attributes: Attributes, lattice: LatticeRows): readonly Fractional[] {
  const fractional = pointsOf(attributes, 'fractional_site_positions', '');
  const cartesian = pointsOf(attributes, 'cartesian_site_positions', ' in Å');
  const reciprocal = reciprocalRows(lattice);
  const direct = cartesian?.map((r) => fractionalIn(r, reciprocal));
  if (fractional === undefined) {
    if (direct !== undefined) return direct;
    throw attributes.error(
      'there must be cartesian_site_positions or fractional_site_positions, both are missing; ask for them in response_fields',
      'missing-value',
    );
  }
  if (direct === undefined) return fractional;
  if (direct.length !== fractional.length)
    throw attributes.error(
      `there must be as many cartesian_site_positions as fractional_site_positions, got ${direct.length} and ${fractional.length}`,
    );
  fractional.forEach((position, i) => {
    const apart = position.map((x, k) => wrapped(x - direct[i]![k]!)) as unknown as Vec3;
    const distance = norm(toCartesian(apart, lattice));
    if (distance > AGREEMENT)
      throw attributes.error(
        `cartesian_site_positions and fractional_site_positions must be of the same sites; those of site ${i + 1} are ${distance.toPrecision(2)} Å apart`,
      );
  });
  return fractional;
}

const wrapped = (x: number): number => x - Math.round(x);

function pointsOf(attributes: Attributes, name: string, unit: string): readonly Vec3[] | undefined {
  return attributes.optionalList(name)?.map((point, i) => {
    if (!Array.isArray(point) || point.length !== 3 || !point.every((x) => typeof x === 'number' && Number.isFinite(x)))
      throw attributes.error(`${name} ${i + 1} must be three numbers${unit}, got ${show(point)}`);
    return point as unknown as Vec3;
  });
}
