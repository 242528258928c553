import type { Vec2 } from '@crystal-fourier/spacegroups';
import type { DualGraph, GraphEdge } from './dualGraph.js';

/** How frequencies are laid out on a square picture, in its own units, y down. */
export interface GraphLayout {
  /** Length of a* on the picture. */
  readonly unit: number;
  /** Radius of a node. */
  readonly node: number;
  place(at: Vec2): Vec2;
}

/** Side of the picture. */
export const GRAPH_SIDE = 600;

/** @param cutoff length of the longest frequency in units of a* */
export function graphLayout(cutoff: number): GraphLayout {
  const unit = GRAPH_SIDE / 2 / (cutoff + 0.6);
  return {
    unit,
    node: Math.min(11, 0.26 * unit),
    place: ([x, y]) => [GRAPH_SIDE / 2 + x * unit, GRAPH_SIDE / 2 - y * unit],
  };
}

const point = ([x, y]: Vec2): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/**
 * An edge as an arc that begins and ends at the border of its nodes; those of different generators bend differently. An edge from a node to
 * itself is a ring about it.
 */
export function edgePath(graph: DualGraph, edge: GraphEdge, { place, node }: GraphLayout): string {
  const from = place(graph.nodes[edge.from]!.at);
  if (edge.from === edge.to) {
    const r = node * 1.55;
    return `M${point([from[0] - r, from[1]])}a${r.toFixed(1)} ${r.toFixed(1)} 0 1 1 0 0.1`;
  }
  const middle = edgeMiddle(graph, edge, { place });
  const to = place(graph.nodes[edge.to]!.at);
  return `M${point(towards(from, middle, node + 1))}Q${point(middle)} ${point(towards(to, middle, node + 3))}`;
}

/** The point that pulls the arc of an edge away from the origin; an edge through the origin is straight. */
function edgeMiddle(
  { nodes }: DualGraph,
  { from, to, generator }: GraphEdge,
  { place }: Pick<GraphLayout, 'place'>,
): Vec2 {
  const [[x1, y1], [x2, y2], [x0, y0]] = [place(nodes[from]!.at), place(nodes[to]!.at), place([0, 0])];
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const outwards = (x - x0) * (y2 - y1) - (y - y0) * (x2 - x1);
  const bend = Math.abs(outwards) < 1e-6 ? 0 : Math.sign(outwards) * (0.14 + 0.08 * generator);
  return [x + bend * (y2 - y1), y - bend * (x2 - x1)];
}

/** Where the weight of an edge is written: on its arc. */
export function edgeLabelAt(graph: DualGraph, edge: GraphEdge, layout: GraphLayout): Vec2 {
  const [x1, y1] = layout.place(graph.nodes[edge.from]!.at);
  const [x2, y2] = layout.place(graph.nodes[edge.to]!.at);
  const [x, y] = edgeMiddle(graph, edge, layout);
  return [(x1 + x2 + 2 * x) / 4, (y1 + y2 + 2 * y) / 4];
}

const towards = ([x, y]: Vec2, [u, v]: Vec2, distance: number): Vec2 => {
  const length = Math.hypot(u - x, v - y);
  const t = length > 2 * distance ? distance / length : 0;
  return [x + (u - x) * t, y + (v - y) * t];
};
