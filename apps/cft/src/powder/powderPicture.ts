import {
  type MeasuredPattern,
  type PowderLine,
  type PowderPattern,
  type PowderProfile,
  reflectionsText,
} from '@crystal-fourier/data/diffraction';
import { parseHTML } from 'linkedom';
import { Plot } from '../report/chart.js';

/** A picture stands alone: it has its own colours, and a white ground. */
const COLORS = { lines: '#2b62c9', curve: '#2b62c9', measured: '#d2541b', text: '#1a2230' } as const;
const SIZE = { width: 900, height: 420 } as const;
/** Degrees between lines whose reflections are named, as a share of the range. */
const LABEL_ROOM = 0.03;
const MOST_LABELS = 14;
/** Of the strongest 100. */
const LEAST_LABELLED = 1;

export interface PictureParts {
  readonly title: string;
  readonly pattern: PowderPattern;
  readonly profile?: PowderProfile | undefined;
  readonly measured?: MeasuredPattern | undefined;
}

/** Points of a curve as rows, those outside of a range left out; the highest has 100. */
function rowsOf(
  { twoTheta, intensity }: PowderProfile | MeasuredPattern,
  [from, to]: readonly [number, number],
): { readonly x: number; readonly y: number }[] {
  const rows = Array.from(twoTheta, (x, i) => ({ x, y: intensity[i]! })).filter(({ x }) => x >= from && x <= to);
  const most = rows.reduce((top, { y }) => Math.max(top, y), 0);
  return rows.map(({ x, y }) => ({ x, y: most === 0 ? y : (100 * y) / most }));
}

/** The strongest lines that leave each other room. */
function named(lines: readonly PowderLine[], [from, to]: readonly [number, number]): PowderLine[] {
  const room = LABEL_ROOM * (to - from);
  const chosen: PowderLine[] = [];
  for (const line of lines.toSorted((a, b) => b.relative - a.relative)) {
    if (chosen.length === MOST_LABELS || line.relative < LEAST_LABELLED) break;
    if (chosen.every(({ twoTheta }) => Math.abs(twoTheta - line.twoTheta) >= room)) chosen.push(line);
  }
  return chosen;
}

/** A powder pattern as an SVG file: its lines, or the curve with marks of the lines below, and a measured pattern behind. */
export function powderPicture({ title, pattern, profile, measured }: PictureParts): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const { lines, twoTheta } = pattern;
  const points = { x: 'x', y: 'y', strokeWidth: 1 } as const;
  const svg = Plot.plot({
    document: document as never,
    ...SIZE,
    marginTop: 40,
    marginBottom: 44,
    style: { background: 'white', color: COLORS.text, fontFamily: 'system-ui, sans-serif', fontSize: '12px' },
    x: {
      label: `2θ (degrees), ${pattern.radiation.name}`,
      labelAnchor: 'center',
      labelArrow: 'none',
      domain: [...twoTheta],
    },
    y: {
      label: 'relative intensity',
      labelArrow: 'none',
      domain: [profile === undefined ? 0 : -7, 108],
      ticks: [0, 25, 50, 75, 100],
    },
    marks: [
      Plot.ruleY([0], { stroke: COLORS.text, strokeOpacity: 0.4 }),
      ...(measured === undefined
        ? []
        : [Plot.line(rowsOf(measured, twoTheta), { ...points, stroke: COLORS.measured })]),
      ...(profile === undefined
        ? [Plot.ruleX(lines, { x: 'twoTheta', y1: 0, y2: 'relative', stroke: COLORS.lines, strokeWidth: 1.2 })]
        : [
            Plot.line(rowsOf(profile, twoTheta), { ...points, stroke: COLORS.curve }),
            Plot.ruleX(lines, { x: 'twoTheta', y1: -5.5, y2: -1.5, stroke: COLORS.text, strokeWidth: 1 }),
          ]),
      Plot.text(named(lines, twoTheta), {
        x: 'twoTheta',
        y: 'relative',
        text: (line: PowderLine) => reflectionsText({ reflections: line.reflections.slice(0, 1) }),
        dy: -7,
        fontSize: 10,
      }),
      Plot.text([title], { frameAnchor: 'top', dy: -26, text: (text: string) => text, fontSize: 14, fontWeight: 600 }),
    ],
  }) as unknown as { readonly outerHTML: string };
  const text = svg.outerHTML;
  const rooted = text.includes('xmlns=') ? text : text.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  return `${rooted}\n`;
}
