import type { Contact } from './contacts.js';
import type { ViewerAtom, ViewerShare } from './viewerStructure.js';

/** Atoms of one element at one distance from a site. */
export interface Shell {
  readonly element: string;
  readonly count: number;
  /** Å; the mean over the shell. */
  readonly distance: number;
  readonly isBonded: boolean;
}

/** Å: distances that differ by less are listed as one. */
const SAME = 2e-3;

/**
 * The neighbours of a site by element and distance, the nearest first.
 *
 * @param most shells; bonded ones are always all there
 */
export function shellsOf(atoms: readonly ViewerAtom[], contacts: readonly Contact[], most: number): Shell[] {
  const shells: { element: string; count: number; sum: number; first: number; isBonded: boolean }[] = [];
  for (const { site, distance, isBonded } of contacts) {
    const { element } = atoms[site]!;
    const shell = shells.findLast(
      (shell) => shell.element === element && shell.isBonded === isBonded && distance - shell.first < SAME,
    );
    if (shell === undefined) shells.push({ element, count: 1, sum: distance, first: distance, isBonded });
    else {
      shell.count++;
      shell.sum += distance;
    }
  }
  return shells
    .filter(({ isBonded }, i) => isBonded || i < most)
    .map(({ element, count, sum, isBonded }) => ({ element, count, distance: sum / count, isBonded }));
}

/** Atoms that a site is bonded to. */
export const coordinationNumber = (contacts: readonly Contact[]): number =>
  contacts.filter(({ isBonded }) => isBonded).length;

/** `Na`, `Fe 0.5, Ni 0.5`, `O 0.75, empty 0.25`. */
export function occupancyText(occupancy: readonly ViewerShare[]): string {
  const shares = withVacancy(occupancy);
  if (shares.length === 1) return shares[0]!.element;
  return shares
    .map(({ element, share }) => `${element === '' ? 'empty' : element} ${Number(share.toFixed(3))}`)
    .join(', ');
}

/** Shares that leave less than this empty fill the site: files give three thirds with two digits. */
const FULL = 0.011;

/** Shares that add up to 1: what is empty is an element without a name. */
export function withVacancy(occupancy: readonly ViewerShare[]): readonly ViewerShare[] {
  const rest = 1 - occupancy.reduce((sum, { share }) => sum + share, 0);
  return rest > FULL ? [...occupancy, { element: '', share: rest }] : occupancy;
}

/** Reduced fractions: what is written later, with the smaller denominator, replaces 4/8 and 2/6. */
const FRACTIONS = new Map(
  [8, 6, 4, 3, 2].flatMap((denominator) =>
    Array.from({ length: denominator - 1 }, (_, i) => [(i + 1) / denominator, `${i + 1}/${denominator}`] as const),
  ),
);

/** A fractional coordinate in [0, 1): `0`, `1/3`, `0.3053`. */
export function coordinateText(x: number): string {
  const wrapped = x - Math.floor(x);
  if (wrapped < 5e-5 || wrapped > 1 - 5e-5) return '0';
  for (const [value, text] of FRACTIONS) if (Math.abs(wrapped - value) < 5e-5) return text;
  return wrapped.toFixed(4);
}
