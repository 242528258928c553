import { expect, test } from 'vitest';
import { planeCell, toCartesian } from './cell.js';
import { PLANE_GROUPS } from './planeGroups.js';
import { paletteGrid, pixelMap, resample } from './raster.js';
import { isVisible, planeView, pointAt, visibleCells, visibleImages } from './view.js';

/** A palette whose colours are their own places. */
const NUMBERS = Uint32Array.from({ length: 4001 }, (_, i) => i);

test.each(PLANE_GROUPS)(
  'each pixel of a picture of %s is interpolated between the four grid points about it',
  (group) => {
    const cell = planeCell(group);
    const view = planeView(cell, 4);
    const [pixels, size] = [40, 60];
    const wave = (u: number, v: number): number =>
      Math.cos(2 * Math.PI * (u - 2 * v)) + 0.5 * Math.sin(2 * Math.PI * v);
    const values = Float32Array.from({ length: size * size }, (_, i) =>
      wave(Math.floor(i / size) / size, (i % size) / size),
    );
    const grid = new Float32Array((size + 1) ** 2);
    paletteGrid(values, size, 2, NUMBERS.length, grid);
    const out = new Uint32Array(pixels * pixels);
    resample(grid, size, pixelMap(cell, view, pixels, size), NUMBERS, out);
    let worst = 0;
    out.forEach((place, i) => {
      const [u, v] = pointAt(cell, view, [((i % pixels) + 0.5) / pixels, (Math.floor(i / pixels) + 0.5) / pixels]);
      worst = Math.max(worst, Math.abs((place - 2000) / 1000 - wave(u, v)));
    });
    // |f''| h²/8 along both axes and 1/256 of a step of the grid; the nearest point alone would be ten times as far away.
    expect(worst).toBeLessThan(0.012);
  },
);

test('a grid that is too fine for its map is refused', () => {
  const cell = planeCell(PLANE_GROUPS[0]!);
  expect(() => pixelMap(cell, planeView(cell, 1), 4, 600)).toThrow('from 1 to 511');
});

test('the cell is in the middle of its window', () => {
  for (const group of PLANE_GROUPS) {
    const cell = planeCell(group);
    const view = planeView(cell, 5);
    expect(pointAt(cell, view, [0.5, 0.5]).map((x) => x.toFixed(12))).toEqual(['0.500000000000', '0.500000000000']);
    expect(view.span ** 2 / cell.area).toBeCloseTo(5, 12);
  }
});

test('images fill the window: as many as its area in cells', () => {
  for (const group of PLANE_GROUPS) {
    const cell = planeCell(group);
    const view = planeView(cell, 400);
    const images = visibleImages(cell, view, [[0.3, 0.4]]);
    expect(Math.abs(images.length - 400)).toBeLessThan(40);
    expect(images.every((point) => isVisible(view, point))).toBe(true);
    expect(visibleCells(cell, view).length).toBeGreaterThanOrEqual(images.length);
  }
  const cell = planeCell(PLANE_GROUPS[0]!);
  expect(isVisible(planeView(cell, 1), toCartesian(cell, [9, 9]))).toBe(false);
});

test('colours run from the lowest to the highest value', () => {
  const grid = new Float32Array(9);
  paletteGrid(Float32Array.of(-3, 3, 0, 1.5), 2, 3, 512, grid);
  expect(Array.from(grid)).toEqual([0, 511, 0, 255.5, 383.25, 255.5, 0, 511, 0]);
  const out = new Uint32Array(3);
  // The first point, half the way to the next one of its row, and a quarter of the way to the next row.
  resample(grid, 2, Uint32Array.of(0, 64, 32 << 7), NUMBERS, out);
  expect(Array.from(out)).toEqual([0, 256, 64]);
  paletteGrid(new Float32Array(4), 2, 0, 512, grid);
  expect(new Set(grid)).toEqual(new Set([255.5]));
});
