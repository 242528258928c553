import type { Fraction, SymOp, Vec3 } from '@crystal-fourier/spacegroups';
import type { LocatedOperation } from '@crystal-fourier/spacegroups/locations';
import { fractionText, translationText } from '../fractionText.js';

/** `Screw rotation by 180° about [0 1 0] at 0,y,1/4, moving by 0,1/2,0` */
export function operationWords({ operation, locus, point }: LocatedOperation): string {
  const { type, axis, trans, intrinsic, isScrewOrGlide } = operation;
  if (locus === null) return trans.every((t) => t === 0) ? 'Identity' : `Translation by ${translationText(trans)}`;
  const at = locus.toXyz();
  if (type === '-1') return `Inversion in ${at}`;
  const along = directionText(axis!);
  const moving = `moving by ${translationText(intrinsic)}`;
  if (type === 'm')
    return isScrewOrGlide
      ? `Glide reflection in the plane ${at}, perpendicular to ${along}, ${moving}`
      : `Reflection in the plane ${at}, perpendicular to ${along}`;
  const rotation = `by ${angleText(operation)} about ${along} at ${at}`;
  if (point !== null) return `Rotation ${rotation}, and inversion in ${pointText(point)}`;
  return isScrewOrGlide ? `Screw rotation ${rotation}, ${moving}` : `Rotation ${rotation}`;
}

/** Of the rotation part, `−90°`. */
const angleText = ({ type, sense }: SymOp): string => `${sense < 0 ? '−' : ''}${360 / Number(type.replace('-', ''))}°`;

/** `0,0,1/4` */
export const pointText = (point: readonly Fraction[]): string => point.map(([n, d]) => fractionText(n, d)).join(',');

/** `[1 0 −1]` */
export const directionText = (direction: Vec3): string => `[${direction.join(' ').replaceAll('-', '−')}]`;
