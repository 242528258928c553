import { type ReactElement, useId, useState } from 'react';
import { MAX_SEED } from './seeds.js';

interface Props {
  readonly seed: number;
  readonly onSeed: (seed: number) => void;
}

/** A field for a seed. While one types it may hold what is none, such as nothing; then the seed stays as it is. */
export function SeedField({ seed, onSeed }: Props): ReactElement {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div className="field">
      <label htmlFor={id}>Seed</label>
      <input
        id={id}
        type="number"
        min={0}
        max={MAX_SEED}
        step={1}
        value={typed ?? seed}
        onChange={({ currentTarget: { value, valueAsNumber } }) => {
          setTyped(value);
          if (Number.isInteger(valueAsNumber) && valueAsNumber >= 0 && valueAsNumber <= MAX_SEED) onSeed(valueAsNumber);
        }}
        onBlur={() => setTyped(null)}
      />
    </div>
  );
}
