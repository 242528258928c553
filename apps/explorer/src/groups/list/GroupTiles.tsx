import { memo, type ReactElement } from 'react';
import { hrefOf } from '../../shell/route.js';
import { HmSymbol } from '../../ui/HmSymbol.js';
import { Schoenflies } from '../Schoenflies.js';
import type { GroupFacts } from '../groupFacts.js';
import type { SystemSection } from './groupFilters.js';

interface Props {
  readonly sections: readonly SystemSection[];
  /** Number of the group that the search found. */
  readonly found: number | null;
}

/** Groups by crystal system and point group. */
export function GroupTiles({ sections, found }: Props): ReactElement {
  if (sections.length === 0) return <p className="card">No group has all these properties. Take a filter away.</p>;
  return (
    <>
      {sections.map(({ system, count, classes }) => (
        <section key={system} className="groups-system" aria-labelledby={`groups-${system}`}>
          <h3 id={`groups-${system}`}>
            {system} <span className="muted">{count}</span>
          </h3>
          <div className="groups-classes">
            {classes.map(({ pointGroup, groups }) => (
              <div key={pointGroup} className="groups-class">
                <h4>
                  <span className="visually-hidden">Point group </span>
                  <HmSymbol symbol={pointGroup} />
                </h4>
                <ul className="groups-tiles">
                  {groups.map((group) => (
                    <Tile key={group.number} group={group} isFound={group.number === found} />
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

const Tile = memo(function Tile({
  group: { number, symbol, schoenflies },
  isFound,
}: {
  readonly group: GroupFacts;
  readonly isFound: boolean;
}): ReactElement {
  return (
    <li>
      <a className="groups-tile" href={hrefOf(['groups', number])} aria-current={isFound ? 'true' : undefined}>
        <span className="groups-tile-number">{number}</span>
        <span className="groups-tile-symbol">
          <HmSymbol symbol={symbol} />
        </span>
        <span className="groups-tile-schoenflies">
          <Schoenflies symbol={schoenflies} />
        </span>
      </a>
    </li>
  );
});
