import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { useDark } from '../../shell/theme.browser.js';
import { signed } from '../fractions.js';
import { Field } from './field.js';
import { makePainter, type Painter } from './paint.browser.js';
import type { PlaneModel } from './planeModel.js';
import type { PlaneView } from './view.js';

/** Points of the grid along each axis of the cell. */
const GRID = 300;

/**
 * Paints the function with these weights, and writes its least and largest value at the ends of the colour scale.
 *
 * @param scale element with two `span`s
 * @param width of the canvas in CSS pixels; 0 until it is known: nothing is painted
 */
export function usePainting(
  canvas: RefObject<HTMLCanvasElement | null>,
  scale: RefObject<HTMLElement | null>,
  {
    model,
    weights,
    view,
    width,
  }: {
    readonly model: PlaneModel;
    readonly weights: readonly number[];
    readonly view: PlaneView;
    readonly width: number;
  },
): void {
  const painter = useRef<Painter>(null);
  const isDark = useDark();
  const { cell } = model;
  const field = useMemo(() => new Field(model, GRID), [model]);
  useEffect(() => {
    painter.current = width === 0 ? null : makePainter(canvas.current!, cell, view, width, GRID);
  }, [canvas, cell, view, width]);
  useEffect(() => painter.current?.newColors(), [isDark]);
  useEffect(() => {
    // However many steps a slider makes, a frame of the screen shows the last one.
    const frame = requestAnimationFrame(() => {
      field.setWeights(weights);
      painter.current?.paint(field.values, field.largest);
      const [low, high] = scale.current!.querySelectorAll('span');
      low!.textContent = signed(-field.largest, 2);
      high!.textContent = signed(field.largest, 2);
    });
    return () => cancelAnimationFrame(frame);
  }, [scale, field, weights, view, width, isDark]);
}
