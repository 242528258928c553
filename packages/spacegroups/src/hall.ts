import { ChangeOfBasis } from './changeOfBasis.js';
import { SpaceGroupError, show } from './errors.js';
import { matVec } from './integer.js';
import { rotation, type Rotation } from './rotation.js';
import { SymOp } from './symOp.js';
import { parseTriplet } from './triplet.js';
import type { Mat3, Vec3 } from './types.js';

/** What a Hall symbol says: generators in its order, and the centring translations with (0,0,0) first. */
export interface HallGenerators {
  readonly generators: readonly SymOp[];
  /** Centring translations in units of 1/24. */
  readonly centring: readonly Vec3[];
  /** A change of basis written behind the symbol, already applied to both. */
  readonly basis: ChangeOfBasis | undefined;
}

/** Centring vectors by lattice letter, units of 1/24, in the order of the International Tables. */
export const CENTRINGS: Readonly<Record<string, readonly Vec3[]>> = {
  P: [[0, 0, 0]],
  A: [[0, 0, 0], [0, 12, 12]],
  B: [[0, 0, 0], [12, 0, 12]],
  C: [[0, 0, 0], [12, 12, 0]],
  I: [[0, 0, 0], [12, 12, 12]],
  F: [[0, 0, 0], [0, 12, 12], [12, 0, 12], [12, 12, 0]],
  R: [[0, 0, 0], [16, 8, 8], [8, 16, 16]],
  S: [[0, 0, 0], [8, 8, 16], [16, 16, 8]],
  T: [[0, 0, 0], [8, 16, 8], [16, 8, 16]],
  H: [[0, 0, 0], [16, 8, 0], [8, 16, 0]],
};

// Rotations about c; those about a and b follow by cyclic permutation.
const ABOUT_C: Readonly<Record<string, Mat3>> = {
  '1': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  '2': [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  '3': [0, -1, 0, 1, -1, 0, 0, 0, 1],
  '4': [0, -1, 0, 1, 0, 0, 0, 0, 1],
  '6': [1, -1, 0, 1, 0, 0, 0, 0, 1],
  "2'": [0, -1, 0, -1, 0, 0, 0, 0, -1],
  '2"': [0, 1, 0, 1, 0, 0, 0, 0, -1],
};
const DIAGONAL_3: Mat3 = [0, 0, 1, 1, 0, 0, 0, 1, 0];

const SHIFTS: Readonly<Record<string, Vec3>> = {
  a: [12, 0, 0],
  b: [0, 12, 0],
  c: [0, 0, 12],
  n: [12, 12, 12],
  u: [6, 0, 0],
  v: [0, 6, 0],
  w: [0, 0, 6],
  d: [6, 6, 6],
};

/** Matrix about axis 0 (a), 1 (b) or 2 (c) from the one about c. */
function aboutAxis(m: Mat3, axis: number): Mat3 {
  const out: number[] = [];
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) out.push(m[3 * ((i + 2 - axis) % 3) + ((j + 2 - axis) % 3)] as number);
  }
  return out as unknown as Mat3;
}

const SYMBOL = /^(-?)([1-6])([xyz]?)(['"*=^]?)([1-5]?)([abcnuvwd]*)$/;
const SYMBOL_AXIS_LAST = /^(-?)([1-6])([1-5]?)([xyz]?)(['"*=^]?)([abcnuvwd]*)$/;

const prepared = new Map<string, Rotation>();

function matrixOf(order: string, axis: number, diagonal: string, improper: boolean): Rotation {
  const key = `${order}${axis}${diagonal}${improper ? '-' : ''}`;
  let made = prepared.get(key);
  if (made === undefined) {
    const proper = diagonal === '*' ? DIAGONAL_3 : aboutAxis(ABOUT_C[order + diagonal] as Mat3, axis);
    made = rotation(improper ? (proper.map((c) => -c + 0) as unknown as Mat3) : proper) as Rotation;
    prepared.set(key, made);
  }
  return made;
}

/**
 * Reads a Hall symbol (S. R. Hall, Acta Cryst. A37, 517 (1981); International Tables B, A1.4.2.3), with explicit or
 * implied axes, an origin shift in twelfths `(0 0 1)` or a change of basis `(x-y,x+y,z)` behind it, which maps old to new
 * coordinates.
 *
 * @throws SpaceGroupError `bad-hall`, naming the part that is wrong
 */
export function parseHall(symbol: string): HallGenerators {
  const fail = (why: string): never => {
    throw new SpaceGroupError('bad-hall', `${show(symbol)} is no Hall symbol: ${why}`);
  };
  if (typeof symbol !== 'string') fail('it must be a string');
  if (symbol.length > 200) fail('it is longer than 200 characters');
  const text = symbol.trim().replace(/_/g, ' ');
  const open = text.indexOf('(');
  const head = (open < 0 ? text : text.slice(0, open)).trim();
  const tokens = head.split(/\s+/);
  let lattice = tokens.shift() as string;
  const centric = lattice.startsWith('-');
  if (centric) lattice = lattice.slice(1);
  // "-P2ybc" without a space is common in files.
  if (lattice.length > 1) {
    tokens.unshift(lattice.slice(1));
    lattice = lattice.slice(0, 1);
  }
  const centring = CENTRINGS[lattice.toUpperCase()];
  if (centring === undefined) fail(lattice === '' ? 'it has no lattice letter' : `${show(lattice)} is no lattice letter (P A B C I F R S T H)`);
  if (tokens.length === 0) fail('a rotation must follow the lattice letter, at least 1');
  if (tokens.length > 4) fail('it has more than four rotations');
  let generators: SymOp[] = [];
  let firstOrder = '';
  let firstAxis = 2;
  tokens.forEach((token, index) => {
    const lower = token.toLowerCase();
    const m = SYMBOL.exec(lower);
    const late = m === null ? SYMBOL_AXIS_LAST.exec(lower) : null;
    if (m === null && late === null) fail(`cannot read ${show(token)}; expected a rotation such as -2ybc, 41, 3* or 2"`);
    const [improper, order, axisLetter, mark, screw, letters] =
      m !== null ? (m.slice(1) as string[]) : ([late?.[1], late?.[2], late?.[4], late?.[5], late?.[3], late?.[6]] as string[]);
    if (order === undefined || screw === undefined || letters === undefined) return;
    if (order === '5') fail(`${show(token)}: there is no 5-fold axis in a lattice`);
    let axis = axisLetter === '' ? -1 : 'xyz'.indexOf(axisLetter as string);
    let diagonal = mark === '=' || mark === '^' ? (mark === '=' ? '"' : "'") : (mark as string);
    if (diagonal === '*') {
      if (order !== '3') fail(`${show(token)}: only a 3-fold axis lies along a+b+c`);
      if (axis >= 0) fail(`${show(token)}: "*" leaves no room for an axis letter`);
    } else if (diagonal !== '') {
      if (order !== '2') fail(`${show(token)}: only a 2-fold axis lies along a face diagonal`);
      if (axis < 0) axis = firstAxis;
    } else if (axis < 0) {
      // Implied axes: International Tables B, A1.4.2.3, rules (i)–(iii).
      if (index === 0 || order === '1') axis = 2;
      else if (index === 1 && order === '2') {
        if (firstOrder === '2' || firstOrder === '4') axis = 0;
        else if (firstOrder === '3' || firstOrder === '6') {
          axis = firstAxis;
          diagonal = "'";
        } else axis = 0;
      } else if (index === 2 && order === '3') diagonal = '*';
      else fail(`the axis of ${show(token)} is not implied at this place, write it: x, y, z, ', " or *`);
    }
    if (index === 0) {
      firstOrder = order;
      if (axis >= 0) firstAxis = axis;
    }
    let t: Vec3 = [0, 0, 0];
    if (screw !== '') {
      if (diagonal !== '' || order === '1') fail(`${show(token)}: a screw needs an axis along a, b or c`);
      if (Number(screw) >= Number(order)) fail(`${show(token)}: a ${order}-fold screw has parts 1 to ${Number(order) - 1}`);
      const along = [0, 0, 0];
      along[axis] = (24 / Number(order)) * Number(screw);
      t = along as unknown as Vec3;
    }
    for (const letter of letters) {
      const s = SHIFTS[letter] as Vec3;
      t = [t[0] + s[0], t[1] + s[1], t[2] + s[2]];
    }
    generators.push(SymOp.unchecked(matrixOf(order, axis, diagonal, improper === '-'), Object.freeze(t)));
  });
  if (centric) generators.push(SymOp.unchecked(rotation([-1, 0, 0, 0, -1, 0, 0, 0, -1]) as Rotation, Object.freeze([0, 0, 0] as const)));
  if (open < 0) return { generators, centring: centring as readonly Vec3[], basis: undefined };

  if (!text.endsWith(')')) fail('the bracket is not closed at the end');
  const inner = text.slice(open + 1, -1);
  if (inner.includes(',')) {
    const rows = parseTriplet(inner, 'xyz', 'bad-hall');
    const coordinates = ChangeOfBasis.of(
      rows.flatMap((row) => row.slice(0, 3)),
      rows.map((row) => row[3] ?? 0),
    );
    // The bracket gives x′ = Vx + v; (P, p) is its inverse.
    return { generators, centring: centring as readonly Vec3[], basis: coordinates.inverse() };
  }
  const shift = inner.trim().split(/\s+/);
  if (shift.length !== 3 || !shift.every((s) => /^-?\d{1,2}$/.test(s))) {
    fail(`the origin shift ${show(inner)} must be three integers in twelfths, or a change of basis such as (x,y,z+1/4)`);
  }
  const v = shift.map((s) => 2 * Number(s)) as unknown as Vec3;
  generators = generators.map((g) => {
    const image = matVec(g.rot, v);
    return g.translated([v[0] - image[0], v[1] - image[1], v[2] - image[2]]);
  });
  return { generators, centring: centring as readonly Vec3[], basis: undefined };
}
