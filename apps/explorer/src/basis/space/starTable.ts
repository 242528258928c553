import { indices, twentyFourths } from '../fractions.js';
import type { SymOp } from '@crystal-fourier/spacegroups';
import type { SpaceModel } from './spaceModel.js';

/** A star, together with its opposite, in a list. */
export interface StarRow {
  readonly star: number;
  readonly representative: readonly [number, number, number];
  /** Number of frequencies in the star; that of its opposite is the same. */
  readonly size: number;
  readonly centric: boolean;
  /** Invariant functions that it gives: 1 if centric, 2 with its opposite otherwise, 0 if absent. */
  readonly functions: 0 | 1 | 2;
}

/** All stars up to the cutoff but the constant one, by length; a star and its opposite are one row. */
export function starRows({ constraints, set }: SpaceModel): StarRow[] {
  const { opposite, starStart, members, proof } = constraints;
  const rows: StarRow[] = [];
  for (let star = 0; star < constraints.starCount; star++) {
    if (opposite[star]! < star) continue;
    const representative = set.at(members[starStart[star]!]!) as [number, number, number];
    if (representative.every((h) => h === 0)) continue;
    const centric = opposite[star] === star;
    rows.push({
      star,
      representative,
      size: starStart[star + 1]! - starStart[star]!,
      centric,
      functions: proof[star]! >= 0 ? 0 : centric ? 1 : 2,
    });
  }
  return rows;
}

/** What is known of the star of one frequency. */
export interface StarInfo {
  readonly frequency: readonly [number, number, number];
  /** Indices of its members with the phase of each relative to the first, as a share of a full turn; empty beyond the cutoff. */
  readonly members: readonly { readonly indices: string; readonly phase: string }[];
  readonly centric: boolean;
  /** The two phases that the first member's coefficient may have if the star is centric, in degrees. */
  readonly phases: readonly [number, number] | null;
  readonly functions: 0 | 1 | 2;
  /** Why it is absent, in words. */
  readonly absence: string | null;
  readonly isBeyondCutoff: boolean;
}

export function starInfo(model: SpaceModel, frequency: readonly [number, number, number]): StarInfo {
  const { constraints, set, basis } = model;
  const absence = absenceSentence(model, frequency);
  const node = set.indexOf(frequency);
  if (node < 0)
    return { frequency, members: [], centric: false, phases: null, functions: 0, absence, isBeyondCutoff: true };
  const star = constraints.star(constraints.starOf[node]!);
  const own = Array.from(basis.stars.keys()).filter(
    (j) => basis.stars[j] === star.index || basis.stars[j] === constraints.opposite[star.index],
  );
  return {
    frequency,
    members: star.members.map((member, i) => ({
      indices: indices(member),
      phase: star.consistent ? twentyFourths(star.phases[i]!) : '',
    })),
    centric: star.centric,
    phases: star.centric && own.length === 1 ? phasesOf(model, own[0]!, set.indexOf(star.representative)) : null,
    functions: own.length as 0 | 1 | 2,
    absence,
    isBeyondCutoff: false,
  };
}

/** Phases that a real multiple of a function can have at a frequency: one and its opposite. */
function phasesOf({ basis }: SpaceModel, index: number, node: number): [number, number] {
  const weights = new Float64Array(basis.count);
  weights[index] = 1;
  const { real, imag } = basis.coefficients(weights);
  const degrees = (Math.atan2(imag[node]!, real[node]!) * 180) / Math.PI;
  const first = ((Math.round(degrees * 1e6) / 1e6 + 360) % 180) + 0;
  return [first, first + 180];
}

/** Why a frequency is absent, in one sentence; null if it is not. */
export function absenceSentence({ constraints }: SpaceModel, frequency: readonly number[]): string | null {
  const proof = constraints.whyAbsent(frequency);
  if (proof === null) return null;
  const { operation, phase } = proof;
  const share = twentyFourths(phase);
  const result = phase === 12 ? '−c(k)' : `e^(2πi·${share}) c(k)`;
  return `${indices(frequency)} is absent: the operation ${operationText(operation)} (${operationName(operation)}) keeps it, kR = k, and k·t = ${share}, so c(k) = ${result}, which only 0 fulfils.`;
}

/** An operation in words, with its screw or glide part: `2-fold screw rotation along [0 1 0] by (0, 1/2, 0)`. */
export function operationName({ type, axis, intrinsic, isScrewOrGlide, trans }: SymOp): string {
  const direction = axis === null ? '' : `[${axis.map((u) => String(u).replace('-', '−')).join(' ')}]`;
  const by = isScrewOrGlide ? ` by (${intrinsic.map(signedFraction).join(', ')})` : '';
  if (type === '1') return isScrewOrGlide ? `translation by (${trans.map(signedFraction).join(', ')})` : 'identity';
  if (type === '-1') return 'inversion';
  if (type === 'm') return `${isScrewOrGlide ? 'glide reflection' : 'reflection'} normal to ${direction}${by}`;
  if (type.startsWith('-')) return `rotoinversion −${type.slice(1)} along ${direction}`;
  return `${type}-fold ${isScrewOrGlide ? 'screw rotation' : 'rotation'} along ${direction}${by}`;
}

const signedFraction = (value: number): string => (value < 0 ? `−${twentyFourths(-value)}` : twentyFourths(value));

/** An operation as it is printed: `−x+1/2, y, −z`. */
export const operationText = (operation: SymOp): string => operation.toXyz().replaceAll('-', '−').replaceAll(',', ', ');
