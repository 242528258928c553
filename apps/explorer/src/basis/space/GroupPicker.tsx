import { lookup, type SpaceGroup, settings } from '@crystal-fourier/spacegroups';
import { type ReactElement, type SubmitEvent, useState } from 'react';
import { hrefOf, navigate } from '../../shell/route.js';
import { olderSymbol, settingSymbol } from '../../ui/doubleGlide.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { type Candidate, candidateOf } from './spaceGroupOfAddress.js';

const hrefOfGroup = ({ number, setting }: Pick<Candidate, 'number' | 'setting'>): string =>
  hrefOf(['basis', 'space', number], { setting });

/** Finds another group by any symbol, the next and the previous one, and the settings of this one. */
export function GroupPicker({ group }: { readonly group: SpaceGroup }): ReactElement {
  const { number, setting } = group;
  const [text, setText] = useState('');
  const found = text.trim() === '' ? null : lookup(text);
  const others = settings().filter((other) => other.number === number);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (found?.ok !== true) return;
    setText('');
    navigate(hrefOfGroup(candidateOf(found.group.setting)));
  };
  return (
    <div className="space-picker">
      <form className="field" onSubmit={submit}>
        <label htmlFor="space-search">Another group: number or symbol</label>
        <input
          id="space-search"
          type="search"
          autoComplete="off"
          spellCheck={false}
          placeholder="62, Pnma, F d -3 m, Oh^7 …"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p className="small space-found" aria-live="polite">
          {found === null ? (
            <span className="muted">Any spelling; Enter opens it.</span>
          ) : found.ok ? (
            <a href={hrefOfGroup(candidateOf(found.group.setting))} onClick={() => setText('')}>
              {found.group.number} <HmSymbol symbol={settingSymbol(found.group.setting)} />
            </a>
          ) : (
            found.reason
          )}
        </p>
      </form>
      <div className="row">
        {others.length > 1 && (
          <label className="field">
            <span className="small muted">Setting</span>
            <select
              value={setting.qualifier}
              onChange={({ currentTarget }) => {
                const other = others.find(({ qualifier }) => qualifier === currentTarget.value)!;
                navigate(hrefOfGroup(candidateOf(other)));
              }}
            >
              {others.map((other) => (
                <option key={other.qualifier} value={other.qualifier}>
                  {settingSymbol(other)}
                  {olderSymbol(other) === null ? '' : `, formerly ${olderSymbol(other)}`}
                  {other.isReference ? ' (reference)' : ''}
                </option>
              ))}
            </select>
          </label>
        )}
        <nav aria-label="Neighbouring groups" className="row space-neighbours">
          {number > 1 && (
            <a className="button button-quiet" href={hrefOfGroup({ number: number - 1, setting: '' })}>
              ← {number - 1}
            </a>
          )}
          {number < 230 && (
            <a className="button button-quiet" href={hrefOfGroup({ number: number + 1, setting: '' })}>
              {number + 1} →
            </a>
          )}
        </nav>
      </div>
    </div>
  );
}
