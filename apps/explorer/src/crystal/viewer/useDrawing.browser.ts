import { useMemo } from 'react';
import { useDark } from '../../shell/theme.browser.js';
import { cellPicture } from './cellPicture.js';
import { type Contacts, crystalOf, findContacts } from './contacts.js';
import type { Drawing } from './drawStructure.browser.js';
import { MOST_BONDED_ATOMS, MOST_BONDED_SITES, possibleRepeats } from './limits.js';
import { pageColors } from './paint.browser.js';
import { pictureText } from './pictureText.js';
import { siteLooks } from './siteLooks.js';
import type { ViewerOptions } from './viewerOptions.js';
import type { ViewerStructure } from './viewerStructure.js';

/** A drawing and what is said about it. */
export interface DescribedDrawing {
  readonly drawing: Drawing;
  /** The text alternative. */
  readonly label: string;
  readonly reducedFormula: string;
  /** Numbers of cells along each axis that can be drawn; empty for a cell that is too large. */
  readonly possibleRepeats: readonly number[];
  /** Null for a cell with too many sites. */
  readonly contacts: Contacts | null;
  /** Whether there are too many atoms for bonds. */
  readonly isCrowded: boolean;
}

/**
 * The drawing of a structure with these options; its parts are computed again only when what they depend on changes.
 *
 * @param chosenOrbit index of the orbit that stands out
 * @param chosenSite index of the site with a rim
 */
export function useDrawing(
  structure: ViewerStructure,
  { repeats: wanted, completesBonds, style, colorBy }: ViewerOptions,
  chosenOrbit: number | null,
  chosenSite: number | null,
): DescribedDrawing {
  const isDark = useDark();
  const crystal = useMemo(() => crystalOf(structure), [structure]);
  const contacts = useMemo(
    () => (structure.atoms.length > MOST_BONDED_SITES ? null : findContacts(structure, crystal)),
    [structure, crystal],
  );
  const possible = useMemo(() => possibleRepeats(structure), [structure]);
  const repeats = possible.includes(wanted) ? wanted : (possible.at(-1) ?? 0);
  const isCrowded = structure.atoms.length * repeats ** 3 > MOST_BONDED_ATOMS;
  const picture = useMemo(
    () =>
      cellPicture(structure, isCrowded ? null : contacts, {
        repeats,
        completesBonds: completesBonds && style !== 'spheres',
        hasPolyhedra: style === 'polyhedra',
      }),
    [structure, contacts, isCrowded, repeats, completesBonds, style],
  );
  // The theme's colours are read from the page: they are others when it is dark.
  const colors = useMemo(pageColors, [isDark]);
  const drawing = useMemo(
    (): Drawing => ({
      structure,
      picture,
      looks: siteLooks(structure, colorBy, chosenOrbit, colors),
      repeats,
      style: style === 'spheres' ? 'spheres' : 'balls',
      chosenOrbit,
      chosenSite,
      colors,
    }),
    [structure, picture, colorBy, style, chosenOrbit, colors, repeats, chosenSite],
  );
  return {
    drawing,
    label: pictureText(structure, crystal, picture, repeats),
    reducedFormula: crystal.reducedFormula,
    possibleRepeats: possible,
    contacts,
    isCrowded,
  };
}
