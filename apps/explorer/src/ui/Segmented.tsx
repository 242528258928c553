import { type ReactElement, type ReactNode, useId } from 'react';

interface Props<T extends string> {
  /** What is chosen, for screen readers; shown unless `hideLegend`. */
  readonly legend: string;
  readonly hideLegend?: boolean;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few, side by side: radio buttons that look like a switch. */
export function Segmented<T extends string>({
  legend,
  hideLegend = false,
  options,
  value,
  onChange,
}: Props<T>): ReactElement {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className={hideLegend ? 'visually-hidden' : undefined}>{legend}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
