import {
  dot,
  formatFraction,
  type Fraction,
  fraction,
  gcd,
  mat3,
  primitive,
  scaled,
  size,
  vec3,
  type Vec3,
  vecMat,
} from '@crystal-fourier/math3';
import type { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { readForm } from '../algebra/linearForm.js';
import { common, formatForm } from '../algebra/triplet.js';
import { type Fractional, UNITS } from '../algebra/types.js';

/** The half-space `normal · x + constant ≥ 0` with a rule for its boundary plane. */
export interface HalfSpace {
  /** Integers without a common factor, a row vector like Miller indices. */
  readonly normal: Vec3;
  readonly constant: Fraction;
  /** Whether the plane itself belongs to it: all of it, nothing, or the part where a condition holds. */
  readonly inclusive: boolean | Condition;
}

/** A half-space, or several of which all (`and`) or any (`or`) must hold. */
export type Condition = HalfSpace | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] };

/** On which side of a plane a point is: 1 inside, 0 on it, −1 outside. */
export type Side = (h: HalfSpace) => number;

/** Whether the condition holds. */
export function holds(condition: Condition, side: Side): boolean {
  if ('op' in condition) {
    return condition.op === 'and'
      ? condition.of.every((c) => holds(c, side))
      : condition.of.some((c) => holds(c, side));
  }
  const s = side(condition);
  if (s !== 0) return s > 0;
  const { inclusive } = condition;
  return typeof inclusive === 'boolean' ? inclusive : holds(inclusive, side);
}

/** Side of a point that is known exactly. */
export function exactSide(x: readonly Fraction[]): Side {
  const { n: point, d: below } = common<Vec3>(x);
  return ({ normal, constant: [n, d] }) => Math.sign(dot(normal, point) * d + n * below);
}

/**
 * Side of a point in floats: on the plane if a change of each coordinate by no more than `tolerance` puts it there.
 */
export function floatSide(x: Fractional, tolerance: number): Side {
  return ({ normal, constant: [n, d] }) => {
    const value = dot(normal, x) + n / d;
    return Math.abs(value) <= tolerance * size(normal) ? 0 : Math.sign(value);
  };
}

/** The same half-space without common factors. */
function lowest(normal: Vec3, [n, d]: Fraction, inclusive: boolean | Condition): HalfSpace {
  return { normal: primitive(normal), constant: fraction(n, d * normal.reduce(gcd, 0)), inclusive };
}

/** A condition on coordinates as one on the coordinates after a change of basis, by `x = P x′ + p`. */
export function transformed<C extends Condition>(condition: C, change: Pick<ChangeOfBasis, 'P' | 'p'>): C {
  const { n, d } = common([...change.P, ...change.p]);
  const rewrite = (c: Condition): Condition => {
    if ('op' in c) return { op: c.op, of: c.of.map(rewrite) };
    const { normal, constant, inclusive } = c;
    const shift = dot(normal, vec3(n, 9));
    return lowest(
      vecMat(normal, mat3(n)),
      fraction(constant[0] * d + shift * constant[1], constant[1]),
      typeof inclusive === 'boolean' ? inclusive : rewrite(inclusive),
    );
  };
  return rewrite(condition) as C;
}

/**
 * Reads the notation of the table: linear forms (see readForm) that are not negative inside. `!` before one leaves its plane
 * out, and a condition in parentheses behind it says which part of the plane belongs to it, several joined by `&` or `|`.
 * Parentheses that end with the face are not closed.
 */
export function parseHalfSpaces(text: string): readonly HalfSpace[] {
  return text.split(';').map((face) => {
    const tokens = face.match(/[-!\w]+|[(&|)]/g) as string[];
    let at = 0;
    const readFace = (): HalfSpace => {
      const token = tokens[at++] as string;
      const [x, y, z, constant] = readForm(token);
      let inclusive: boolean | Condition = !token.startsWith('!');
      if (tokens[at] === '(') {
        at++;
        inclusive = readCondition();
        at++;
      }
      return lowest([x, y, z], [constant, UNITS], inclusive);
    };
    const readCondition = (): Condition => {
      const of = [readFace()];
      const sign = tokens[at];
      if (sign !== '&' && sign !== '|') return of[0] as HalfSpace;
      for (; tokens[at] === sign; of.push(readFace())) at++;
      return { op: sign === '&' ? 'and' : 'or', of };
    };
    return readFace();
  });
}

interface Bound {
  /** `x-y` */
  readonly of: string;
  readonly bound: string;
  /** Whether it bounds from below. */
  readonly isLower: boolean;
  readonly relation: '<' | '≤';
}

function boundOf({ normal, constant: [n, d], inclusive }: HalfSpace): Bound {
  const isLower = (normal.find((c) => c !== 0) as number) > 0;
  const sign = isLower ? 1 : -1;
  return {
    of: formatForm(scaled(normal, sign), 'xyz'),
    bound: formatFraction(fraction(-n * sign, d)),
    isLower,
    relation: inclusive === false ? '<' : '≤',
  };
}

function formatCondition(condition: Condition): string {
  if ('op' in condition) {
    return condition.of
      .map((c) => ('op' in c ? `(${formatCondition(c)})` : formatCondition(c)))
      .join(` ${condition.op} `);
  }
  const { of, isLower, bound, relation } = boundOf(condition);
  const { inclusive } = condition;
  const nested = typeof inclusive === 'boolean' ? '' : ` [${formatCondition(inclusive)}]`;
  return `${of}${isLower ? (relation === '<' ? '>' : '≥') : relation}${bound}${nested}`;
}

/**
 * Inequalities in the manner of the International Tables, `0≤x≤1/2; 0≤y<1; z≤1/4 [x≤1/4]`: bounds of the same expression
 * together, and in brackets the condition that holds on the boundary plane.
 */
export function formatHalfSpaces(faces: readonly HalfSpace[]): string {
  const parts: string[] = [];
  const rest = [...faces];
  for (let face = rest.shift(); face !== undefined; face = rest.shift()) {
    const isPlain = (f: HalfSpace): boolean => typeof f.inclusive === 'boolean';
    const one = boundOf(face);
    const at = rest.findIndex((f) => isPlain(f) && boundOf(f).of === one.of && boundOf(f).isLower !== one.isLower);
    if (at < 0 || !isPlain(face)) {
      parts.push(formatCondition(face));
      continue;
    }
    const other = boundOf(rest.splice(at, 1)[0] as HalfSpace);
    const [low, high] = one.isLower ? [one, other] : [other, one];
    parts.push(`${low.bound}${low.relation}${one.of}${high.relation}${high.bound}`);
  }
  return parts.join('; ');
}
