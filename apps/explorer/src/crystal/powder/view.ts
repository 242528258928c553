import type { View } from './powderPlot.js';

/** Degrees: the narrowest part that can be shown. */
const NARROWEST = 0.5;

/** A part of the whole: as wide as it is if that is possible, moved back where it goes beyond. */
export function within([from, to]: View, [first, last]: View): View {
  const width = Math.min(Math.max(to - from, NARROWEST), last - first);
  const start = Math.min(Math.max(from, first), last - width);
  return [start, start + width];
}

/** Another width about an angle that stays where it is. @param factor below 1 shows less */
export function zoomed([from, to]: View, whole: View, factor: number, about = (from + to) / 2): View {
  const width = Math.min(Math.max((to - from) * factor, NARROWEST), whole[1] - whole[0]);
  const start = about - ((about - from) / (to - from)) * width;
  return within([start, start + width], whole);
}

/** Moved by degrees. */
export const moved = ([from, to]: View, whole: View, by: number): View => within([from + by, to + by], whole);

export const isSameView = (a: View, b: View): boolean => a[0] === b[0] && a[1] === b[1];
