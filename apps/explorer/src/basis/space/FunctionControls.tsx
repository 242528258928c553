import type { ReactElement } from 'react';
import { hrefOf } from '../../shell/route.js';
import { Slider } from '../../ui/Slider.js';
import { SeedField } from '../SeedField.js';
import { nextSeed } from '../seeds.js';
import { CUTOFF, SMOOTHNESS, type SpaceState } from './spaceState.js';

interface Props {
  readonly state: SpaceState;
  readonly onChange: (change: Partial<SpaceState>) => void;
}

const EXAMPLES = [
  { name: 'Gyroid', group: 214, star: '1.1.0' },
  { name: 'Schwarz P', group: 221, star: '1.0.0' },
  { name: 'Schwarz D', group: 227, star: '1.1.1' },
] as const;

/** Which function is shown. */
export function FunctionControls({ state, onChange }: Props): ReactElement {
  const isRandom = state.star === null;
  const setSeed = (seed: number): void => onChange({ seed, star: null, sine: false });
  return (
    <div className="space-controls">
      <Slider
        label="Cutoff: longest frequency |k|"
        {...CUTOFF}
        value={state.cutoff}
        shown={`${state.cutoff} a*`}
        onChange={(cutoff) => onChange({ cutoff })}
      />
      <div className="row space-seed">
        <button type="button" className="button" onClick={() => setSeed(isRandom ? nextSeed(state.seed) : state.seed)}>
          {isRandom ? 'Another random function' : 'Random function'}
        </button>
        <SeedField seed={state.seed} onSeed={setSeed} />
      </div>
      {isRandom && (
        <Slider
          label="Smoothness of random functions"
          {...SMOOTHNESS}
          value={state.smoothness}
          shown={state.smoothness.toFixed(1)}
          onChange={(smoothness) => onChange({ smoothness })}
        />
      )}
      <p className="small space-examples">
        One star, f = 0:{' '}
        {EXAMPLES.map(({ name, group, star }, i) => (
          <span key={name}>
            {i > 0 && ' · '}
            <a href={hrefOf(['basis', 'space', group], { star, level: 0, cells: 2 })}>{name}</a>
          </span>
        ))}
      </p>
    </div>
  );
}
