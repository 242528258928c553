import { groupHref } from '../groupAddress.js';
import type { SpaceGroup } from '@crystal-fourier/spacegroups';

/** What the address of a group's page says beside the group and its setting. */
export interface PageQuery {
  /** Which part of the page is open. */
  readonly tab?: string | undefined;
  /** The axis along which the diagram is viewed. */
  readonly view?: string | undefined;
  /** How operations are written. */
  readonly format?: string | undefined;
  /** `all`: with the operations that centring adds. */
  readonly ops?: string | undefined;
  /** Letter of the Wyckoff position whose orbit is shown, and the values of x, y, z. */
  readonly site?: string | undefined;
  readonly at?: string | undefined;
  /** The reflection that is checked. */
  readonly hkl?: string | undefined;
  /** `letters`: tensors are written instead of drawn. */
  readonly entries?: string | undefined;
  /** `strain`: piezoelectric and elastic constants that give strains. */
  readonly constants?: string | undefined;
}

const KEYS = ['tab', 'view', 'format', 'ops', 'site', 'at', 'hkl', 'entries', 'constants'] as const;

export const readPageQuery = (query: URLSearchParams): PageQuery =>
  Object.fromEntries(KEYS.flatMap((key) => (query.has(key) ? [[key, query.get(key)!]] : [])));

/** Link to the same page with some of it changed. */
export const pageHref = (group: SpaceGroup, query: PageQuery, changes: PageQuery = {}): string =>
  groupHref(group, { ...query, ...changes });
