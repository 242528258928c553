import type { ReactElement } from 'react';
import { olderSymbol, settingSymbol } from '../../ui/doubleGlide.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { Notice } from '../../ui/Notice.js';
import { groupHref, settingText } from '../groupAddress.js';
import { GroupLinks } from '../GroupLinks.js';
import type { SearchModel } from './searchModel.js';

/** What a text in the search field was read as, or why it was not understood and what may be meant. */
export function SearchResult({ model }: { readonly model: Exclude<SearchModel, { kind: 'empty' }> }): ReactElement {
  if (model.kind === 'failed')
    return (
      <Notice kind="warning" title="Not understood">
        <p>{model.reason}</p>
        {model.candidates.length > 0 && (
          <>
            <p className="small muted">Closest:</p>
            <GroupLinks groups={model.candidates} />
          </>
        )}
      </Notice>
    );
  const { group, readAs, notes, alternatives } = model;
  const { hall, schoenflies } = group.setting;
  const older = olderSymbol(group.setting);
  return (
    <div className="groups-result">
      <a className="groups-result-main" href={groupHref(group)}>
        <span className="groups-result-number">{group.number}</span>
        <span className="groups-result-symbol">
          <HmSymbol symbol={settingSymbol(group.setting)} />
        </span>
        <span className="muted small">
          {[
            schoenflies,
            `Hall ${hall}`,
            group.crystalSystem,
            settingText(group),
            older === null ? '' : `formerly ${older}`,
          ]
            .filter((text) => text !== '')
            .join(' · ')}
        </span>
      </a>
      <p className="small muted">
        Read as a {readAs}.{notes.map((note) => ` ${note.charAt(0).toUpperCase()}${note.slice(1)}.`)}
      </p>
      {alternatives.length > 0 && (
        <details open={alternatives.length <= 4}>
          <summary>
            The same text names{' '}
            {alternatives.length === 1 ? 'another setting' : `${alternatives.length} other settings`}
          </summary>
          <GroupLinks groups={alternatives} />
        </details>
      )}
    </div>
  );
}
