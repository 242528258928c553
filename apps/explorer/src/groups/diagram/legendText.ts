import { symbolText } from './elementText.js';
import type { LineStyle, Mark } from './marks.js';

const LINES: Readonly<Record<LineStyle, string>> = {
  mirror: 'mirror plane, seen edge on',
  inPlane: 'glide plane: glide along the line',
  upward: 'glide plane: glide towards you',
  diagonal: 'glide plane: glide along the line and towards you',
  diamond: 'd plane: a quarter along the arrow and a quarter towards you',
  double: 'e plane: two glides, along the line and towards you',
};

function axisName(symbol: string): string {
  const text = symbolText(symbol);
  if (symbol === '-1') return 'centre of inversion';
  if (symbol.startsWith('-')) return `${text} axis`;
  const kind = symbol.includes('_') ? 'screw axis' : 'axis';
  return symbol.endsWith('/m')
    ? `${symbolText(symbol.replace('/m', ''))} ${kind} with a centre on it`
    : `${text} ${kind}`;
}

/** What a symbol of the drawing means. */
export function legendText(mark: Mark): string {
  if (mark.kind === 'line') return LINES[mark.style];
  if (mark.kind === 'corner')
    return mark.symbol === 'm' ? 'mirror plane in the paper' : `${mark.symbol} plane in the paper; arrows: glide`;
  const name = axisName(mark.symbol);
  if (mark.kind === 'point') return mark.symbol === '-1' ? name : `${name}, towards you`;
  return `${name}, ${mark.kind === 'level' ? 'in the paper' : 'inclined'}`;
}

/** One mark for each symbol that occurs, in the order of drawing from the top down. */
export function legendMarks(marks: readonly Mark[]): Mark[] {
  const found = new Map<string, Mark>();
  for (const mark of marks.toReversed()) {
    const key = `${mark.kind} ${mark.symbol}`;
    if (!found.has(key)) found.set(key, mark);
  }
  return [...found.values()];
}
