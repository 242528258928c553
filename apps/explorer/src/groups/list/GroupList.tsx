import type { ReactElement } from 'react';
import { PageTitle } from '../../shell/PageTitle.js';
import { hrefOf, navigate, parseRoute } from '../../shell/route.js';
import { useTyped } from '../useTyped.browser.js';
import { FilterBar } from './FilterBar.js';
import { filterGroups, type Filters, readFilters, sectionsOf } from './groupFilters.js';
import { GroupTiles } from './GroupTiles.js';
import { PlaneGroupTiles } from './PlaneGroupTiles.js';
import { search } from './searchModel.js';
import { SearchPanel } from './SearchPanel.js';

const listHref = (q: string, filters: Filters): string => hrefOf(['groups'], { q, ...filters });

/** Search, and all groups to browse. */
export function GroupList({ query }: { readonly query: URLSearchParams }): ReactElement {
  const filters = readFilters(query);
  const typed = useTyped(query.get('q') ?? '', (q) => {
    // A moment after the last key the page may be another one.
    const now = parseRoute(location.hash);
    if (now.path.join('/') === 'groups') navigate(listHref(q, readFilters(now.query)), { replace: true });
  });
  const model = search(typed.text);
  const groups = filterGroups(filters);
  return (
    <div className="stack">
      <header>
        <PageTitle title="Space groups">Space groups</PageTitle>
        <p className="lead">
          All 230 groups in 530 settings, and the 17 plane groups, from exact operations. Search in any notation, or
          browse.
        </p>
      </header>
      <SearchPanel text={typed.text} model={model} onType={typed.type} onFlush={typed.flush} />
      <section className="stack" aria-labelledby="groups-browse">
        <FilterBar
          filters={filters}
          count={groups.length}
          onChange={(next) => navigate(listHref(typed.text, next), { replace: true })}
        />
        <GroupTiles sections={sectionsOf(groups)} found={model.kind === 'found' ? model.group.number : null} />
      </section>
      <PlaneGroupTiles />
    </div>
  );
}
