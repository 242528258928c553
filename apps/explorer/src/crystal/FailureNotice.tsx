import type { ReactElement } from 'react';
import { Notice } from '../ui/Notice.js';
import { type Failure, placeText } from './failure.js';

interface Props {
  readonly title: string;
  readonly failure: Failure;
  /** Offered where trying again may help. */
  readonly onRetry?: () => void;
}

/** Why something did not work, and where in the file. */
export function FailureNotice({ title, failure, onRetry }: Props): ReactElement {
  const place = placeText(failure);
  return (
    <Notice kind="error" title={title}>
      {place !== '' && <p className="mono">{place}</p>}
      <p>{sentence(failure.reason)}</p>
      {failure.kind === 'fault' && onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </Notice>
  );
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
