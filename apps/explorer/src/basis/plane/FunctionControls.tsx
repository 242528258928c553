import { type ReactElement, useCallback, useEffect, useRef } from 'react';
import { Slider } from '../../ui/Slider.js';
import { SeedField } from '../SeedField.js';
import { nextSeed } from '../seeds.js';
import { Counts } from './Counts.js';
import type { PlaneModel } from './planeModel.js';
import { CUTOFF, type PlaneState, SMOOTHNESS } from './planeState.js';
import { WeightSliders } from './WeightSliders.js';
import { trimmedWeights } from './weights.js';

interface Props {
  readonly model: PlaneModel;
  readonly state: PlaneState;
  /** One per function. */
  readonly weights: readonly number[];
  readonly onChange: (change: Partial<PlaneState>) => void;
}

/** Cutoff, seed and weights. */
export function FunctionControls({ model, state, weights, onChange }: Props): ReactElement {
  const shown = useRef(weights);
  useEffect(() => {
    shown.current = weights;
  }, [weights]);
  // The same function in every frame: a slider that is not moved is not rendered.
  const onWeight = useCallback(
    (index: number, weight: number): void => {
      shown.current = shown.current.with(index, weight);
      onChange({ weights: trimmedWeights(shown.current), single: null });
    },
    [onChange],
  );
  const fromSeed = (change: Partial<PlaneState>): void => onChange({ weights: null, single: null, ...change });
  return (
    <div className="stack plane-controls">
      <Slider
        label="Cutoff: longest frequency |k| in the cell that is drawn, in units of a*"
        min={CUTOFF.min}
        max={CUTOFF.max}
        step={0.1}
        value={state.cutoff}
        shown={state.cutoff.toFixed(1)}
        onChange={(cutoff) => onChange({ cutoff })}
      />
      <Counts counts={model.counts} />
      <div className="row plane-seed">
        <SeedField seed={state.seed} onSeed={(seed) => fromSeed({ seed })} />
        <button type="button" className="button" onClick={() => fromSeed({ seed: nextSeed(state.seed) })}>
          Random function
        </button>
        <button type="button" className="button button-quiet" onClick={() => onChange({ weights: [], single: null })}>
          Clear
        </button>
      </div>
      <Slider
        label="Smoothness of random functions"
        min={SMOOTHNESS.min}
        max={SMOOTHNESS.max}
        step={0.1}
        value={state.smoothness}
        shown={state.smoothness.toFixed(1)}
        valueText={`weights fall as the power ${state.smoothness.toFixed(1)} of the frequency`}
        onChange={(smoothness) => fromSeed({ smoothness })}
      />
      <WeightSliders model={model} weights={weights} onWeight={onWeight} />
    </div>
  );
}
