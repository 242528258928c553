import type { ReactElement } from 'react';
import { Segmented } from '../ui/Segmented.js';
import { Slider } from '../ui/Slider.js';
import { type CrystalAddress, TOLERANCES } from './crystalAddress.js';
import { type Entry, entryLabel, type ReadMode } from './entries.js';

interface Props {
  readonly address: CrystalAddress;
  readonly onChange: (change: Partial<CrystalAddress>) => void;
  readonly entries: readonly Entry[];
  readonly found: number;
  readonly selected: number;
  readonly onSelect: (entry: number) => void;
}

const MODES = [
  { value: 'lenient', label: 'Repair' },
  { value: 'strict', label: 'Refuse' },
] as const;

/** Which structure, and how it is read. */
export function CrystalOptions({ address, onChange, entries, found, selected, onSelect }: Props): ReactElement {
  const files = new Set(entries.map(({ file }) => file)).size;
  const index = TOLERANCES.findIndex((tolerance) => tolerance === address.symprec);
  return (
    <div className="crystal-options">
      {entries.length > 1 && (
        <div className="field crystal-entries">
          <label htmlFor="crystal-entry">
            Structure ({found.toLocaleString('en')} found
            {found > entries.length && `, the first ${entries.length.toLocaleString('en')} are listed`})
          </label>
          <select id="crystal-entry" value={selected} onChange={(event) => onSelect(Number(event.currentTarget.value))}>
            {entries.map((entry, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- an entry is its index in the list
              <option key={i} value={i}>
                {entryLabel(entry, i, files)}
              </option>
            ))}
          </select>
        </div>
      )}
      <Slider
        label="Tolerance of the symmetry"
        value={index}
        min={0}
        max={TOLERANCES.length - 1}
        shown={`${address.symprec} Å`}
        valueText={`${address.symprec} ångström`}
        onChange={(value) => onChange({ symprec: TOLERANCES[value]! })}
      />
      <Segmented<ReadMode>
        legend="Small faults of a file"
        options={MODES}
        value={address.mode}
        onChange={(mode) => onChange({ mode })}
      />
    </div>
  );
}
