import { type ReactElement, type ReactNode, useId } from 'react';

interface Props {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | 'any';
  /** What is shown behind the label; defaults to the number. */
  readonly shown?: ReactNode;
  /** What a screen reader says instead of the number. */
  readonly valueText?: string;
  readonly onChange: (value: number) => void;
}

/** A slider with its label and value. */
export function Slider({ label, value, min, max, step = 1, shown, valueText, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <div className="slider">
      <label htmlFor={id}>
        <span>{label}</span> <output htmlFor={id}>{shown ?? value}</output>
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={valueText}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
