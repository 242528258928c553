import { BufferGeometry, Group, LineBasicMaterial, LineSegments, SRGBColorSpace, Vector3 } from 'three';
import { cellEdges } from '../cell/cellEdges.js';
import type { Rows } from '../cell/rows.js';
import { textSprite } from './textSprite.browser.js';
import { themeColor } from './themeColor.browser.js';

/**
 * The edges of unit cells and the letters a, b, c at the ends of the axes of their block, in the colours that the theme has now.
 *
 * @param lattice basis vectors as rows, Cartesian; the corner of the first cell is the origin
 * @param cells along each axis
 */
export function cellFrame(lattice: Rows, cells: number): Group {
  const frame = new Group();
  const lines = new BufferGeometry().setFromPoints(cellEdges(lattice, cells).map((end) => new Vector3(...end)));
  frame.add(new LineSegments(lines, new LineBasicMaterial({ color: themeColor('--line-2') })));
  const axes = [0, 1, 2].map((axis) => new Vector3(...lattice.slice(3 * axis, 3 * axis + 3)));
  const [a, b, c] = axes as [Vector3, Vector3, Vector3];
  const size = 0.11 * cells * Math.cbrt(Math.abs(a.dot(b.clone().cross(c))));
  const ink = `#${themeColor('--ink').getHexString(SRGBColorSpace)}`;
  ['a', 'b', 'c'].forEach((letter, axis) => {
    const end = axes[axis]!.clone().multiplyScalar(cells);
    const label = textSprite(letter, size, { ink });
    label.position.copy(end).setLength(end.length() + 0.6 * size);
    frame.add(label);
  });
  return frame;
}
