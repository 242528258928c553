import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { useDark } from '../../shell/theme.browser.js';
import { Field } from './field.js';
import { makePainter } from './paint.browser.js';
import type { PlaneModel } from './planeModel.js';
import { planeView } from './view.js';

interface Props {
  readonly model: PlaneModel;
  readonly weights: readonly number[];
  /** CSS pixels. */
  readonly width: number;
  /** Area of the window in unit cells. */
  readonly cells: number;
  /** The content in words; a picture without it is decoration. */
  readonly label?: string;
}

/** A small picture of an invariant function. */
export function FieldCanvas({ model, weights, width, cells, label }: Props): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useDark();
  const size = 2 * Math.ceil((width * 1.4) / Math.sqrt(cells) / 2);
  const field = useMemo(() => {
    const field = new Field(model, size);
    field.setWeights(weights);
    return field;
  }, [model, weights, size]);
  useEffect(() => {
    makePainter(canvas.current!, model.cell, planeView(model.cell, cells), width, size).paint(
      field.values,
      field.largest,
    );
  }, [field, model, cells, width, size, dark]);
  return (
    <canvas
      ref={canvas}
      className="plane-canvas"
      style={{ width, height: width }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
