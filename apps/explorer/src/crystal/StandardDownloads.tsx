import { type ReactElement, useState } from 'react';
import { saveFile } from '../ui/saveFile.browser.js';
import { type Failure, failureOf, isGivenUp } from './failure.js';
import { FailureNotice } from './FailureNotice.js';
import { crystalSession } from './sessions.browser.js';
import type { StandardFormat } from './standardFiles.js';

const FORMATS: readonly { readonly format: StandardFormat; readonly label: string }[] = [
  { format: 'cif', label: 'CIF' },
  { format: 'poscar', label: 'POSCAR' },
  { format: 'json', label: 'JSON' },
];

/** Saves the crystal in its standard cell. */
export function StandardDownloads({ isOrdered }: { readonly isOrdered: boolean }): ReactElement {
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (format: StandardFormat): Promise<void> => {
    setFailure(null);
    try {
      const { name, type, text } = await crystalSession.write(format);
      saveFile(name, new Blob([text], { type }));
    } catch (error) {
      const failure = failureOf(error);
      if (!isGivenUp(failure)) setFailure(failure);
    }
  };
  return (
    <div className="crystal-downloads">
      <span className="small muted" id="crystal-save">
        Save the standard cell
      </span>
      <span className="row" role="group" aria-labelledby="crystal-save">
        {FORMATS.map(({ format, label }) => (
          <button
            key={format}
            type="button"
            className="button button-quiet"
            disabled={format === 'poscar' && !isOrdered}
            title={format === 'poscar' && !isOrdered ? 'A POSCAR has no shared sites' : undefined}
            onClick={() => void save(format)}
          >
            {label}
          </button>
        ))}
      </span>
      {failure !== null && <FailureNotice title="The file could not be made." failure={failure} />}
    </div>
  );
}
