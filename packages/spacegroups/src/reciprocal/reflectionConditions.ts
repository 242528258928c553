import { dot, plus, scaled, type Vec3, vecMat } from '@crystal-fourier/math3';
import { congruences } from '../algebra/congruences.js';
import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { frozen } from '../algebra/frozen.js';
import { checkHkl } from '../operations/reflections.js';
import { LETTERS, type ReflectionZone, zonesOf } from './reflectionZones.js';
import { formatForm } from '../algebra/triplet.js';
import { type Hkl, UNITS } from '../algebra/types.js';

/** `coefficients · hkl` must be a multiple of `modulus`: `2h+l=4n` is `{ coefficients: [2, 0, 1], modulus: 4 }`. */
export interface ReflectionCondition {
  readonly coefficients: Vec3;
  readonly modulus: number;
}

/** The conditions that reflections of one zone must meet. */
export interface ZoneConditions {
  readonly zone: ReflectionZone;
  readonly conditions: readonly ReflectionCondition[];
  /** `0kl: k+l=4n and k,l=2n` */
  readonly text: string;
}

/** General reflection conditions of a space group. */
export interface ReflectionConditions {
  /** Only zones that have conditions, in the order of the International Tables. */
  readonly zones: readonly ZoneConditions[];
  /** One line for each of {@link zones}. */
  readonly text: readonly string[];
  /** `h, k, l permutable` or `h, k, l cyclically permutable`, as the International Tables note it; null if neither holds. */
  readonly note: string | null;
}

const CYCLE = '0,0,1,1,0,0,0,1,0';
const SWAP = '0,1,0,1,0,0,0,0,1';

/** @internal */
export function noteOf(group: CoreSpaceGroup): string | null {
  // Of the Laue group: R or −R.
  const matrices = new Set(group.representatives.flatMap(({ rot }) => [rot.join(), rot.map((c) => -c + 0).join()]));
  if (!matrices.has(CYCLE)) return null;
  return matrices.has(SWAP) ? 'h, k, l permutable' : 'h, k, l cyclically permutable';
}

function zoneText(zone: ReflectionZone, conditions: readonly ReflectionCondition[]): string {
  const moduli = [...new Set(conditions.map((c) => c.modulus))];
  const parts = moduli.map((m) => {
    const forms = conditions.filter((c) => c.modulus === m).map((c) => formatForm(c.coefficients, LETTERS));
    return `${forms.join(',')}=${m}n`;
  });
  return `${zone.name}: ${parts.join(' and ')}`;
}

/** Coefficients on the coordinates in the zone as coefficients on h, k, l. @internal */
export function onHkl(coefficients: readonly number[], dual: readonly Vec3[]): Vec3 {
  return coefficients.reduce<Vec3>((sum, c, j) => plus(sum, scaled(dual[j] as Vec3, c)), [0, 0, 0]);
}

/**
 * General reflection conditions (International Tables A, 2.1.3.13), derived from the operations.
 *
 * An operation with `hR = h` extinguishes every h with `h·t ∉ ℤ`. On a zone, a sublattice of reciprocal space, the
 * operations that keep all of it therefore leave those reflections for which every functional `h ↦ h·t` is integral; the
 * conditions generate the group of these functionals. They are exact and complete: a reflection is absent exactly if one
 * of its equivalents `±hR` violates a condition ({@link satisfiesConditions}).
 *
 * **Zones.** All reflections, then the planes and rows that the Tables list for the crystal system, one for each set of
 * equivalent ones: 0kl h0l hk0 h00 0k0 00l (triclinic to orthorhombic; monoclinic with those of the unique axis first);
 * hk0 0kl hhl 00l h00 h-h0 (tetragonal); hki0 hh-2hl h-h0l 000l h-h00 (trigonal and hexagonal, hexagonal axes); hhl hhh
 * (rhombohedral axes); 0kl hhl h00 (cubic). Settings on other axes get the images of these zones, named as is simplest
 * there. A zone is listed with all its conditions, also where more general ones imply them, and left out where it has none.
 *
 * **Names.** A minus sign stands before its index (`h-h0`); on hexagonal axes there are four indices hkil with
 * i = −h−k, conditions are written in h, k, l.
 *
 * **Conditions** are a minimal generating set; forms that symmetry puts on a par with chosen ones are written too, as the
 * Tables do (`h+k,h+l,k+l=2n` for F lattices).
 */
export function reflectionConditions(group: CoreSpaceGroup): ReflectionConditions {
  const zones: ZoneConditions[] = [];
  for (const { dual, ...zone } of zonesOf(group)) {
    const fixing = group.operations.filter((op) =>
      zone.basis.every((b) => vecMat(b, op.rot).every((c, i) => c === b[i])),
    );
    // Values on the basis of the zone, of which the indices named by `letters` are the coordinates.
    const values = fixing.map((op) => zone.basis.map((b) => op.phaseShift(b)));
    const conditions = congruences(values, UNITS).map(({ coefficients, modulus }) => ({
      coefficients: onHkl(coefficients, dual),
      modulus,
    }));
    if (conditions.length > 0) zones.push({ zone, conditions, text: zoneText(zone, conditions) });
  }
  return frozen({ zones, text: zones.map((z) => z.text), note: noteOf(group) });
}

/**
 * Whether a reflection meets the conditions of all zones that it belongs to as it is. Zones stand for their equivalents:
 * a reflection is present exactly if this is true of all `±hR` (then it is the same as `!group.isAbsent(hkl)`).
 *
 * @throws SpaceGroupError `bad-hkl`
 */
export function satisfiesConditions(conditions: ReflectionConditions, hkl: Hkl): boolean {
  checkHkl(hkl, 'satisfiesConditions');
  return conditions.zones.every(
    ({ zone, conditions: list }) =>
      zone.normals.some((u) => dot(u, hkl) !== 0) ||
      list.every(({ coefficients, modulus }) => dot(coefficients, hkl) % modulus === 0),
  );
}
