import { type ReactElement, useRef, useState } from 'react';
import { type CrystalAddress, crystalHref } from './crystalAddress.js';
import { EXAMPLES } from './exampleList.js';
import { PasteText } from './PasteText.js';

interface Props {
  /** What is shown; examples keep its settings. */
  readonly address: CrystalAddress;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onText: (text: string) => void;
}

/** Ways to give a structure: drop, choose, paste, take an example. */
export function CrystalInput({ address, onFiles, onText }: Props): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [isPasting, setPasting] = useState(false);
  return (
    <section className="card crystal-input" aria-label="Structure">
      <div className="crystal-drop">
        <p className="crystal-drop-title">Drop structure files anywhere on this page</p>
        <p className="muted small">
          CIF · POSCAR, CONTCAR · <span className="mono">vasprun.xml</span> · Quantum ESPRESSO XML · extended XYZ ·
          pymatgen or OPTIMADE JSON; gzip, too. Nothing is uploaded: this browser reads them.
        </p>
        <div className="row crystal-drop-buttons">
          <button type="button" className="button" onClick={() => input.current?.click()}>
            Open files
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={isPasting}
            onClick={() => setPasting(!isPasting)}
          >
            Paste text
          </button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label="Structure files"
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              // The same file may be chosen again after it was changed.
              event.currentTarget.value = '';
              if (files.length > 0) onFiles(files);
            }}
          />
        </div>
        {isPasting && (
          <PasteText
            onText={(text) => {
              setPasting(false);
              onText(text);
            }}
          />
        )}
      </div>
      <nav aria-label="Examples" className="crystal-examples">
        <h2>Examples</h2>
        <ul>
          {EXAMPLES.map(({ name, label, formula }) => (
            <li key={name}>
              <a
                href={crystalHref({ ...address, example: name, orbit: null })}
                aria-current={name === address.example ? 'true' : undefined}
              >
                {label} <span className="muted">{formula}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </section>
  );
}
