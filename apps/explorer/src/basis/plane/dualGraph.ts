import type { PlaneOp, Vec2 } from '@crystal-fourier/spacegroups';
import { frequencyAt } from './cell.js';
import type { PlaneModel } from './planeModel.js';

export interface GraphNode {
  /** Position in the frequency set. */
  readonly index: number;
  readonly frequency: Vec2;
  /** Cartesian, in units of a*. */
  readonly at: Vec2;
  readonly star: number;
  readonly absent: boolean;
  /** Of the star, 0 … 9, in the order of those that are not absent. */
  readonly color: number;
}

/** c(kR) = c(k) exp(2πi phase/24) for a generator {R|t}; `from` is k, `to` is kR. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** Position in {@link DualGraph.generators}. */
  readonly generator: number;
  /** In 24ths of a turn. */
  readonly phase: number;
}

/** The frequencies and what the generators of the group make of them. */
export interface DualGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Generators that are no translations. */
  readonly generators: readonly PlaneOp[];
}

export function dualGraph({ group, cell, set, constraints }: PlaneModel): DualGraph {
  let present = 0;
  const colors = Array.from(constraints.proof, (proof) => (proof < 0 ? present++ % 10 : 0));
  const nodes = Array.from({ length: set.count }, (_, index): GraphNode => {
    const [h, k] = set.at(index);
    const star = constraints.starOf[index]!;
    const frequency: Vec2 = [h!, k!];
    return {
      index,
      frequency,
      at: frequencyAt(cell, frequency),
      star,
      absent: constraints.proof[star]! >= 0,
      color: colors[star]!,
    };
  });
  const generators = group.generators.filter((op) => op.type !== '1').map((op) => op.reduced());
  const { operations } = group;
  const { to, phase } = constraints.edges();
  const edges = generators.flatMap((generator, g) => {
    const column = operations.findIndex((op) => op.reduced().equals(generator));
    return nodes.map(({ index }): GraphEdge => {
      const place = index * operations.length + column;
      return { from: index, to: to[place]!, generator: g, phase: phase[place]! };
    });
  });
  return { nodes, edges, generators };
}

/** The edges with one for each pair k → k', k' → k of the same generator and weight: what is drawn as one line. */
export function drawnEdges(edges: readonly GraphEdge[]): GraphEdge[] {
  const key = (from: number, { generator, phase }: GraphEdge, to: number): string =>
    `${generator} ${phase} ${from} ${to}`;
  const all = new Set(edges.map((edge) => key(edge.from, edge, edge.to)));
  return edges.filter((edge) => edge.from <= edge.to || !all.has(key(edge.to, edge, edge.from)));
}

/** The star next to another one in the order of the stars, around the end. */
export const neighbourStar = (star: number, step: number, count: number): number =>
  (((star + step) % count) + count) % count;
