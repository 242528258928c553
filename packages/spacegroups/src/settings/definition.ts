import { compare, type Fraction, mapped, mod, type Rows3, unitRows, type Vec3 } from '@crystal-fourier/math3';
import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { SpaceGroupError } from '../algebra/errors.js';
import { composeInOrder, generatedBy, withCentring } from '../operations/generate.js';
import { CENTRINGS, readHall } from '../operations/hall.js';
import { readForm } from '../algebra/linearForm.js';
import { selectedGenerators } from './selectedGenerators.js';
import { referenceRow, type SettingRow } from './settingTable.js';
import { SymOp } from '../operations/symOp.js';
import { UNITS } from '../algebra/types.js';

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
  const { generators, centring } = readHall(row.hall);
  // The generators of the tables are among the elements; which representative modulo centring they list is in the row.
  const elements = generatedBy(generators, centring);
  const selected = selectedGenerators(number).map(({ rotation }, i) => {
    const choices = elements.filter((op) => op.rotation === rotation);
    choices.sort((a, b) => compare(a.trans, b.trans));
    return choices[Number(row.representatives[i] ?? 0)] as SymOp;
  });
  return (references[number] = { generators: selected, centring });
}

// The 530 settings have few different changes of basis.
const changes = /* @__PURE__ */ new Map<string, ChangeOfBasis>();

/** The change from the setting to the reference setting, as its row has it. @internal */
export function rowToReference({ fromReference }: SettingRow): ChangeOfBasis {
  if (fromReference === '') return ChangeOfBasis.identity;
  let made = changes.get(fromReference);
  if (made === undefined) {
    const forms = fromReference.split(',').map(readForm);
    // x = V x_ref + v: the reference basis is (setting basis) V, its origin is at v.
    made = ChangeOfBasis.of(
      forms.flatMap((form) => form.slice(0, 3)),
      forms.map((form): Fraction => [form[3], UNITS]),
    );
    changes.set(fromReference, made);
  }
  return made;
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
  return (row.hall || row.hm).replace('-', '')[0] as string;
}

/** Lattice points of the reference lattice inside the new cell, in units of 1/24, (0,0,0) first. */
function transformedCentring(centring: readonly Vec3[], from: ChangeOfBasis): readonly Vec3[] {
  const inCell = (t: Vec3): Vec3 => {
    const moved = from.conjugate(SymOp.identity.translated(t)).trans;
    return mapped(moved, (c) => mod(c, UNITS));
  };
  const generators = [...(unitRows(3, UNITS) as readonly (readonly number[])[] as Rows3), ...centring].map(inCell);
  const points = generatedBy([], generators).map((op) => op.trans);
  const [n, d] = from.volumeRatio;
  if (points.length * d !== centring.length * Math.abs(n)) {
    throw new SpaceGroupError(
      'bad-basis',
      `changeBasis: the new basis vectors must be lattice vectors of the group, but ${from.toAbc()} (from the reference setting) are not`,
    );
  }
  points.sort(compare);
  return CENTRINGS[centringSymbol(points) ?? ''] ?? points;
}

/** The lattice letter and standard order of a set of centring vectors, if it has one. */
export function centringSymbol(points: readonly Vec3[]): string | null {
  const has = (v: Vec3): boolean => points.some((p) => compare(p, v) === 0);
  const isSame = ([, vectors]: [string, readonly Vec3[]]): boolean =>
    vectors.length === points.length && vectors.every(has);
  return Object.entries(CENTRINGS).find(isSame)?.[0] ?? null;
}

/** All operations, in the order of the International Tables: general position, then once more for each centring vector. @internal */
export function operationsOf({ generators, centring }: Generated): readonly SymOp[] {
  return withCentring(composeInOrder(generators), centring);
}

/** All operations of a setting of the table. @internal */
export function operationsOfRow(row: SettingRow): readonly SymOp[] {
  return operationsOf(generatorsOf(definitionOfRow(row)));
}
