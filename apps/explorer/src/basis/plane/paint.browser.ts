import { fieldPalette } from '../../ui/colors.browser.js';
import type { PlaneCell } from './cell.js';
import { paletteGrid, pixelMap, resample } from './raster.js';
import type { PlaneView } from './view.js';

/** The wider a canvas, the longer a frame: beyond this, pixels of the screen share a pixel of the canvas. */
const MOST_PIXELS = 1200;

/** Paints fields of one cell in one window of the plane on one canvas. */
export interface Painter {
  paint(values: Float32Array, largest: number): void;
  /** After a change of the theme. */
  newColors(): void;
}

/**
 * @param width of the canvas in CSS pixels; it is square
 * @param size points of the fields' grid along each axis
 */
export function makePainter(
  canvas: HTMLCanvasElement,
  cell: PlaneCell,
  view: PlaneView,
  width: number,
  size: number,
): Painter {
  const pixels = Math.max(1, Math.min(MOST_PIXELS, Math.round(width * devicePixelRatio)));
  canvas.width = pixels;
  canvas.height = pixels;
  const context = canvas.getContext('2d', { alpha: false })!;
  const image = context.createImageData(pixels, pixels);
  const words = new Uint32Array(image.data.buffer);
  const map = pixelMap(cell, view, pixels, size);
  const grid = new Float32Array((size + 1) ** 2);
  let palette = fieldPalette();
  return {
    paint: (values, largest) => {
      paletteGrid(values, size, largest, palette.length, grid);
      resample(grid, size, map, palette, words);
      context.putImageData(image, 0, 0);
    },
    newColors: () => {
      palette = fieldPalette();
    },
  };
}
