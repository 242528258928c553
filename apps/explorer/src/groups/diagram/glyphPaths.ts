import type { Point } from './drawingFrame.js';

/** A symbol of an axis along the line of sight, around 0,0, as SVG paths. */
export interface Glyph {
  /** Filled. */
  readonly solid: string;
  /** Filled with the colour of the paper, above `solid`. */
  readonly open: string;
  /** Filled, above `open`. */
  readonly inner: string;
  /** Lines: tails of screw axes. */
  readonly tails: string;
}

const num = (c: number): string => String(Math.round(c * 100) / 100 + 0);
const at = ([x, y]: Point): string => `${num(x)},${num(y)}`;
const closed = (points: readonly Point[]): string => `M${points.map(at).join('L')}Z`;

/** Corners of a regular polygon, the first at the top, counter-clockwise on the screen (y points down). */
function polygon(n: number, r: number, turn = 0): Point[] {
  return Array.from({ length: n }, (_, i) => {
    const angle = -Math.PI / 2 - (2 * Math.PI * i) / n - turn;
    return [r * Math.cos(angle), r * Math.sin(angle)] as const;
  });
}

/** A lens with its tips at the top and the bottom. */
const lens = (r: number): string => `M0,${num(-r)}Q${num(r * 0.95)},0 0,${num(r)}Q${num(-r * 0.95)},0 0,${num(-r)}Z`;

const disc = (r: number): string =>
  `M${num(-r)},0A${num(r)},${num(r)} 0 1 0 ${num(r)},0A${num(r)},${num(r)} 0 1 0 ${num(-r)},0Z`;

/** Sides prolonged beyond every `step`-th corner, counter-clockwise for a right-handed screw. */
function tails(points: readonly Point[], length: number, isLeft: boolean, step: number): string {
  const n = points.length;
  return points
    .flatMap((p, i) => {
      if (i % step !== 0) return [];
      const before = points[(i + (isLeft ? 1 : n - 1)) % n]!;
      const size = Math.hypot(p[0] - before[0], p[1] - before[1]);
      const end: Point = [p[0] + ((p[0] - before[0]) / size) * length, p[1] + ((p[1] - before[1]) / size) * length];
      return [`M${at(p)}L${at(end)}`];
    })
    .join('');
}

/**
 * Corners from one tail to the next. A symbol has the symmetry of the pure rotation on the axis, as 4₂ holds a twofold and 6₃ a threefold
 * one: so many tails, or one at each corner where there is none.
 */
const tailStep = (n: number, p: number): number => (gcd(n, p) === 1 ? 1 : n / gcd(n, p));

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

const SIZES: Readonly<Record<number, number>> = { 2: 7.5, 3: 7.5, 4: 7.2, 6: 7.8 };

/**
 * The symbol of an axis: lens, triangle, square or hexagon; tails for a screw axis; an open circle where a centre of inversion
 * is on it; for −4 a lens in an open square, for −6 a triangle in an open hexagon.
 *
 * @param symbol `4_2/m`, as a symmetry axis has it; `-1` for a centre
 */
export function glyphOf(symbol: string, scale = 1): Glyph {
  const none = { solid: '', open: '', inner: '', tails: '' };
  if (symbol === '-1') return { ...none, open: disc(3.2 * scale) };
  const isBar = symbol.startsWith('-');
  const [, order = '2', screw = '0'] = /(\d)(?:_(\d))?/.exec(symbol) ?? [];
  const [n, p] = [Number(order), Number(screw)];
  const r = SIZES[n]! * scale;
  const turn = n === 4 ? Math.PI / 4 : n === 6 ? Math.PI / 6 : 0;
  const shape = polygon(n, r, turn);
  if (symbol === '-4') return { ...none, open: closed(shape), inner: lens(r * 0.72) };
  if (symbol === '-6') return { ...none, open: closed(shape), inner: closed(polygon(3, r * 0.8)) };
  const hasCentre = isBar || symbol.endsWith('/m');
  const solid = n === 2 ? lens(r) : closed(shape);
  const long = r * (n === 6 ? 0.75 : 0.8);
  const screwTails =
    p === 0
      ? ''
      : n === 2
        ? `M0,${num(-r)}q${num(r * 0.1)},${num(-r * 0.42)} ${num(r * 0.55)},${num(-r * 0.5)}M0,${num(r)}q${num(-r * 0.1)},${num(r * 0.42)} ${num(-r * 0.55)},${num(r * 0.5)}`
        : tails(shape, long, 2 * p > n, tailStep(n, p));
  return { solid, open: hasCentre ? disc((n === 2 ? 2 : 2.4) * scale) : '', inner: '', tails: screwTails };
}
