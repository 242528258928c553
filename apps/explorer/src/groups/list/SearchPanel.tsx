import { type FormEvent, type ReactElement, useId } from 'react';
import { hrefOf, navigate } from '../../shell/route.js';
import { groupHref } from '../groupAddress.js';
import type { SearchModel } from './searchModel.js';
import { SearchResult } from './SearchResult.js';

interface Props {
  readonly text: string;
  readonly model: SearchModel;
  readonly onType: (text: string) => void;
  /** Writes the text to the address, so that the way back leads to it. */
  readonly onFlush: () => void;
}

const EXAMPLES = ['14', 'Pbnm', 'fd-3m:1', 'R-3mH', 'D6h^4', '-P 2ac 2n', '-x,y+1/2,-z; -x,-y,-z'];

/** The search field with what its text means. Enter opens the result. */
export function SearchPanel({ text, model, onType, onFlush }: Props): ReactElement {
  const id = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (model.kind !== 'found') return;
    onFlush();
    navigate(groupHref(model.group));
  };
  return (
    <section className="card groups-search" aria-label="Search">
      <form role="search" onSubmit={submit}>
        <div className="field">
          <label htmlFor={id}>Symbol, number or operations</label>
          <div className="groups-search-row">
            <input
              id={id}
              type="search"
              value={text}
              placeholder="P 21/c, 227, Fd-3m:1, C2h^5, -P 2ybc …"
              autoComplete="off"
              autoCapitalize="off"
              autoCorrect="off"
              spellCheck={false}
              aria-describedby={`${id}-result`}
              onChange={(event) => onType(event.currentTarget.value)}
            />
            <button type="submit" className="button" disabled={model.kind !== 'found'}>
              Open
            </button>
          </div>
        </div>
      </form>
      <div id={`${id}-result`} aria-live="polite">
        {model.kind === 'empty' ? (
          <p className="groups-examples">
            <span className="muted small">Try</span>
            {EXAMPLES.map((example) => (
              <a key={example} href={hrefOf(['groups'], { q: example })}>
                {example}
              </a>
            ))}
          </p>
        ) : (
          <SearchResult model={model} />
        )}
      </div>
    </section>
  );
}
