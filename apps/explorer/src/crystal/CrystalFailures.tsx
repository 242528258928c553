import type { ReactElement } from 'react';
import type { CrystalState } from './crystalSession.js';
import { FailureNotice } from './FailureNotice.js';
import { locationText } from './failure.js';
import { crystalSession } from './sessions.browser.js';

/** Which files could not be read, and why there is no result. */
export function CrystalFailures({ refused, failure, entries }: CrystalState): ReactElement {
  const retry = (): void => void crystalSession.retry();
  return (
    <>
      {refused.map((refusal) => (
        <FailureNotice
          key={locationText(refusal)}
          title="This file cannot be read."
          failure={refusal}
          onRetry={retry}
        />
      ))}
      {failure !== null && (
        <FailureNotice
          title={entries.length === 0 ? 'Nothing could be read.' : 'The symmetry of this structure could not be found.'}
          failure={failure}
          onRetry={retry}
        />
      )}
    </>
  );
}
