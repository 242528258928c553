import type { ReactElement } from 'react';
import { hrefOf } from '../shell/route.js';
import { HmSymbol } from '../ui/HmSymbol.js';
import type { CrystalReport } from './crystalReport.js';
import { countText } from './entries.js';
import { loweredFormula } from './exampleList.js';
import { StandardDownloads } from './StandardDownloads.js';

/** What the crystal is, at a glance. */
export function SummaryCard({ report }: { readonly report: CrystalReport }): ReactElement {
  const { symmetry, volume, latticePoints, file } = report;
  const { group, standardCell, density, sites, formula, cell } = symmetry;
  return (
    <section className="card crystal-summary" aria-labelledby="crystal-formula">
      <p className="crystal-file muted small">{file}</p>
      <h2 id="crystal-formula" className="crystal-formula">
        {loweredFormula(formula)}
      </h2>
      <p className="crystal-group">
        <a href={hrefOf(['groups', group.number])}>
          <HmSymbol symbol={group.symbol} />
        </a>{' '}
        <span className="muted">No. {group.number}</span> <span className="badge">{group.crystalSystem}</span>
      </p>
      <dl className="facts">
        <dt>Density</dt>
        <dd>{density.toFixed(3)} g/cm³</dd>
        <dt>Cell of the file</dt>
        <dd>
          {countText(sites, 'site')}, {volume.toFixed(2)} Å³
          <br />
          <span className="small muted">{cellText(cell)}</span>
        </dd>
        <dt>Standard cell</dt>
        <dd>
          {countText(standardCell.sites, 'site')}, {standardCell.volume.toFixed(2)} Å³
          <br />
          <span className="small muted">{cellText(standardCell)}</span>
        </dd>
        <dt>Primitive cell</dt>
        <dd>{countText(standardCell.sites / latticePoints, 'site')}</dd>
        <dt>Orbits</dt>
        <dd>{symmetry.orbits.length}</dd>
      </dl>
      <StandardDownloads isOrdered={report.isOrdered} />
    </section>
  );
}

const cellText = ({ a, b, c, alpha, beta, gamma }: CrystalReport['symmetry']['cell']): string =>
  `${[a, b, c].map((x) => x.toFixed(3)).join(' · ')} Å; ${[alpha, beta, gamma].map((x) => `${Number(x.toFixed(2))}°`).join(' ')}`;
