import type { ReactElement, ReactNode } from 'react';

interface Props {
  /** Name of the file. */
  readonly name: string;
  readonly type: string;
  /** Made when it is wanted. */
  readonly text: () => string;
  readonly children: ReactNode;
}

/** Saves a text as a file. */
export function DownloadButton({ name, type, text, children }: Props): ReactElement {
  const save = (): void => {
    const url = URL.createObjectURL(new Blob([text()], { type }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The browser has to begin with the file before it may be forgotten.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <button type="button" className="button button-quiet" onClick={save}>
      <span aria-hidden="true">↓ </span>
      <span className="visually-hidden">Download as </span>
      {children}
    </button>
  );
}
