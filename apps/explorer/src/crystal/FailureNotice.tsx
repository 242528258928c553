import type { ReactElement } from 'react';
import { Notice } from '../ui/Notice.js';
import { DiagnosticNotices } from './DiagnosticNotices.js';
import { type Failure, locationText } from './failure.js';

interface Props {
  readonly title: string;
  readonly failure: Failure;
  /** Offered where trying again may help. */
  readonly onRetry?: () => void;
  /** Whether what was found in the file is shown, too. Defaults to true. */
  readonly withDiagnostics?: boolean;
}

/** Why something did not work, and where in the file. */
export function FailureNotice({ title, failure, onRetry, withDiagnostics = true }: Props): ReactElement {
  const location = locationText(failure);
  return (
    <>
      <Notice kind="error" title={title}>
        {location !== '' && <p className="mono">{location}</p>}
        <p>{sentence(failure.reason)}</p>
        {failure.kind === 'fault' && onRetry !== undefined && (
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        )}
      </Notice>
      {withDiagnostics && <DiagnosticNotices diagnostics={failure.diagnostics ?? []} />}
    </>
  );
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
