import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { PageQuery } from './pageQuery.js';

/** What each part of a group's page receives. */
export interface PartProps {
  readonly group: SpaceGroup;
  readonly query: PageQuery;
  /** Changes what the address says of the page, without a new entry in the history. */
  readonly onChange: (changes: PageQuery) => void;
}
