import './powder.css';
import {
  type PowderPattern,
  powderCsv,
  powderProfile,
  profileCsv,
  reflectionsText,
} from '@crystal-fourier/data/diffraction';
import { type ReactElement, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Loading } from '../../ui/Loading.js';
import { saveFile } from '../../ui/saveFile.browser.js';
import { useWidth } from '../../ui/useWidth.browser.js';
import { FailureNotice } from '../FailureNotice.js';
import { computePowder, measuredSession } from '../sessions.browser.js';
import { DEFAULT_CHOICE, type PowderChoice, powderOptions } from './powderChoice.js';
import { PowderControls } from './PowderControls.js';
import { PowderPicture } from './PowderPicture.js';
import type { PlotParts, View } from './powderPlot.js';
import { powderSvg } from './powderSvg.js';
import { PowderTable } from './PowderTable.js';
import { usePowder } from './usePowder.js';
import { within, zoomed } from './view.js';

interface Props {
  /** Counts crystals: another one is another crystal. */
  readonly version: number;
  /** Of the crystal. */
  readonly formula: string;
}

/** The powder pattern of the crystal: picture, lines, files, and a measured pattern beside it. */
export function PowderCard({ version, formula }: Props): ReactElement {
  const [choice, setChoice] = useState(DEFAULT_CHOICE);
  const { pattern, failure } = usePowder(computePowder, powderOptions(choice), version);
  return (
    <section className="card powder" aria-labelledby="crystal-powder">
      <h2 id="crystal-powder">Powder pattern</h2>
      <PowderControls choice={choice} onChange={(change) => setChoice({ ...choice, ...change })} />
      {failure !== null && <FailureNotice title="There is no pattern." failure={failure} />}
      {pattern === null && failure === null && <Loading>Computing the pattern…</Loading>}
      {pattern !== null && <PatternView pattern={pattern} choice={choice} formula={formula} />}
    </section>
  );
}

/** The strongest lines in words. */
function describe({ lines, radiation }: PowderPattern): string {
  const strongest = lines.toSorted((a, b) => b.relative - a.relative).slice(0, 3);
  const texts = strongest.map(
    (line) => `${reflectionsText(line)} at ${line.twoTheta.toFixed(2)}° with ${line.relative.toFixed(0)}`,
  );
  return `Powder pattern, ${radiation.name}: ${lines.length} lines; the strongest, of 100: ${texts.join('; ')}. The table below has them all.`;
}

interface ViewProps {
  readonly pattern: PowderPattern;
  readonly choice: PowderChoice;
  readonly formula: string;
}

function PatternView({ pattern, choice: { shape, width: fwhm }, formula }: ViewProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, 700);
  const { pattern: measured, name, failure } = useSyncExternalStore(measuredSession.subscribe, measuredSession.current);
  const whole = pattern.twoTheta;
  const [chosen, setView] = useState<View>(whole);
  const view = within(chosen, whole);
  const curve = useMemo(() => (shape === 'curve' ? powderProfile(pattern, { fwhm }) : null), [pattern, shape, fwhm]);
  const description = useMemo(() => describe(pattern), [pattern]);
  const parts: PlotParts = { lines: pattern.lines, curve, measured };
  const label = `2θ (degrees), ${pattern.radiation.name}`;
  const stem = formula.replace(/[^\w.-]+/g, '-') || 'crystal';
  const saveSvg = (): void =>
    saveFile(
      `${stem}-powder.svg`,
      new Blob([powderSvg(parts, view, `${formula}, powder pattern`, label)], { type: 'image/svg+xml' }),
    );
  const saveCsv = (): void =>
    saveFile(
      `${stem}-powder.csv`,
      new Blob([curve === null ? powderCsv(pattern.lines) : profileCsv(curve)], { type: 'text/csv' }),
    );
  return (
    <>
      <figure className="crystal-figure">
        <PatternTools view={view} whole={whole} onView={setView} onCsv={saveCsv} onSvg={saveSvg} />
        <div ref={frame}>
          <PowderPicture
            parts={parts}
            view={view}
            whole={whole}
            onView={setView}
            label={label}
            description={description}
            width={width}
          />
        </div>
        <figcaption className="small muted">
          Ideal powder, the strongest line as 100, with form factors or scattering lengths, Lorentz and polarisation
          factor. No texture, no absorption. Point at a line to see its indices; drag to move along.
        </figcaption>
      </figure>
      <MeasuredFile
        name={name}
        onFile={(file) => void measuredSession.open(file)}
        onRemove={() => measuredSession.remove()}
      />
      {failure !== null && <FailureNotice title="The measured pattern could not be read." failure={failure} />}
      <details>
        <summary>{pattern.lines.length.toLocaleString('en')} lines</summary>
        <PowderTable lines={pattern.lines} />
      </details>
    </>
  );
}

interface ToolsProps {
  readonly view: View;
  readonly whole: View;
  readonly onView: (view: View) => void;
  readonly onCsv: () => void;
  readonly onSvg: () => void;
}

/** Buttons above the picture. */
function PatternTools({ view, whole, onView, onCsv, onSvg }: ToolsProps): ReactElement {
  return (
    <div className="row powder-tools">
      <span className="row" role="group" aria-label="Part that is shown">
        <button
          type="button"
          className="button button-quiet"
          aria-label="Less of it, larger"
          onClick={() => onView(zoomed(view, whole, 0.5))}
        >
          +
        </button>
        <button
          type="button"
          className="button button-quiet"
          aria-label="More of it, smaller"
          onClick={() => onView(zoomed(view, whole, 2))}
        >
          −
        </button>
        <button type="button" className="button button-quiet" onClick={() => onView(whole)}>
          Whole
        </button>
      </span>
      <span className="row" role="group" aria-label="Save the pattern">
        <button type="button" className="button button-quiet" onClick={onCsv}>
          CSV
        </button>
        <button type="button" className="button button-quiet" onClick={onSvg}>
          SVG
        </button>
      </span>
    </div>
  );
}

interface MeasuredProps {
  /** Of the file that is shown. */
  readonly name: string | null;
  readonly onFile: (file: File) => void;
  readonly onRemove: () => void;
}

/** The file with a measured pattern: chosen here, or dropped on the page. */
function MeasuredFile({ name, onFile, onRemove }: MeasuredProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="row powder-measured-file">
      <button type="button" className="button button-quiet" onClick={() => input.current?.click()}>
        {name === null ? 'Add a measured pattern' : 'Another measured pattern'}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Measured pattern"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file may be chosen again after it was changed.
          event.currentTarget.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      {name === null ? (
        <span className="small muted">Two columns, 2θ and intensity (.xy, .csv …); dropped files work, too.</span>
      ) : (
        <>
          <span className="small">
            <span className="powder-swatch" aria-hidden="true" /> {name}
          </span>
          <button type="button" className="button button-quiet" onClick={onRemove}>
            Remove
          </button>
        </>
      )}
    </div>
  );
}
