import { expect, test } from 'vitest';
import type { Reflection } from './reflections.js';
import { hklText, namedSticks, plotText, relativeHeights, stickPlot } from './stickPlot.js';

const reflection = (h: number, d: number, squared: number, multiplicity = 2, isDark = false): Reflection => ({
  hkl: [h, 0, -1],
  d,
  squared,
  multiplicity,
  isDark,
});
const LIST = [reflection(1, 4, 50, 6), reflection(2, 2, 100), reflection(3, 1.99, 25), reflection(4, 1, 0, 2, true)];
const SIZE = { width: 600, height: 250 };

test('the strongest is 100, alone or with its equivalents', () => {
  expect(relativeHeights(LIST, 'one')).toEqual([50, 100, 25, 0]);
  expect(relativeHeights(LIST, 'all').map(Math.round)).toEqual([100, 67, 17, 0]);
  expect(relativeHeights([reflection(1, 2, 0)], 'one')).toEqual([0]);
});

test('sticks stand within the axes, in the order of the reflections; dark ones have none', () => {
  for (const axis of ['length', 'angle'] as const) {
    const { sticks, ticks, left, bottom, label } = stickPlot(LIST, axis, 'one', SIZE);
    expect(sticks.map((stick) => stick.reflection)).toEqual([0, 1, 2]);
    expect(sticks[1]!.x).toBeGreaterThan(sticks[0]!.x);
    for (const { x, y } of sticks) {
      expect(x).toBeGreaterThan(left);
      expect(x).toBeLessThan(SIZE.width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(bottom);
    }
    expect(sticks[1]!.y).toBeLessThan(sticks[0]!.y);
    expect(ticks.length).toBeGreaterThan(2);
    expect(label).toContain(axis === 'length' ? '1/d' : '2θ');
  }
  expect(stickPlot([], 'length', 'one', SIZE).sticks).toEqual([]);
  // Planes that are too near each other for the wavelength stand at its end.
  expect(stickPlot([reflection(1, 0.5, 1)], 'angle', 'one', SIZE).sticks).toHaveLength(1);
});

test('names leave room for each other, the strong ones first', () => {
  expect([...namedSticks(stickPlot(LIST, 'length', 'one', SIZE))].toSorted()).toEqual([0, 1]);
  const many = Array.from({ length: 40 }, (_, i) => reflection(i, 10 / (i + 1), i + 1));
  expect(namedSticks(stickPlot(many, 'length', 'one', { width: 4000, height: 200 })).size).toBe(8);
});

test('indices of two digits stand apart', () => {
  expect(hklText([1, -1, 0])).toBe('11\u03050');
  expect(hklText([1, 0, -10])).toBe('1\u20090\u20091\u03050\u0305');
  expect(hklText([1, 0, 10])).not.toBe(hklText([10, 1, 0]));
});

test('the plot in words', () => {
  expect(plotText(LIST, 'one')).toBe(
    '3 sticks; the strongest, of 100: 2 0 -1 at d = 2.000 Å with 100; 1 0 -1 at d = 4.000 Å with 50; 3 0 -1 at d = 1.990 Å with 25',
  );
});
