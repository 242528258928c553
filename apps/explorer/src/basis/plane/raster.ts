import { type PlaneCell, toFractional } from './cell.js';
import type { PlaneView } from './view.js';

/** Between two points of the grid a pixel lies at one of so many steps. */
const STEPS = 128;
/** Positions in a grid with its closing row and column must fit beside the steps in 32 bits. */
const MOST_POINTS = 2 ** 9 - 1;

/**
 * Where on the cell's grid each pixel of a square picture lies: four points about it and its position between them.
 *
 * @param pixels width of the picture
 * @param size points of the grid along each axis
 * @returns (pixels, pixels), row by row from the top, for {@link resample}: the position of the lower left point in the grid of size + 1
 *   points, whose last ones are the first again, times 2¹⁴, plus the share of the way to the next row times 2⁷, plus that to the next column;
 *   shares in 128ths
 * @throws RangeError for a grid too fine for this
 */
export function pixelMap(cell: PlaneCell, view: PlaneView, pixels: number, size: number): Uint32Array {
  if (!(size >= 1 && size <= MOST_POINTS))
    throw new RangeError(`pixelMap: size must be from 1 to ${MOST_POINTS}, got ${size}; use a coarser grid`);
  const map = new Uint32Array(pixels * pixels);
  const scale = view.span / pixels;
  for (let row = 0; row < pixels; row++) {
    const y = view.top - (row + 0.5) * scale;
    for (let column = 0; column < pixels; column++) {
      const [u, v] = toFractional(cell, [view.left + (column + 0.5) * scale, y]);
      // Rounding may lead to the end of the cell, which is its beginning.
      const i = Math.round((u - Math.floor(u)) * size * STEPS) % (size * STEPS);
      const j = Math.round((v - Math.floor(v)) * size * STEPS) % (size * STEPS);
      const index = Math.floor(i / STEPS) * (size + 1) + Math.floor(j / STEPS);
      map[row * pixels + column] = index * STEPS * STEPS + (i % STEPS) * STEPS + (j % STEPS);
    }
  }
  return map;
}

/**
 * Positions on the palette of values from −largest to largest, on the grid that its first row and column close.
 *
 * @param values (size, size)
 * @param colors length of the palette
 * @param out (size + 1, size + 1): from 0 to colors − 1
 */
export function paletteGrid(
  values: Float32Array,
  size: number,
  largest: number,
  colors: number,
  out: Float32Array,
): void {
  const middle = (colors - 1) / 2;
  const scale = largest > 0 ? middle / largest : 0;
  for (let i = 0; i <= size; i++) {
    const from = (i === size ? 0 : i) * size;
    const to = i * (size + 1);
    for (let j = 0; j < size; j++) out[to + j] = values[from + j]! * scale + middle;
    out[to + size] = out[to]!;
  }
}

/**
 * Colours of pixels, between the points of the grid by bilinear interpolation.
 *
 * @param grid of {@link paletteGrid}
 * @param map of {@link pixelMap}
 */
export function resample(
  grid: Float32Array,
  size: number,
  map: Uint32Array,
  palette: Uint32Array,
  out: Uint32Array,
): void {
  const up = size + 1;
  for (let i = 0; i < map.length; i++) {
    const word = map[i]!;
    const at = word >>> 14;
    const right = (word & 127) / STEPS;
    const low = grid[at]! + right * (grid[at + 1]! - grid[at]!);
    const high = grid[at + up]! + right * (grid[at + up + 1]! - grid[at + up]!);
    out[i] = palette[(low + (((word >>> 7) & 127) / STEPS) * (high - low) + 0.5) | 0]!;
  }
}
