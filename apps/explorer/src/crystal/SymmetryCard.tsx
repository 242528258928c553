import type { ReactElement } from 'react';
import { settingSymbol } from '../ui/doubleGlide.js';
import { HmSymbol } from '../ui/HmSymbol.js';
import type { CrystalReport } from './crystalReport.js';
import { DiagnosticNotices } from './DiagnosticNotices.js';
import { matrixEntries, smallText, verdictOf } from './symmetryText.js';

/** How the symmetry was found, and what the file says of it. */
export function SymmetryCard({ report }: { readonly report: CrystalReport }): ReactElement {
  const { symmetry, axes, origin, rotation } = report;
  const { group, displacement, strain, symprec, diagnostics } = symmetry;
  const verdict = verdictOf(symmetry);
  return (
    <section className="card crystal-symmetry" aria-labelledby="crystal-symmetry">
      <h2 id="crystal-symmetry">Symmetry</h2>
      <div className="stack crystal-tight">
        <p className={`crystal-verdict crystal-verdict-${verdict.level}`}>{verdict.text}</p>
        <dl className="facts">
          <dt>Space group</dt>
          <dd>
            <HmSymbol symbol={settingSymbol({ number: group.number, hmExtended: group.symbol })} /> ({group.number})
          </dd>
          <dt>Hall symbol</dt>
          <dd className="mono">{group.hall}</dd>
          <dt>Schoenflies</dt>
          <dd className="mono">{group.schoenflies}</dd>
          <dt>Classes</dt>
          <dd>
            {group.crystalSystem}, point group <HmSymbol symbol={group.pointGroup} />, lattice {group.bravais}
          </dd>
          <dt>Standard axes</dt>
          <dd className="mono">{axes}</dd>
          <dt>Standard origin</dt>
          <dd className="mono">{origin}</dd>
          <dt>Rotation</dt>
          <dd>
            <MatrixText values={rotation} />
          </dd>
          <dt>Sites moved by</dt>
          <dd>{smallText(displacement) === '0' ? 'nothing' : `at most ${smallText(displacement)} Å`}</dd>
          <dt>Cell strained by</dt>
          <dd>{smallText(strain) === '0' ? 'nothing' : smallText(strain)}</dd>
          <dt>Found within</dt>
          <dd>{symprec} Å</dd>
        </dl>
        <p className="small muted">
          Axes and origin lead from the cell of the file to the standard cell: unique axis b, second origin, hexagonal
          axes. The description is the same for every way in which the crystal may be written.
        </p>
        <DiagnosticNotices diagnostics={diagnostics} />
      </div>
    </section>
  );
}

/** A matrix, row by row. */
function MatrixText({ values }: { readonly values: readonly number[] }): ReactElement {
  const entries = matrixEntries(values);
  if (entries === null) return <>none: Cartesian axes stay</>;
  return (
    <span className="crystal-matrix mono">
      {entries.map((entry, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- the index is the position in the matrix
        <span key={i}>{entry}</span>
      ))}
    </span>
  );
}
