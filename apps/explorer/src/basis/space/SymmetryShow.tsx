import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { Slider } from '../../ui/Slider.js';
import { largestChange } from './invariance.js';
import { useReducedMotion } from './SliceControls.js';
import type { SpaceField } from './spaceField.js';
import { operationName, operationText } from './starTable.js';

interface Props {
  readonly group: SpaceGroup;
  readonly field: SpaceField;
  readonly operation: number | null;
  readonly onOperation: (operation: number | null) => void;
  /** From 0, at rest, to 1, moved by the operation. */
  readonly time: number;
  readonly onTime: (time: number) => void;
}

const DURATION = 2500; // ms

/** Chooses an operation, moves a copy of the surface by it, and says how well the function stays as it is. */
export function SymmetryShow({ group, field, operation, onOperation, time, onTime }: Props): ReactElement {
  const isStill = useReducedMotion();
  const [isPlaying, setPlaying] = useState(false);
  const op = operation === null ? undefined : group.operations[operation];
  const change = useMemo(() => (op === undefined ? null : largestChange(field, op)), [field, op]);
  useEffect(() => {
    if (!isPlaying) return undefined;
    let start: number | null = null;
    let frame = 0;
    const step = (now: number): void => {
      if (start === null) start = now;
      const share = Math.min(1, (now - start) / DURATION);
      onTime(share * share * (3 - 2 * share));
      if (share < 1) frame = requestAnimationFrame(step);
      else setPlaying(false);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, onTime]);
  return (
    <div className="stack space-symmetry">
      <label className="field">
        <span className="small muted">Operation</span>
        <select
          value={operation ?? ''}
          onChange={({ currentTarget: { value } }) => {
            setPlaying(false);
            onTime(0);
            onOperation(value === '' ? null : Number(value));
          }}
        >
          <option value="">choose one of {group.order} …</option>
          {group.operations.map((op, i) => (
            <option key={op.toXyz()} value={i}>
              {operationText(op)} — {operationName(op)}
            </option>
          ))}
        </select>
      </label>
      {op !== undefined && change !== null && (
        <>
          <Slider
            label="Move a copy of the surface"
            min={0}
            max={1}
            step={0.01}
            value={time}
            shown={`${Math.round(time * 100)} %`}
            onChange={(time) => {
              setPlaying(false);
              onTime(time);
            }}
          />
          {!isStill && (
            <button type="button" className="button button-quiet" onClick={() => setPlaying(true)} disabled={isPlaying}>
              Play
            </button>
          )}
          <p className="small" aria-live="polite">
            <strong className="mono">max |f(gx) − f(x)| = {scientific(change)}</strong>
            {field.max > 0 && (
              <>
                {' '}
                at {field.size}³ points, where the largest |f| is {field.max.toPrecision(3)}
              </>
            )}
            : the function is the same before and after, and the copy, at the end of its way, lies on the surface of the
            crystal.
          </p>
        </>
      )}
    </div>
  );
}

const scientific = (value: number): string => {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(value));
  const digits = String(exponent)
    .replace('-', '⁻')
    .replace(/\d/g, (d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)]!);
  return `${(value / 10 ** exponent).toFixed(1)} · 10${digits}`;
};
