import { type ReactElement, useId } from 'react';
import { type FilterKey, type FilterOption, type Filters, FILTERS, optionsOf } from './groupFilters.js';
import { useNarrow } from '../useNarrow.browser.js';

/** Filters that a phone shows before the others are asked for. */
const FIRST = 4;

interface Props {
  readonly filters: Filters;
  /** Groups that pass. */
  readonly count: number;
  readonly onChange: (filters: Filters) => void;
}

/** The choice of what is listed, with the number of groups behind every choice. */
export function FilterBar({ filters, count, onChange }: Props): ReactElement {
  const set = (key: FilterKey, value: string): void => {
    const { [key]: _, ...others } = filters;
    onChange(value === '' ? others : { ...others, [key]: value });
  };
  const isNarrow = useNarrow();
  const more = FILTERS.slice(FIRST);
  const choices = (some: readonly (typeof FILTERS)[number][]): ReactElement[] =>
    some.map(({ key, label }) => (
      <Choice
        key={key}
        label={label}
        options={optionsOf(key, filters)}
        value={filters[key] ?? ''}
        onChange={(value) => set(key, value)}
      />
    ));
  return (
    <div className="card groups-filters">
      <div className="row groups-filters-head">
        <h2 id="groups-browse">Browse</h2>
        <p role="status">
          <strong>{count}</strong> of 230 groups
        </p>
        {Object.keys(filters).length > 0 && (
          <button type="button" className="button button-quiet" onClick={() => onChange({})}>
            Clear filters
          </button>
        )}
      </div>
      <div className="groups-filters-grid">{choices(FILTERS.slice(0, isNarrow ? FIRST : undefined))}</div>
      {isNarrow && (
        <details open={more.some(({ key }) => filters[key] !== undefined)}>
          <summary>More filters</summary>
          <div className="groups-filters-grid">{choices(more)}</div>
        </details>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly FilterOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ label, options, value, onChange }: ChoiceProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        data-active={value !== ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">any</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.count === 0 && option.value !== value}>
            {option.value.replaceAll('-', '−')} ({option.count})
          </option>
        ))}
      </select>
    </div>
  );
}
