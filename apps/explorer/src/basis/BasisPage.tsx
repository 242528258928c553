import { lazy, type ReactElement, Suspense, useEffect } from 'react';
import { NotFound } from '../shell/NotFound.js';
import { PageTitle } from '../shell/PageTitle.js';
import { hrefOf, navigate, useRoute } from '../shell/route.js';
import { Loading } from '../ui/Loading.js';
import { Notice } from '../ui/Notice.js';
import { Segmented } from '../ui/Segmented.js';
import { PlaneBasis } from './plane/PlaneBasis.js';
import { findPlaneGroup } from './plane/planeGroups.js';

const SpaceBasis = lazy(() => import('./space/SpaceBasis.js').then(({ SpaceBasis }) => ({ default: SpaceBasis })));

const START = { plane: 'p6mm', space: '194' } as const;
type Dimension = keyof typeof START;

/** `#/basis/plane/p6mm`, `#/basis/space/194`: the functions that a group leaves as they are. */
export function BasisPage(): ReactElement {
  const { path } = useRoute();
  const [, dimension = 'plane', symbol] = path;
  if (dimension !== 'plane' && dimension !== 'space')
    return <NotFound what={`“${dimension}” is neither “plane” nor “space”.`} />;
  return (
    <div className="stack">
      <header>
        <PageTitle title="Invariant functions">Invariant functions</PageTitle>
        <p className="lead">
          Every function with the symmetry of a group is a sum of a few: choose their weights, and see where they come
          from.
        </p>
        <Segmented<Dimension>
          legend="Groups of the plane or of space"
          hideLegend
          options={[
            { value: 'plane', label: 'Plane groups' },
            { value: 'space', label: 'Space groups' },
          ]}
          value={dimension}
          onChange={(value) => navigate(hrefOf(['basis', value, START[value]]))}
        />
      </header>
      {dimension === 'plane' ? (
        <Plane symbol={symbol ?? START.plane} />
      ) : (
        <Suspense fallback={<Loading />}>
          <SpaceBasis />
        </Suspense>
      )}
    </div>
  );
}

function Plane({ symbol }: { readonly symbol: string }): ReactElement {
  const group = findPlaneGroup(symbol);
  const { path, query } = useRoute();
  useEffect(() => {
    // One address for each group: what is set on the page is added to it.
    const isOwn = path[2] === group?.hmShort;
    if (group !== undefined && !isOwn)
      navigate(hrefOf(['basis', 'plane', group.hmShort], Object.fromEntries(query)), { replace: true });
  }, [group, path, query]);
  if (group === undefined)
    return (
      <Notice kind="warning" title={`There is no plane group “${symbol}”.`}>
        <p>
          The 17 are called p1, p2, pm, pg, cm, p2mm, … <a href={hrefOf(['basis', 'plane', START.plane])}>p6mm</a>.
        </p>
      </Notice>
    );
  return <PlaneBasis group={group} />;
}
