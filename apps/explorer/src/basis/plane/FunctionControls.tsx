import { type ReactElement, useCallback, useEffect, useRef } from 'react';
import { Slider } from '../../ui/Slider.js';
import { Counts } from './Counts.js';
import type { PlaneModel } from './planeModel.js';
import { CUTOFF, MAX_SEED, type PlaneState, SMOOTHNESS } from './planeState.js';
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
        label="Cutoff: longest frequency |k|, in units of a*"
        min={CUTOFF.min}
        max={CUTOFF.max}
        step={0.1}
        value={state.cutoff}
        shown={state.cutoff.toFixed(1)}
        onChange={(cutoff) => onChange({ cutoff })}
      />
      <Counts counts={model.counts} />
      <div className="row plane-seed">
        <div className="field">
          <label htmlFor="plane-seed">Seed</label>
          <input
            id="plane-seed"
            type="number"
            min={0}
            max={MAX_SEED}
            step={1}
            value={state.seed}
            onChange={({ currentTarget: { valueAsNumber } }) => {
              if (Number.isInteger(valueAsNumber) && valueAsNumber >= 0 && valueAsNumber <= MAX_SEED)
                fromSeed({ seed: valueAsNumber });
            }}
          />
        </div>
        <button
          type="button"
          className="button"
          onClick={() => fromSeed({ seed: state.seed === MAX_SEED ? 0 : state.seed + 1 })}
        >
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
