import { IDENTITY, mapped, type Mat3, matVec, minus, plus, type Vec3 } from '@crystal-fourier/math3';
import { ChangeOfBasis } from './changeOfBasis.js';
import { SpaceGroupError, show } from '../algebra/errors.js';
import { frozen } from '../algebra/frozen.js';
import { rotation, type Rotation } from './rotation.js';
import { SymOp } from './symOp.js';
import { parseTriplet } from '../algebra/triplet.js';
import { UNITS } from '../algebra/types.js';

/** What a Hall symbol says: generators in its order, and the centring translations with (0,0,0) first. */
export interface HallGenerators {
  readonly generators: readonly SymOp[];
  /** Centring translations in units of 1/24. */
  readonly centring: readonly Vec3[];
}

const ORIGIN: Vec3 = [0, 0, 0];

/** Centring vectors by lattice letter, units of 1/24, in the order of the International Tables. */
export const CENTRINGS: Readonly<Record<string, readonly Vec3[]>> = /* @__PURE__ */ frozen({
  P: [ORIGIN],
  A: [ORIGIN, [0, 12, 12]],
  B: [ORIGIN, [12, 0, 12]],
  C: [ORIGIN, [12, 12, 0]],
  I: [ORIGIN, [12, 12, 12]],
  F: [ORIGIN, [0, 12, 12], [12, 0, 12], [12, 12, 0]],
  R: [ORIGIN, [16, 8, 8], [8, 16, 16]],
  S: [ORIGIN, [8, 8, 16], [16, 16, 8]],
  T: [ORIGIN, [8, 16, 8], [16, 8, 16]],
  H: [ORIGIN, [16, 8, 0], [8, 16, 0]],
});

// Rotations about c; those about a and b follow by cyclic permutation.
const ABOUT_C: Readonly<Record<string, Mat3>> = {
  '1': IDENTITY,
  '2': [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  '3': [0, -1, 0, 1, -1, 0, 0, 0, 1],
  '4': [0, -1, 0, 1, 0, 0, 0, 0, 1],
  '6': [1, -1, 0, 1, 0, 0, 0, 0, 1],
  "2'": [0, -1, 0, -1, 0, 0, 0, 0, -1],
  '2"': [0, 1, 0, 1, 0, 0, 0, 0, -1],
  '3*': [0, 0, 1, 1, 0, 0, 0, 1, 0],
};

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

/** The sum of the translations that letters such as `ab` name, added to another one. */
export function translationOf(letters: string, start = ORIGIN): Vec3 {
  let t = start;
  for (const letter of letters) t = plus(t, SHIFTS[letter] as Vec3);
  return t;
}

const prepared = /* @__PURE__ */ new Map<string, Rotation>();

/** The rotation of a name such as `2`, `2"` or `3*` about axis 0 (a), 1 (b) or 2 (c), multiplied by −1 if improper. */
export function rotationAbout(name: string, axis: number, improper: boolean): Rotation {
  const key = `${name}${axis}${improper}`;
  let made = prepared.get(key);
  if (made === undefined) {
    const proper = ABOUT_C[name] as Mat3;
    const places = [0, 1, 2].map((i) => (i + 2 - axis) % 3);
    const turned = places.flatMap((i) => places.map((j) => (improper ? -1 : 1) * (proper[3 * i + j] as number) + 0));
    prepared.set(key, (made = rotation(turned as readonly number[] as Mat3) as Rotation));
  }
  return made;
}

// Sign, order, axis, direction and letters; the number of a screw is found before or behind the axis.
const SYMBOL = /^(-?)([1-6])([1-5]?)([xyz]?)(['"*=^]?)([1-5]?)([abcnuvwd]*)$/;

/**
 * Reads a Hall symbol with explicit or implied axes, and an origin shift in twelfths `(0 0 1)` behind it. The whole of
 * the notation is read by {@link parseHall}.
 *
 * @param symbol what messages show, if it is more than the text
 * @throws SpaceGroupError `bad-hall`, naming the part that is wrong
 */
export function readHall(text: string, symbol = text): HallGenerators {
  const fail = (why: string): never => {
    throw new SpaceGroupError('bad-hall', `${show(symbol)} is no Hall symbol: ${why}`);
  };
  if (typeof symbol !== 'string' || symbol.length > 200) fail('it must be a string of at most 200 characters');
  const [head, shift, more] = text.replaceAll('_', ' ').split('(') as [string, string?, string?];
  // "-P2ybc" without a space is common in files.
  const [, minusSign = '', lattice = '', rotations = ''] = /^(-?)(.?)\s*(.*)$/s.exec(head.trim()) ?? [];
  const centring = CENTRINGS[lattice.toUpperCase()];
  if (centring === undefined)
    return fail(`a lattice letter (P A B C I F R S T H) must come first, got ${show(lattice)}`);
  const tokens = rotations.split(/\s+/);
  if (rotations === '' || tokens.length > 4) fail('one to four rotations must follow the lattice letter, at least 1');
  let firstOrder = '';
  let firstAxis = 2;
  let generators = tokens.map((token, index) => {
    const m: readonly string[] | null = SYMBOL.exec(token.toLowerCase());
    if (m === null || (m[3] && m[6]))
      return fail(`cannot read ${show(token)}; expected a rotation such as -2ybc, 41, 3* or 2"`);
    const [, improper, order, early, letter, mark, late, letters] = m as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const wrong = (why: string): never => fail(`${show(token)}: ${why}`);
    if (order === '5') wrong('there is no 5-fold axis in a lattice');
    let axis = letter === '' ? -1 : 'xyz'.indexOf(letter);
    let diagonal = mark.replace('=', '"').replace('^', "'");
    if (diagonal === '*') {
      if (order !== '3' || axis >= 0) wrong('only 3* lies along a+b+c, without axis letter');
    } else if (diagonal !== '') {
      if (order !== '2') wrong('only a 2-fold axis lies along a face diagonal');
      if (axis < 0) axis = firstAxis;
    } else if (axis < 0) {
      // Implied axes: International Tables B, A1.4.2.3, rules (i)–(iii).
      if (index === 0 || order === '1') axis = 2;
      else if (index === 1 && order === '2') {
        const oblique = firstOrder === '3' || firstOrder === '6';
        axis = oblique ? firstAxis : 0;
        if (oblique) diagonal = "'";
      } else if (index === 2 && order === '3') diagonal = '*';
      else wrong(`the axis is not implied at this place, write it: x, y, z, ', " or *`);
    }
    if (index === 0) {
      firstOrder = order;
      if (axis >= 0) firstAxis = axis;
    }
    const screw = Number(early + late);
    if (screw > 0 && (diagonal !== '' || screw >= Number(order)))
      wrong('a screw number is smaller than the order, its axis a, b or c');
    const step = (UNITS / Number(order)) * screw;
    const along = mapped(ORIGIN, (_, i) => (i === axis ? step : 0));
    return SymOp.unchecked(
      rotationAbout(order + diagonal, Math.max(axis, 0), improper === '-'),
      translationOf(letters, along),
    );
  });
  if (minusSign === '-') generators.push(SymOp.unchecked(rotationAbout('1', 2, true), ORIGIN));
  if (shift !== undefined) {
    const m = /^\s*(-?\d{1,2})\s+(-?\d{1,2})\s+(-?\d{1,2})\s*\)\s*$/.exec(shift);
    if (m === null || more !== undefined)
      fail('the bracket at its end must hold three integers in twelfths or a change of basis, (x,y,z+1/4)');
    const v = (m as string[]).slice(1).map((s) => 2 * Number(s)) as readonly number[] as Vec3;
    generators = generators.map((g) => g.translated(minus(v, matVec(g.rot, v))));
  }
  return { generators, centring };
}

/**
 * Reads a Hall symbol (S. R. Hall, Acta Cryst. A37, 517 (1981); International Tables B, A1.4.2.3), with explicit or
 * implied axes, an origin shift in twelfths `(0 0 1)` and a change of basis `(x-y,x+y,z)` behind it or behind the shift, which
 * maps old to new coordinates; it is returned and not applied.
 *
 * @throws SpaceGroupError `bad-hall`, naming the part that is wrong
 */
export function parseHall(symbol: string): HallGenerators & { readonly basis: ChangeOfBasis | undefined } {
  const m = typeof symbol === 'string' && symbol.includes(',') ? /^(.*)\((.*,.*)\)\s*$/s.exec(symbol) : null;
  if (m === null) return { ...readHall(symbol), basis: undefined };
  const rows = parseTriplet(m[2] as string, 'xyz', 'bad-hall');
  const coordinates = ChangeOfBasis.of(
    rows.flatMap((row) => row.slice(0, 3)),
    rows.map((row) => row[3] ?? 0),
  );
  // The bracket gives x′ = Vx + v; (P, p) is its inverse.
  return { ...readHall(m[1] as string, symbol), basis: coordinates.inverse() };
}
