import type { MeasuredPattern, PowderLine, PowderProfile } from '@crystal-fourier/data/diffraction';
import { scaleLinear } from 'd3-scale';

/** Degrees: the part of a pattern that is shown. */
export type View = readonly [from: number, to: number];

export interface PlotParts {
  readonly lines: readonly PowderLine[];
  /** Drawn instead of sticks; the lines are marks below it. */
  readonly curve: PowderProfile | null;
  readonly measured: MeasuredPattern | null;
}

export interface PowderPlot {
  /** Paths of an SVG; empty where there is nothing. */
  readonly sticks: string;
  readonly curve: string;
  readonly measured: string;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  /** Reflections that are named: strong ones that leave room for each other. */
  readonly names: readonly { readonly x: number; readonly y: number; readonly line: PowderLine }[];
}

export interface PlotSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export const MARGIN = { left: 44, right: 14, top: 28, bottom: 50 } as const;
/** Pixels between the base line and the marks below a curve, and their length. */
const MARK = { gap: 3, length: 7 } as const;
/** Of the strongest 100: a stick of less has no height. */
const LEAST_DRAWN = 0.02;
const LEAST_NAMED = 2;
const MOST_NAMED = 12;
const NAME_ROOM = 40;

/** Pixels at an angle, and back. */
export function angleScale(
  [from, to]: View,
  { width }: PlotSize,
): { x(angle: number): number; angle(x: number): number } {
  const scale = scaleLinear()
    .domain([from, to])
    .range([MARGIN.left, width - MARGIN.right]);
  return { x: (angle) => scale(angle), angle: (x) => scale.invert(x) };
}

/** Geometry of a part of a pattern. */
export function powderPlot({ lines, curve, measured }: PlotParts, view: View, size: PlotSize): PowderPlot {
  const { x } = angleScale(view, size);
  const bottom = size.height - MARGIN.bottom;
  const y = (relative: number): number => bottom - (relative / 100) * (bottom - MARGIN.top);
  const shown = linesIn(lines, view);
  let sticks = '';
  for (const { twoTheta, relative } of shown) {
    if (relative < LEAST_DRAWN) continue;
    sticks +=
      curve === null
        ? `M${tenth(x(twoTheta))} ${bottom}V${tenth(y(relative))}`
        : `M${tenth(x(twoTheta))} ${bottom + MARK.gap}v${MARK.length}`;
  }
  const scale = scaleLinear().domain(view);
  const count = Math.max(3, Math.round(size.width / 90));
  const format = scale.tickFormat(count);
  return {
    sticks,
    curve: curve === null ? '' : curvePath(curve, view, x, y, 100),
    measured: measured === null ? '' : curvePath(measured, view, x, y, highest(measured)),
    ticks: scale.ticks(count).map((value) => ({ x: tenth(x(value)), text: format(value) })),
    names: named(shown, x).map((line) => ({ line, x: tenth(x(line.twoTheta)), y: tenth(y(line.relative)) })),
  };
}

const tenth = (value: number): number => Math.round(10 * value) / 10;

const highest = ({ intensity }: MeasuredPattern): number => intensity.reduce((most, value) => Math.max(most, value), 0);

/** Lines of the view; they are sorted by angle. */
export function linesIn(lines: readonly PowderLine[], [from, to]: View): readonly PowderLine[] {
  const first = firstFrom(lines.length, (i) => lines[i]!.twoTheta >= from);
  return lines.slice(
    first,
    firstFrom(lines.length, (i) => lines[i]!.twoTheta > to),
  );
}

/** The line next to an angle, the stronger of those within reach. @param reach degrees */
export function lineNear(lines: readonly PowderLine[], angle: number, reach: number): PowderLine | null {
  return linesIn(lines, [angle - reach, angle + reach]).reduce<PowderLine | null>(
    (best, line) => (best === null || line.relative > best.relative ? line : best),
    null,
  );
}

/** The first index at which something holds that holds for all after it. */
function firstFrom(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A curve, of which each column of pixels has its lowest and its highest point: more cannot be seen. */
function curvePath(
  { twoTheta, intensity }: PowderProfile | MeasuredPattern,
  [from, to]: View,
  x: (angle: number) => number,
  y: (relative: number) => number,
  most: number,
): string {
  // One point beyond each end, so that the curve leaves the picture.
  const begin = Math.max(0, firstFrom(twoTheta.length, (i) => twoTheta[i]! >= from) - 1);
  const end = Math.min(twoTheta.length, firstFrom(twoTheta.length, (i) => twoTheta[i]! > to) + 1);
  let path = '';
  const add = (column: number, value: number): void => {
    path += `${path === '' ? 'M' : 'L'}${tenth(column)} ${tenth(y(most > 0 ? (100 * value) / most : 0))}`;
  };
  for (let i = begin; i < end;) {
    const column = x(twoTheta[i]!);
    let [low, high, last] = [intensity[i]!, intensity[i]!, intensity[i]!];
    const first = intensity[i]!;
    let next = i + 1;
    for (; next < end && x(twoTheta[next]!) < column + 1; next++) {
      last = intensity[next]!;
      if (last < low) low = last;
      if (last > high) high = last;
    }
    add(column, first);
    if (high > Math.max(first, last)) add(column + 0.3, high);
    if (low < Math.min(first, last)) add(column + 0.5, low);
    if (next - i > 1) add(column + 0.8, last);
    i = next;
  }
  return path;
}

function named(lines: readonly PowderLine[], x: (angle: number) => number): PowderLine[] {
  const chosen: PowderLine[] = [];
  const places: number[] = [];
  for (const line of lines.toSorted((a, b) => b.relative - a.relative)) {
    if (chosen.length === MOST_NAMED || line.relative < LEAST_NAMED) break;
    const place = x(line.twoTheta);
    if (places.some((other) => Math.abs(other - place) < NAME_ROOM)) continue;
    chosen.push(line);
    places.push(place);
  }
  return chosen;
}
