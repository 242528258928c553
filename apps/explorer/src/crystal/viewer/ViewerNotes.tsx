import type { ReactElement } from 'react';
import type { DescribedDrawing } from './useDrawing.browser.js';

interface Props extends Pick<DescribedDrawing, 'drawing' | 'contacts' | 'isCrowded'> {
  readonly wantsPolyhedra: boolean;
}

/** Why the picture lacks bonds or polyhedra. */
export function ViewerNotes({ drawing: { picture }, contacts, isCrowded, wantsPolyhedra }: Props): ReactElement | null {
  if (contacts === null || isCrowded)
    return (
      <p className="muted small">
        Without bonds: {contacts === null ? 'the cell has too many sites' : 'there are too many atoms'} to show them.
      </p>
    );
  if (wantsPolyhedra && picture.polyhedra.length === 0)
    return (
      <p className="muted small">No atom has four to eight neighbours that are all more electronegative nonmetals.</p>
    );
  return null;
}
