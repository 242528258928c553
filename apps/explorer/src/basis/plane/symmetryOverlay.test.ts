import { expect, test } from 'vitest';
import { planeCell, toFractional } from './cell.js';
import { findPlaneGroup, PLANE_GROUPS } from './planeGroups.js';
import { linesInView, symmetryOverlay } from './symmetryOverlay.js';
import { isVisible, planeView } from './view.js';

const fractional = (symbol: string): ReturnType<typeof symmetryOverlay> & { readonly inCell: readonly string[] } => {
  const group = findPlaneGroup(symbol)!;
  const cell = planeCell(group);
  const overlay = symmetryOverlay(group, cell, planeView(cell, 6));
  const near = (x: number): number => Math.round(x * 1e6) / 1e6 + 0;
  const inCell = overlay.points.flatMap(({ order, at }) => {
    const [x, y] = toFractional(cell, at).map(near) as [number, number];
    return x >= 0 && x < 1 && y >= 0 && y < 1 ? [`${order} ${x} ${y}`] : [];
  });
  return { ...overlay, inCell };
};

test('rotation points of p4gm and lines of pg and pm', () => {
  const p4gm = fractional('p4gm');
  expect(p4gm.inCell.toSorted()).toEqual(['2 0 0.5', '2 0.5 0', '4 0 0', '4 0.5 0.5']);
  expect(new Set(p4gm.lines.map(({ glide }) => glide))).toEqual(new Set([true, false]));
  expect(fractional('pg').lines.every(({ glide }) => glide)).toBe(true);
  expect(fractional('pm').lines.some(({ glide }) => glide)).toBe(false);
  expect(fractional('p1')).toMatchObject({ points: [], lines: [] });
});

test('lines end at the edge of the window', () => {
  for (const group of PLANE_GROUPS) {
    const cell = planeCell(group);
    const view = planeView(cell, 5);
    const edge = ([x, y]: readonly [number, number]): number =>
      Math.min(
        Math.abs(x - view.left),
        Math.abs(x - view.left - view.span),
        Math.abs(y - view.top),
        Math.abs(y - view.top + view.span),
      );
    for (const { from, to } of symmetryOverlay(group, cell, view).lines) {
      expect(Math.max(edge(from), edge(to))).toBeLessThan(1e-9);
      expect(isVisible(view, from, 1e-9) && isVisible(view, to, 1e-9)).toBe(true);
    }
  }
});

test('every line of a family is there once', () => {
  const cell = planeCell(findPlaneGroup('p4mm')!);
  const view = { left: -0.1, top: 3.1, span: 3.2 };
  expect(
    linesInView(cell, view, [1, 0], 0.5)
      .map(([[x]]) => x)
      .toSorted(),
  ).toEqual([0.5, 1.5, 2.5]);
  expect(linesInView(cell, view, [0, 1], 0)).toHaveLength(4);
  // Diagonals x + y = n from −0.2 to 6.2; that at 6.2 touches the corner only.
  expect(linesInView(cell, view, [1, 1], 0)).toHaveLength(7);
});
