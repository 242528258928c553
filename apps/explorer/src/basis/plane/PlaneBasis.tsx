import type { PlaneGroup, Vec2 } from '@crystal-fourier/spacegroups';
import { type ReactElement, useCallback, useMemo } from 'react';
import { hrefOf } from '../../shell/route.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { useAddressState } from '../useAddressState.browser.js';
import { FieldTile } from './FieldTile.js';
import { FunctionControls } from './FunctionControls.js';
import { GraphCard } from './GraphCard.js';
import { GroupTiles } from './GroupTiles.js';
import { LayerSwitches } from './LayerSwitches.js';
import { PlaneFacts } from './PlaneFacts.js';
import { planeModel } from './planeModel.js';
import { keptPoint, parsePlaneState, planeQuery } from './planeState.js';
import { shownWeights } from './shownWeights.js';
import { StarTable } from './StarTable.js';
import './plane.css';

/** The invariant functions of the plane groups, one at a time. */
export function PlaneBasis({ group }: { readonly group: PlaneGroup }): ReactElement {
  return (
    <div className="stack">
      <GroupTiles current={group} />
      <PlaneExplorer key={group.number} group={group} />
    </div>
  );
}

/** Picture, weights, and the graph that they come from. */
function PlaneExplorer({ group }: { readonly group: PlaneGroup }): ReactElement {
  const [state, onChange] = useAddressState(parsePlaneState, (state) =>
    hrefOf(['basis', 'plane', group.hmShort], planeQuery(state)),
  );
  const { cutoff, weights: own, single, seed, smoothness } = state;
  const model = useMemo(() => planeModel(group, cutoff), [group, cutoff]);
  const weights = useMemo(
    () => shownWeights(model, { weights: own, single, seed, smoothness }),
    [model, own, single, seed, smoothness],
  );
  const onStar = useCallback(
    (frequency: readonly [number, number], single: number | null): void =>
      onChange(single === null ? { frequency } : { frequency, single, weights: null }),
    [onChange],
  );
  const onPoint = useCallback((point: Vec2): void => onChange({ point: keptPoint(point) }), [onChange]);
  return (
    <div className="stack">
      <div className="split plane-main">
        <section className="card" aria-labelledby="plane-picture">
          <h2 id="plane-picture">
            A function with the symmetry <HmSymbol symbol={group.hmShort} />
          </h2>
          <LayerSwitches layers={state.layers} onChange={(layers) => onChange({ layers })} />
          <FieldTile model={model} weights={weights} layers={state.layers} point={state.point} onPoint={onPoint} />
        </section>
        <section className="card" aria-labelledby="plane-functions">
          <h2 id="plane-functions">Make one of your own</h2>
          <FunctionControls model={model} state={state} weights={weights} onChange={onChange} />
        </section>
      </div>
      <GraphCard
        model={model}
        frequency={state.frequency}
        single={own === null ? single : null}
        generator={state.generator}
        onStar={onStar}
        onGenerator={(generator) => onChange({ generator })}
      />
      <div className="split">
        <section className="card" aria-labelledby="plane-facts">
          <h2 id="plane-facts">
            The group <HmSymbol symbol={group.hmShort} />
          </h2>
          <PlaneFacts group={group} />
        </section>
        <section className="card" aria-labelledby="plane-why">
          <h2 id="plane-why">What one sees</h2>
          <p>
            A function <i>f</i>(<i>x</i>) = Σ <i>c</i>(<i>k</i>) e<sup>2πi k·x</sup> has the symmetry {'{R|t}'} exactly
            if{' '}
            <strong>
              <i>c</i>(<i>kR</i>) = <i>c</i>(<i>k</i>) e<sup>2πi k·t</sup>
            </strong>{' '}
            for every frequency <i>k</i>. So an operation ties the coefficient of <i>k</i> to that of <i>kR</i>: an edge
            of the graph, with a phase as its weight. What hangs together is a <em>star</em>. Its first coefficient is
            free, the others follow along the edges, and the sum of these waves is one invariant function.
          </p>
          <p>
            Some stars do not close: along a loop back to <i>k</i>, <i>kR</i> = <i>k</i>, the phases add up to something
            other than a full turn. Then <i>c</i>(<i>k</i>) equals a multiple of itself other than 1, and is zero. This
            is why glide reflections and centred cells extinguish reflections in a diffraction pattern.
          </p>
        </section>
      </div>
      <StarTable model={model} onStar={onStar} />
    </div>
  );
}
