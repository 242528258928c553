import { type ReactElement, useMemo } from 'react';
import { absenceText } from './absence.js';
import type { DualGraph } from './dualGraph.js';
import { FieldCanvas } from './FieldCanvas.js';
import { indices, twentyFourths } from '../fractions.js';
import { functionsOfStar, type PlaneModel } from './planeModel.js';

interface Props {
  readonly model: PlaneModel;
  readonly graph: DualGraph;
  /** −1 for none. */
  readonly node: number;
  readonly onChoose: (node: number) => void;
}

/** What is to be said of the star of a frequency. */
export function StarDetails({ model, graph, node, onChoose }: Props): ReactElement {
  const found = graph.nodes[node];
  return (
    <div className="plane-details" aria-live="polite">
      {found === undefined ? (
        <>
          <p>
            Each dot is a frequency <i>k</i>. Dots of one colour are a star: operations lead from one to the other.
            Point at a dot, or go through the stars with the arrow keys, to see its star and the function it carries;
            click to show that function alone.
          </p>
        </>
      ) : found.absent ? (
        <Absent model={model} node={found} />
      ) : (
        <Present model={model} node={found} onChoose={onChoose} />
      )}
    </div>
  );
}

interface NodeProps {
  readonly model: PlaneModel;
  readonly node: DualGraph['nodes'][number];
}

function Absent({ model, node: { frequency, star } }: NodeProps): ReactElement {
  const { members } = model.constraints.star(star);
  const text = absenceText(model, frequency)!;
  return (
    <>
      <h3>{indices(frequency)} is absent</h3>
      <p>
        The <strong>{text.name}</strong> <span className="mono">{text.operation}</span> keeps this frequency, <i>kR</i>{' '}
        = <i>k</i>, but its translation <i>t</i> = {text.translation} turns the phase: <i>k·t</i> = {text.product}.
      </p>
      <p className="plane-formula">
        <i>c</i>(<i>k</i>) = <i>c</i>(<i>kR</i>) = <i>c</i>(<i>k</i>) e<sup>2πi·{text.product}</sup> = {text.result}
        <br />⇒ <i>c</i>(<i>k</i>) = 0
      </p>
      <p className="muted small">
        {members.length === 1
          ? 'It is a star of its own.'
          : `The same holds for all ${members.length} of its star: ${members.map(indices).join(' ')}.`}
      </p>
    </>
  );
}

function Present({ model, node, onChoose }: NodeProps & Pick<Props, 'onChoose'>): ReactElement {
  const { constraints } = model;
  const { members, phases, representative, centric } = constraints.star(node.star);
  const functions = functionsOfStar(model, node.star);
  const first = functions[0]!.index;
  const alone = useMemo(() => model.functions.map(({ index }) => (index === first ? 1 : 0)), [model, first]);
  return (
    <>
      <h3>
        <span className={`plane-swatch plane-star-${node.color}`} aria-hidden="true" /> Star of{' '}
        {indices(representative)}
      </h3>
      <div className="plane-preview">
        <FieldCanvas
          model={model}
          weights={alone}
          width={150}
          cells={4}
          label={`Basis function ${functions[0]!.name}`}
        />
        <div>
          <p>
            {members.length === 1 ? 'One frequency' : `${members.length} frequencies, tied together`}: one free
            coefficient.{' '}
            {centric
              ? 'The star holds −k with every k and gives one real function.'
              : 'Together with the star of −k it gives two real functions, a cosine and a sine.'}
          </p>
          <button type="button" className="button button-quiet" onClick={() => onChoose(node.index)}>
            Show it alone
          </button>
        </div>
      </div>
      <table className="plane-members">
        <caption className="small muted">Coefficients, as multiples of the first</caption>
        <thead>
          <tr>
            <th scope="col">k</th>
            <th scope="col">c(k) / c{indices(representative)}</th>
            <th scope="col">phase / 2π</th>
          </tr>
        </thead>
        <tbody>
          {members.map((k, i) => (
            <tr key={i} aria-current={k[0] === node.frequency[0] && k[1] === node.frequency[1] ? 'true' : undefined}>
              <td>{indices(k)}</td>
              <td>{phases[i] === 0 ? '1' : phases[i] === 12 ? '−1' : `e^(2πi·${twentyFourths(phases[i]!)})`}</td>
              <td>{twentyFourths(phases[i]!)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
