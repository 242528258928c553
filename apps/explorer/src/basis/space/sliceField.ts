import { type FrequencySet, frequencySetFrom, synthesize } from '@crystal-fourier/fourier-basis';
import type { SpaceField } from './spaceField.js';

/** Position of an axis among a, b, c, and those of the two axes of its slices, in right-handed order. */
export const SLICE_AXES = {
  a: { normal: 0, right: 1, up: 2 },
  b: { normal: 1, right: 2, up: 0 },
  c: { normal: 2, right: 0, up: 1 },
} as const;

/** Points of a slice along each axis. */
export const SLICE_GRID = 128;

/** Slices of functions over one frequency set along one axis. */
export interface Slicer {
  /**
   * f in a plane, exactly: not interpolated between points of a grid.
   *
   * @param height along the axis, fractional
   * @returns (size, size): f at right = column/size, up = row/size
   */
  slice(field: Pick<SpaceField, 'real' | 'imag'>, height: number, size?: number): Float64Array;
}

/** In a plane, all frequencies with the same two indices are one wave: Σ_n c exp(2πi n·height) is its coefficient. */
export function makeSlicer(set: FrequencySet, axis: keyof typeof SLICE_AXES): Slicer {
  const { normal, right, up } = SLICE_AXES[axis];
  const waves = new Map<string, number>();
  const flat: (readonly [number, number])[] = [];
  // Rows of a slice go up and columns to the right: the first index of the plane's set is that of `up`.
  const waveOf = Int32Array.from({ length: set.count }, (_, node) => {
    const k = set.at(node);
    const key = `${k[up]} ${k[right]}`;
    let wave = waves.get(key);
    if (wave === undefined) {
      waves.set(key, (wave = flat.length));
      flat.push([k[up]!, k[right]!]);
    }
    return wave;
  });
  const plane = frequencySetFrom(flat);
  const waveIndex = Int32Array.from(flat, (k) => plane.indexOf(k));
  return {
    slice: ({ real, imag }, height, size = SLICE_GRID) => {
      const sum = { real: new Float64Array(plane.count), imag: new Float64Array(plane.count) };
      for (let node = 0; node < set.count; node++) {
        const angle = 2 * Math.PI * set.hkl[3 * node + normal]! * height;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const at = waveIndex[waveOf[node]!]!;
        sum.real[at]! += cos * real[node]! - sin * imag[node]!;
        sum.imag[at]! += cos * imag[node]! + sin * real[node]!;
      }
      return synthesize(plane, sum, [size, size]);
    },
  };
}

/**
 * Values as colours.
 *
 * @param palette colours from −max to max, as {@link fieldPalette} makes them
 * @param flip the first row of the values is the last of the picture, as screens count
 * @returns RGBA, one word a pixel
 */
export function colored(
  values: Float64Array,
  size: number,
  max: number,
  palette: Uint32Array,
  flip: boolean,
): Uint32Array<ArrayBuffer> {
  const pixels = new Uint32Array(values.length);
  const scale = max > 0 ? (palette.length - 1) / (2 * max) : 0;
  const middle = (palette.length - 1) / 2;
  for (let row = 0; row < size; row++) {
    const to = (flip ? size - 1 - row : row) * size;
    for (let column = 0; column < size; column++) {
      const index = Math.round(middle + values[row * size + column]! * scale);
      pixels[to + column] = palette[Math.min(palette.length - 1, Math.max(0, index))]!;
    }
  }
  return pixels;
}
