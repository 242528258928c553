import { type ReactElement, useSyncExternalStore } from 'react';
import { hasUpdate, subscribeUpdates, update } from './offline.browser.js';

/** There is a newer version of the page. */
export function UpdateNotice(): ReactElement | null {
  const isThere = useSyncExternalStore(subscribeUpdates, hasUpdate);
  if (!isThere) return null;
  return (
    <div className="toast" role="status">
      A newer version of this page is here.{' '}
      <button type="button" className="button" onClick={update}>
        Reload
      </button>
    </div>
  );
}
