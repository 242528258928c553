import { type ReactElement, useMemo, useState } from 'react';
import { Segmented } from '../../ui/Segmented.js';
import { operationText } from './absence.js';
import { drawnEdges, dualGraph } from './dualGraph.js';
import { GraphLegend } from './GraphLegend.js';
import { GraphPicture } from './GraphPicture.js';
import { functionsOfStar, type PlaneModel } from './planeModel.js';
import { StarDetails } from './StarDetails.js';

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
  const edges = useMemo(() => {
    const wanted = generator !== null && generator < graph.generators.length ? generator : null;
    return drawnEdges(graph.edges).filter((edge) => wanted === null || edge.generator === wanted);
  }, [graph, generator]);
  /** Node at the pointer or with the focus; it belongs to one graph. */
  const [pointed, setPointed] = useState<{ readonly model: PlaneModel; readonly node: number } | null>(null);
  const ofSingle = single === null ? undefined : model.functions[single];
  const pinned =
    frequency !== null
      ? model.set.indexOf(frequency)
      : ofSingle === undefined
        ? -1
        : model.set.indexOf(model.constraints.star(ofSingle.star).representative);
  const active = pointed?.model === model ? pointed.node : pinned;
  const choose = (node: number): void => {
    const { frequency, star } = graph.nodes[node]!;
    onStar(frequency, functionsOfStar(model, star)[0]?.index ?? null);
  };
  return (
    <section className="card" aria-labelledby="plane-graph">
      <h2 id="plane-graph">The dual graph: which frequencies hang together</h2>
      {graph.generators.length > 1 && (
        <Segmented
          legend="Edges of"
          options={[
            { value: 'all', label: 'all generators' },
            ...graph.generators.map((op, i) => ({ value: String(i), label: operationText(op) })),
          ]}
          value={generator === null || generator >= graph.generators.length ? 'all' : String(generator)}
          onChange={(value) => onGenerator(value === 'all' ? null : Number(value))}
        />
      )}
      <div className="plane-graph">
        <div>
          <GraphPicture
            model={model}
            graph={graph}
            edges={edges}
            active={active}
            pinned={pinned}
            onPoint={(node) => setPointed(node === null ? null : { model, node })}
            onChoose={choose}
          />
          <GraphLegend />
        </div>
        <StarDetails model={model} graph={graph} node={active} onChoose={choose} />
      </div>
    </section>
  );
}
