import { type SpaceGroup, type SymOp, symmetryElements, type Vec3 } from '@crystal-fourier/spacegroups';
import { fractionText, translationText } from '../fractionText.js';

/** Where an operation acts and what it does there. */
export interface LocatedOperation {
  /** The operation, with lattice translations added where these bring what it leaves in place into the cell. */
  readonly operation: SymOp;
  /** Points of its axis, plane or centre, `0,y,1/4`; null for translations. */
  readonly locus: string | null;
  /** The one point that −3, −4 and −6 leave in place, `0,0,1/4`; null for others. */
  readonly point: string | null;
  /** In the manner of the International Tables, `2(0,1/2,0) 0,y,1/4`. */
  readonly symbol: string;
  /** `Screw rotation by 180° about [0 1 0] at 0,y,1/4, moving by 0,1/2,0` */
  readonly words: string;
}

const known = new WeakMap<SpaceGroup, readonly LocatedOperation[]>();

/** Every operation of a group with its symmetry element, in the order of the operations. */
export function locateOperations(group: SpaceGroup): readonly LocatedOperation[] {
  let located = known.get(group);
  if (located === undefined) known.set(group, (located = locate(group)));
  return located;
}

function locate(group: SpaceGroup): LocatedOperation[] {
  const found = new Map<number, { operation: SymOp; locus: string; letter: string }>();
  for (const { locus, operations, symbol } of symmetryElements(group))
    for (const operation of operations) {
      const i = group.indexOf(operation);
      // Of the elements that lattice translations make of an operation, that of the operation as it is listed.
      if (!found.has(i) || group.operations[i]!.equals(operation))
        found.set(i, { operation, locus: locus.toXyz(), letter: symbol });
    }
  return group.operations.map((listed, i) => {
    const element = found.get(i);
    if (element === undefined) return ofTranslation(listed);
    const { operation, locus, letter } = element;
    return {
      operation,
      locus,
      point: isRotoinversion(operation) ? fixedPoint(operation) : null,
      ...describe(operation, locus, letter),
    };
  });
}

function ofTranslation(operation: SymOp): LocatedOperation {
  const isIdentity = operation.trans.every((t) => t === 0);
  const by = translationText(operation.trans);
  return {
    operation,
    locus: null,
    point: null,
    symbol: isIdentity ? '1' : `t(${by})`,
    words: isIdentity ? 'Identity' : `Translation by ${by}`,
  };
}

const isRotoinversion = ({ type }: SymOp): boolean => /^-[346]$/.test(type);

function describe(operation: SymOp, locus: string, letter: string): Pick<LocatedOperation, 'symbol' | 'words'> {
  const { type, axis, sense, intrinsic, isScrewOrGlide } = operation;
  const by = translationText(intrinsic);
  if (type === '-1') return { symbol: `-1 ${locus}`, words: `Inversion in ${locus}` };
  const along = directionText(axis!);
  if (type === 'm') {
    if (!isScrewOrGlide)
      return { symbol: `m ${locus}`, words: `Reflection in the plane ${locus}, perpendicular to ${along}` };
    const name = glideLetter(operation, letter);
    return {
      symbol: `${'abc'.includes(name) ? name : `${name}(${by})`} ${locus}`,
      words: `Glide reflection in the plane ${locus}, perpendicular to ${along}, moving by ${by}`,
    };
  }
  const order = Number(type.replace('-', ''));
  const angle = `${sense < 0 ? '−' : ''}${360 / order}°`;
  const name = `${type}${sense === 0 ? '' : sense > 0 ? '+' : '-'}`;
  if (isRotoinversion(operation)) {
    const point = fixedPoint(operation);
    return {
      symbol: `${name} ${locus}; ${point}`,
      words: `Rotation by ${angle} about ${along} at ${locus}, and inversion in ${point}`,
    };
  }
  return isScrewOrGlide
    ? {
        symbol: `${name}(${by}) ${locus}`,
        words: `Screw rotation by ${angle} about ${along} at ${locus}, moving by ${by}`,
      }
    : { symbol: `${name} ${locus}`, words: `Rotation by ${angle} about ${along} at ${locus}` };
}

/** a, b, c, n, d of this operation: its plane may have another letter, that of all operations in it. */
function glideLetter({ intrinsic, axis }: SymOp, ofPlane: string): string {
  if (!'me'.includes(ofPlane)) return ofPlane;
  const moved = intrinsic.flatMap((w, i) => (w === 0 ? [] : [i]));
  if (!moved.every((i) => Math.abs(intrinsic[i]!) === 12)) return 'g';
  if (moved.length === 1) return 'abc'[moved[0]!]!;
  return axis!.filter((c) => c !== 0).length === 1 ? 'n' : 'g';
}

/** The mean of the images of the origin, which a rotoinversion without a fixed direction leaves in place. */
function fixedPoint(operation: SymOp): string {
  const sum: [number, number, number] = [0, 0, 0];
  let power = operation;
  for (let i = 0; i < operation.order; i++) {
    power.trans.forEach((t, j) => (sum[j as 0] += t));
    power = power.mul(operation);
  }
  return sum.map((c) => fractionText(c, 24 * operation.order)).join(',');
}

/** `[1 0 −1]` */
export const directionText = (direction: Vec3): string => `[${direction.join(' ').replaceAll('-', '−')}]`;
