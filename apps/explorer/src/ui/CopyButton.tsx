import { type ReactElement, type ReactNode, useEffect, useState } from 'react';

interface Props {
  /** What is copied; made when it is wanted. */
  readonly text: () => string;
  readonly children: ReactNode;
}

/** Copies a text to the clipboard and says so. */
export function CopyButton({ text, children }: Props): ReactElement {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
    } catch {
      // Refused by the browser, or the page is not on a secure origin.
      setState('failed');
    }
  };
  return (
    <button type="button" className="button button-quiet" onClick={() => void copy()}>
      {children}
      <span role="status">{state === 'copied' ? ' ✓ copied' : state === 'failed' ? ' — not allowed here' : ''}</span>
    </button>
  );
}
