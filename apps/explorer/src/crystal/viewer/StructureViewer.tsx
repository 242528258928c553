import './viewer.css';
import { type ReactElement, useCallback, useState } from 'react';
import type { SceneView } from '../../three/sceneView.browser.js';
import { Notice } from '../../ui/Notice.js';
import { Legend } from './Legend.js';
import { MOST_ATOMS } from './limits.js';
import { SitePanel } from './SitePanel.js';
import { SiteTable } from './SiteTable.js';
import { StructureCanvas } from './StructureCanvas.js';
import { ViewButtons } from './ViewButtons.js';
import { useDrawing } from './useDrawing.browser.js';
import { ViewerControls } from './ViewerControls.js';
import { ViewerNotes } from './ViewerNotes.js';
import type { ViewerOptions } from './viewerOptions.js';
import type { ViewerStructure } from './viewerStructure.js';

export interface StructureViewerProps {
  readonly structure: ViewerStructure;
  /** Index of the orbit that stands out; null for none. */
  readonly selectedOrbit: number | null;
  /** The reader chose an atom of this orbit, or cleared the choice (null). */
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
  const chosenOrbit = selectedOrbit !== null && selectedOrbit < structure.orbits.length ? selectedOrbit : null;
  const site = chosenSite(structure, picked?.structure === structure ? picked.site : null, chosenOrbit);
  const choose = useCallback(
    (site: number | null) => {
      setPicked(site === null ? null : { structure, site });
      onSelectOrbit(site === null ? null : structure.atoms[site]!.orbit);
    },
    [structure, onSelectOrbit],
  );
  const described = useDrawing(structure, options, chosenOrbit, site);
  const { drawing, contacts } = described;

  return (
    <div className="viewer">
      <ViewerControls
        options={options}
        hasOrbits={structure.orbits.length > 0}
        repeats={described.possibleRepeats}
        onChange={onOptions}
      />
      {drawing.repeats === 0 ? (
        <Notice kind="warning" title="The cell is too large to be drawn.">
          It has {structure.atoms.length} sites; the picture shows at most {MOST_ATOMS}.
        </Notice>
      ) : (
        <div className="viewer-stage">
          <div className="viewer-picture">
            <StructureCanvas
              drawing={drawing}
              projection={options.projection}
              label={described.label}
              onView={setView}
              onPick={choose}
            />
            <ViewButtons view={view} lattice={structure.lattice} name={described.reducedFormula} />
            <ViewerNotes {...described} wantsPolyhedra={options.style === 'polyhedra'} />
          </div>
          <div className="viewer-side">
            <Legend
              structure={structure}
              colorBy={options.colorBy}
              colors={drawing.colors}
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

/** The site whose facts are shown: the one that was picked, if it is of the chosen orbit; else the orbit's first. */
function chosenSite({ atoms }: ViewerStructure, picked: number | null, chosenOrbit: number | null): number | null {
  if (picked !== null && atoms[picked]!.orbit === chosenOrbit) return picked;
  const first = chosenOrbit === null ? -1 : atoms.findIndex(({ orbit }) => orbit === chosenOrbit);
  return first < 0 ? null : first;
}
