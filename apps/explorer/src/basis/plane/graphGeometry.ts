import type { Vec2 } from '@crystal-fourier/spacegroups';
import type { DrawnEdge, DualGraph } from './dualGraph.js';

/** How frequencies are laid out on a square picture, in its own units, y down. */
export interface GraphLayout {
  /** Length of a* on the picture. */
  readonly unit: number;
  /** Radius of a node. */
  readonly node: number;
  /** From the reciprocal plane, in units of a*, to the picture. */
  toPicture(at: Vec2): Vec2;
}

/** Side of the picture. */
export const GRAPH_SIDE = 600;

/** @param cutoff length of the longest frequency in units of a* */
export function graphLayout(cutoff: number): GraphLayout {
  const unit = GRAPH_SIDE / 2 / (cutoff + 0.6);
  return {
    unit,
    node: Math.min(11, 0.26 * unit),
    toPicture: ([x, y]) => [GRAPH_SIDE / 2 + x * unit, GRAPH_SIDE / 2 - y * unit],
  };
}

const point = ([x, y]: Vec2): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/**
 * An edge as a line that begins and ends at the border of its nodes; where several join the same two, each bends another way. An edge from a
 * node to itself is a ring about it.
 */
export function edgePath(graph: DualGraph, edge: DrawnEdge, { toPicture, node }: GraphLayout): string {
  const from = toPicture(graph.nodes[edge.from]!.at);
  if (edge.from === edge.to) {
    const r = node * (1.55 + 0.4 * edge.lane);
    return `M${point([from[0] - r, from[1]])}a${r.toFixed(1)} ${r.toFixed(1)} 0 1 1 0 0.1`;
  }
  const middle = edgeMiddle(graph, edge, { toPicture });
  const to = toPicture(graph.nodes[edge.to]!.at);
  return `M${point(towards(from, middle, node + 1))}Q${point(middle)} ${point(towards(to, middle, node + (edge.isTwoWay ? 1 : 3)))}`;
}

/**
 * The point that pulls a line away from the straight way. Pairs, of a mirror or a half turn, lie on common lines with other frequencies: they
 * bend away from the origin. The sides of the polygons that other rotations make are straight.
 */
function edgeMiddle(
  { nodes }: DualGraph,
  { from, to, lane, isTwoWay }: DrawnEdge,
  { toPicture }: Pick<GraphLayout, 'toPicture'>,
): Vec2 {
  // The same for both directions of an edge.
  const [[x1, y1], [x2, y2]] = [toPicture(nodes[Math.min(from, to)]!.at), toPicture(nodes[Math.max(from, to)]!.at)];
  const [x0, y0] = toPicture([0, 0]);
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const outwards = (x - x0) * (y2 - y1) - (y - y0) * (x2 - x1);
  const bend = (outwards < -1e-6 ? -1 : 1) * ((isTwoWay ? 0.11 : 0) + 0.13 * lane);
  return [x + bend * (y2 - y1), y - bend * (x2 - x1)];
}

/** Where the weight of an edge is written: on its line, off the middle, where the lines of a star cross. */
export function edgeLabelAt(graph: DualGraph, edge: DrawnEdge, layout: GraphLayout): Vec2 {
  const [x1, y1] = layout.toPicture(graph.nodes[edge.from]!.at);
  const [x2, y2] = layout.toPicture(graph.nodes[edge.to]!.at);
  const [x, y] = edgeMiddle(graph, edge, layout);
  // The quadratic curve at t.
  const t = 0.36;
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
  return [a * x1 + b * x + c * x2, a * y1 + b * y + c * y2];
}

const towards = ([x, y]: Vec2, [u, v]: Vec2, distance: number): Vec2 => {
  const length = Math.hypot(u - x, v - y);
  const t = length > 2 * distance ? distance / length : 0;
  return [x + (u - x) * t, y + (v - y) * t];
};
