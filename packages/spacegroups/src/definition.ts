import { ChangeOfBasis } from './changeOfBasis.js';
import { SpaceGroupError } from './errors.js';
import { closure, composeInOrder, selectedGenerators, withCentring } from './generate.js';
import { CENTRINGS, parseHall } from './hall.js';
import { mod } from './integer.js';
import { rowToReference } from './setting.js';
import { referenceRow, type SettingRow } from './settingTable.js';
import { SymOp } from './symOp.js';
import { UNITS, type Vec3 } from './types.js';

/** What a group is, before anything is derived: a type and a description of space. @internal */
export interface Definition {
  readonly number: number;
  /** Undefined for a setting outside the table. */
  readonly row: SettingRow | undefined;
  readonly toReference: ChangeOfBasis;
}

/** The generators of the International Tables without lattice translations, and the centring, both in this setting. @internal */
export interface Generated {
  readonly generators: readonly SymOp[];
  readonly centring: readonly Vec3[];
}

const references: (Generated | undefined)[] = [];

function referenceGenerators(number: number): Generated {
  const known = references[number];
  if (known !== undefined) return known;
  const row = referenceRow(number);
  const { generators, centring } = parseHall(row.hall);
  // The generators of the tables are among the elements; which representative modulo centring they list is in the row.
  const elements = closure([...centring.map((t) => SymOp.identity.translated(t)), ...generators]);
  const selected = selectedGenerators(number).map((matrix, i) => {
    const choices = elements.filter((op) => op.rot.every((c, k) => c === matrix[k]));
    choices.sort((a, b) => a.trans[0] - b.trans[0] || a.trans[1] - b.trans[1] || a.trans[2] - b.trans[2]);
    return choices[Number(row.representatives[i] ?? 0)] as SymOp;
  });
  return (references[number] = { generators: selected, centring });
}

export function definitionOfRow(row: SettingRow): Definition {
  return { number: row.number, row, toReference: rowToReference(row) };
}

/** Generators in the setting of a definition. @internal */
export function generatorsOf({ number, row, toReference }: Definition): Generated {
  const reference = referenceGenerators(number);
  if (row !== undefined && row.fromReference === '') return reference;
  const from = toReference.inverse();
  const generators = reference.generators.map((op) => from.conjugate(op).reduced());
  // Settings of the table keep their lattice letter's order of centring vectors.
  const centring = row !== undefined ? CENTRINGS[centringLetter(row)] : undefined;
  return { generators, centring: centring ?? transformedCentring(reference.centring, from) };
}

function centringLetter(row: SettingRow): string {
  return row.hall.replace('-', '')[0] as string;
}

/** Lattice points of the reference lattice inside the new cell, in units of 1/24, (0,0,0) first. */
function transformedCentring(centring: readonly Vec3[], from: ChangeOfBasis): readonly Vec3[] {
  const inCell = (t: Vec3): Vec3 => {
    const moved = from.conjugate(SymOp.identity.translated(t)).trans;
    return moved.map((c) => mod(c, UNITS)) as unknown as Vec3;
  };
  const generators: Vec3[] = [[UNITS, 0, 0] as const, [0, UNITS, 0] as const, [0, 0, UNITS] as const, ...centring].map(inCell);
  const points = closure(generators.map((t) => SymOp.identity.translated(t))).map((op) => op.trans);
  const [n, d] = from.volumeRatio;
  if (points.length * d !== centring.length * Math.abs(n)) {
    throw new SpaceGroupError(
      'bad-basis',
      `changeBasis: the new basis vectors must be lattice vectors of the group, but ${from.toAbc()} (from the reference setting) are not`,
    );
  }
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return standardOrder(points) ?? points;
}

/** The lattice letter and standard order of a set of centring vectors, if it has one. */
export function centringSymbol(points: readonly Vec3[]): string | null {
  const has = (v: Vec3): boolean => points.some((p) => p[0] === v[0] && p[1] === v[1] && p[2] === v[2]);
  for (const [letter, vectors] of Object.entries(CENTRINGS)) if (vectors.length === points.length && vectors.every(has)) return letter;
  return null;
}

function standardOrder(points: readonly Vec3[]): readonly Vec3[] | undefined {
  const letter = centringSymbol(points);
  return letter === null ? undefined : CENTRINGS[letter];
}

/** All operations, in the order of the International Tables: general position, then once more for each centring vector. @internal */
export function operationsOf({ generators, centring }: Generated): readonly SymOp[] {
  return withCentring(composeInOrder(generators), centring);
}
