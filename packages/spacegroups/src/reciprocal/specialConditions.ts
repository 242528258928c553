import {
  compare,
  dot,
  gcd,
  integerNullSpace,
  matVec,
  minus,
  mod,
  plus,
  scaled,
  type Vec3,
  vecMat,
} from '@crystal-fourier/math3';
import { frozen } from '../algebra/frozen.js';
import { formatForm } from '../algebra/triplet.js';
import { type Hkl, UNITS } from '../algebra/types.js';
import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { checkHkl } from '../operations/reflections.js';
import type { WyckoffPosition } from '../positions/wyckoffPosition.js';
import { alternativesOf, type Presence, residueClasses } from './alternatives.js';
import { isSumZero, type PositionSums, positionSums } from './positionSums.js';
import { noteOf, onHkl } from './reflectionConditions.js';
import {
  type CoordinatedZone,
  hasFourIndices,
  LETTERS,
  type ReflectionZone,
  zoneOf,
  zonesOf,
} from './reflectionZones.js';

/** `coefficients · hkl` must leave `remainder` when it is divided by `modulus`: `h-k=3n+1` is `{ coefficients: [1, -1, 0], modulus: 3, remainder: 1 }`. */
export interface ReflectionResidue {
  readonly coefficients: Vec3;
  readonly modulus: number;
  readonly remainder: number;
}

/** What atoms on a Wyckoff position ask of the reflections of one zone. */
export interface SpecialZoneConditions {
  readonly zone: ReflectionZone;
  /** At least one of these must hold; each is a list of what must hold together. */
  readonly alternatives: readonly (readonly ReflectionResidue[])[];
  /** Permutations of h, k, l under which the alternatives are meant, `[1, 2, 0]` for k, l, h: one of them may hold for the permuted indices. Mostly empty. */
  readonly permutations: readonly (readonly number[])[];
  /** `hkl: h=2n+1 or h+k+l=4n`, `hkl: h=2n, or with h, k, l permuted` */
  readonly text: string;
}

/** Reflection conditions of a Wyckoff position, beside the general ones of its group. */
export interface SpecialConditions {
  /** Only zones that have conditions, the most general first; empty for "no extra conditions". */
  readonly zones: readonly SpecialZoneConditions[];
  /** One line for each of {@link zones}. */
  readonly text: readonly string[];
}

/** What conditions depend on of a Wyckoff position. */
export type PositionCoordinates = Pick<WyckoffPosition, 'coordinates' | 'multiplicity'>;

const known = /* @__PURE__ */ new WeakMap<PositionCoordinates, PositionSums>();

function sumsOf({ centring }: CoreSpaceGroup, position: PositionCoordinates): PositionSums {
  let sums = known.get(position);
  if (sums === undefined)
    known.set(position, (sums = positionSums(position, position.multiplicity / centring.vectors.length)));
  return sums;
}

/**
 * Whether equal atoms on a Wyckoff position do not contribute to a reflection, wherever its free parameters put them: the reflection is absent by the group, or
 * by the general or special conditions of the position. Exact.
 *
 * @throws SpaceGroupError `bad-hkl`
 */
export function isExtinct(group: CoreSpaceGroup, position: PositionCoordinates, hkl: Hkl): boolean {
  checkHkl(hkl, 'isExtinct');
  return group.isAbsent(hkl) || isSumZero(sumsOf(group, position), hkl);
}

interface Found {
  readonly zone: CoordinatedZone;
  readonly presence: Presence;
  readonly alternatives: readonly (readonly ReflectionResidue[])[];
  readonly permuted: readonly (readonly number[])[];
}

/** Multiples of the modulus that are added to residues, so that a reflection lies on no plane or row by chance. */
const GENERAL = [37, 1009, 27_011];

/** Subspaces of reciprocal space on which exponentials of the free parameters coincide, by direct vectors at right angles to them: all, planes, rows. */
function subspacesOf({ directions }: PositionSums): (readonly Vec3[])[] {
  const different = [...new Map(directions.map((d) => [d.join(';'), d])).values()];
  const planes = new Map<string, readonly Vec3[]>();
  const rows = new Map<string, readonly Vec3[]>();
  const add = (perpendicular: readonly Vec3[]): void => {
    const basis = integerNullSpace(perpendicular);
    if (basis.length === 2) planes.set(basis.join(';'), integerNullSpace(basis));
    if (basis.length === 1) rows.set(basis.join(';'), integerNullSpace(basis));
  };
  different.forEach((a, i) => {
    for (const b of different.slice(i + 1)) add(a.map((v, j) => minus(v, b[j] as Vec3)));
  });
  const all = [...planes.values()];
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) add([...a, ...b]);
  });
  return [[], ...all, ...rows.values()];
}

/** One of each set of equivalent zones: that which the general conditions name, else the one with the simplest name. */
function zonesFor(group: CoreSpaceGroup, sums: PositionSums): CoordinatedZone[] {
  const named = zonesOf(group).map(({ name }) => name);
  const rank = ({ name }: CoordinatedZone): number => (named.indexOf(name) + named.length + 1) % (named.length + 1);
  const seen = new Set<string>();
  const zones: CoordinatedZone[] = [];
  for (const perpendicular of subspacesOf(sums)) {
    if (seen.has(integerNullSpace(perpendicular).join(';'))) continue;
    const images = new Map<string, CoordinatedZone>();
    // hR = 0 on u is h = 0 on Ru.
    for (const { rot } of group.representatives) {
      const image = perpendicular.map((u) => matVec(rot, u));
      const key = integerNullSpace(image).join(';');
      if (!images.has(key)) images.set(key, zoneOf(image, hasFourIndices(group)));
    }
    for (const key of images.keys()) seen.add(key);
    zones.push(
      [...images.values()].sort(
        (a, b) => rank(a) - rank(b) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1),
      )[0] as CoordinatedZone,
    );
  }
  return zones;
}

/** Coordinates in a zone, or undefined for a reflection that is not in it. */
function coordinatesIn({ normals, dual }: CoordinatedZone, hkl: Hkl): number[] | undefined {
  return normals.every((u) => dot(u, hkl) === 0) ? dual.map((x) => dot(x, hkl)) : undefined;
}

function isPresentIn({ zone, presence }: Found, hkl: Hkl): boolean {
  const coordinates = coordinatesIn(zone, hkl);
  if (coordinates === undefined) return true;
  const place = coordinates.reduce((at, c) => at * presence.modulus + mod(c, presence.modulus), 0);
  return presence.present[place] as boolean;
}

/** Permutations of h, k and l that the note of cubic groups speaks of. */
function permutationsOf(note: string | null): number[][] {
  if (note === null) return [];
  const cyclic = [
    [1, 2, 0],
    [2, 0, 1],
  ];
  return note.includes('cyclically') ? cyclic : [...cyclic, [1, 0, 2], [0, 2, 1], [2, 1, 0]];
}

const lcm = (a: number, b: number): number => (a * b) / gcd(a, b);

/** What distinguishes present from absent reflections of one zone, beyond what the group and more general zones say; undefined if nothing does. */
function foundIn(
  zone: CoordinatedZone,
  group: CoreSpaceGroup,
  sums: PositionSums,
  before: readonly Found[],
): Found | undefined {
  const { operations, representatives, centring } = group;
  const isPrimitive = centring.vectors.length === 1;
  const centringForbids = (hkl: Hkl): boolean => centring.vectors.some((t) => dot(t, hkl) % UNITS !== 0);
  const modulus = operations.flatMap((op) => op.trans).reduce((m, t) => lcm(m, UNITS / gcd(UNITS, t)), sums.modulus);
  const size = zone.basis.length;
  const possible: boolean[] = [];
  const present: boolean[] = [];
  for (const residues of residueClasses(modulus, size)) {
    const hkl = residues.reduce<Vec3>(
      (sum, r, i) => plus(sum, scaled(zone.basis[i] as Vec3, r + modulus * (GENERAL[i] as number))),
      [0, 0, 0],
    );
    // What has a structure factor is possible, without asking.
    const isPresent = !isSumZero(sums, hkl) && (isPrimitive || !centringForbids(hkl));
    const isPossible =
      isPresent ||
      (!group.isAbsent(hkl) &&
        representatives.every(({ rot }) => before.every((found) => isPresentIn(found, vecMat(hkl, rot)))));
    possible.push(isPossible);
    present.push(isPresent);
  }
  if (possible.every((p, i) => p === present[i])) return undefined;
  const permutations = size === 3 ? permutationsOf(noteOf(group)) : [];
  const presence = { modulus, size, possible, present, permutations };
  const { terms, isPermuted } = alternativesOf(presence);
  const alternatives = terms.map((residues) =>
    residues.map(({ coefficients, ...rest }) => ({ coefficients: onHkl(coefficients, zone.dual), ...rest })),
  );
  return { zone, presence, alternatives, permuted: isPermuted ? permutations : [] };
}

/** `h,k=2n and l=4n+2` */
function residuesText(residues: readonly ReflectionResidue[]): string {
  const kinds = [
    ...new Set(residues.map(({ modulus, remainder }) => `${modulus}n${remainder === 0 ? '' : `+${remainder}`}`)),
  ];
  return kinds
    .map((kind) => {
      const same = residues.filter((r) => `${r.modulus}n${r.remainder === 0 ? '' : `+${r.remainder}`}` === kind);
      const texts = same.map(({ coefficients }) => coefficients).sort((a, b) => compare(b, a));
      return `${texts.map((c) => formatForm(c, LETTERS)).join(',')}=${kind}`;
    })
    .join(' and ');
}

/**
 * Special reflection conditions (International Tables A, 2.1.3.13): which reflections equal atoms on a Wyckoff position have to be in, beside those that the general
 * conditions leave. Derived from the structure factor, exact and complete: a reflection to which such atoms contribute for some values of the free parameters
 * meets the conditions, and so do all its equivalents `±hR`; every other one breaks them, or one of its equivalents does ({@link satisfiesSpecialConditions}).
 *
 * The structure factor is a sum of exponentials of the parameters. It is zero for all values if the coefficient of each is, a sum of roots of unity that depends on
 * the residues of h, k and l. On planes and rows where exponentials coincide there can be more conditions; such a zone is listed only if it has some.
 *
 * @param position one of `group.wyckoff`
 */
export function specialConditions(group: CoreSpaceGroup, position: PositionCoordinates): SpecialConditions {
  const sums = sumsOf(group, position);
  const found: Found[] = [];
  // The general position has the general conditions only.
  const candidates = sums.directions[0]?.length === 3 ? [] : zonesFor(group, sums);
  for (const zone of candidates) {
    const own = foundIn(zone, group, sums, found);
    if (own !== undefined) found.push(own);
  }
  const zones = found.map(({ zone: { name, basis, normals }, alternatives, permuted }) => {
    const or = permuted.length === 0 ? '' : `, or with h, k, l ${permuted.length === 2 ? 'cyclically ' : ''}permuted`;
    return {
      zone: { name, basis, normals },
      alternatives,
      permutations: permuted,
      text: `${name}: ${alternatives.map(residuesText).join(' or ')}${or}`,
    };
  });
  return frozen({ zones, text: zones.map(({ text }) => text) });
}

/**
 * Whether a reflection meets special conditions as it is, in all zones that it belongs to. Atoms on the position contribute to it exactly if this is true of all
 * `±hR` and the group does not make it absent.
 *
 * @throws SpaceGroupError `bad-hkl`
 */
export function satisfiesSpecialConditions({ zones }: SpecialConditions, hkl: Hkl): boolean {
  checkHkl(hkl, 'satisfiesSpecialConditions');
  return zones.every(({ zone, alternatives, permutations }) => {
    if (zone.normals.some((u) => dot(u, hkl) !== 0)) return true;
    const written = [hkl, ...permutations.map((p) => p.map((i) => hkl[i] as number) as unknown as Hkl)];
    return written.some((own) =>
      alternatives.some((residues) =>
        residues.every(
          ({ coefficients, modulus, remainder }) => mod(dot(coefficients, own) - remainder, modulus) === 0,
        ),
      ),
    );
  });
}
