import type { ReactElement } from 'react';
import type { DrawnEdge, DualGraph } from './dualGraph.js';
import { indices, twentyFourths } from '../fractions.js';
import { edgeLabelAt, edgePath, type GraphLayout } from './graphGeometry.js';

interface Props {
  readonly graph: DualGraph;
  readonly edges: readonly DrawnEdge[];
  readonly layout: GraphLayout;
  readonly node: number;
}

/** The star of a node: its edges with their weights, its members with their indices. */
export function StarHighlight({ graph, edges, layout, node }: Props): ReactElement {
  const { star } = graph.nodes[node]!;
  const members = graph.nodes.filter((other) => other.star === star);
  const own = edges.filter(({ from, to, phase }) => graph.nodes[from]!.star === star && (from !== to || phase !== 0));
  return (
    <g aria-hidden="true" className="plane-highlight">
      <defs>
        {['plane-arrow', 'plane-arrow-turned'].map((id) => (
          <marker
            key={id}
            id={id}
            className={id}
            viewBox="0 0 8 8"
            refX="6"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8Z" />
          </marker>
        ))}
      </defs>
      {own.map((edge) => {
        const turned = edge.phase === 0 ? '' : '-turned';
        return (
          <path
            key={`${edge.generator} ${edge.from} ${edge.to}`}
            className={`plane-own-edge${turned}`}
            d={edgePath(graph, edge, layout)}
            markerEnd={edge.isTwoWay ? undefined : `url(#plane-arrow${turned})`}
          />
        );
      })}
      {members.map(({ index, at }) => {
        const [x, y] = layout.toPicture(at);
        return <circle key={index} className="plane-member" cx={x} cy={y} r={layout.node + 2.5} />;
      })}
      {own.map((edge) => {
        if (edge.phase === 0 || edge.from === edge.to) return null;
        const [x, y] = edgeLabelAt(graph, edge, layout);
        return (
          <text key={`${edge.generator} ${edge.from} ${edge.to}`} className="plane-weight" x={x} y={y}>
            {twentyFourths(edge.phase)}
          </text>
        );
      })}
      {members.map(({ index, frequency, at }) => {
        const [x, y] = layout.toPicture(at);
        return (
          <text key={index} className="plane-label" x={x} y={y + (at[1] < 0 ? 1 : -1) * (layout.node + 11)}>
            {indices(frequency)}
          </text>
        );
      })}
    </g>
  );
}
