import { type ReactElement, useMemo, useState } from 'react';
import { Segmented } from '../../ui/Segmented.js';
import { operationText } from './absence.js';
import { drawnEdges, dualGraph, exampleNode } from './dualGraph.js';
import { GraphLegend } from './GraphLegend.js';
import { GraphPicture } from './GraphPicture.js';
import { functionsOfStar, type PlaneModel } from './planeModel.js';
import { StarDetails } from './StarDetails.js';

/** With more edges than this, those of all generators at once are a tangle. */
const MOST_EDGES = 60;

interface Props {
  readonly model: PlaneModel;
  /** Of the star that is explained. */
  readonly frequency: readonly [number, number] | null;
  /** The function that is shown alone. */
  readonly single: number | null;
  readonly generator: number | null;
  /** A star was chosen: by one of its frequencies, and its function if it has one. */
  readonly onStar: (frequency: readonly [number, number], single: number | null) => void;
  readonly onGenerator: (generator: number | null) => void;
}

/** The dual graph with what is known of the star at the pointer. */
export function GraphCard({ model, frequency, single, generator, onStar, onGenerator }: Props): ReactElement {
  const graph = useMemo(() => dualGraph(model), [model]);
  const wanted = generator !== null && generator < graph.generators.length ? generator : null;
  const edges = useMemo(
    () => drawnEdges(graph.edges.filter((edge) => wanted === null || edge.generator === wanted)),
    [graph, wanted],
  );
  const hasAllEdges = wanted !== null || graph.generators.length < 2 || edges.length <= MOST_EDGES;
  /** Node at the pointer or with the focus; it belongs to one graph. */
  const [pointed, setPointed] = useState<{ readonly model: PlaneModel; readonly node: number } | null>(null);
  const ofSingle = single === null ? undefined : model.functions[single];
  const pinned =
    frequency !== null
      ? model.set.indexOf(frequency)
      : ofSingle === undefined
        ? -1
        : model.set.indexOf(model.constraints.star(ofSingle.star).representative);
  const active = pointed?.model === model ? pointed.node : pinned >= 0 ? pinned : exampleNode(model);
  const choose = (node: number): void => {
    const { frequency, star } = graph.nodes[node]!;
    onStar(frequency, functionsOfStar(model, star)[0]?.index ?? null);
  };
  return (
    <section className="card" aria-labelledby="plane-graph">
      <h2 id="plane-graph">The dual graph: which frequencies hang together</h2>
      <p className="muted">
        Each dot is a frequency <i>k</i>. Dots of one colour are a star: operations lead from one to the other. Point at
        a dot, or go through the stars with the arrow keys, to see its star and the function it carries; click to show
        that function alone.
      </p>
      {graph.generators.length > 1 && (
        <Segmented
          legend="Edges of"
          options={[
            { value: 'all', label: 'all generators' },
            ...graph.generators.map((op, i) => ({ value: String(i), label: operationText(op) })),
          ]}
          value={wanted === null ? 'all' : String(wanted)}
          onChange={(value) => onGenerator(value === 'all' ? null : Number(value))}
        />
      )}
      <div className="plane-graph">
        <div>
          <GraphPicture
            model={model}
            graph={graph}
            edges={edges}
            hasAllEdges={hasAllEdges}
            active={active}
            pinned={pinned}
            onPoint={(node) => setPointed(node === null ? null : { model, node })}
            onChoose={choose}
          />
          <GraphLegend isWhole={hasAllEdges} />
        </div>
        <StarDetails model={model} graph={graph} node={active} onStar={onStar} />
      </div>
    </section>
  );
}
