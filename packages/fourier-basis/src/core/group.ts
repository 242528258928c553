import { FourierBasisError, show } from './errors.js';

/** Translations are integers in units of 1/24, and phases are classes in ℤ/24. */
export const UNITS = 24;

/** An operation `x ↦ R x + t` on fractional coordinates, R row-major integers, t integers in units of 1/24. */
export interface Operation {
  readonly rot: readonly number[];
  readonly trans: readonly number[];
}

/**
 * What this package needs of a group: its operations modulo the lattice vectors of the cell, centring included. Space groups
 * (3×3 matrices) and plane groups (2×2 matrices) of `@crystal-fourier/spacegroups` are such objects.
 */
export interface SymmetryGroup<Op extends Operation = Operation> {
  readonly operations: readonly Op[];
}

/**
 * A group as flat integers. A plane group is carried in three dimensions, its third coordinate untouched, so that one
 * code serves both.
 */
export interface CompiledGroup {
  readonly dim: 2 | 3;
  readonly order: number;
  /** Number of elements of the point group. */
  readonly pointOrder: number;
  /** (pointOrder, 9), row-major matrices. */
  readonly rot: Int32Array;
  /** (pointOrder, 3), units of 1/24: the translation of the first operation with this matrix. */
  readonly trans: Int32Array;
  /** Position of that operation in the group's list. */
  readonly operation: Int32Array;
  /** (centrings, 3), units of 1/24: the pure translations but for the identity, and their positions in the list. */
  readonly centring: Int32Array;
  readonly centringOperation: Int32Array;
  /** Position of the identity in the list. */
  readonly identity: number;
}

/** Compiled lists, with a copy of the list that shows whether it was changed since. */
const compiled = /* @__PURE__ */ new WeakMap<
  readonly Operation[],
  { list: readonly Operation[]; group: CompiledGroup }
>();

/** `a mod 24` in [0, 24) for integers. */
export function mod24(a: number): number {
  // |0 makes −0 of a remainder 0.
  const r = (a % UNITS) | 0;
  return r < 0 ? r + UNITS : r;
}

/** Copies integers; false if there are not `length` of them, or one is no integer of a sensible size. */
function copyIntegers(from: readonly number[] | undefined, length: number, to: Int32Array, at: number): boolean {
  if (from?.length !== length) return false;
  for (let i = 0; i < length; i++) {
    const value = from[i]!;
    if ((value | 0) !== value || value > MAX_ENTRY || value < -MAX_ENTRY) return false;
    to[at + i] = value;
  }
  return true;
}

const MAX_ENTRY = 1e6;

/**
 * The operations as flat arrays; made once per list of operations, and again if operations were added, removed or replaced. The operations
 * themselves must not be written to.
 *
 * @throws FourierBasisError `bad-group`
 */
export function compileGroup(group: SymmetryGroup, where: string): CompiledGroup {
  const operations = group?.operations;
  if (!Array.isArray(operations) || operations.length === 0) {
    throw new FourierBasisError(
      'bad-group',
      `${where}: group must have operations, at least the identity, got ${show(group)}; spaceGroup(number) and planeGroup(number) of @crystal-fourier/spacegroups make one`,
    );
  }
  const known = compiled.get(operations);
  if (known?.list.length === operations.length && known.list.every((op, i) => op === operations[i])) return known.group;
  const made = compile(operations, where);
  compiled.set(operations, { list: operations.slice(), group: made });
  return made;
}

function compile(operations: readonly Operation[], where: string): CompiledGroup {
  const dim = operations[0]?.rot?.length === 4 ? 2 : 3;
  const indices = new Map<string | number, number>();
  const rot = new Int32Array(9 * operations.length);
  const trans = new Int32Array(3 * operations.length);
  const operation: number[] = [];
  const centring: number[] = [];
  const centringOperation: number[] = [];
  /** Index of each operation's matrix, and the difference of its translation from that of the first operation with this matrix. */
  const matrixOf = new Int32Array(operations.length);
  const shift = new Int32Array(operations.length);
  let identity = -1;
  for (let index = 0; index < operations.length; index++) {
    const op = operations[index]!;
    // Into the next free index, which the operation keeps if its matrix is new.
    const at = operation.length;
    const [r, t] = [9 * at, 3 * at];
    if (!copyIntegers(op.rot, dim * dim, rot, r) || !copyIntegers(op.trans, dim, trans, t)) {
      throw new FourierBasisError(
        'bad-group',
        `${where}: operation ${index} of group must have ${dim * dim} integers in rot and ${dim} in trans (units of 1/24), got rot ${show(op.rot)} and trans ${show(op.trans)}`,
      );
    }
    if (dim === 2) {
      rot.set([rot[r]!, rot[r + 1]!, 0, rot[r + 2]!, rot[r + 3]!, 0, 0, 0, 1], r);
      trans[t + 2] = 0;
    }
    for (let i = t; i < t + 3; i++) trans[i] = mod24(trans[i]!);
    const key = matrixKey(rot, r);
    if (key === IDENTITY) {
      if (trans[t] === 0 && trans[t + 1] === 0 && trans[t + 2] === 0) {
        identity = index;
      } else {
        centring.push(trans[t]!, trans[t + 1]!, trans[t + 2]!);
        centringOperation.push(index);
      }
    }
    const known = indices.get(key);
    if (known === undefined) {
      indices.set(key, at);
      operation.push(index);
    }
    matrixOf[index] = known ?? at;
    shift[index] = difference(trans, t, 3 * matrixOf[index]!);
  }
  const shape = {
    dim,
    order: operations.length,
    pointOrder: operation.length,
    rot: rot.slice(0, 9 * operation.length),
    trans: trans.slice(0, 3 * operation.length),
    operation: Int32Array.from(operation),
    centring: Int32Array.from(centring),
    centringOperation: Int32Array.from(centringOperation),
    identity,
  } as const;
  if (identity < 0 || operations.length !== operation.length * (centringOperation.length + 1)) {
    throw new FourierBasisError(
      'bad-group',
      `${where}: group has ${operations.length} operations, ${operation.length} different matrices and ${centringOperation.length} centring translations, ${identity < 0 ? 'without' : 'with'} the identity, which is no group; pass every operation once, modulo lattice vectors (fromOperations of @crystal-fourier/spacegroups completes a list)`,
    );
  }
  const lattice = new Map([[0, identity]]);
  for (let c = 0; c < centring.length; c += 3)
    lattice.set((centring[c]! * UNITS + centring[c + 1]!) * UNITS + centring[c + 2]!, centringOperation[c / 3]!);
  const fault = repetition(shape, matrixOf, shift, lattice) ?? unclosed(shape, indices, lattice);
  if (fault !== undefined) {
    throw new FourierBasisError(
      'bad-group',
      `${where}: the ${operations.length} operations of group are not closed under multiplication modulo lattice vectors, ${fault}; fromOperations of @crystal-fourier/spacegroups completes a list`,
    );
  }
  return shape;
}

/** Pure translations in units of 1/24, as numbers (see {@link difference}), and their positions in the group's list. */
type Centring = ReadonlyMap<number, number>;

/** t(a) − t(b) modulo 1 as one number, `(24 x + y) 24 + z`. */
function difference(trans: Int32Array, a: number, b: number): number {
  return (
    (mod24(trans[a]! - trans[b]!) * UNITS + mod24(trans[a + 1]! - trans[b + 1]!)) * UNITS +
    mod24(trans[a + 2]! - trans[b + 2]!)
  );
}

/**
 * An operation that occurs twice, or differs from another one by a translation that is not in the list. If there is none,
 * every matrix occurs with every pure translation: their numbers leave no other way.
 */
function repetition(
  { operation }: CompiledGroup,
  matrixOf: Int32Array,
  shift: Int32Array,
  lattice: Centring,
): string | undefined {
  const seen = new Map<number, number>();
  for (let index = 0; index < matrixOf.length; index++) {
    const key = matrixOf[index]! * UNITS ** 3 + shift[index]!;
    const twin = seen.get(key);
    if (twin !== undefined) return `operations ${twin} and ${index} are the same`;
    if (!lattice.has(shift[index]!))
      return `operations ${operation[matrixOf[index]!]} and ${index} differ by a translation that is missing`;
    seen.set(key, index);
  }
  return undefined;
}

/** R a + b modulo 1 for translations as numbers, R being the matrix at an index of a list. */
function image(rot: ArrayLike<number>, at: number, a: number, b: number): number {
  const [x, y, z] = [Math.floor(a / (UNITS * UNITS)), Math.floor(a / UNITS), a];
  let sum = 0;
  for (let i = 0, unit = UNITS * UNITS; i < 3; i++, unit /= UNITS) {
    const row = at + 3 * i;
    const b1 = Math.floor(b / unit);
    sum = sum * UNITS + mod24(rot[row]! * mod24(x) + rot[row + 1]! * mod24(y) + rot[row + 2]! * mod24(z) + b1);
  }
  return sum;
}

const UNIT = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/**
 * Two operations whose product is not in the list, which has every matrix with every pure translation. Products with generating sets are
 * enough: a list that they lead through, and never out of, is the group that they generate.
 */
function unclosed(
  group: CompiledGroup,
  indices: ReadonlyMap<string | number, number>,
  lattice: Centring,
): string | undefined {
  const { pointOrder, operation, rot } = group;
  const missing = (a: number, b: number): string => `that of ${a} and ${b} is missing`;
  const translations = [0];
  const inside = new Set(translations);
  const steps: number[] = [];
  for (const [step, position] of lattice) {
    if (inside.has(step)) continue;
    steps.push(step);
    // The cosets of what is there, by multiples of the step, until one of these is there.
    for (let e = 0; e < translations.length; e++) {
      const sum = image(UNIT, 0, step, translations[e]!);
      if (!lattice.has(sum)) return missing(lattice.get(translations[e]!)!, position);
      if (inside.has(sum)) break;
      translations.push(sum);
      inside.add(sum);
    }
  }
  const elements = [indices.get(IDENTITY)!];
  const reached = new Uint8Array(pointOrder);
  reached[elements[0]!] = 1;
  const generators: number[] = [];
  for (let next = 0; next < pointOrder; next++) {
    if (reached[next] === 1) continue;
    const old = elements.length;
    generators.push(next);
    for (const step of steps) {
      if (!lattice.has(image(rot, 9 * next, step, 0))) return missing(operation[next]!, lattice.get(step)!);
    }
    for (let e = 0; e < elements.length; e++) {
      for (let g = e < old ? generators.length - 1 : 0; g < generators.length; g++) {
        const p = indexOfProduct(group, elements[e]!, generators[g]!, indices, lattice);
        if (p < 0) return missing(operation[elements[e]!]!, operation[generators[g]!]!);
        if (reached[p] === 0) elements.push(p);
        reached[p] = 1;
      }
    }
  }
  return undefined;
}

const product = /* @__PURE__ */ new Int32Array(9);

/** Place of a·b among the matrices, −1 if it is not there or its translation is another one. */
function indexOfProduct(
  { rot, trans }: CompiledGroup,
  a: number,
  b: number,
  indices: ReadonlyMap<string | number, number>,
  lattice: Centring,
): number {
  const [m, n] = [9 * a, 9 * b];
  for (let i = 0; i < 9; i += 3) {
    for (let j = 0; j < 3; j++)
      product[i + j] =
        rot[m + i]! * rot[n + j]! + rot[m + i + 1]! * rot[n + 3 + j]! + rot[m + i + 2]! * rot[n + 6 + j]!;
  }
  const p = indices.get(matrixKey(product, 0));
  if (p === undefined) return -1;
  let cell = 0;
  for (let i = 0; i < 3; i++) {
    const row = m + 3 * i;
    const t = rot[row]! * trans[3 * b]! + rot[row + 1]! * trans[3 * b + 1]! + rot[row + 2]! * trans[3 * b + 2]!;
    cell = cell * UNITS + mod24(t + trans[3 * a + i]! - trans[3 * p + i]!);
  }
  return lattice.has(cell) ? p : -1;
}

/** {@link matrixKey} of the identity. */
const IDENTITY = 16484;

/** Unique for a matrix: a number where its entries are in −1 … 1. */
function matrixKey(m: Int32Array, at: number): string | number {
  let key = 0;
  for (let i = at; i < at + 9; i++) {
    if (m[i]! > 1 || m[i]! < -1) return m.subarray(at, at + 9).join();
    key = 3 * key + m[i]! + 1;
  }
  return key;
}

/** Name of a group for messages. */
export function nameOf(group: SymmetryGroup): string {
  const text = String(group);
  return text.startsWith('[object') ? 'the group' : text;
}
