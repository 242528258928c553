import { DataError, show } from '../core/errors.js';

/**
 * What kind of tensor a property is, by the symmetry of its indices:
 *
 * - `dielectric`: rank 2, symmetric; any symmetric tensor of rank 2 of the whole crystal
 * - `rank2`: rank 2, general
 * - `born`: rank 2, general, one for each site, such as Born effective charges: `Z_ij = ∂P_i / ∂u_j`
 * - `piezoelectric`: rank 3, `e_ijk = e_ikj`; the first index is that of the polarisation
 * - `elastic`: rank 4, `C_ijkl = C_jikl = C_klij`
 */
export type TensorKind = 'dielectric' | 'rank2' | 'born' | 'piezoelectric' | 'elastic';

/** Components that rotations mix with one another and with no others. */
export interface TensorPart {
  /** l: the 2 l + 1 components rotate with D^l. */
  readonly degree: number;
  /** Index of its first component in the list of all. */
  readonly offset: number;
}

export interface TensorFacts {
  /** Indices of the Cartesian tensor. */
  readonly rank: number;
  /** One tensor for each site of the crystal, and not one for all of it. */
  readonly isPerSite: boolean;
  /** `e`: unchanged by inversion; `o`: changes its sign. The parity of the rank, the same for all parts. */
  readonly parity: 'e' | 'o';
  readonly parts: readonly TensorPart[];
  /** Irreducible components in all, Σ (2 l + 1). */
  readonly size: number;
}

function facts(rank: number, degrees: readonly number[], isPerSite = false): TensorFacts {
  let size = 0;
  const parts = degrees.map((degree): TensorPart => {
    const part = Object.freeze({ degree, offset: size });
    size += 2 * degree + 1;
    return part;
  });
  return Object.freeze({ rank, isPerSite, parity: rank % 2 === 0 ? 'e' : 'o', parts: Object.freeze(parts), size });
}

/** By kind, the irreducible parts by degree; where a degree occurs twice, the docstring of `irreducibleBasis` says which is which. */
const FACTS: Readonly<Record<TensorKind, TensorFacts>> = {
  dielectric: facts(2, [0, 2]),
  rank2: facts(2, [0, 1, 2]),
  born: facts(2, [0, 1, 2], true),
  piezoelectric: facts(3, [1, 1, 2, 3]),
  elastic: facts(4, [0, 0, 2, 2, 4]),
};

export const TENSOR_KINDS = Object.freeze(Object.keys(FACTS)) as readonly TensorKind[];

/**
 * Rank, parity and irreducible parts of a kind of tensor.
 *
 * @throws DataError `bad-argument` for another kind
 */
export function tensorFacts(kind: TensorKind): TensorFacts {
  if (TENSOR_KINDS.includes(kind)) return FACTS[kind];
  throw new DataError('bad-argument', `the kind of a tensor must be ${TENSOR_KINDS.join(', ')}, got ${show(kind)}`);
}
