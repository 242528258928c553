import { expect, test } from 'vitest';
import { planeCell, toCartesian } from './cell.js';
import { PLANE_GROUPS } from './planeGroups.js';
import { colorize, pixelMap, resample } from './raster.js';
import { isVisible, planeView, pointAt, visibleCells, visibleImages } from './view.js';

test.each(PLANE_GROUPS)('each pixel of a picture of %s shows the nearest grid point', (group) => {
  const cell = planeCell(group);
  const view = planeView(cell, 4);
  const [pixels, size] = [40, 50];
  const map = pixelMap(cell, view, pixels, size);
  const wrap = (x: number): number => Math.abs(x - Math.round(x));
  map.forEach((place, i) => {
    const [x, y] = pointAt(cell, view, [((i % pixels) + 0.5) / pixels, (Math.floor(i / pixels) + 0.5) / pixels]);
    const [u, v] = [Math.floor(place / size) / size, (place % size) / size];
    expect(Math.max(wrap(u - x), wrap(v - y))).toBeLessThanOrEqual(0.5 / size + 1e-9);
  });
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
  const palette = Uint32Array.from({ length: 512 }, (_, i) => i);
  const colors = new Uint32Array(5);
  colorize(Float32Array.of(-3, -1.5, 0, 1.5, 3), 3, palette, colors);
  expect(Array.from(colors)).toEqual([0, 128, 256, 383, 511]);
  colorize(new Float32Array(5), 0, palette, colors);
  expect(new Set(colors)).toEqual(new Set([256]));
  const out = new Uint32Array(3);
  resample(Uint32Array.of(7, 8, 9), Uint32Array.of(2, 0, 2), out);
  expect(Array.from(out)).toEqual([9, 7, 9]);
});
