import { scaleLinear } from 'd3-scale';
import { twoTheta } from './copper.js';
import type { Reflection } from './reflections.js';

/** What the sticks stand at: |k| = 1/d, or the angle of a diffractometer with a copper tube. */
export type PlotAxis = 'length' | 'angle';
/** How long they are: |F|² of one reflection, or of all equivalent ones together. */
export type PlotHeight = 'one' | 'all';

interface Stick {
  /** Index in the list of reflections. */
  readonly reflection: number;
  /** Pixels. */
  readonly x: number;
  readonly y: number;
}

export interface StickPlot {
  readonly width: number;
  readonly height: number;
  /** Pixels: where the axes cross. */
  readonly left: number;
  readonly bottom: number;
  readonly sticks: readonly Stick[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly label: string;
}

const MARGIN = { left: 44, right: 12, top: 26, bottom: 40 } as const;

/** What a stick stands for; the strongest is 100. */
const heightOf = ({ squared, multiplicity }: Reflection, height: PlotHeight): number =>
  height === 'all' ? squared * multiplicity : squared;

/** Share of the strongest reflection, 0 to 100. */
export function relativeHeights(reflections: readonly Reflection[], height: PlotHeight): number[] {
  const values = reflections.map((reflection) => heightOf(reflection, height));
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return values.map((value) => (most === 0 ? 0 : (100 * value) / most));
}

/** Geometry of the plot. @param size of the picture in pixels */
export function stickPlot(
  reflections: readonly Reflection[],
  axis: PlotAxis,
  kind: PlotHeight,
  { width, height }: { readonly width: number; readonly height: number },
): StickPlot {
  const abscissa = ({ d }: Reflection): number => (axis === 'length' ? 1 / d : (twoTheta(d) ?? 180));
  const abscissas = reflections.map(abscissa);
  const farthest = abscissas.reduce((a, b) => Math.max(a, b), 0);
  const bottom = height - MARGIN.bottom;
  const x = scaleLinear()
    .domain([0, farthest === 0 ? 1 : farthest * 1.03])
    .range([MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear().domain([0, 100]).range([bottom, MARGIN.top]);
  const shares = relativeHeights(reflections, kind);
  const format = x.tickFormat(Math.max(3, Math.round(width / 90)));
  return {
    width,
    height,
    left: MARGIN.left,
    bottom,
    sticks: reflections.flatMap(({ isDark }, i) =>
      isDark ? [] : [{ reflection: i, x: round(x(abscissas[i]!)), y: round(y(shares[i]!)) }],
    ),
    ticks: x.ticks(Math.max(3, Math.round(width / 90))).map((value) => ({ x: round(x(value)), text: format(value) })),
    label: axis === 'length' ? '1/d (Å⁻¹)' : '2θ (degrees), Cu Kα₁',
  };
}

const round = (x: number): number => Math.round(10 * x) / 10;

/** The plot in words. */
export function plotText(reflections: readonly Reflection[], height: PlotHeight): string {
  const shares = relativeHeights(reflections, height);
  const lit = reflections.filter(({ isDark }) => !isDark).length;
  const strongest = reflections
    .map((reflection, i) => ({ reflection, share: shares[i]! }))
    .filter(({ reflection }) => !reflection.isDark)
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(({ reflection: { hkl, d }, share }) => `${hkl.join(' ')} at d = ${d.toFixed(3)} Å with ${share.toFixed(0)}`);
  return `${lit} sticks; the strongest, of 100: ${strongest.join('; ')}`;
}

/** Miller indices as they are printed, negative ones under a bar; apart from each other where one has two digits. */
export function hklText(hkl: readonly number[]): string {
  const digits = hkl.map((index) =>
    index < 0 ? [...String(-index)].map((c) => `${c}\u0305`).join('') : String(index),
  );
  return digits.join(hkl.some((index) => Math.abs(index) > 9) ? '\u2009' : '');
}

/** The reflections that are named in the plot: strong ones that leave room for each other. @param room pixels */
export function namedSticks({ sticks }: StickPlot, room = 34): ReadonlySet<number> {
  const named: Stick[] = [];
  for (const stick of sticks.toSorted((a, b) => a.y - b.y)) {
    if (named.length === 8) break;
    if (named.every(({ x }) => Math.abs(x - stick.x) >= room)) named.push(stick);
  }
  return new Set(named.map(({ reflection }) => reflection));
}
