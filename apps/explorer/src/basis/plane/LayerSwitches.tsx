import type { ReactElement } from 'react';
import { LAYERS, type Layer } from './planeState.js';

const LABELS: Readonly<Record<Layer, string>> = {
  cell: 'Unit cell',
  symmetry: 'Symmetry elements',
  points: 'Equivalent points',
};

interface Props {
  readonly layers: readonly Layer[];
  readonly onChange: (layers: readonly Layer[]) => void;
}

/** What is drawn over the picture. */
export function LayerSwitches({ layers, onChange }: Props): ReactElement {
  return (
    <fieldset className="plane-layers">
      <legend className="visually-hidden">Drawn over the picture</legend>
      {LAYERS.map((layer) => (
        <label key={layer}>
          <input
            type="checkbox"
            checked={layers.includes(layer)}
            onChange={({ currentTarget }) =>
              onChange(LAYERS.filter((other) => (other === layer ? currentTarget.checked : layers.includes(other))))
            }
          />
          {LABELS[layer]}
        </label>
      ))}
    </fieldset>
  );
}
