import './viewer.css';
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { useDark } from '../../shell/theme.browser.js';
import type { SceneView } from '../../three/sceneView.browser.js';
import { Notice } from '../../ui/Notice.js';
import { cellPicture } from './cellPicture.js';
import { crystalOf, findContacts } from './contacts.js';
import type { Drawing } from './drawStructure.browser.js';
import { Legend } from './Legend.js';
import { MOST_ATOMS, MOST_BONDED_ATOMS, MOST_BONDED_SITES, possibleRepeats } from './limits.js';
import { pageColors } from './paint.browser.js';
import { pictureText } from './pictureText.js';
import { siteLooks } from './siteLooks.js';
import { SitePanel } from './SitePanel.js';
import { SiteTable } from './SiteTable.js';
import { StructureCanvas } from './StructureCanvas.js';
import { ViewButtons } from './ViewButtons.js';
import { ViewerControls } from './ViewerControls.js';
import type { ViewerOptions } from './viewerOptions.js';
import type { ViewerStructure } from './viewerStructure.js';

export interface StructureViewerProps {
  readonly structure: ViewerStructure;
  /** Place in the structure's orbits of the one that stands out; null for none. */
  readonly selectedOrbit: number | null;
  /** The reader chose an atom of this orbit, or let it go. */
  readonly onSelectOrbit: (orbit: number | null) => void;
  readonly options: ViewerOptions;
  readonly onOptions: (options: ViewerOptions) => void;
}

/** A crystal structure in three dimensions, what is known of the chosen atom, and its sites as a list. */
export function StructureViewer({
  structure,
  selectedOrbit,
  onSelectOrbit,
  options,
  onOptions,
}: StructureViewerProps): ReactElement {
  const [picked, setPicked] = useState<{ readonly structure: ViewerStructure; readonly site: number } | null>(null);
  const [view, setView] = useState<SceneView | null>(null);
  const isDark = useDark();

  const crystal = useMemo(() => crystalOf(structure), [structure]);
  const contacts = useMemo(
    () => (structure.atoms.length > MOST_BONDED_SITES ? null : findContacts(structure, crystal)),
    [structure, crystal],
  );
  const possible = useMemo(() => possibleRepeats(structure), [structure]);
  const repeats = possible.includes(options.repeats) ? options.repeats : (possible.at(-1) ?? 0);
  const isCrowded = structure.atoms.length * repeats ** 3 > MOST_BONDED_ATOMS;
  const picture = useMemo(
    () =>
      cellPicture(structure, isCrowded ? null : contacts, {
        repeats,
        completesBonds: options.completesBonds && options.style !== 'spheres',
        hasPolyhedra: options.style === 'polyhedra',
      }),
    [structure, contacts, isCrowded, repeats, options.completesBonds, options.style],
  );
  // The theme's colours are read from the page: they are others when it is dark.
  const colors = useMemo(pageColors, [isDark]);

  const chosenOrbit = selectedOrbit !== null && selectedOrbit < structure.orbits.length ? selectedOrbit : null;
  const site = chosenSite(structure, picked?.structure === structure ? picked.site : null, chosenOrbit);
  const choose = useCallback(
    (site: number | null) => {
      setPicked(site === null ? null : { structure, site });
      onSelectOrbit(site === null ? null : structure.atoms[site]!.orbit);
    },
    [structure, onSelectOrbit],
  );
  const drawing = useMemo(
    (): Drawing => ({
      structure,
      picture,
      looks: siteLooks(structure, options.colorBy, chosenOrbit, colors),
      repeats,
      style: options.style === 'spheres' ? 'spheres' : 'balls',
      chosenOrbit,
      chosenSite: site,
      colors,
    }),
    [structure, picture, options.colorBy, options.style, chosenOrbit, colors, repeats, site],
  );

  return (
    <div className="viewer">
      <ViewerControls
        options={options}
        hasOrbits={structure.orbits.length > 0}
        repeats={possible}
        onChange={onOptions}
      />
      {repeats === 0 ? (
        <Notice kind="warning" title="The cell is too large to be drawn.">
          It has {structure.atoms.length} sites; the picture shows at most {MOST_ATOMS}.
        </Notice>
      ) : (
        <div className="viewer-stage">
          <div className="viewer-picture">
            <StructureCanvas
              drawing={drawing}
              projection={options.projection}
              label={pictureText(structure, crystal, picture, repeats)}
              onView={setView}
              onPick={choose}
            />
            <ViewButtons view={view} lattice={structure.lattice} name={crystal.reducedFormula} />
            {(contacts === null || isCrowded) && (
              <p className="muted small">
                Without bonds: {contacts === null ? 'the cell has too many sites' : 'there are too many atoms'} to show
                them.
              </p>
            )}
            {options.style === 'polyhedra' && contacts !== null && !isCrowded && picture.polyhedra.length === 0 && (
              <p className="muted small">
                No atom has four to eight neighbours that are all more electronegative nonmetals.
              </p>
            )}
          </div>
          <div className="viewer-side">
            <Legend
              structure={structure}
              colorBy={options.colorBy}
              colors={colors}
              chosenOrbit={chosenOrbit}
              onChoose={onSelectOrbit}
            />
            <SitePanel structure={structure} contacts={contacts} site={site} onChoose={choose} />
          </div>
        </div>
      )}
      <SiteTable structure={structure} site={site} onChoose={choose} />
    </div>
  );
}

/** The site whose facts are told: the one that was picked, if it is of the chosen orbit; else the orbit's first. */
function chosenSite({ atoms }: ViewerStructure, picked: number | null, chosenOrbit: number | null): number | null {
  if (picked !== null && atoms[picked]!.orbit === chosenOrbit) return picked;
  const first = chosenOrbit === null ? -1 : atoms.findIndex(({ orbit }) => orbit === chosenOrbit);
  return first < 0 ? null : first;
}
