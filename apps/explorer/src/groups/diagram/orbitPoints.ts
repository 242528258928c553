import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { DrawingFrame, PlanePoint } from './drawingFrame.js';
import { fractionSign } from './heights.js';
import { copies, fractional } from './planeGeometry.js';

/** Images of one point at the same point of the paper. */
export interface OrbitMark {
  readonly at: PlanePoint;
  /** Heights as the Tables write them, `½+`, `−`; those of mirror images last. */
  readonly labels: readonly string[];
  /** Whether there are images that keep the hand, and mirror images, which have a comma. */
  readonly hasOwn: boolean;
  readonly hasMirrored: boolean;
}

/** The height of an image of x, y, z: `+` for z, `½−` for 1/2 − z; the coordinate's letter where it is another. */
function heightText(row: readonly number[], units: number, height: number): string {
  const shift = fractional(units / 24);
  const sign = shift === 0 ? '' : fractionSign(shift);
  const used = row.flatMap((c, i) => (c === 0 ? [] : [{ c, i }]));
  const one = used[0]!;
  if (used.length === 1) return `${sign}${one.c > 0 ? '+' : '\u2212'}${one.i === height ? '' : 'xyz'[one.i]}`;
  return `${sign}${used.map(({ c, i }) => `${c > 0 ? '+' : '\u2212'}${'xyz'[i]}`).join('')}`;
}

/** The general position of a point in the drawn part of the cell, images at the same point together. */
export function orbitMarks(group: SpaceGroup, point: readonly number[], frame: DrawingFrame): OrbitMark[] {
  const { height, down, right, extent } = frame;
  interface Image {
    readonly label: string;
    readonly isMirrored: boolean;
  }
  const points = new Map<string, { readonly at: PlanePoint; readonly images: Image[] }>();
  for (const op of group.operations) {
    const image = op.apply([point[0]!, point[1]!, point[2]!]);
    const row = op.rot.slice(3 * height, 3 * height + 3);
    const label = heightText(row, op.trans[height]!, height);
    for (const at of copies([image[down]!, image[right]!], extent)) {
      const key = at.map((c) => Math.round(c * 1e4)).join();
      let point = points.get(key);
      if (point === undefined) points.set(key, (point = { at, images: [] }));
      point.images.push({ label, isMirrored: op.det === -1 });
    }
  }
  return [...points.values()].map(({ at, images }) => {
    const sorted = [...images].sort((a, b) => Number(a.isMirrored) - Number(b.isMirrored));
    return {
      at,
      labels: [...new Set(sorted.map(({ label }) => label))],
      hasOwn: images.some((i) => !i.isMirrored),
      hasMirrored: images.some((i) => i.isMirrored),
    };
  });
}
