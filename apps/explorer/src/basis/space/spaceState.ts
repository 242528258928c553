import { MAX_SEED } from '../seeds.js';

/** What the address says of the page of a space group, `?cutoff=4&seed=7&level=0.4`. */
export interface SpaceState {
  /** Radius in units of a*, {@link CUTOFF}. */
  readonly cutoff: number;
  /** An integer from 0 to 2³²−1. */
  readonly seed: number;
  /** How fast random weights fall with |k|, {@link SMOOTHNESS}. */
  readonly smoothness: number;
  /** The frequency whose star gives the function; null for a random function. */
  readonly star: readonly [number, number, number] | null;
  /** The second function of a star and its opposite. */
  readonly sine: boolean;
  /** Where the surface lies, as a share of the largest |f|, {@link LEVEL}. */
  readonly level: number;
  readonly view: 'iso' | 'slice';
  readonly axis: 'a' | 'b' | 'c';
  /** Height of the slice along its axis, in [0, 1). */
  readonly height: number;
  /** Cells along each axis. */
  readonly cells: 1 | 2;
  /** Position in the group's list of the operation that is shown; null for none. */
  readonly operation: number | null;
}

export const CUTOFF = { min: 1, max: 6, step: 0.5, start: 4 } as const;
export const SMOOTHNESS = { min: 0, max: 4, step: 0.1, start: 2 } as const;
export const LEVEL = { min: 0, max: 0.95, step: 0.01, start: 0.35 } as const;

export const START: SpaceState = {
  cutoff: CUTOFF.start,
  seed: 1,
  smoothness: SMOOTHNESS.start,
  star: null,
  sine: false,
  level: LEVEL.start,
  view: 'iso',
  axis: 'c',
  height: 0,
  cells: 1,
  operation: null,
};

const MAX_INDEX = 99;

/** A number within bounds, in whole steps; what is no number is as at the start. */
const number = (
  text: string | null,
  { min, max, step, start }: { min: number; max: number; step: number; start: number },
): number => {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) return start;
  const steps = Math.round(Math.min(max, Math.max(min, value)) / step);
  return Number((steps * step).toFixed(3));
};

const oneOf = <T extends string>(text: string | null, values: readonly T[], start: T): T =>
  values.find((value) => value === text) ?? start;

/** Three integers, `1.-1.0`; null for anything else. */
export function parseIndices(text: string): readonly [number, number, number] | null {
  const parts = text
    .trim()
    .replaceAll('−', '-')
    .split(/[\s.,;]+/);
  if (parts.length !== 3 || !parts.every((part) => /^[+-]?\d{1,2}$/.test(part))) return null;
  const [h, k, l] = parts.map((part) => Number(part) + 0) as [number, number, number];
  return Math.max(Math.abs(h), Math.abs(k), Math.abs(l)) <= MAX_INDEX ? [h, k, l] : null;
}

/** Reads an address; what it does not say, or says wrong, is as on a first visit. */
export function parseSpaceState(query: URLSearchParams): SpaceState {
  const star = parseIndices(query.get('star') ?? '');
  const height = number(query.get('z'), { min: -1, max: 2, step: 0.005, start: 0 });
  const operation = query.get('op') ?? '';
  return {
    cutoff: number(query.get('cutoff'), CUTOFF),
    seed: number(query.get('seed'), { min: 0, max: MAX_SEED, step: 1, start: START.seed }),
    smoothness: number(query.get('smooth'), SMOOTHNESS),
    star,
    sine: star !== null && query.get('part') === 'sine',
    level: number(query.get('level'), LEVEL),
    view: oneOf(query.get('view'), ['iso', 'slice'], START.view),
    axis: oneOf(query.get('axis'), ['a', 'b', 'c'], START.axis),
    height: Number((height - Math.floor(height)).toFixed(3)),
    cells: query.get('cells') === '2' ? 2 : 1,
    operation: /^\d{1,3}$/.test(operation) ? Number(operation) : null,
  };
}

/** The query of an address, for `hrefOf`; what is as on a first visit is left out. */
export function spaceQuery(state: SpaceState, setting = ''): Record<string, string | number | null> {
  const unless = <T>(value: T, start: T): T | null => (value === start ? null : value);
  return {
    setting: setting === '' ? null : setting,
    cutoff: unless(state.cutoff, START.cutoff),
    seed: unless(state.seed, START.seed),
    smooth: unless(state.smoothness, START.smoothness),
    star: state.star === null ? null : state.star.join('.'),
    part: state.sine ? 'sine' : null,
    level: unless(state.level, START.level),
    view: unless(state.view, START.view),
    axis: unless(state.axis, START.axis),
    z: unless(state.height, START.height),
    cells: unless(state.cells, START.cells),
    op: state.operation,
  };
}
