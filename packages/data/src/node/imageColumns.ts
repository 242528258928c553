import { type Column, float32, uint16, uint32 } from '@uwdata/flechette';
import type { OrbitImages } from '../features/orbitImages.js';
import type { CrystalRecord } from '../features/structureToFeatures.js';
import { listColumn, type Numbers } from './listColumn.js';

const NAMES = { starts: 'imageStarts', partners: 'imagePartners', vectors: 'imageVectors' } as const;

const NONE: OrbitImages<Float32Array> = {
  starts: new Uint32Array(0),
  partners: new Uint16Array(0),
  vectors: new Float32Array(0),
};

/** The columns of the images of crystals with many orbits, empty lists for the others; no columns where no row has images, as in earlier caches. */
export function imageColumns(rows: readonly CrystalRecord[]): Record<string, Column<unknown>> {
  if (rows.every(({ features }) => features.images === undefined)) return {};
  const images = rows.map(({ features }) => features.images ?? NONE);
  return {
    [NAMES.starts]: listColumn(
      images.map(({ starts }) => starts),
      uint32(),
      Uint32Array,
    ),
    [NAMES.partners]: listColumn(
      images.map(({ partners }) => partners),
      uint16(),
      Uint16Array,
    ),
    [NAMES.vectors]: listColumn(
      images.map(({ vectors }) => vectors),
      float32(),
      Float32Array,
    ),
  };
}

/**
 * The images of a row, if it has them.
 *
 * @param names of the columns
 * @param at the array of a column in this row
 */
export function storedImages(
  names: ReadonlySet<string>,
  at: (name: string) => Numbers,
): OrbitImages<Float32Array> | undefined {
  if (!names.has(NAMES.starts)) return undefined;
  const starts = at(NAMES.starts) as Uint32Array;
  if (starts.length === 0) return undefined;
  return { starts, partners: at(NAMES.partners) as Uint16Array, vectors: at(NAMES.vectors) as Float32Array };
}
