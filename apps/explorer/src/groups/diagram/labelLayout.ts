import type { Point } from './drawingFrame.js';

/** A rectangle on paper, in units of the drawing. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A text that needs room. */
export interface LabelRequest {
  readonly text: string;
  /** Positions for its middle, the best first. */
  readonly positions: readonly Point[];
}

export interface PlacedLabel {
  readonly at: Point;
  readonly box: Box;
  /** Whether it covers no symbol and no other label. */
  readonly isClear: boolean;
}

/** What a label should not cover. */
export interface Surroundings {
  /** Symbols and labels. */
  readonly boxes: readonly Box[];
  /** Lines, which may be crossed where there is no better position. */
  readonly lines: readonly (readonly [Point, Point])[];
}

/** Width of a character in parts of the font size; digits where nothing else is known. */
const WIDTHS: Readonly<Record<string, number>> = { ' ': 0.28, ',': 0.3, '\u2044': 0.3, '+': 0.66, '\u2212': 0.66 };
const widthOf = (character: string): number =>
  WIDTHS[character] ?? (/[\u00bc-\u00be\u2150-\u215e]/.test(character) ? 0.86 : 0.6);

/** Room that a text takes, about. */
export const textSize = (text: string, fontSize: number): readonly [width: number, height: number] => [
  fontSize * [...text].reduce((sum, character) => sum + widthOf(character), 0),
  0.8 * fontSize,
];

export const boxAround = ([x, y]: Point, [width, height]: readonly [number, number]): Box => ({
  left: x - width / 2,
  top: y - height / 2,
  right: x + width / 2,
  bottom: y + height / 2,
});

/** Area that two boxes share, as a part of the first. */
function covered(box: Box, other: Box): number {
  const width = Math.min(box.right, other.right) - Math.max(box.left, other.left);
  const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / ((box.right - box.left) * (box.bottom - box.top));
}

/** Length of a line in a box, as a part of the box's width. */
function crossed({ left, top, right, bottom }: Box, [a, b]: readonly [Point, Point]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  let [from, to] = [0, 1];
  for (const [start, step, low, high] of [
    [a[0], dx, left, right],
    [a[1], dy, top, bottom],
  ] as const) {
    if (step === 0) {
      if (start <= low || start >= high) return 0;
      continue;
    }
    const [s, t] = [(low - start) / step, (high - start) / step];
    from = Math.max(from, Math.min(s, t));
    to = Math.min(to, Math.max(s, t));
  }
  return to <= from ? 0 : ((to - from) * Math.hypot(dx, dy)) / (right - left);
}

/** A later position must be better by this part of the label's area, so that labels move no more than they have to. */
const RELUCTANCE = 0.01;
const LINE_WEIGHT = 0.12;
/** A label that covers less than this is clear: the sizes of texts are estimates. */
const TOLERANCE = 0.06;

/** Finds a position for each text, one after another, so that they cover symbols, one another and lines as little as possible. */
export function placeLabels(
  requests: readonly LabelRequest[],
  { boxes, lines }: Surroundings,
  fontSize: number,
): PlacedLabel[] {
  const taken = [...boxes];
  return requests.map(({ text, positions }) => {
    const size = textSize(text, fontSize);
    let best: PlacedLabel | undefined;
    let least = Infinity;
    positions.forEach((at, i) => {
      const box = boxAround(at, size);
      const hidden = taken.reduce((sum, other) => sum + covered(box, other), 0);
      const cost = hidden + RELUCTANCE * i + LINE_WEIGHT * lines.reduce((sum, line) => sum + crossed(box, line), 0);
      if (cost >= least) return;
      least = cost;
      best = { at, box, isClear: hidden <= TOLERANCE };
    });
    if (best === undefined) throw new Error(`placeLabels: expected a position for ${JSON.stringify(text)}, got none`);
    taken.push(best.box);
    return best;
  });
}
