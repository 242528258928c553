import { type ReactElement, useId } from 'react';
import { Segmented } from '../../ui/Segmented.js';
import { Slider } from '../../ui/Slider.js';
import { type PowderChoice, RADIATIONS, WAVELENGTHS } from './powderChoice.js';

interface Props {
  readonly choice: PowderChoice;
  readonly onChange: (change: Partial<PowderChoice>) => void;
}

const SHAPES = [
  { value: 'lines', label: 'Lines' },
  { value: 'curve', label: 'Curve' },
] as const;

/** What the pattern is made with, and how it is drawn. */
export function PowderControls({ choice, onChange }: Props): ReactElement {
  const radiation = useId();
  const { doublet, b, shape, width, wavelength } = choice;
  const isNeutron = choice.radiation === 'neutron';
  return (
    <div className="powder-controls">
      <div className="field">
        <label htmlFor={radiation}>Radiation</label>
        <select
          id={radiation}
          value={choice.radiation}
          onChange={(event) => onChange({ radiation: event.currentTarget.value })}
        >
          {RADIATIONS.map((name) => (
            <option key={name} value={name}>
              {name === 'neutron' ? 'Neutrons' : name}
            </option>
          ))}
        </select>
      </div>
      {isNeutron ? (
        <Slider
          label="Wavelength"
          value={wavelength}
          {...WAVELENGTHS}
          step={0.01}
          shown={`${wavelength.toFixed(2)} Å`}
          valueText={`${wavelength.toFixed(2)} ångström`}
          onChange={(wavelength) => onChange({ wavelength })}
        />
      ) : (
        <label className="check">
          <input
            type="checkbox"
            checked={doublet}
            onChange={(event) => onChange({ doublet: event.currentTarget.checked })}
          />
          Kα₁ and Kα₂ apart
        </label>
      )}
      <Slider
        label="Displacement B"
        value={b}
        min={0}
        max={5}
        step={0.1}
        shown={`${b.toFixed(1)} Å²`}
        valueText={`${b.toFixed(1)} square ångström`}
        onChange={(b) => onChange({ b })}
      />
      <Segmented<'lines' | 'curve'>
        legend="Shape"
        hideLegend
        options={SHAPES}
        value={shape}
        onChange={(shape) => onChange({ shape })}
      />
      {shape === 'curve' && (
        <Slider
          label="Width of peaks"
          value={width}
          min={0.02}
          max={1}
          step={0.01}
          shown={`${width.toFixed(2)}°`}
          valueText={`${width.toFixed(2)} degrees`}
          onChange={(width) => onChange({ width })}
        />
      )}
    </div>
  );
}
