import { type ReactElement, useMemo } from 'react';
import { absenceText } from './absence.js';
import type { DualGraph } from './dualGraph.js';
import { FieldCanvas } from './FieldCanvas.js';
import { indices, twentyFourths } from '../fractions.js';
import { type FunctionInfo, functionsOfStar, type PlaneModel } from './planeModel.js';

interface Props {
  readonly model: PlaneModel;
  readonly graph: DualGraph;
  readonly node: number;
  /** A function of a star was chosen, to be shown alone. */
  readonly onStar: (frequency: readonly [number, number], single: number) => void;
}

/** What is to be said of the star of a frequency. */
export function StarDetails({ model, graph, node, onStar }: Props): ReactElement {
  const found = graph.nodes[node]!;
  return (
    <div className="plane-details" aria-live="polite">
      {found.absent ? <Absent model={model} node={found} /> : <Present model={model} node={found} onStar={onStar} />}
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

function Present({ model, node, onStar }: NodeProps & Pick<Props, 'onStar'>): ReactElement {
  const { constraints } = model;
  const { members, phases, representative, centric } = constraints.star(node.star);
  const functions = functionsOfStar(model, node.star);
  return (
    <>
      <h3>
        <span className={`plane-swatch plane-star-${node.color}`} aria-hidden="true" /> Star of{' '}
        {indices(representative)}
      </h3>
      <p>
        {members.length === 1 ? 'One frequency' : `${members.length} frequencies, tied together`}: one free coefficient.{' '}
        {centric
          ? 'The star holds −k with every k and gives one real function.'
          : 'Together with the star of −k it gives two real functions, a cosine and a sine.'}
      </p>
      <div className="plane-previews">
        {functions.map((info) => (
          <Preview key={info.index} model={model} info={info} onShow={() => onStar(node.frequency, info.index)} />
        ))}
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

/** One function alone. */
function Preview({
  model,
  info: { index, name },
  onShow,
}: {
  readonly model: PlaneModel;
  readonly info: FunctionInfo;
  readonly onShow: () => void;
}): ReactElement {
  const alone = useMemo(() => model.functions.map((other) => (other.index === index ? 1 : 0)), [model, index]);
  return (
    <figure>
      <FieldCanvas model={model} weights={alone} width={150} cells={4} label={`Basis function ${name}`} />
      <figcaption>
        <button type="button" className="button button-quiet" onClick={onShow}>
          Show {name} alone
        </button>
      </figcaption>
    </figure>
  );
}
