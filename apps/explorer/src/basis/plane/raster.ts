import { type PlaneCell, toFractional } from './cell.js';
import type { PlaneView } from './view.js';

/**
 * Which point of the cell's grid each pixel of a square picture shows.
 *
 * @param pixels width of the picture
 * @param size points of the grid along each axis
 * @returns (pixels, pixels), row by row from the top: positions in the grid's values
 */
export function pixelMap(cell: PlaneCell, view: PlaneView, pixels: number, size: number): Uint32Array {
  const map = new Uint32Array(pixels * pixels);
  const scale = view.span / pixels;
  for (let row = 0; row < pixels; row++) {
    const y = view.top - (row + 0.5) * scale;
    for (let column = 0; column < pixels; column++) {
      const [u, v] = toFractional(cell, [view.left + (column + 0.5) * scale, y]);
      // The nearest point; rounding may lead to the end of the cell, which is its beginning.
      const i = Math.round((u - Math.floor(u)) * size) % size;
      const j = Math.round((v - Math.floor(v)) * size) % size;
      map[row * pixels + column] = i * size + j;
    }
  }
  return map;
}

/**
 * The colours of values from −largest to largest.
 *
 * @param palette colours from −1 to 1
 */
export function colorize(values: Float32Array, largest: number, palette: Uint32Array, out: Uint32Array): void {
  const middle = (palette.length - 1) / 2;
  const scale = largest > 0 ? middle / largest : 0;
  for (let i = 0; i < values.length; i++) out[i] = palette[(values[i]! * scale + middle + 0.5) | 0]!;
}

/** Colours of pixels from colours of grid points. */
export function resample(colors: Uint32Array, map: Uint32Array, out: Uint32Array): void {
  for (let i = 0; i < map.length; i++) out[i] = colors[map[i]!]!;
}
