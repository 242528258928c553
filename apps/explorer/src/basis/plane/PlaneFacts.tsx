import type { PlaneGroup } from '@crystal-fourier/spacegroups';
import type { ReactElement } from 'react';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { operationText } from './absence.js';

/** What the International Tables say of a plane group. */
export function PlaneFacts({ group }: { readonly group: PlaneGroup }): ReactElement {
  const conditions = group.reflectionConditions();
  return (
    <dl className="facts">
      <dt>Number, full symbol</dt>
      <dd>
        {group.number}, <HmSymbol symbol={group.hmFull} />
      </dd>
      <dt>System</dt>
      <dd>
        {group.crystalSystem}
        {group.centring.symbol === 'c' ? ', centred' : ''}
      </dd>
      <dt>Point group</dt>
      <dd>
        {group.pointGroup} (Laue class {group.laueClass})
      </dd>
      <dt>Operations</dt>
      <dd>
        {group.order} per cell, {group.isSymmorphic ? 'symmorphic' : 'not symmorphic'}
      </dd>
      <dt>Generators</dt>
      <dd className="mono">{group.generators.map(operationText).join(' · ') || 'x, y'}</dd>
      <dt>Reflection conditions</dt>
      <dd>
        {conditions.length === 0
          ? 'none'
          : conditions.map(({ reflections, condition }) => `${reflections}: ${condition}`).join('; ')}
      </dd>
    </dl>
  );
}
