import type { Mat3, Vec3 } from '@crystal-fourier/math3';
import { type SpaceGroup, spaceGroup } from '@crystal-fourier/spacegroups';
import { brandOf, markOf, refuseUnreadable } from '../core/brand.js';
import { DataError, show } from '../core/errors.js';
import { isRecord } from '../core/json.js';
import { isElement } from '../elements/elements.js';
import { type Kind, kindOf } from '../structure/kinds.js';
import { checkedRows } from '../structure/lattice.js';
import type { SpeciesOccupancy } from '../structure/site.js';
import { checkedHandedness } from './handedness.js';
import { averagedMetric, metricOf, strainBetween } from './idealLattice.js';
import { orbitAt } from './orbitAt.js';
import { StandardCrystal } from './standardCrystal.js';
import type { StandardCrystalJson } from './standardCrystalJson.js';
import type { Orbit, StandardParts, Transformation } from './standardParts.js';

/** A lattice that was made ideal differs from its mean over the group by rounding only. */
const ROUNDING = 1e-6;

/**
 * A crystal of this copy of the package from what `toJSON` gives, or from a crystal of any copy. All numbers are the same.
 *
 * @throws DataError `bad-argument` for a value of another version, and for data that are not those of a standard crystal
 */
export function crystalFromJson(value: StandardCrystal | StandardCrystalJson): StandardCrystal {
  if (markOf(value) !== undefined && !isReadable(value)) refuseUnreadable(value, 'StandardCrystal', 'crystalFromJson');
  if (value instanceof StandardCrystal) return value;
  return new StandardCrystal(partsOfJson(isReadable(value) ? value.toJSON() : value));
}

/** A crystal of any copy of this version. */
const isReadable = (value: unknown): value is StandardCrystal => markOf(value) === brandOf('StandardCrystal');

/**
 * The parts of a crystal from plain data, checked.
 *
 * @throws DataError `bad-argument` that names the field
 */
function partsOfJson(value: unknown): StandardParts {
  if (!isRecord(value) || value['format'] !== brandOf('StandardCrystal'))
    throw new DataError(
      'bad-argument',
      `crystalFromJson: expected a crystal, or its toJSON() with the format ${show(brandOf('StandardCrystal'))}, got ${show(isRecord(value) && 'format' in value ? value['format'] : value)}; send crystal.toJSON(), or standardize the structure again`,
    );
  const number = checked(value, 'group', isGroupNumber, 'the number of a space group, 1 to 230');
  const group = spaceGroup(number);
  const lattice = checkedRows(value['lattice']);
  const metric = metricOf(lattice);
  const rotations = group.representatives.map(({ rot }) => rot);
  checked(
    value,
    'lattice',
    () => strainBetween(averagedMetric(metric, rotations), lattice) < ROUNDING,
    `a lattice with the symmetry of ${String(group)}`,
  );
  const kinds = Object.freeze(
    checked(value, 'kinds', isListOf(isSpeciesList), 'a list of lists of species').map((species) => kindOf(species)),
  );
  const orbits = checked(value, 'orbits', isListOf(isRecord), 'a list of orbits').map((orbit) =>
    orbitOf(orbit, group, kinds),
  );
  const isOrbit = (i: unknown): i is number => isIndex(i, orbits.length);
  const orbitOfSite = checked(value, 'orbitOfSite', isListOf(isOrbit), `indices below ${orbits.length}`);
  const length = (name: string): number => checked(value, name, isAmount, 'a number that is not negative');
  return {
    group,
    lattice,
    kinds,
    orbits: Object.freeze(orbits),
    orbitOfSite: Int32Array.from(orbitOfSite),
    transformation: transformationOf(checked(value, 'transformation', isRecord, 'P, p and rotation')),
    displacement: length('displacement'),
    strain: length('strain'),
    symprec: length('symprec'),
    requestedSymprec: length('requestedSymprec'),
    handedness: value['handedness'] === undefined ? 'keep' : checkedHandedness(value['handedness']),
    id: value['id'] === undefined ? undefined : checked(value, 'id', isText, 'a text'),
  };
}

function orbitOf(orbit: Record<string, unknown>, group: SpaceGroup, kinds: readonly Kind[]): Orbit {
  const isKind = (i: unknown): i is number => isIndex(i, kinds.length);
  const kind = checked(orbit, 'kind', isKind, `an index below ${kinds.length}`);
  const parameters = checked(orbit, 'parameters', isPoint, 'three numbers');
  const letter = checked(orbit, 'letter', isText, 'a Wyckoff letter');
  const position = group.wyckoff.find((one) => one.letter === letter);
  if (position === undefined) throw unexpected('letter', `a Wyckoff letter of ${String(group)}`, letter);
  return orbitAt(kinds[kind]!, position, [...parameters]);
}

function transformationOf(value: Record<string, unknown>): Transformation {
  return Object.freeze({
    P: Object.freeze([...checked(value, 'P', isMatrix, 'nine numbers')] as const),
    p: Object.freeze([...checked(value, 'p', isPoint, 'three numbers')] as const),
    rotation: Object.freeze([...checked(value, 'rotation', isMatrix, 'nine numbers')] as const),
  });
}

/** The field of an object, if it is what is expected. */
function checked<T>(
  value: Record<string, unknown>,
  name: string,
  is: (field: unknown) => field is T,
  expected: string,
): T;
function checked(
  value: Record<string, unknown>,
  name: string,
  is: (field: unknown) => boolean,
  expected: string,
): unknown;
function checked(
  value: Record<string, unknown>,
  name: string,
  is: (field: unknown) => boolean,
  expected: string,
): unknown {
  if (is(value[name])) return value[name];
  throw unexpected(name, expected, value[name]);
}

const unexpected = (name: string, expected: string, found: unknown): DataError =>
  new DataError(
    'bad-argument',
    `crystalFromJson: ${name} must be ${expected}, got ${show(found)}; give what toJSON gave`,
  );

const isNumber = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x);
const isAmount = (x: unknown): x is number => isNumber(x) && x >= 0;
const isText = (x: unknown): x is string => typeof x === 'string';
const isIndex = (x: unknown, end: number): x is number => isNumber(x) && Number.isInteger(x) && x >= 0 && x < end;
const isGroupNumber = (x: unknown): x is number => isIndex(x, 231) && x > 0;
const isPoint = (x: unknown): x is Vec3 => isListOf(isNumber)(x) && x.length === 3;
const isMatrix = (x: unknown): x is Mat3 => isListOf(isNumber)(x) && x.length === 9;

function isListOf<T>(is: (entry: unknown) => entry is T): (value: unknown) => value is readonly T[] {
  return (value): value is readonly T[] => Array.isArray(value) && value.length > 0 && value.every(is);
}

const isSpecies = (x: unknown): x is SpeciesOccupancy =>
  isRecord(x) && isText(x['element']) && isElement(x['element']) && isNumber(x['occupancy']) && x['occupancy'] > 0;
const isSpeciesList = isListOf(isSpecies);
