import { chart, Plot } from './svg.mjs';

/** Length of the side of the square, in pixels. */
const side = 300;
const margins = { marginLeft: 40, marginRight: 10, marginTop: 10, marginBottom: 44 };

/** Size of a chart of {@link planeChart}, in pixels. */
export const planeSize = { width: side + 50, height: side + 54 };

/** A chart on a square with room for labels below and at the left. */
export function planeChart(/** @type {Plot.PlotOptions} */ options) {
  return chart({ ...planeSize, ...margins, ...options });
}

/** Colours for values from −limit to limit, white at 0. */
export const signed = (/** @type {number} */ limit) =>
  /** @type {const} */ ({ type: 'diverging', scheme: 'RdBu', reverse: true, domain: [-limit, limit] });

/**
 * Filled contours of a function on a square, and the line on which it is 0.
 *
 * @param {number[]} values at the centres of n × n pixels, row by row
 * @param {number} n
 * @param {{ extent: number, limit: number }} options the square reaches from 0 to `extent`; the eleven colours reach from −limit to limit
 */
export function contourMarks(values, n, { extent, limit }) {
  const area = { width: n, height: n, x1: 0, y1: 0, x2: extent, y2: extent };
  return [
    Plot.contour(values, {
      ...area,
      fill: Plot.identity,
      thresholds: Array.from({ length: 11 }, (_, i) => (limit * (2 * i - 11)) / 11),
      stroke: 'none',
    }),
    Plot.contour(values, { ...area, value: Plot.identity, thresholds: [0], stroke: '#222', strokeWidth: 0.8 }),
  ];
}
