import './space.css';
import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import { type ReactElement, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { hrefOf, useRoute } from '../../shell/route.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { Notice } from '../../ui/Notice.js';
import { useAddressState } from '../useAddressState.browser.js';
import { functionName } from './describe.js';
import { FunctionControls } from './FunctionControls.js';
import { GroupPicker } from './GroupPicker.js';
import { operationPath } from './operationPath.js';
import { SpaceExplanation } from './SpaceExplanation.js';
import { GroupHeading, SpaceFacts } from './SpaceFacts.js';
import { spaceField } from './spaceField.js';
import { type AddressedGroup, FIRST_GROUP, groupOfAddress } from './spaceGroupOfAddress.js';
import { spaceModel } from './spaceModel.js';
import { SpacePicture } from './SpacePicture.js';
import { parseSpaceState, spaceQuery } from './spaceState.js';
import { weightsOf } from './spaceWeights.js';
import { StarDetail } from './StarDetail.js';
import { StarPicker } from './StarPicker.js';
import { SymmetryShow } from './SymmetryShow.js';

/** Invariant functions of a space group in 3-D: `#/basis/space/62?cutoff=4&seed=7`. */
export function SpaceBasis(): ReactElement {
  const { path, query } = useRoute();
  const [name, setting] = [path[2], query.get('setting')];
  const addressed = useMemo(() => groupOfAddress(name, setting), [name, setting]);
  if (!addressed.ok) return <NoGroup {...addressed} />;
  return <GroupFunctions key={`${name} ${setting}`} group={addressed.group} setting={setting ?? ''} />;
}

function NoGroup({ reason, candidates }: Extract<AddressedGroup, { ok: false }>): ReactElement {
  return (
    <Notice kind="error" title={reason}>
      <p>
        {candidates.length > 0 && (
          <>
            Perhaps you meant{' '}
            {candidates.map(({ number, setting, symbol }, i) => (
              <span key={`${number} ${setting}`}>
                {i > 0 && ', '}
                <a href={hrefOf(['basis', 'space', number], { setting })}>
                  {number} <HmSymbol symbol={symbol} />
                </a>
              </span>
            ))}
            .{' '}
          </>
        )}
        <a href={hrefOf(['groups'])}>Search the space groups</a> or go to{' '}
        <a href={hrefOf(['basis', 'space', FIRST_GROUP])}>an example</a>.
      </p>
    </Notice>
  );
}

function GroupFunctions({ group, setting }: { readonly group: SpaceGroup; readonly setting: string }): ReactElement {
  const [state, change] = useAddressState(parseSpaceState, (state) =>
    hrefOf(['basis', 'space', group.number], spaceQuery(state, setting)),
  );
  const [time, setTime] = useState(0);
  // The page answers at once; what takes longer than a frame comes behind.
  const shown = useDeferredValue(state);
  const { cutoff, star, sine, seed, smoothness } = shown;
  const model = useMemo(() => spaceModel(group, cutoff), [group, cutoff]);
  const starKey = star?.join('.');
  const field = useMemo(
    () => spaceField(model, weightsOf(model, { star, sine, seed, smoothness })),
    // A star is a new list with every address.
    [model, starKey, sine, seed, smoothness],
  );
  const operation = state.operation !== null && state.operation < group.order ? state.operation : null;
  const path = useMemo(
    () => (operation === null ? null : operationPath(group.operations[operation]!, model.cell, shown.cells)),
    [group, operation, model.cell, shown.cells],
  );
  const pick = useCallback((star: readonly [number, number, number]) => change({ star, sine: false }), [change]);
  return (
    <div className="stack space-basis">
      <section className="card space-top">
        <GroupHeading group={group} />
        <GroupPicker group={group} />
      </section>
      <div className="split split-wide-left">
        <SpacePicture
          model={model}
          field={field}
          state={state}
          shown={shown}
          onChange={change}
          path={path}
          time={time}
        />
        <div className="stack space-side">
          <section className="card stack">
            <h2>Function</h2>
            <p className="space-current" aria-live="polite">
              Shown: {functionName(shown)}.
            </p>
            {star !== null && <StarDetail model={model} frequency={star} sine={sine} onChange={change} />}
            <FunctionControls state={state} onChange={change} />
            <SpaceFacts model={model} cutoff={cutoff} />
          </section>
          <section className="card stack">
            <h2>Show symmetry</h2>
            <SymmetryShow
              group={group}
              field={field}
              operation={operation}
              onOperation={(operation) =>
                change({ operation, ...(operation === null ? {} : { view: 'iso', cells: 2 }) })
              }
              time={time}
              onTime={setTime}
            />
          </section>
        </div>
      </div>
      <div className="split">
        <section className="card stack space-star-card">
          <h2>Stars</h2>
          <StarPicker model={model} frequency={star} onPick={pick} />
        </section>
        <SpaceExplanation />
      </div>
    </div>
  );
}
