import type { ReactElement } from 'react';
import { HmSymbol } from '../ui/HmSymbol.js';
import { Notice } from '../ui/Notice.js';
import type { CrystalReport } from './crystalReport.js';
import { matrixEntries, smallText, verdictOf } from './symmetryText.js';

/** How the symmetry was found, and what the file says of it. */
export function SymmetryCard({ report }: { readonly report: CrystalReport }): ReactElement {
  const { symmetry, axes, origin, rotation, conflicts } = report;
  const { group, displacement, strain, symprec, repairs, notes, warnings } = symmetry;
  const verdict = verdictOf(symmetry);
  return (
    <section className="card crystal-symmetry" aria-labelledby="crystal-symmetry">
      <h2 id="crystal-symmetry">Symmetry</h2>
      <div className="stack crystal-tight">
        <p className={`crystal-verdict crystal-verdict-${verdict.level}`}>{verdict.text}</p>
        <dl className="facts">
          <dt>Space group</dt>
          <dd>
            <HmSymbol symbol={group.symbol} /> ({group.number})
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
        <Remarks kind="warning" title="Warnings" texts={warnings} />
        <Remarks kind="warning" title="Repaired on reading" texts={repairs} />
        <Remarks
          kind="info"
          title="Notes"
          texts={[...notes, ...conflicts.filter((text) => !repairs.some((own) => own.includes(text)))]}
        />
      </div>
    </section>
  );
}

function Remarks(props: {
  readonly kind: 'warning' | 'info';
  readonly title: string;
  readonly texts: readonly string[];
}): ReactElement | null {
  const { kind, title, texts } = props;
  if (texts.length === 0) return null;
  return (
    <Notice kind={kind} title={title}>
      <ul className="crystal-remarks">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** A matrix, row by row. */
function MatrixText({ values }: { readonly values: readonly number[] }): ReactElement {
  const entries = matrixEntries(values);
  if (entries === null) return <>none: Cartesian axes stay</>;
  return (
    <span className="crystal-matrix mono">
      {entries.map((entry, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- a place in the matrix
        <span key={i}>{entry}</span>
      ))}
    </span>
  );
}
