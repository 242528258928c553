import type { Vec2 } from '@crystal-fourier/spacegroups';
import { type KeyboardEvent, type PointerEvent, type ReactElement, useMemo, useRef, useState } from 'react';
import { useWidth } from '../../ui/useWidth.browser.js';
import { orbitReadout } from './orbitReadout.js';
import type { PlaneModel } from './planeModel.js';
import type { Layer } from './planeState.js';
import { PointReadout } from './PointReadout.js';
import { TileOverlay } from './TileOverlay.js';
import { usePainting } from './usePainting.browser.js';
import { pointAt, planeView } from './view.js';

/** Area of the window in unit cells. */
const CELLS = 5;

interface Props {
  readonly model: PlaneModel;
  readonly weights: readonly number[];
  readonly layers: readonly Layer[];
  /** Whose orbit is shown while none is pointed at, fractional. */
  readonly point: Vec2;
  readonly onPoint: (point: Vec2) => void;
}

/** The function over several unit cells, with an orbit that follows the pointer; a click, a tap or the arrow keys keep it. */
export function FieldTile({ model, weights, layers, point: kept, onPoint }: Props): ReactElement {
  const { cell, group } = model;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, 0);
  const [pointed, setPointed] = useState<Vec2 | null>(null);
  const point = pointed ?? kept;
  const view = useMemo(() => planeView(cell, CELLS), [cell]);
  const readout = useMemo(() => orbitReadout(model, weights, point), [model, weights, point]);

  usePainting(canvas, scale, { model, weights, view, width });

  const at = (event: PointerEvent): Vec2 => {
    const { left, top, width: side } = frame.current!.getBoundingClientRect();
    return pointAt(cell, view, [(event.clientX - left) / side, (event.clientY - top) / side]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 0.1 : 0.01;
    const move = { ArrowRight: [step, 0], ArrowLeft: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    setPointed(null);
    onPoint([point[0] + move[0]!, point[1] + move[1]!]);
  };
  return (
    <div className="plane-field">
      <div
        ref={frame}
        className="plane-tile"
        role="application"
        aria-label={`Picture of the function. Arrow keys move a point; its ${readout.images.length} equivalent points move with it.`}
        tabIndex={0}
        onPointerMove={(event) => setPointed(at(event))}
        onPointerLeave={() => setPointed(null)}
        onPointerDown={(event) => onPoint(at(event))}
        onPointerUp={(event) => onPoint(at(event))}
        onKeyDown={onKeyDown}
      >
        <canvas
          ref={canvas}
          className="plane-canvas"
          role="img"
          aria-label={`A function with the symmetry ${group.hmShort}, a sum of ${weights.filter((weight) => weight !== 0).length} basis functions, over several unit cells`}
        />
        {width > 0 && <TileOverlay model={model} view={view} width={width} layers={layers} readout={readout} />}
      </div>
      <div className="plane-scale" ref={scale}>
        <span />
        <i aria-hidden="true" />
        <span />
      </div>
      <PointReadout readout={readout} />
    </div>
  );
}
