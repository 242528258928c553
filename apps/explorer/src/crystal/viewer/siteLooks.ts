import { type Color, colorOfHex, mixed, withContrast } from './contrast.js';
import { elementPalette, LEAST_CONTRAST } from './elementColors.js';
import { withVacancy } from './siteReadout.js';
import type { ViewerStructure } from './viewerStructure.js';

export type ColorBy = 'element' | 'orbit';

/** Colours of the page's theme that the picture needs. */
export interface PageColors {
  readonly background: Color;
  readonly ink: Color;
}

/** What an atom looks like. */
export interface SiteLook {
  /** One sector of the ball for each, with its share of the turn: several on a disordered site. */
  readonly sectors: readonly { readonly color: Color; readonly share: number }[];
  /** The first sector's. */
  readonly color: Color;
}

/** Ten colours that are easy to distinguish, of Tableau's palette of 2014; more orbits take them again. */
const ORBIT_COLORS = '4e79a7 f28e2c e15759 76b7b2 59a14f edc949 af7aa1 ff9da7 9c755f bab0ab'.split(' ').map(colorOfHex);

/** @param orbit index in the structure's orbits */
export const orbitColor = (orbit: number, background: Color): Color =>
  withContrast(ORBIT_COLORS[orbit % ORBIT_COLORS.length]!, background, LEAST_CONTRAST);

/** How much of the background a site takes that is not of the chosen orbit. */
const FADED = 0.62;

/**
 * What each site looks like.
 *
 * @param chosen the orbit that stands out, all others fade; null for none
 */
export function siteLooks(
  { atoms }: ViewerStructure,
  colorBy: ColorBy,
  chosen: number | null,
  { background, ink }: PageColors,
): SiteLook[] {
  const vacant = vacantColor({ background, ink });
  const palette = elementPalette(elementsOf(atoms), background);
  return atoms.map(({ orbit, occupancy }) => {
    const fade = (color: Color): Color =>
      chosen === null || orbit === chosen ? color : mixed(color, background, FADED);
    if (colorBy === 'orbit') {
      const color = fade(orbit === null ? mixed(background, ink, 0.5) : orbitColor(orbit, background));
      return { sectors: [{ color, share: 1 }], color };
    }
    const sectors = withVacancy(occupancy).map(({ element, share }) => ({
      color: fade(element === '' ? vacant : palette.get(element)!),
      share,
    }));
    return { sectors, color: sectors[0]!.color };
  });
}

/** The elements of a structure in the order of its sites. */
export const elementsOf = (atoms: ViewerStructure['atoms']): ReadonlySet<string> =>
  new Set(atoms.flatMap(({ occupancy }) => occupancy.map(({ element }) => element)));

/** What is empty of a site. */
export const vacantColor = ({ background, ink }: PageColors): Color => mixed(background, ink, 0.12);
