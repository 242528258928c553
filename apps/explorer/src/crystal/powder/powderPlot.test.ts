import type { PowderLine } from '@crystal-fourier/data/diffraction';
import { expect, test } from 'vitest';
import { angleScale, lineNear, linesIn, MARGIN, powderPlot } from './powderPlot.js';
import { powderSvg } from './powderSvg.js';
import { moved, within, zoomed } from './view.js';

const line = (twoTheta: number, relative: number, hkl: readonly [number, number, number] = [1, 1, 1]): PowderLine => ({
  reflections: [{ hkl, multiplicity: 8, squared: 1 }],
  d: 1,
  twoTheta,
  wavelength: 1.5,
  multiplicity: 8,
  intensity: relative,
  relative,
});
const lines = [line(10, 50), line(20, 100, [2, 0, 0]), line(20.1, 1), line(30, 0.001), line(40, 25, [-2, 2, 0])];
const size = { width: 500, height: 300 };
const parts = { lines, curve: null, measured: null };

test('sticks stand at their angles and have the heights of their intensities; the weakest are left out', () => {
  const { sticks, ticks } = powderPlot(parts, [0, 50], size);
  const bottom = size.height - MARGIN.bottom;
  const { x } = angleScale([0, 50], size);
  expect(sticks.split('M').slice(1)).toHaveLength(4);
  expect(sticks).toContain(`M${x(20).toFixed(1)} ${bottom}V${MARGIN.top}`);
  expect(ticks.map(({ text }) => text)).toEqual(['0', '10', '20', '30', '40', '50']);
});

test('strong lines that leave room are named', () => {
  const names = (to: number) => powderPlot(parts, [0, to], size).names.map(({ line: own }) => own.twoTheta);
  expect(names(50)).toEqual([20, 10, 40]);
  expect(names(15)).toEqual([10]);
});

test('lines are found by their angles, the strongest within reach first', () => {
  expect(linesIn(lines, [15, 30]).map(({ twoTheta }) => twoTheta)).toEqual([20, 20.1, 30]);
  expect(lineNear(lines, 20.08, 0.2)?.twoTheta).toBe(20);
  expect(lineNear(lines, 20.3, 0.21)?.twoTheta).toBe(20.1);
  expect(lineNear(lines, 25, 0.2)).toBeNull();
});

test('a curve keeps the highest point of each column of pixels', () => {
  const twoTheta = Float64Array.from({ length: 50_001 }, (_, i) => i / 1000);
  const intensity = new Float64Array(50_001).fill(1);
  intensity[20_003] = 100;
  const { curve, sticks } = powderPlot({ ...parts, curve: { twoTheta, intensity } }, [0, 50], size);
  expect(curve.split('L').length).toBeLessThan(1500);
  expect(curve.match(/[ML][\d.]+ ([\d.]+)/g)!.some((point) => point.endsWith(` ${MARGIN.top}`))).toBe(true);
  // Marks below the curve.
  expect(sticks).toContain(`${size.height - MARGIN.bottom + 3}v7`);
});

test('a measured pattern is scaled to its highest point', () => {
  const measured = { twoTheta: Float64Array.of(10, 20, 30), intensity: Float64Array.of(0, 5000, 2500) };
  const path = powderPlot({ ...parts, measured }, [0, 50], size).measured;
  expect(
    path
      .split(/[ML]/)
      .slice(1)
      .map((point) => Number(point.split(' ')[1])),
  ).toEqual([250, MARGIN.top, 139]);
});

test('views stay within the pattern', () => {
  expect(within([-5, 20], [0, 90])).toEqual([0, 25]);
  expect(within([80, 100], [0, 90])).toEqual([70, 90]);
  expect(within([0, 200], [0, 90])).toEqual([0, 90]);
  expect(moved([20, 40], [0, 90], 100)).toEqual([70, 90]);
  expect(zoomed([0, 80], [0, 90], 0.5, 20)).toEqual([10, 50]);
  expect(zoomed([10, 50], [0, 90], 10)).toEqual([0, 90]);
  const [from, to] = zoomed([10, 50], [0, 90], 1e-6);
  expect(to - from).toBeCloseTo(0.5, 12);
});

test('the picture as a file stands alone, and escapes what it is told', () => {
  const svg = powderSvg(parts, [0, 50], 'A < B & C', '2θ');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).toContain('A &lt; B &amp; C');
  expect(svg).not.toMatch(/NaN|undefined|var\(/);
  expect(svg.trim().endsWith('</svg>')).toBe(true);
});
