import { tensorFacts, type TensorKind } from '@crystal-fourier/data';
import { ModelError } from '../config/errors.js';

/** Components of a degree that are made of angular moments: the moments of that degree, or products of those of two degrees. */
type MomentPath = { readonly left: number; readonly right?: number };

/** Parts of a tensor of one degree, at least 1, and what they are made of. */
export interface DegreePaths {
  readonly degree: number;
  /** How many parts of this degree the tensor has. */
  readonly copies: number;
  readonly paths: readonly MomentPath[];
}

/**
 * What the parts of a tensor are made of, by ascending degree. Moments of degree l have the parity (−1)^l, and a product the parity of both factors: parts of the
 * other parity than their degree, which are axial vectors and the like, are products alone.
 *
 * @param degrees L of the moments
 * @throws ModelError `bad-config` where a part can be made of none
 */
export function tensorPaths(kind: TensorKind, degrees: number): readonly DegreePaths[] {
  const { parts, parity } = tensorFacts(kind);
  const sign = parity === 'e' ? 0 : 1;
  return [...new Set(parts.map((part) => part.degree))]
    .filter((degree) => degree > 0)
    .map((degree) => {
      const paths: MomentPath[] = degree % 2 === sign && degree <= degrees ? [{ left: degree }] : [];
      for (let left = 1; left <= degrees; left++)
        for (let right = left; right <= degrees; right++)
          if ((left + right) % 2 === sign && degree >= right - left && degree <= left + right)
            paths.push({ left, right });
      if (paths.length === 0)
        throw new ModelError(
          'bad-config',
          `model: a ${kind} tensor has a part of degree ${degree}, which moments of degree ${degrees} cannot make; prepare moments of a higher degree`,
        );
      return { degree, copies: parts.filter((part) => part.degree === degree).length, paths };
    });
}

/** How many parts of degree 0 a tensor has. */
export const scalarParts = (kind: TensorKind): number =>
  tensorFacts(kind).parts.filter(({ degree }) => degree === 0).length;
