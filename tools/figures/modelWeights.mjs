import { SpaceGroupDense } from '@crystal-fourier/model';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import * as tf from '@tensorflow/tfjs';
import { contourMarks, planeChart, planeSize, signed } from './plane.mjs';
import { compose, Plot } from './svg.mjs';

const resolution = 72;
/** A point of the plane whose equivalents are marked. */
const marked = [0.13, 0.31, 0];

const tickFormat = (/** @type {number} */ t) => (t === 0.5 ? '½' : String(t));

/** Points of the orbit of `marked` that lie in the plane z = 0 of one cell. */
function equivalents(/** @type {ReturnType<typeof spaceGroup>} */ group) {
  const [x = 0, y = 0, z = 0] = marked;
  const points = group.operations
    .map((operation) => operation.apply([x, y, z]).map((t) => t - Math.floor(t + 1e-9)))
    .filter(([, , height = 0]) => Math.abs(height - Math.round(height)) < 1e-6);
  return [...new Map(points.map(([u = 0, v = 0]) => [`${u.toFixed(6)} ${v.toFixed(6)}`, { x: u, y: v }])).values()];
}

/** One output of a layer over the plane z = 0 for a group, and at the marked point's equivalents. */
function panel(/** @type {SpaceGroupDense} */ layer, /** @type {number} */ number) {
  const group = spaceGroup(number);
  const dots = equivalents(group);
  const grid = Array.from({ length: resolution ** 2 }, (_, i) => [
    ((i % resolution) + 0.5) / resolution,
    (Math.floor(i / resolution) + 0.5) / resolution,
    0,
  ]);
  const points = [...grid, ...dots.map(({ x, y }) => [x, y, 0])];
  const output = tf.tidy(() => /** @type {tf.Tensor} */ (layer.apply(tf.tensor3d([points]), { groups: [number] })));
  const values = Array.from(output.dataSync());
  output.dispose();
  const at = values.slice(grid.length);
  const plane = values.slice(0, grid.length);
  const limit = Math.max(...plane.map(Math.abs));
  if (at.some((value) => Math.abs(value - (at[0] ?? 0)) > 1e-5 * limit)) throw new Error('the layer must be invariant');
  const axis = {
    domain: [0, 1],
    ticks: [0, 0.5, 1],
    tickFormat,
    labelAnchor: /** @type {'center'} */ ('center'),
    labelArrow: /** @type {'none'} */ ('none'),
  };
  const svg = planeChart({
    x: { ...axis, label: 'x' },
    y: { ...axis, label: 'y' },
    color: signed(limit),
    marks: [
      ...contourMarks(plane, resolution, { extent: 1, limit }),
      Plot.dot(dots, { x: 'x', y: 'y', r: 4.5, fill: 'white', stroke: '#111', strokeWidth: 1.6 }),
    ],
  });
  return { svg, ...planeSize, title: `${group.setting.hmExtended} (${number})` };
}

/** One weight matrix, four groups: the first output of a SpaceGroupDense. */
export function weights() {
  const layer = new SpaceGroupDense({ units: 1, family: 'cubic', minCount: 64, seed: 5, useBias: false });
  const panels = [1, 14, 136, 225].map((number) => panel(layer, number));
  layer.dispose();
  return compose([panels.slice(0, 2), panels.slice(2)]);
}
