import type { ReactElement } from 'react';
import { Segmented } from '../../ui/Segmented.js';
import type { SpaceState } from './spaceState.js';

interface Props {
  readonly state: SpaceState;
  readonly onChange: (change: Partial<SpaceState>) => void;
}

/** What the picture shows and of how many cells, with a legend of its colours. */
export function PictureChoices({ state, onChange }: Props): ReactElement {
  return (
    <div className="row">
      <Segmented
        legend="What is shown"
        hideLegend
        options={[
          { value: 'iso', label: 'Surface' },
          { value: 'slice', label: 'Slice' },
        ]}
        value={state.view}
        onChange={(view) => onChange({ view })}
      />
      <Segmented
        legend="Unit cells"
        hideLegend
        options={[
          { value: '1', label: '1 cell' },
          { value: '2', label: '2 × 2 × 2' },
        ]}
        value={state.cells === 1 ? '1' : '2'}
        onChange={(cells) => onChange({ cells: cells === '2' ? 2 : 1 })}
      />
      <Legend state={state} />
    </div>
  );
}

function Legend({ state }: { readonly state: SpaceState }): ReactElement {
  return (
    <p className="row small space-legend">
      <span>
        <span className="space-swatch space-positive" aria-hidden="true" />{' '}
        {state.view === 'slice' || state.level === 0 ? 'f > 0' : 'f = + level'}
      </span>
      <span>
        <span className="space-swatch space-negative" aria-hidden="true" />{' '}
        {state.view === 'slice' || state.level === 0 ? 'f < 0' : 'f = − level'}
      </span>
    </p>
  );
}
