import { type ReactElement, useEffect, useState, useSyncExternalStore } from 'react';
import { Segmented } from '../../ui/Segmented.js';
import { Slider } from '../../ui/Slider.js';
import type { SpaceState } from './spaceState.js';

interface Props {
  readonly state: SpaceState;
  readonly onChange: (change: Partial<SpaceState>) => void;
}

const SWEEP = 8; // seconds through one cell

const reduced = (): MediaQueryList => matchMedia('(prefers-reduced-motion: reduce)');

const subscribe = (changed: () => void): (() => void) => {
  const query = reduced();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

export const useReducedMotion = (): boolean => useSyncExternalStore(subscribe, () => reduced().matches);

/** Which plane is shown. */
export function SliceControls({ state, onChange }: Props): ReactElement {
  const { axis, height } = state;
  const isStill = useReducedMotion();
  const [isSweeping, setSweeping] = useState(false);
  useEffect(() => {
    if (!isSweeping) return undefined;
    let start: number | null = null;
    let frame = 0;
    const from = height;
    const step = (time: number): void => {
      if (start === null) start = time;
      const next = from + (time - start) / 1000 / SWEEP;
      onChange({ height: Number((next - Math.floor(next)).toFixed(3)) });
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
    // The height of the moment when it began.
  }, [isSweeping, onChange]);
  return (
    <div className="space-slice-controls">
      <Segmented
        legend="Slice moves along"
        options={[
          { value: 'a', label: <i>a</i> },
          { value: 'b', label: <i>b</i> },
          { value: 'c', label: <i>c</i> },
        ]}
        value={axis}
        onChange={(axis) => onChange({ axis })}
      />
      <Slider
        label={
          <>
            Height along <i>{axis}</i>
          </>
        }
        min={0}
        max={0.995}
        step={0.005}
        value={height}
        shown={height.toFixed(3)}
        onChange={(height) => {
          setSweeping(false);
          onChange({ height });
        }}
      />
      {!isStill && (
        <button
          type="button"
          className="button button-quiet"
          aria-pressed={isSweeping}
          onClick={() => setSweeping(!isSweeping)}
        >
          {isSweeping ? 'Stop' : 'Sweep through the cell'}
        </button>
      )}
    </div>
  );
}
