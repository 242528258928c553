import { type PlaneGroup, planeGroup } from '@crystal-fourier/spacegroups';

/** The 17 plane groups in the order of the International Tables. */
export const PLANE_GROUPS: readonly PlaneGroup[] = Array.from({ length: 17 }, (_, i) => planeGroup(i + 1));

/** The group of a short or full symbol, without regard to case and spaces, or of a number. */
export function findPlaneGroup(symbol: string): PlaneGroup | undefined {
  const wanted = symbol.replace(/\s+/g, '').toLowerCase();
  return PLANE_GROUPS.find(
    ({ number, hmShort, hmFull }) => hmShort === wanted || hmFull === wanted || String(number) === wanted,
  );
}
