import type { ReactElement } from 'react';
import { Segmented } from '../../ui/Segmented.js';
import type { ViewerOptions } from './viewerOptions.js';

const STYLES = [
  { value: 'balls', label: 'Ball & stick' },
  { value: 'polyhedra', label: 'Polyhedra' },
  { value: 'spheres', label: 'Filled' },
] as const;
const COLORS = [
  { value: 'element', label: 'Element' },
  { value: 'orbit', label: 'Wyckoff orbit' },
] as const;
const PROJECTIONS = [
  { value: 'orthographic', label: 'Parallel' },
  { value: 'perspective', label: 'Perspective' },
] as const;

interface Props {
  readonly options: ViewerOptions;
  /** Whether there are orbits to colour by. */
  readonly hasOrbits: boolean;
  /** Repeats that can be shown. */
  readonly repeats: readonly number[];
  readonly onChange: (options: ViewerOptions) => void;
}

/** How the structure is drawn. */
export function ViewerControls({ options, hasOrbits, repeats, onChange }: Props): ReactElement {
  const set = (changes: Partial<ViewerOptions>): void => onChange({ ...options, ...changes });
  return (
    <div className="viewer-controls">
      <Segmented legend="Atoms" options={STYLES} value={options.style} onChange={(style) => set({ style })} />
      {hasOrbits && (
        <Segmented
          legend="Colours by"
          options={COLORS}
          value={options.colorBy}
          onChange={(colorBy) => set({ colorBy })}
        />
      )}
      {repeats.length > 1 && (
        <Segmented
          legend="Cells"
          options={repeats.map((n) => ({ value: String(n), label: n ** 3 }))}
          value={String(repeats.includes(options.repeats) ? options.repeats : repeats.at(-1))}
          onChange={(n) => set({ repeats: Number(n) })}
        />
      )}
      <Segmented
        legend="Projection"
        options={PROJECTIONS}
        value={options.projection}
        onChange={(projection) => set({ projection })}
      />
      <label className="viewer-check">
        <input
          type="checkbox"
          checked={options.completesBonds}
          disabled={options.style === 'spheres'}
          onChange={(event) => set({ completesBonds: event.currentTarget.checked })}
        />
        Bonded atoms outside the cell
      </label>
    </div>
  );
}
