import type { PlaneGroup } from '@crystal-fourier/spacegroups';
import { memo, type ReactElement } from 'react';
import { hrefOf, useRoute } from '../../shell/route.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { FieldCanvas } from './FieldCanvas.js';
import { PLANE_GROUPS } from './planeGroups.js';
import { planeModel } from './planeModel.js';
import { parsePlaneState, planeQuery } from './planeState.js';
import { randomWeights } from './weights.js';

/** The seed of each picture: chosen so that the 17 differ at a glance. */
const SEED = 11;
let pictures: { model: ReturnType<typeof planeModel>; weights: number[] }[] | undefined;

const picture = (i: number): { model: ReturnType<typeof planeModel>; weights: number[] } => {
  pictures ??= PLANE_GROUPS.map((group) => {
    const model = planeModel(group, 3.3);
    return { model, weights: randomWeights(model, SEED, 2) };
  });
  return pictures[i]!;
};

/** The 17 plane groups, each with a function that it leaves as it is. Cutoff, seed and what is drawn go along to another group. */
export function GroupTiles({ current }: { readonly current: PlaneGroup }): ReactElement {
  const kept = { ...parsePlaneState(useRoute().query), weights: null, single: null, frequency: null, generator: null };
  return (
    <nav className="plane-groups" aria-label="Plane groups">
      {PLANE_GROUPS.map((group, i) => (
        <Tile
          key={group.number}
          index={i}
          href={hrefOf(['basis', 'plane', group.hmShort], planeQuery(kept))}
          isCurrent={group === current}
        />
      ))}
    </nav>
  );
}

const Tile = memo(function Tile({
  index,
  href,
  isCurrent,
}: {
  readonly index: number;
  readonly href: string;
  readonly isCurrent: boolean;
}): ReactElement {
  return (
    <a href={href} aria-current={isCurrent ? 'page' : undefined}>
      <FieldCanvas {...picture(index)} width={60} cells={3} />
      <HmSymbol symbol={PLANE_GROUPS[index]!.hmShort} />
    </a>
  );
});
