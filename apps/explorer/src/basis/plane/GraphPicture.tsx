import { type KeyboardEvent, memo, type ReactElement, type SyntheticEvent, useMemo, useRef } from 'react';
import { operationName } from './absence.js';
import { type DrawnEdge, type DualGraph, neighbourStar } from './dualGraph.js';
import { indices } from '../fractions.js';
import { edgePath, GRAPH_SIDE, type GraphLayout, graphLayout } from './graphGeometry.js';
import type { PlaneModel } from './planeModel.js';
import { StarHighlight } from './StarHighlight.js';

interface Props {
  readonly model: PlaneModel;
  readonly graph: DualGraph;
  readonly edges: readonly DrawnEdge[];
  /** Whether the edges of all stars are drawn, behind those of the one that stands out. */
  readonly hasAllEdges: boolean;
  /** Node whose star stands out. */
  readonly active: number;
  /** Node whose star is chosen, −1 for none. */
  readonly pinned: number;
  readonly onPoint: (node: number | null) => void;
  readonly onChoose: (node: number) => void;
}

const attribute = (event: SyntheticEvent, name: 'node' | 'star'): number | null => {
  const element = (event.target as Element).closest<SVGElement>(`[data-${name}]`);
  return element === null ? null : Number(element.dataset[name]);
};

/**
 * Frequencies in the reciprocal plane, coloured by star. A list for assistive technology: each star is an entry, arrow keys
 * go from one to the next.
 */
export function GraphPicture({
  model,
  graph,
  edges,
  hasAllEdges,
  active,
  pinned,
  onPoint,
  onChoose,
}: Props): ReactElement {
  const picture = useRef<SVGSVGElement>(null);
  const layout = useMemo(() => graphLayout(model.cutoff), [model]);
  const { starCount, members, starStart } = model.constraints;
  const first = (star: number): number => members[starStart[star]!]!;
  const current = graph.nodes[active]!.star;
  const chosen = graph.nodes[pinned]?.star ?? -1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const star = attribute(event, 'star');
    if (star === null) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose(first(star));
      return;
    }
    const next = {
      ArrowRight: neighbourStar(star, 1, starCount),
      ArrowDown: neighbourStar(star, 1, starCount),
      ArrowLeft: neighbourStar(star, -1, starCount),
      ArrowUp: neighbourStar(star, -1, starCount),
      Home: 0,
      End: starCount - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    picture.current?.querySelector<SVGElement>(`[data-star="${next}"]`)?.focus();
  };
  return (
    <svg
      ref={picture}
      className="plane-graph-picture"
      viewBox={`0 0 ${GRAPH_SIDE} ${GRAPH_SIDE}`}
      role="listbox"
      aria-label={`${starCount} stars of ${graph.nodes.length} frequencies`}
      onPointerOver={(event) => onPoint(attribute(event, 'node'))}
      onPointerLeave={() => onPoint(null)}
      onFocus={(event) => {
        const star = attribute(event, 'star');
        // The pointer says more exactly which frequency is meant.
        if (star !== null && current !== star) onPoint(first(star));
      }}
      onBlur={() => onPoint(null)}
      onClick={(event) => {
        const node = attribute(event, 'node');
        if (node !== null) onChoose(node);
      }}
      onKeyDown={onKeyDown}
    >
      <Edges model={model} graph={graph} edges={hasAllEdges ? edges : NO_EDGES} layout={layout} />
      <Stars model={model} graph={graph} layout={layout} current={current} chosen={chosen} />
      <StarHighlight graph={graph} edges={edges} layout={layout} node={active} />
    </svg>
  );
}

const NO_EDGES: readonly DrawnEdge[] = [];

interface LayerProps {
  readonly model: PlaneModel;
  readonly graph: DualGraph;
  readonly layout: GraphLayout;
}

const Edges = memo(function Edges({
  model,
  graph,
  edges,
  layout,
}: LayerProps & { readonly edges: readonly DrawnEdge[] }): ReactElement {
  const path = (isTurned: boolean): string =>
    edges
      .filter(({ from, to, phase }) => (phase !== 0) === isTurned && (from !== to || phase !== 0))
      .map((edge) => edgePath(graph, edge, layout))
      .join('');
  const [x, y] = layout.toPicture([0, 0]);
  return (
    <g aria-hidden="true">
      <circle className="plane-cutoff" cx={x} cy={y} r={(model.cutoff + 0.02) * layout.unit} />
      <path className="plane-edge" d={path(false)} />
      <path className="plane-edge plane-edge-turned" d={path(true)} />
    </g>
  );
});

const Stars = memo(function Stars({
  model,
  graph,
  layout,
  current,
  chosen,
}: LayerProps & { readonly current: number; readonly chosen: number }): ReactElement {
  const { constraints } = model;
  return (
    <>
      {constraints.stars.map(({ index, members, representative, proof }) => (
        <g
          key={index}
          role="option"
          aria-selected={index === chosen}
          aria-label={`Star ${index + 1}: ${indices(representative)}, ${members.length} ${members.length === 1 ? 'frequency' : 'frequencies'}${
            proof === null ? '' : `, absent by a ${operationName(proof)}`
          }`}
          tabIndex={index === current ? 0 : -1}
          data-star={index}
          className={`plane-star ${proof === null ? `plane-star-${graph.nodes[constraints.members[constraints.starStart[index]!]!]!.color}` : 'plane-star-absent'}`}
        >
          {Array.from(
            constraints.members.subarray(constraints.starStart[index], constraints.starStart[index + 1]),
            (node) => (
              <Node key={node} node={node} graph={graph} layout={layout} />
            ),
          )}
        </g>
      ))}
    </>
  );
});

function Node({
  node,
  graph,
  layout: { node: r, unit, toPicture },
}: {
  readonly node: number;
  readonly graph: DualGraph;
  readonly layout: GraphLayout;
}): ReactElement {
  const { at, absent } = graph.nodes[node]!;
  const [x, y] = toPicture(at);
  const d = r * 0.6;
  return (
    <g data-node={node}>
      <circle cx={x} cy={y} r={0.5 * unit} className="plane-hit" />
      <circle cx={x} cy={y} r={r} className={absent ? 'plane-node-place' : 'plane-node'} />
      {absent && <path d={`M${x - d} ${y - d}l${2 * d} ${2 * d}m0 ${-2 * d}l${-2 * d} ${2 * d}`} />}
    </g>
  );
}
