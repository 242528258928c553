import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { hrefOf } from '../../shell/route.js';
import { settingSymbol } from '../../ui/doubleGlide.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import type { SpaceModel } from './spaceModel.js';

export function GroupHeading({ group }: { readonly group: SpaceGroup }): ReactElement {
  const { number, setting, crystalSystem, order, isCentrosymmetric } = group;
  return (
    <header className="space-heading">
      <h2>
        <span className="space-number">{number}</span> <HmSymbol symbol={settingSymbol(setting)} />
      </h2>
      <p className="row small">
        <span className="badge badge-accent">{crystalSystem}</span>
        <span className="badge">{order} operations in the cell</span>
        <span className="badge">{isCentrosymmetric ? 'centrosymmetric' : 'no centre of inversion'}</span>
        <a href={hrefOf(['groups', number], { setting: setting.isReference ? null : setting.qualifier })}>
          All about this group
        </a>
      </p>
    </header>
  );
}

/** How long a frequency is, in units of a*, by the axes of the group. */
const LENGTHS = {
  cubic: '|k|² = h² + k² + l², as in a cubic cell',
  hexagonal: '|k|² = h² + hk + k² + ¾l², as in a hexagonal cell with c = a',
} as const;

/** How many frequencies there are and how many functions are left. */
export function SpaceFacts({ model, cutoff }: { readonly model: SpaceModel; readonly cutoff: number }): ReactElement {
  const { counts } = model;
  return (
    <dl className="facts space-facts" aria-live="polite">
      <dt>Frequencies (hkl)</dt>
      <dd>
        {counts.frequencies} up to |k| = {cutoff} a*{' '}
        <span className="muted small">{LENGTHS[model.set.family === 'hexagonal' ? 'hexagonal' : 'cubic']}</span>
      </dd>
      <dt>Stars</dt>
      <dd>{counts.stars}</dd>
      <dt>Absent frequencies</dt>
      <dd>
        {counts.absent} ({((100 * counts.absent) / counts.frequencies).toFixed(0)} %)
      </dd>
      <dt>Invariant functions</dt>
      <dd>
        <strong>{counts.dimension}</strong>{' '}
        <span className="muted small">
          {counts.burnside === counts.dimension
            ? '= count from the operations alone (Burnside’s lemma)'
            : `but Burnside’s lemma gives ${counts.burnside}`}
        </span>
      </dd>
    </dl>
  );
}
