import type { ReactElement } from 'react';
import { Loading } from '../ui/Loading.js';
import type { CrystalState } from './crystalSession.js';
import { crystalSession } from './sessions.browser.js';

/** What the page is doing, with a button that stops it; when it is done, the result in a sentence for screen readers. */
export function CrystalStatus({ phase, source, report }: CrystalState): ReactElement {
  const isBusy = phase === 'reading' || phase === 'analysing';
  return (
    <div className="crystal-status" role="status">
      {isBusy && (
        <div className="row">
          <Loading>{phase === 'reading' ? `Reading ${source?.label ?? ''}…` : 'Finding the symmetry…'}</Loading>
          <button type="button" className="button button-quiet" onClick={() => crystalSession.cancel()}>
            Stop
          </button>
        </div>
      )}
      {phase === 'ready' && report !== null && (
        <span className="visually-hidden">
          {report.symmetry.formula}, space group {report.symmetry.group.symbol}, {report.symmetry.sites} sites
        </span>
      )}
    </div>
  );
}
