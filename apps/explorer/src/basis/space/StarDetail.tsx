import { type ReactElement, useMemo } from 'react';
import { Notice } from '../../ui/Notice.js';
import { Segmented } from '../../ui/Segmented.js';
import { indices } from '../fractions.js';
import { leastCutoff, type SpaceModel } from './spaceModel.js';
import { CUTOFF, type SpaceState } from './spaceState.js';
import { starInfo } from './starTable.js';

interface Props {
  readonly model: SpaceModel;
  readonly frequency: readonly [number, number, number];
  readonly sine: boolean;
  readonly onChange: (change: Partial<SpaceState>) => void;
}

const SHOWN = 48;

/** What is known of the star that is shown. */
export function StarDetail({ model, frequency, sine, onChange }: Props): ReactElement {
  const info = useMemo(() => starInfo(model, frequency), [model, frequency]);
  const enough = useMemo(
    () => (info.isBeyondCutoff ? leastCutoff(model.group, frequency) : null),
    [info, model, frequency],
  );
  if (info.absence !== null)
    return (
      <Notice kind="warning" title={`No function has the frequency ${indices(frequency)}.`}>
        <p>{info.absence}</p>
        <p>All of its star is absent with it: every invariant function of this group is zero there.</p>
      </Notice>
    );
  if (info.isBeyondCutoff)
    return (
      <Notice kind="info" title={`${indices(frequency)} is beyond the cutoff, so that nothing is drawn.`}>
        {enough === null ? (
          <p>It is not absent, but longer than the longest frequency of this page, |k| = {CUTOFF.max} a*.</p>
        ) : (
          <>
            <p>It is not absent.</p>
            <button type="button" className="button button-quiet" onClick={() => onChange({ cutoff: enough })}>
              Raise the cutoff to {enough} a*
            </button>
          </>
        )}
      </Notice>
    );
  return (
    <div className="stack space-detail">
      <dl className="facts">
        <dt>Star</dt>
        <dd>
          {info.members.length} {info.members.length === 1 ? 'frequency' : 'frequencies'},{' '}
          {info.centric ? 'centric: −k belongs to it with every k' : 'not centric: −k belongs to another star'}
        </dd>
        <dt>Phase at {info.members[0]!.indices}</dt>
        <dd>
          {info.phases === null
            ? 'free, so there are two functions, a quarter turn apart'
            : `${degrees(info.phases[0])} or ${degrees(info.phases[1])}: symmetry leaves only the sign`}
        </dd>
      </dl>
      {info.functions === 2 && (
        <Segmented
          legend="Function of the star"
          options={[
            { value: 'cosine', label: 'cosine' },
            { value: 'sine', label: 'sine' },
          ]}
          value={sine ? 'sine' : 'cosine'}
          onChange={(part) => onChange({ sine: part === 'sine' })}
        />
      )}
      <details>
        <summary>Members and their phases relative to the first</summary>
        <ul className="space-members mono">
          {info.members.slice(0, SHOWN).map(({ indices, phase }) => (
            <li key={indices}>
              {indices}
              {phase !== '0' && <span className="muted"> {phase}·2π</span>}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

const degrees = (angle: number): string => `${Number(angle.toFixed(1))}°`;
