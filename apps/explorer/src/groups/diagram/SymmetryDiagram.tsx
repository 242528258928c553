import './diagram.css';
import { type SpaceGroup, symmetryElements } from '@crystal-fourier/spacegroups';
import { type ReactElement, useMemo, useState } from 'react';
import { exampleCell } from '../../cell/exampleCell.js';
import { Segmented } from '../../ui/Segmented.js';
import { DiagramFigure } from './DiagramFigure.js';
import { drawingBox } from './drawingBox.js';
import { drawingFrame, type ViewAxis } from './drawingFrame.js';
import { ElementList } from './ElementList.js';
import { elementClasses, summaryText } from './elementText.js';
import { Foldable } from './Foldable.js';
import { LayerChoice } from './LayerChoice.js';
import { Legend } from './Legend.js';
import { marksOf, notDrawn } from './marks.js';
import { useNarrow } from '../useNarrow.browser.js';
import { useView } from './useView.browser.js';
import { defaultLayers, defaultView, wantsQuarter } from './viewChoice.js';

const VIEWS: readonly { readonly value: ViewAxis; readonly label: string }[] = [
  { value: 'a', label: 'Along a' },
  { value: 'b', label: 'Along b' },
  { value: 'c', label: 'Along c' },
];

/** The symmetry elements of a group in projection, in the style of the International Tables, with the orbit of a point. */
export function SymmetryDiagram({ group }: { readonly group: SpaceGroup }): ReactElement {
  // Layers and lit classes belong to one group.
  return <Diagram key={`${group.number} ${group.setting.hall}`} group={group} />;
}

function Diagram({ group }: { readonly group: SpaceGroup }): ReactElement {
  const elements = symmetryElements(group);
  const [view, setView] = useView(defaultView(group, elements));
  const isNarrow = useNarrow();
  const [isQuarter, setIsQuarter] = useState(() => wantsQuarter(group));
  const frame = useMemo(
    () => drawingFrame(exampleCell(group), view, isQuarter ? 0.5 : 1, isNarrow ? 260 : 400),
    [group, view, isQuarter, isNarrow],
  );
  const marks = useMemo(() => marksOf(elements, frame), [elements, frame]);
  // Of all marks: the drawing stays as it is when some are hidden.
  const box = useMemo(() => drawingBox(marks, frame), [marks, frame]);
  const [layers, setLayers] = useState(() => defaultLayers(marks));
  const [isOrbitShown, setIsOrbitShown] = useState(() => group.order <= 48);
  const [pinned, setPinned] = useState<number>();
  const shown = useMemo(() => marks.filter(({ layer }) => layers.has(layer)), [marks, layers]);
  const classes = useMemo(() => elementClasses(elements), [elements]);
  const hidden = notDrawn(elements, frame);
  return (
    <section className="diagram split split-wide-left" aria-label="Diagram of the symmetry elements">
      <div className="card diagram-card">
        <div className="row">
          <Segmented legend="Projection" hideLegend options={VIEWS} value={view} onChange={setView} />
          {group.crystalSystem === 'cubic' && (
            <label className="diagram-quarter">
              <input type="checkbox" checked={isQuarter} onChange={() => setIsQuarter(!isQuarter)} />
              <span>Upper left quarter only</span>
            </label>
          )}
        </div>
        <DiagramFigure
          group={group}
          frame={frame}
          marks={shown}
          summary={summaryText(elements)}
          pinned={pinned}
          onPin={setPinned}
          isOrbitShown={isOrbitShown}
          box={box}
        />
        <LayerChoice
          present={new Set(marks.map(({ layer }) => layer))}
          shown={layers}
          onChange={setLayers}
          isOrbitShown={isOrbitShown}
          onOrbitChange={setIsOrbitShown}
        />
        {hidden > 0 && (
          <p className="muted small">
            {hidden} {hidden === 1 ? 'plane is' : 'planes are'} inclined to the paper and listed only.
          </p>
        )}
        {marks.length > 0 && (
          <div>
            <Foldable title="Graphical symbols" isFolded={isNarrow}>
              <Legend marks={shown} frame={frame} />
            </Foldable>
          </div>
        )}
      </div>
      <div className="card diagram-elements">
        <Foldable title="Symmetry elements" isFolded={isNarrow}>
          {elements.length === 0 ? (
            <p>This group has translations only.</p>
          ) : (
            <>
              <p className="muted small">Equivalent elements together; choose a class to see it in the drawing.</p>
              <ElementList classes={classes} pinned={pinned} onPin={setPinned} />
            </>
          )}
        </Foldable>
      </div>
    </section>
  );
}
