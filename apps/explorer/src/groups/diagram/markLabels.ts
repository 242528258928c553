import { directionOnPaper, type DrawingFrame, onPaper, type Point } from './drawingFrame.js';
import { type Box, boxAround, type LabelRequest, placeLabels, textSize } from './labelLayout.js';
import { LEVEL_LENGTH, type LevelPosition, levelPositions } from './levelPositions.js';
import type { InclinedMark, Mark } from './marks.js';

/** Where the labels of a drawing are, and what is in the way of others. */
export interface MarkLabels {
  readonly positions: ReadonlyMap<Mark, Point>;
  /** Symbols and their labels. */
  readonly boxes: readonly Box[];
  /** Planes perpendicular to the paper. */
  readonly lines: readonly (readonly [Point, Point])[];
}

/** Around a point: to the upper right as the Tables have it, then the other corners, then the sides. */
export function positionsAround([x, y]: Point, room: number, text: string, fontSize: number): Point[] {
  const [width, height] = textSize(text, fontSize);
  const [dx, dy] = [0.8 * room + width / 2, 0.7 * room + height / 2];
  const [right, down] = [1.25 * room + width / 2, 1.25 * room + height / 2];
  return [
    [x + dx, y - dy],
    [x - dx, y - dy],
    [x + dx, y + dy],
    [x - dx, y + dy],
    [x, y - down],
    [x, y + down],
    [x + right, y],
    [x - right, y],
  ];
}

/** Beside and beyond the arrow of a horizontal axis, at the end to the right or above before the other one. */
function positionsOfLevel({ ends, out, count }: LevelPosition, text: string, fontSize: number): Point[] {
  const [width, height] = textSize(text, fontSize);
  const sorted = [...ends].sort((a, b) => Number(isFavoured(b.along)) - Number(isFavoured(a.along)));
  return sorted.flatMap(({ at, along: [dx, dy] }) => {
    const half = (Math.abs(dx) * width + Math.abs(dy) * height) / 2;
    const side = (Math.abs(dy) * width + Math.abs(dx) * height) / 2 + 5;
    const point = (along: number, across: number): Point => [
      at[0] + along * dx - across * dy,
      at[1] + along * dy + across * dx,
    ];
    const beyond = [point(out + LEVEL_LENGTH + 3 + half, 0)];
    const beside = [12, 18].flatMap((along) => [point(out + along, -side), point(out + along, side)]);
    return count === 1 ? [...beyond, ...beside] : [...beside, ...beyond];
  });
}

const isFavoured = ([dx, dy]: Point): boolean => (Math.abs(dx) > 0.5 ? dx > 0 : dy < 0);

/** Where the symbol of an inclined axis stands: away from the point at height 0, to where the axis rises. */
export function inclinedTip({ at, rising }: InclinedMark, frame: DrawingFrame, scale: number): Point {
  const [x, y] = onPaper(frame, at);
  const [dx, dy] = directionOnPaper(frame, rising);
  return [x + 17 * scale * dx, y + 17 * scale * dy];
}

const square = (at: Point, side: number): Box => boxAround(at, [side, side]);

/** Room that the symbol of a mark takes; none for lines and for brackets, which stand apart. */
function boxesOf(mark: Mark, frame: DrawingFrame, level: LevelPosition | undefined, scale: number): Box[] {
  if (mark.kind === 'point') return [square(onPaper(frame, mark.at), (mark.symbol === '-1' ? 7 : 15) * scale)];
  if (mark.kind === 'inclined') return [square(inclinedTip(mark, frame, scale), 10 * scale)];
  if (level === undefined) return [];
  // An arrow, or the symbol of an axis of higher order at the end of a short line.
  const parts = mark.symbol.startsWith('2')
    ? ([
        [4, 8],
        [10, 8],
        [16, 8],
      ] as const)
    : ([
        [3, 5],
        [13, 15],
      ] as const);
  return level.ends.flatMap(({ at, along: [dx, dy] }) =>
    parts.map(([by, side]) => square([at[0] + (level.out + by) * dx, at[1] + (level.out + by) * dy], side)),
  );
}

/** Finds positions for the heights that stand beside symbols. @param scale size of the symbols */
export function markLabels(marks: readonly Mark[], frame: DrawingFrame, scale: number, fontSize: number): MarkLabels {
  const levels = levelPositions(marks, frame);
  const symbols = marks.flatMap((mark) => boxesOf(mark, frame, levels.get(mark), scale));
  const lines = marks.flatMap((mark) =>
    mark.kind === 'line' ? [[onPaper(frame, mark.line.from), onPaper(frame, mark.line.to)] as const] : [],
  );
  const wanted = marks.flatMap((mark): { mark: Mark; request: LabelRequest }[] => {
    if ((mark.kind !== 'point' && mark.kind !== 'level') || mark.label === '') return [];
    const positions =
      mark.kind === 'point'
        ? positionsAround(onPaper(frame, mark.at), 8 * scale, mark.label, fontSize)
        : positionsOfLevel(levels.get(mark)!, mark.label, fontSize);
    return [{ mark, request: { text: mark.label, positions } }];
  });
  const placed = placeLabels(
    wanted.map(({ request }) => request),
    { boxes: symbols, lines },
    fontSize,
  );
  return {
    positions: new Map(wanted.map(({ mark }, i) => [mark, placed[i]!.at])),
    boxes: [...symbols, ...placed.map(({ box }) => box)],
    lines,
  };
}
