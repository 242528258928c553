import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from '../shell/ErrorBoundary.js';
import { Loading } from '../ui/Loading.js';
import { Segmented } from '../ui/Segmented.js';
import type { CrystalReport } from './crystalReport.js';
import { OrbitTable } from './OrbitTable.js';
import { ReflectionCard } from './ReflectionCard.js';
import { SummaryCard } from './SummaryCard.js';
import { SymmetryCard } from './SymmetryCard.js';

// WebGL is loaded when there is something to draw.
const StructureViewer = lazy(() =>
  import('./viewer/StructureViewer.js').then(({ StructureViewer }) => ({ default: StructureViewer })),
);

interface Props {
  readonly report: CrystalReport;
  readonly cell: 'file' | 'standard';
  readonly onCell: (cell: 'file' | 'standard') => void;
  readonly orbit: number | null;
  readonly onOrbit: (orbit: number | null) => void;
  /** The prediction. */
  readonly children: ReactNode;
}

const CELLS = [
  { value: 'standard', label: 'Standard cell' },
  { value: 'file', label: 'Cell of the file' },
] as const;

/** All that was found out about a structure. */
export function CrystalResult({ report, cell, onCell, orbit, onOrbit, children }: Props): ReactElement {
  return (
    <div className="stack">
      <div className="split split-wide-left crystal-top">
        <div className="stack">
          <section className="card crystal-picture" aria-labelledby="crystal-picture">
            <div className="row crystal-picture-head">
              <h2 id="crystal-picture">Structure</h2>
              <Segmented<'file' | 'standard'> legend="Cell" hideLegend options={CELLS} value={cell} onChange={onCell} />
            </div>
            <ErrorBoundary resetKey={`${report.file} ${report.symmetry.formula} ${cell}`}>
              <Suspense fallback={<Loading>Loading the picture…</Loading>}>
                <StructureViewer
                  structure={cell === 'file' ? report.given : report.standard}
                  selectedOrbit={orbit}
                  onSelectOrbit={onOrbit}
                />
              </Suspense>
            </ErrorBoundary>
          </section>
          <OrbitTable report={report} selected={orbit} onSelect={onOrbit} />
        </div>
        <div className="stack crystal-side">
          <SummaryCard report={report} />
          {children}
          <SymmetryCard report={report} />
        </div>
      </div>
      <ReflectionCard list={report.reflections} />
    </div>
  );
}
