import type { ReactElement } from 'react';
import { hrefOf } from '../shell/route.js';
import { settingSymbol } from '../ui/doubleGlide.js';
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
      <div>
        <p className="crystal-file muted small">{file}</p>
        <h2 id="crystal-formula" className="crystal-formula">
          {loweredFormula(formula)}
        </h2>
        <p className="crystal-group">
          <a href={hrefOf(['groups', group.number])}>
            <HmSymbol symbol={settingSymbol({ number: group.number, hmExtended: group.symbol })} />
          </a>{' '}
          <span className="muted">No. {group.number}</span> <span className="badge">{group.crystalSystem}</span>
        </p>
      </div>
      <dl className="crystal-facts">
        <div>
          <dt>Cell of the file</dt>
          <dd>
            {countText(sites, 'site')}, {volume.toFixed(2)} Å³
          </dd>
          <dd className="small muted">{lengthsText(cell)}</dd>
          <dd className="small muted">{anglesText(cell)}</dd>
        </div>
        <div>
          <dt>Standard cell</dt>
          <dd>
            {countText(standardCell.sites, 'site')}, {standardCell.volume.toFixed(2)} Å³
          </dd>
          <dd className="small muted">{lengthsText(standardCell)}</dd>
          <dd className="small muted">{anglesText(standardCell)}</dd>
        </div>
        <div>
          <dt>Primitive cell</dt>
          <dd>{countText(standardCell.sites / latticePoints, 'site')}</dd>
          <dd className="small muted">in {countText(symmetry.orbits.length, 'orbit')}</dd>
        </div>
        <div>
          <dt>Density</dt>
          <dd>{density.toFixed(3)} g/cm³</dd>
        </div>
      </dl>
      <StandardDownloads isOrdered={report.isOrdered} />
    </section>
  );
}

type Cell = CrystalReport['symmetry']['cell'];

const lengthsText = ({ a, b, c }: Cell): string => `${[a, b, c].map((x) => x.toFixed(3)).join(' · ')} Å`;

const anglesText = ({ alpha, beta, gamma }: Cell): string =>
  [alpha, beta, gamma].map((x) => `${Number(x.toFixed(2))}°`).join(' · ');
