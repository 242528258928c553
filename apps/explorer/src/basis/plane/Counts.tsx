import type { ReactElement } from 'react';
import type { PlaneCounts } from './planeModel.js';

/** How many frequencies there are and what becomes of them. */
export function Counts({ counts }: { readonly counts: PlaneCounts }): ReactElement {
  const { frequencies, stars, absent, dimension, burnside } = counts;
  return (
    <div className="plane-counts" aria-live="polite">
      <dl>
        <div>
          <dt>frequencies</dt>
          <dd>{frequencies}</dd>
        </div>
        <div>
          <dt>stars</dt>
          <dd>{stars}</dd>
        </div>
        <div>
          <dt>absent</dt>
          <dd>{absent}</dd>
        </div>
        <div>
          <dt>functions</dt>
          <dd>{dimension}</dd>
        </div>
      </dl>
      <p className="muted small">
        {burnside === dimension
          ? `The invariant functions form a space of dimension ${dimension}. Averaging the fixed frequencies over the operations (Burnside) counts ${burnside}, too.`
          : `The two counts of the dimension differ: ${dimension} stars, ${burnside} by Burnside’s lemma.`}
      </p>
    </div>
  );
}
