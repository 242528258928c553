import type { PlaneOp, Vec2 } from '@crystal-fourier/spacegroups';
import { frequencyAt } from './cell.js';
import type { PlaneModel } from './planeModel.js';

interface GraphNode {
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
      const entry = index * operations.length + column;
      return { from: index, to: to[entry]!, generator: g, phase: phase[entry]! };
    });
  });
  return { nodes, edges, generators };
}

/** An edge as it is drawn. */
export interface DrawnEdge extends GraphEdge {
  /** Whether k' → k with the same weight is part of it: a line without an arrow. */
  readonly isTwoWay: boolean;
  /** How many edges that are drawn join the same two frequencies before it: each goes its own way. */
  readonly lane: number;
}

/** The edges with one for each pair k → k', k' → k of the same generator and weight: what is drawn as one line. */
export function drawnEdges(edges: readonly GraphEdge[]): DrawnEdge[] {
  const key = (from: number, { generator, phase }: GraphEdge, to: number): string =>
    `${generator} ${phase} ${from} ${to}`;
  const all = new Set(edges.map((edge) => key(edge.from, edge, edge.to)));
  const between = new Map<string, number>();
  return edges.flatMap((edge): DrawnEdge[] => {
    const { from, to } = edge;
    const isTwoWay = all.has(key(to, edge, from));
    if (from > to && isTwoWay) return [];
    const pair = `${Math.min(from, to)} ${Math.max(from, to)}`;
    const lane = between.get(pair) ?? 0;
    between.set(pair, lane + 1);
    return [{ ...edge, isTwoWay, lane }];
  });
}

/**
 * The star that is explained before one is chosen: of those that are not absent one of the largest, which show all of the group, the first
 * whose phases differ if there is one; that of the constant function only if there is no other.
 *
 * @returns position of a frequency
 */
export function exampleNode({ constraints: { stars, members, starStart } }: PlaneModel): number {
  const sizes = stars.map(({ consistent, members, phases, representative }) =>
    !consistent
      ? 0
      : representative.every((c) => c === 0)
        ? 0.5
        : members.length + (phases.some((phase) => phase !== 0) ? 0.5 : 0),
  );
  return members[starStart[sizes.indexOf(Math.max(...sizes))]!]!;
}

/** The star next to another one in the order of the stars, around the end. */
export const neighbourStar = (star: number, step: number, count: number): number =>
  (((star + step) % count) + count) % count;
