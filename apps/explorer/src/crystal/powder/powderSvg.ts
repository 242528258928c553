import { hklText } from '../stickPlot.js';
import { MARGIN, type PlotParts, powderPlot, type View } from './powderPlot.js';

const SIZE = { width: 900, height: 420 } as const;
/** A file stands alone: it has its own colours and a white ground. */
const COLORS = { ink: '#1a1d29', lines: '#3443b8', measured: '#c2410c' } as const;

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!);

/** The picture of a part of a pattern as an SVG file. */
export function powderSvg(parts: PlotParts, view: View, title: string, label: string): string {
  const plot = powderPlot(parts, view, SIZE);
  const { width, height } = SIZE;
  const bottom = height - MARGIN.bottom;
  const right = width - MARGIN.right;
  const path = (d: string, color: string): string[] =>
    d === '' ? [] : [`<path d="${d}" fill="none" stroke="${color}" stroke-width="1.2" clip-path="url(#plot)"/>`];
  const text = (x: number, y: number, content: string, more = ''): string =>
    `<text x="${x}" y="${y}" text-anchor="middle"${more}>${escaped(content)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="${COLORS.ink}">`,
    `<clipPath id="plot"><rect x="${MARGIN.left}" y="0" width="${right - MARGIN.left}" height="${height}"/></clipPath>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text((MARGIN.left + right) / 2, 16, title, ' font-size="14" font-weight="600"'),
    `<path d="M${MARGIN.left} ${bottom}H${right}" stroke="${COLORS.ink}" stroke-opacity="0.4"/>`,
    ...plot.ticks.map(({ x, text: tick }) => text(x, bottom + 26, tick)),
    text((MARGIN.left + right) / 2, height - 4, label),
    ...path(plot.measured, COLORS.measured),
    ...path(plot.curve, COLORS.lines),
    ...path(plot.sticks, parts.curve === null ? COLORS.lines : COLORS.ink),
    ...plot.names.map(({ x, y, line }) => text(x, y - 5, hklText(line.reflections[0]!.hkl), ' font-size="11"')),
    '</svg>\n',
  ].join('\n');
}
