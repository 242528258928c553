import type { ChangeOfBasis } from './changeOfBasis.js';
import { gcd } from './integer.js';
import { formatFraction, formatRow, type Fraction, fraction } from './triplet.js';
import { type Fractional, UNITS, type Vec3 } from './types.js';

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
  const below = x.reduce((acc, [, d]) => (acc * d) / gcd(acc, d), 1);
  const [u, v, w] = x.map(([n, d]) => n * (below / d)) as [number, number, number];
  return ({ normal, constant: [n, d] }) => Math.sign((normal[0] * u + normal[1] * v + normal[2] * w) * d + n * below);
}

/**
 * Side of a point in floats: on the plane if a change of each coordinate by no more than `tolerance` puts it there.
 */
export function floatSide(x: Fractional, tolerance: number): Side {
  return ({ normal: [a, b, c], constant: [n, d] }) => {
    const value = a * x[0] + b * x[1] + c * x[2] + n / d;
    return Math.abs(value) <= tolerance * (Math.abs(a) + Math.abs(b) + Math.abs(c)) ? 0 : Math.sign(value);
  };
}

/** The same half-space without common factors. */
function primitive(normal: readonly number[], [n, d]: Fraction, inclusive: boolean | Condition): HalfSpace {
  const g = normal.reduce((acc, c) => gcd(acc, c), 0);
  return Object.freeze({
    normal: Object.freeze(normal.map((c) => c / g + 0)) as unknown as Vec3,
    constant: fraction(n, d * g),
    inclusive,
  });
}

/** A condition on coordinates as one on the coordinates after a change of basis, by `x = P x′ + p`. */
export function transformed<C extends Condition>(condition: C, change: ChangeOfBasis): C {
  const { P, p } = change;
  const below = [...P, ...p].reduce((acc, [, d]) => (acc * d) / gcd(acc, d), 1);
  const at = ([n, d]: Fraction): number => (n * below) / d;
  const rewrite = (c: Condition): Condition => {
    if ('op' in c) return { op: c.op, of: c.of.map(rewrite) };
    const { normal, constant, inclusive } = c;
    const row = [0, 1, 2].map((j) =>
      [0, 1, 2].reduce((sum, i) => sum + normal[i as 0 | 1 | 2] * at(P[3 * i + j] as Fraction), 0),
    );
    const shift = [0, 1, 2].reduce((sum, i) => sum + normal[i as 0 | 1 | 2] * at(p[i] as Fraction), 0);
    const sum = fraction(constant[0] * below + shift * constant[1], constant[1]);
    return primitive(row, sum, typeof inclusive === 'boolean' ? inclusive : rewrite(inclusive));
  };
  return rewrite(condition) as C;
}

const TERM = /([+-]?)(\d*)([xyz]?)/y;

/**
 * Reads the notation of the table: `x-2y+12` is `x − 2y + 12/24 ≥ 0`, `!` before it leaves the plane out, and a condition
 * in parentheses behind it says which part of the plane belongs to it, several joined by `&` or `|`.
 */
export function parseHalfSpaces(text: string): readonly HalfSpace[] {
  let at = 0;
  const readHalfSpace = (): HalfSpace => {
    let inclusive: boolean | Condition = true;
    if (text[at] === '!') {
      inclusive = false;
      at++;
    }
    const row = [0, 0, 0, 0];
    for (;;) {
      TERM.lastIndex = at;
      const [whole, sign, digits, letter] = TERM.exec(text) as unknown as [string, string, string, string];
      if (whole === '') break;
      const size = digits === '' ? 1 : Number(digits);
      const column = letter === '' ? 3 : 'xyz'.indexOf(letter);
      row[column] = sign === '-' ? -size : size;
      at += whole.length;
    }
    if (text[at] === '(') {
      at++;
      inclusive = readCondition();
      at++;
    }
    return primitive(row.slice(0, 3), fraction(row[3] as number, UNITS), inclusive);
  };
  const readCondition = (): Condition => {
    const first = readHalfSpace();
    const sign = text[at];
    if (sign !== '&' && sign !== '|') return first;
    const of = [first];
    while (text[at] === sign) {
      at++;
      of.push(readHalfSpace());
    }
    return { op: sign === '&' ? 'and' : 'or', of };
  };
  const made: HalfSpace[] = [];
  for (; at < text.length; at++) made.push(readHalfSpace());
  return made;
}

/** `x-y`, and the bound that the half-space sets it, from below or from above. */
function boundOf({ normal, constant, inclusive }: HalfSpace): {
  of: string;
  sign: 1 | -1;
  bound: string;
  relation: string;
} {
  const lead = normal.find((c) => c !== 0) as number;
  const sign = lead > 0 ? 1 : -1;
  const of = formatRow(
    normal.map((c): Fraction => [c * sign, 1]),
    'xyz',
  );
  return {
    of,
    sign,
    bound: formatFraction(fraction(-constant[0] * sign, constant[1])),
    relation: inclusive === false ? '<' : '≤',
  };
}

function formatCondition(condition: Condition): string {
  if ('op' in condition) {
    return condition.of
      .map((c) => ('op' in c ? `(${formatCondition(c)})` : formatCondition(c)))
      .join(condition.op === 'and' ? ' and ' : ' or ');
  }
  const { of, sign, bound, relation } = boundOf(condition);
  const { inclusive } = condition;
  const nested = typeof inclusive === 'boolean' ? '' : ` [${formatCondition(inclusive)}]`;
  return (sign > 0 ? `${of}${relation === '<' ? '>' : '≥'}${bound}` : `${of}${relation}${bound}`) + nested;
}

/**
 * Inequalities in the manner of the International Tables, `0≤x≤1/2; 0≤y<1; z≤1/4 [x≤1/4]`: bounds of the same expression
 * together, and in brackets the condition that holds on the boundary plane.
 */
export function formatHalfSpaces(faces: readonly HalfSpace[]): string {
  const parts: string[] = [];
  const done = new Set<HalfSpace>();
  for (const face of faces) {
    if (done.has(face)) continue;
    done.add(face);
    const { of, sign, bound, relation } = boundOf(face);
    const other = faces.find(
      (f) => !done.has(f) && typeof f.inclusive === 'boolean' && boundOf(f).of === of && boundOf(f).sign === -sign,
    );
    if (other === undefined || typeof face.inclusive !== 'boolean') {
      parts.push(formatCondition(face));
      continue;
    }
    done.add(other);
    const opposite = boundOf(other);
    parts.push(
      sign > 0
        ? `${bound}${relation}${of}${opposite.relation}${opposite.bound}`
        : `${opposite.bound}${opposite.relation}${of}${relation}${bound}`,
    );
  }
  return parts.join('; ');
}
