import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from '../shell/ErrorBoundary.js';
import { Loading } from '../ui/Loading.js';
import { Segmented } from '../ui/Segmented.js';
import type { CrystalAddress } from './crystalAddress.js';
import type { CrystalReport } from './crystalReport.js';
import { OrbitTable } from './OrbitTable.js';
import { ReflectionCard } from './ReflectionCard.js';
import { SummaryCard } from './SummaryCard.js';
import { SymmetryCard } from './SymmetryCard.js';

// WebGL is loaded when there is something to draw.
const StructureViewer = lazy(() =>
  import('./viewer/StructureViewer.js').then(({ StructureViewer }) => ({ default: StructureViewer })),
);

const PowderCard = lazy(() => import('./powder/PowderCard.js').then(({ PowderCard }) => ({ default: PowderCard })));

interface Props {
  readonly report: CrystalReport;
  /** Counts reports: another number is another crystal. */
  readonly version: number;
  /** How it is shown. */
  readonly address: CrystalAddress;
  readonly onChange: (change: Partial<CrystalAddress>) => void;
  /** The prediction. */
  readonly children: ReactNode;
}

const CELLS = [
  { value: 'standard', label: 'Standard cell' },
  { value: 'file', label: 'Cell of the file' },
] as const;

/** All that was found out about a structure. */
export function CrystalResult({ report, version, address, onChange, children }: Props): ReactElement {
  const { cell, viewer, axis, height } = address;
  // An address may name an orbit that this crystal does not have.
  const orbit = address.orbit !== null && address.orbit < report.symmetry.orbits.length ? address.orbit : null;
  const selectOrbit = (orbit: number | null): void => onChange({ orbit });
  return (
    <div className="stack">
      <SummaryCard report={report} />
      <section className="card crystal-picture" aria-labelledby="crystal-picture">
        <div className="row crystal-picture-head">
          <h2 id="crystal-picture">Structure</h2>
          <Segmented<'file' | 'standard'>
            legend="Cell"
            hideLegend
            options={CELLS}
            value={cell}
            onChange={(cell) => onChange({ cell })}
          />
        </div>
        <ErrorBoundary resetKey={`${report.file} ${report.symmetry.formula} ${cell}`}>
          <Suspense fallback={<Loading>Loading the picture…</Loading>}>
            <StructureViewer
              structure={cell === 'file' ? report.given : report.standard}
              selectedOrbit={orbit}
              onSelectOrbit={selectOrbit}
              options={viewer}
              onOptions={(viewer) => onChange({ viewer })}
            />
          </Suspense>
        </ErrorBoundary>
      </section>
      <div className="crystal-columns">
        <div className="crystal-column">
          {children}
          <SymmetryCard report={report} />
        </div>
        <div className="crystal-column">
          <OrbitTable report={report} selected={orbit} onSelect={selectOrbit} />
          <ReflectionCard list={report.reflections} axis={axis} height={height} onChange={onChange} />
        </div>
      </div>
      <ErrorBoundary resetKey={`${version}`}>
        <Suspense fallback={<Loading>Loading the powder pattern…</Loading>}>
          <PowderCard version={version} formula={report.symmetry.formula} />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
