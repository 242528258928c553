import type { ReactElement } from 'react';
import { elementPalette } from './elementColors.js';
import { type ColorBy, elementsOf, orbitColor, type PageColors, vacantColor } from './siteLooks.js';
import { Swatch } from './Swatch.js';
import { withVacancy } from './siteReadout.js';
import type { ViewerStructure } from './viewerStructure.js';

interface Props {
  readonly structure: ViewerStructure;
  readonly colorBy: ColorBy;
  readonly colors: PageColors;
  readonly chosenOrbit: number | null;
  readonly onChoose: (orbit: number | null) => void;
}

/** Orbits that are buttons here; the table of orbits has all. */
const FIRST = 40;

/** What the colours mean, and the orbits to choose from. */
export function Legend({ structure, colorBy, colors, chosenOrbit, onChoose }: Props): ReactElement {
  const { atoms, orbits } = structure;
  const { background } = colors;
  const elements = elementPalette(elementsOf(atoms), background);
  const hasVacancy = atoms.some(({ occupancy }) => withVacancy(occupancy) !== occupancy);
  return (
    <div className="viewer-legend">
      {(colorBy === 'element' || orbits.length === 0) && (
        <ul aria-label="Elements" className="viewer-elements">
          {[...elements].map(([element, color]) => (
            <li key={element}>
              <Swatch sectors={[{ color, share: 1 }]} /> {element}
            </li>
          ))}
          {hasVacancy && (
            <li>
              <Swatch sectors={[{ color: vacantColor(colors), share: 1 }]} /> empty
            </li>
          )}
        </ul>
      )}
      {orbits.length > 0 && (
        <div className="viewer-orbits" role="group" aria-label="Wyckoff orbits">
          {orbits.slice(0, FIRST).map(({ label, siteSymmetry }, orbit) => (
            <button
              key={orbit}
              type="button"
              className="viewer-orbit"
              aria-pressed={orbit === chosenOrbit}
              onClick={() => onChoose(orbit === chosenOrbit ? null : orbit)}
            >
              {colorBy === 'orbit' && <Swatch sectors={[{ color: orbitColor(orbit, background), share: 1 }]} />}
              {label} <span className="muted mono">{siteSymmetry}</span>
            </button>
          ))}
          {orbits.length > FIRST && <span className="muted small">and {orbits.length - FIRST} more</span>}
        </div>
      )}
    </div>
  );
}
