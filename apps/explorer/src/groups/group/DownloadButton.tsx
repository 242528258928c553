import type { ReactElement, ReactNode } from 'react';
import { saveFile } from '../../ui/saveFile.browser.js';

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
  const save = (): void => saveFile(name, new Blob([text()], { type }));
  return (
    <button type="button" className="button button-quiet" onClick={save}>
      <span aria-hidden="true">↓ </span>
      <span className="visually-hidden">Download as </span>
      {children}
    </button>
  );
}
