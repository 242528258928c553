import {
  BufferGeometry,
  Float32BufferAttribute,
  Group,
  LineBasicMaterial,
  LineSegments,
  SRGBColorSpace,
  Vector3,
} from 'three';
import { textSprite } from './textSprite.browser.js';
import { themeColor } from './themeColor.browser.js';

/** The twelve edges of the unit cube as pairs of corners. */
const EDGES = [0, 1, 2].flatMap((axis) =>
  [0, 1, 2, 3].map((corner) => {
    const from = [0, 0, 0];
    from[(axis + 1) % 3] = corner & 1;
    from[(axis + 2) % 3] = corner >> 1;
    const to = from.slice();
    to[axis] = 1;
    return [from, to] as const;
  }),
);

/**
 * The edges of unit cells and the letters a, b, c at the ends of the axes of the first one, in the colours that the theme has now.
 *
 * @param lattice basis vectors as rows, Cartesian; the corner of the first cell is the origin
 * @param cells along each axis
 */
export function cellFrame(lattice: readonly number[], cells: readonly [number, number, number] = [1, 1, 1]): Group {
  const frame = new Group();
  const corner = (x: readonly number[]): Vector3 =>
    new Vector3(
      ...([0, 1, 2].map((j) => [0, 1, 2].reduce((sum, i) => sum + x[i]! * lattice[3 * i + j]!, 0)) as [
        number,
        number,
        number,
      ]),
    );
  const points: number[] = [];
  for (let i = 0; i < cells[0]; i++)
    for (let j = 0; j < cells[1]; j++)
      for (let l = 0; l < cells[2]; l++)
        for (const edge of EDGES)
          for (const end of edge) points.push(...corner([end[0]! + i, end[1]! + j, end[2]! + l]).toArray());
  const lines = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3));
  frame.add(new LineSegments(lines, new LineBasicMaterial({ color: themeColor('--line-2') })));
  const size =
    0.11 * Math.max(...cells) * Math.cbrt(Math.abs(corner([1, 0, 0]).dot(corner([0, 1, 0]).cross(corner([0, 0, 1])))));
  const ink = `#${themeColor('--ink').getHexString(SRGBColorSpace)}`;
  ['a', 'b', 'c'].forEach((letter, axis) => {
    const end = corner([0, 1, 2].map((i) => (i === axis ? cells[axis]! : 0)));
    const label = textSprite(letter, size, { ink });
    label.position.copy(end).setLength(end.length() + 0.6 * size);
    frame.add(label);
  });
  return frame;
}
