import { memo, type ReactElement, useId, useState } from 'react';
import { Slider } from '../../ui/Slider.js';
import { signed } from '../fractions.js';
import type { PlaneModel } from './planeModel.js';
import { roundedWeight } from './weights.js';

/** More are shown when they are wanted. */
const FIRST = 12;

interface Props {
  readonly model: PlaneModel;
  readonly weights: readonly number[];
  readonly onWeight: (index: number, weight: number) => void;
}

/** One slider per basis function. */
export function WeightSliders({ model, weights, onWeight }: Props): ReactElement {
  const id = useId();
  const [isWhole, setWhole] = useState(false);
  const { functions } = model;
  const rows = isWhole ? functions : functions.slice(0, FIRST);
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Weights of the functions, by star</h3>
      <div className="plane-weights">
        {rows.map(({ index, name }) => (
          <WeightSlider key={index} index={index} name={name} weight={weights[index] ?? 0} onWeight={onWeight} />
        ))}
      </div>
      {functions.length > FIRST && (
        <button
          type="button"
          className="button button-quiet"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? `Only the first ${FIRST}` : `All ${functions.length}`}
        </button>
      )}
    </section>
  );
}

interface WeightProps {
  readonly index: number;
  readonly name: string;
  readonly weight: number;
  readonly onWeight: (index: number, weight: number) => void;
}

const WeightSlider = memo(function WeightSlider({ index, name, weight, onWeight }: WeightProps): ReactElement {
  return (
    <Slider
      label={name}
      min={-1}
      max={1}
      step="any"
      value={weight}
      shown={signed(weight, 2)}
      valueText={signed(weight, 2)}
      onChange={(value) => onWeight(index, roundedWeight(value))}
    />
  );
});
