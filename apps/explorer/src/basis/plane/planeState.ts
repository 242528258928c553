import type { Vec2 } from '@crystal-fourier/spacegroups';
import { MAX_SEED } from '../seeds.js';
import { decodeWeights, encodeWeights } from './weightCode.js';

/** What is drawn over the picture. */
export const LAYERS = ['cell', 'symmetry', 'points'] as const;
export type Layer = (typeof LAYERS)[number];

/** What the address says of the page of a plane group, `?cutoff=6&seed=4`. */
export interface PlaneState {
  /** Radius in units of a*, {@link CUTOFF}. */
  readonly cutoff: number;
  /** An integer from 0 to 2³²−1. */
  readonly seed: number;
  /** How fast random weights fall with |k|, {@link SMOOTHNESS}. */
  readonly smoothness: number;
  /** Weights set by hand, which replace those of the seed; without zeros at the end. */
  readonly weights: readonly number[] | null;
  /** A function that is shown alone. */
  readonly single: number | null;
  /** The frequency whose star is explained. */
  readonly frequency: readonly [number, number] | null;
  /** Position in the group's list of generators whose edges are drawn; null for all. */
  readonly generator: number | null;
  readonly layers: readonly Layer[];
  /** The point whose orbit is shown, fractional, in [0, 1), in thousandths; see {@link keptPoint}. */
  readonly point: Vec2;
}

export const CUTOFF = { min: 1, max: 12, start: 5 } as const;
export const SMOOTHNESS = { min: 0, max: 4, start: 2 } as const;

const LAYER_LETTERS: Readonly<Record<Layer, string>> = { cell: 'c', symmetry: 's', points: 'p' };
const START_LAYERS: readonly Layer[] = ['cell', 'points'];
const START_POINT: Vec2 = [0.13, 0.29];

/** A point as an address holds it: moved into the cell and rounded to thousandths. */
export const keptPoint = ([x, y]: Vec2): Vec2 => {
  const kept = (c: number): number => (((Math.round(c * 1000) % 1000) + 1000) % 1000) / 1000;
  return [kept(x), kept(y)];
};

const number = (text: string | null, least: number, most: number, otherwise: number): number => {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? otherwise : Math.min(most, Math.max(least, value));
};

const tenths = (value: number): number => Math.round(value * 10) / 10;

const index = (text: string | null): number | null => (text !== null && /^\d{1,4}$/.test(text) ? Number(text) : null);

/** Reads an address; what it does not say, or says wrong, is as on a first visit. */
export function parsePlaneState(query: URLSearchParams): PlaneState {
  const frequency = /^(-?\d{1,3})\.(-?\d{1,3})$/.exec(query.get('k') ?? '');
  const point = /^(-?\d{1,3}(?:\.\d{1,6})?)_(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(query.get('at') ?? '');
  const show = query.get('show');
  const weights = decodeWeights(query.get('w') ?? '');
  return {
    cutoff: tenths(number(query.get('cutoff'), CUTOFF.min, CUTOFF.max, CUTOFF.start)),
    seed: Math.round(number(query.get('seed'), 0, MAX_SEED, 1)),
    smoothness: tenths(number(query.get('smooth'), SMOOTHNESS.min, SMOOTHNESS.max, SMOOTHNESS.start)),
    weights,
    single: weights === null ? index(query.get('f')) : null,
    frequency: frequency === null ? null : [Number(frequency[1]) + 0, Number(frequency[2]) + 0],
    generator: index(query.get('edges')),
    layers: show === null ? START_LAYERS : LAYERS.filter((layer) => show.includes(LAYER_LETTERS[layer])),
    point: point === null ? START_POINT : keptPoint([Number(point[1]), Number(point[2])]),
  };
}

/** The query of an address, for `hrefOf`; what is as on a first visit is left out. */
export function planeQuery(state: PlaneState): Record<string, string | number | null> {
  const letters = (layers: readonly Layer[]): string => layers.map((layer) => LAYER_LETTERS[layer]).join('') || '0';
  const show = letters(LAYERS.filter((layer) => state.layers.includes(layer)));
  return {
    cutoff: state.cutoff === CUTOFF.start ? null : state.cutoff,
    seed: state.seed === 1 ? null : state.seed,
    smooth: state.smoothness === SMOOTHNESS.start ? null : state.smoothness,
    w: state.weights === null ? null : encodeWeights(state.weights),
    f: state.weights === null ? state.single : null,
    k: state.frequency === null ? null : state.frequency.join('.'),
    edges: state.generator,
    show: show === letters(START_LAYERS) ? null : show,
    at: state.point.every((c, i) => c === START_POINT[i]) ? null : state.point.join('_'),
  };
}
