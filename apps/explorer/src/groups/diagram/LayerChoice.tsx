import type { ReactElement } from 'react';
import type { Layer } from './marks.js';

const NAMES: readonly (readonly [Layer, string])[] = [
  ['upright', 'Axes towards you'],
  ['level', 'Axes in the paper'],
  ['inclined', 'Inclined axes'],
  ['planes', 'Planes'],
  ['centres', 'Centres'],
];

interface Props {
  /** Layers that the drawing has. */
  readonly present: ReadonlySet<Layer>;
  readonly shown: ReadonlySet<Layer>;
  readonly onChange: (shown: ReadonlySet<Layer>) => void;
  readonly isOrbitShown: boolean;
  readonly onOrbitChange: (isShown: boolean) => void;
}

/** Which kinds of symbols are drawn. */
export function LayerChoice({ present, shown, onChange, isOrbitShown, onOrbitChange }: Props): ReactElement {
  const toggle = (layer: Layer): void => {
    const next = new Set(shown);
    if (!next.delete(layer)) next.add(layer);
    onChange(next);
  };
  return (
    <fieldset className="diagram-layers">
      <legend className="visually-hidden">Shown</legend>
      {NAMES.filter(([layer]) => present.has(layer)).map(([layer, name]) => (
        <label key={layer}>
          <input type="checkbox" checked={shown.has(layer)} onChange={() => toggle(layer)} />
          <span>{name}</span>
        </label>
      ))}
      <label>
        <input type="checkbox" checked={isOrbitShown} onChange={() => onOrbitChange(!isOrbitShown)} />
        <span>General position</span>
      </label>
    </fieldset>
  );
}
