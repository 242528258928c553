import type { Fraction, SymmetryAxis, SymmetryElement, SymmetryPlane } from '@crystal-fourier/spacegroups';
import type { DrawingFrame, PlanePoint } from './drawingFrame.js';
import { heightLabel } from './heights.js';
import { copies, fractional, type Segment, segments } from './planeGeometry.js';

/** Groups of symbols that a reader may hide. */
export type Layer = 'upright' | 'level' | 'inclined' | 'planes' | 'centres';

export type LineStyle = 'mirror' | 'inPlane' | 'upward' | 'diagonal' | 'diamond' | 'double';

interface MarkBase {
  readonly layer: Layer;
  /** All elements that the symbol stands for: they differ in height only. */
  readonly elements: readonly SymmetryElement[];
  /** What a symbol looks like: marks with the same key share an entry of the legend. */
  readonly symbol: string;
}

/** An axis towards the reader, or a centre of inversion. */
export interface PointMark extends MarkBase {
  readonly kind: 'point';
  readonly at: PlanePoint;
  readonly label: string;
}

/** An axis in the plane of the paper: symbols outside the cell, at both ends of its line. */
export interface LevelMark extends MarkBase {
  readonly kind: 'level';
  readonly line: Segment;
  readonly label: string;
}

/** An axis that pierces the paper at an angle: at height 0, and the direction in which it rises. */
export interface InclinedMark extends MarkBase {
  readonly kind: 'inclined';
  readonly at: PlanePoint;
  readonly rising: PlanePoint;
}

/** A plane perpendicular to the paper. */
export interface LineMark extends MarkBase {
  readonly kind: 'line';
  readonly line: Segment;
  readonly style: LineStyle;
  /** For a diamond glide: where the part of the glide in the paper leads while the other part leads upwards. */
  readonly arrow: PlanePoint | undefined;
}

/** A plane parallel to the paper: a bracket at the corner, with the glide vectors as arrows. */
export interface CornerMark extends MarkBase {
  readonly kind: 'corner';
  readonly glides: readonly PlanePoint[];
  readonly label: string;
}

export type Mark = PointMark | LevelMark | InclinedMark | LineMark | CornerMark;

const value = ([n, d]: Fraction): number => n / d;
const positionOf = (e: SymmetryElement): number[] => e.locus.translation.map(value);

/** Elements in groups with the same key, in the order in which the keys first occur. */
function grouped<E>(elements: readonly E[], key: (e: E) => string): E[][] {
  const found = new Map<string, E[]>();
  for (const e of elements) {
    const group = found.get(key(e));
    if (group === undefined) found.set(key(e), [e]);
    else group.push(e);
  }
  return [...found.values()];
}

const rounded = (c: number): number => Math.round(fractional(c) * 1e6) % 1_000_000;

/** The symbols of a drawing of the symmetry elements, as International Tables A, 2.1.3.6 describes it. */
export function marksOf(elements: readonly SymmetryElement[], frame: DrawingFrame): Mark[] {
  const axes = elements.filter((e) => e.kind === 'axis');
  const planes = elements.filter((e) => e.kind === 'plane');
  const onAxis = (d: readonly number[]): 'upright' | 'level' | 'inclined' =>
    d[frame.height] === 0 ? 'level' : d[frame.down] === 0 && d[frame.right] === 0 ? 'upright' : 'inclined';
  const of = (kind: string): SymmetryAxis[] => axes.filter(({ direction }) => onAxis(direction) === kind);
  const upright = of('upright').flatMap((axis) => uprightMarks(axis, frame));
  return [
    ...planes.flatMap((plane) => edgeOnMarks(plane, frame)),
    ...cornerMarks(planes, frame),
    ...levelMarks(of('level'), frame),
    ...of('inclined').flatMap((axis) => inclinedMarks(axis, frame)),
    ...centreMarks(elements, upright, frame),
    ...upright,
  ];
}

function uprightMarks(axis: SymmetryAxis, { height, down, right, extent }: DrawingFrame): PointMark[] {
  const position = positionOf(axis);
  const half = Math.abs(value(axis.period[height]!)) / 2;
  // Inversion points follow one another at every half period.
  const point = axis.centre === null ? 0 : value(axis.centre[height]!);
  const lowest = point - half * Math.floor(point / half + 1e-9);
  const label = axis.centre === null ? '' : heightLabel([lowest, lowest + 0.5]);
  return copies([position[down]!, position[right]!], extent).map((at) => ({
    kind: 'point',
    layer: 'upright',
    elements: [axis],
    symbol: axis.symbol,
    at,
    label,
  }));
}

function centreMarks(
  elements: readonly SymmetryElement[],
  upright: readonly PointMark[],
  { height, down, right, extent }: DrawingFrame,
): PointMark[] {
  const key = (u: number, v: number): string => `${rounded(u)},${rounded(v)}`;
  // An axis with a centre on it has a symbol that shows it.
  const shown = new Set(upright.filter((m) => /m|-3/.test(m.symbol)).map(({ at }) => key(...at)));
  const centres = elements
    .filter((e) => e.kind === 'centre')
    .map((e) => ({ e, position: positionOf(e) }))
    .filter(({ position }) => !shown.has(key(position[down]!, position[right]!)));
  return grouped(centres, ({ position }) => key(position[down]!, position[right]!)).flatMap((group) => {
    const { position } = group[0]!;
    const label = heightLabel(group.map((c) => c.position[height]!));
    return copies([position[down]!, position[right]!], extent).map((at): PointMark => ({
      kind: 'point',
      layer: 'centres',
      elements: group.map(({ e }) => e),
      symbol: '-1',
      at,
      label,
    }));
  });
}

function levelMarks(axes: readonly SymmetryAxis[], { height, down, right, extent }: DrawingFrame): LevelMark[] {
  const lines = axes.map((axis) => {
    const [u, v] = [axis.direction[down]!, axis.direction[right]!];
    const sign = v < 0 || (v === 0 && u > 0) ? -1 : 1;
    const normal: PlanePoint = [sign * v + 0, -sign * u + 0];
    const position = positionOf(axis);
    return {
      axis,
      normal,
      offset: normal[0] * position[down]! + normal[1] * position[right]!,
      height: position[height]!,
    };
  });
  // Along the line an axis with a centre looks like one without.
  const symbolOf = ({ symbol }: SymmetryAxis): string => symbol.replace('/m', '');
  return grouped(lines, (l) => `${symbolOf(l.axis)} ${l.normal} ${rounded(l.offset)}`).flatMap((group) => {
    const { axis, normal, offset } = group[0]!;
    const label = heightLabel(group.map((l) => l.height));
    return segments(normal, offset, extent).map((line): LevelMark => ({
      kind: 'level',
      layer: 'level',
      elements: group.map((l) => l.axis),
      symbol: symbolOf(axis),
      line,
      label,
    }));
  });
}

function inclinedMarks(axis: SymmetryAxis, { height, down, right, extent }: DrawingFrame): InclinedMark[] {
  const position = positionOf(axis);
  const rise = axis.direction[height]!;
  const rising: PlanePoint = [axis.direction[down]! / rise, axis.direction[right]! / rise];
  const marks = new Map<string, InclinedMark>();
  // The axis moved by whole cells along the view crosses height 0 elsewhere.
  for (let n = 0; n < Math.abs(rise); n++) {
    const t = n - position[height]!;
    for (const at of copies([position[down]! + t * rising[0], position[right]! + t * rising[1]], extent))
      marks.set(at.map(rounded6).join(), {
        kind: 'inclined',
        layer: 'inclined',
        elements: [axis],
        symbol: axis.symbol.replace('/m', ''),
        at,
        rising,
      });
  }
  return [...marks.values()];
}

const rounded6 = (c: number): number => Math.round(c * 1e6);

/** The line of a plane perpendicular to the paper: full, dashed for a glide in the paper, dotted for one along the view, and so on. */
function styleOf({ symbol, glides }: SymmetryPlane, { height, down, right }: DrawingFrame): LineStyle {
  if (symbol === 'm') return 'mirror';
  if (symbol === 'e') return 'double';
  if (symbol === 'd') return 'diamond';
  const glide = glides[0]!.map(value);
  if (glide[height] === 0) return 'inPlane';
  return glide[down] === 0 && glide[right] === 0 ? 'upward' : 'diagonal';
}

function edgeOnMarks(plane: SymmetryPlane, frame: DrawingFrame): LineMark[] {
  const { height, down, right, extent } = frame;
  if (plane.hkl[height] !== 0) return [];
  const style = styleOf(plane, frame);
  const glide = plane.glides[0]?.map(value);
  const sign = glide === undefined ? 1 : Math.sign(glide[height]!) || 1;
  const arrow: PlanePoint | undefined =
    style === 'diamond' && glide !== undefined ? [sign * glide[down]!, sign * glide[right]!] : undefined;
  return segments([plane.hkl[down]!, plane.hkl[right]!], value(plane.offset), extent).map((line) => ({
    kind: 'line',
    layer: 'planes',
    elements: [plane],
    symbol: style,
    line,
    style,
    arrow,
  }));
}

function cornerMarks(planes: readonly SymmetryPlane[], { height, down, right }: DrawingFrame): CornerMark[] {
  const level = planes.filter(({ hkl }) => hkl[down] === 0 && hkl[right] === 0);
  const glidesOf = (plane: SymmetryPlane): PlanePoint[] =>
    plane.glides.map((glide): PlanePoint => [value(glide[down]!), value(glide[right]!)]);
  return grouped(level, (plane) => `${plane.symbol} ${glidesOf(plane).join(';')}`).map((group) => ({
    kind: 'corner',
    layer: 'planes',
    elements: group,
    symbol: group[0]!.symbol,
    glides: glidesOf(group[0]!),
    label: heightLabel(group.map((plane) => value(plane.offset) / plane.hkl[height]!)),
  }));
}

/** Planes and inclined ones: what a drawing along this axis cannot show. */
export const notDrawn = (elements: readonly SymmetryElement[], { height, down, right }: DrawingFrame): number =>
  elements.filter((e) => e.kind === 'plane' && e.hkl[height] !== 0 && (e.hkl[down] !== 0 || e.hkl[right] !== 0)).length;
