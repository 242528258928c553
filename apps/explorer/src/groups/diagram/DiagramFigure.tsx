import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import { type PointerEvent, type ReactElement, useMemo, useRef, useState } from 'react';
import { Drawing } from './Drawing.js';
import { type DrawingBox, fontSizeOf } from './drawingBox.js';
import { type DrawingFrame, fromPaper, type Point } from './drawingFrame.js';
import { elementText } from './elementText.js';
import { markLabels } from './markLabels.js';
import type { Mark } from './marks.js';
import { OrbitPicture } from './OrbitPicture.js';
import { OrbitHandle } from './OrbitHandle.js';
import { orbitMarks } from './orbitPoints.js';
import { pickMark } from './pickMark.js';
import { pointText } from './pointKeys.js';
import { useWidth } from '../../ui/useWidth.browser.js';
import { startPoint, symbolScale } from './viewChoice.js';

/** Pixels: the labels are laid out anew for steps of this size. */
const WIDTH_STEP = 16;

interface Props {
  readonly group: SpaceGroup;
  readonly frame: DrawingFrame;
  readonly box: DrawingBox;
  readonly marks: readonly Mark[];
  /** The drawing in words. */
  readonly summary: string;
  readonly pinned: number | undefined;
  readonly onPin: (orbit: number | undefined) => void;
  readonly isOrbitShown: boolean;
}

/** The drawing with what follows the pointer: the orbit of a point, and the name of the symbol below it. */
export function DiagramFigure({ group, frame, marks, summary, pinned, onPin, isOrbitShown, box }: Props): ReactElement {
  const svg = useRef<SVGSVGElement>(null);
  const [point, setPoint] = useState<readonly number[]>(() => startPoint(group));
  const [hovered, setHovered] = useState<Mark>();
  const scale = symbolScale(marks);
  const fontSize = fontSizeOf(box, useWidth(svg, 620, WIDTH_STEP));
  const labels = useMemo(() => markLabels(marks, frame, scale, fontSize), [marks, frame, scale, fontSize]);
  const orbit = useMemo(
    () => (isOrbitShown ? orbitMarks(group, point, frame) : []),
    [group, point, frame, isOrbitShown],
  );
  const current = hovered !== undefined && marks.includes(hovered) ? hovered : undefined;
  const pointed = current?.elements[0]!.orbit;

  const onPaperAt = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width } = svg.current!.getBoundingClientRect();
    const unit = box.width / width;
    return [box.x + (clientX - left) * unit, box.y + (clientY - top) * unit];
  };
  const follow = (event: PointerEvent): void => {
    const p = onPaperAt(event);
    setHovered(pickMark(marks, frame, p));
    const [u, v] = fromPaper(frame, p);
    if (u < 0 || u > frame.extent || v < 0 || v > frame.extent) return;
    setPoint((old) => old.map((c, i) => (i === frame.down ? u : i === frame.right ? v : c)));
  };
  return (
    <figure className="diagram-figure">
      <div className="diagram-place">
        <svg
          ref={svg}
          className="diagram-svg diagram-drawing"
          role="img"
          aria-label={summary}
          viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={() => setHovered(undefined)}
          onClick={() => onPin(pointed === pinned ? undefined : pointed)}
        >
          <g fontSize={fontSize}>
            <Drawing
              frame={frame}
              marks={marks}
              box={box}
              scale={scale}
              labels={labels.positions}
              lit={pointed ?? pinned}
            />
          </g>
          {isOrbitShown && <OrbitPicture marks={orbit} frame={frame} around={labels} fontSize={fontSize - 1} />}
        </svg>
        {isOrbitShown && <OrbitHandle point={point} frame={frame} box={box} onMove={setPoint} />}
      </div>
      <figcaption className="diagram-readout">
        <span aria-live="polite">
          {current === undefined
            ? 'Point at a symbol to name it.'
            : current.elements.slice(0, 2).map(elementText).join(' · ')}
        </span>
        {isOrbitShown && (
          <span className="muted mono">
            {pointText(point)}: {group.order} {group.order === 1 ? 'point' : 'points'} in the cell
          </span>
        )}
      </figcaption>
    </figure>
  );
}
