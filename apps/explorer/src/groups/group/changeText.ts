import type { ChangeOfBasis } from '@crystal-fourier/spacegroups';
import { fractionText } from '../fractionText.js';

/** P of a change of basis, row by row. */
export const formatMatrix = ({ P }: ChangeOfBasis): string[][] =>
  [0, 1, 2].map((i) => P.slice(3 * i, 3 * i + 3).map(([n, d]) => fractionText(n, d)));

/** The origin shift p. */
export const shiftText = ({ p }: ChangeOfBasis): string => p.map(([n, d]) => fractionText(n, d)).join(', ');
