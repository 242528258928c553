/**
 * What the records of one fold have in common, and no record outside of it:
 *
 * - `system`: the crystal system.
 * - `group`: the space group.
 * - `element`: an element that each of them contains; a record belongs to the fold of each of its elements that has one.
 * - `formula`: the reduced formula; a fold has many formulas.
 * - `cluster`: a cluster of k-means on descriptors; a fold is a cluster.
 * - `random`: nothing. The other kinds are compared with it.
 */
export type HoldOutKind = 'system' | 'group' | 'element' | 'formula' | 'cluster' | 'random';

/** How records are divided into folds that are held out in turn; plain JSON. */
export interface HoldOutRule {
  readonly by: HoldOutKind;
  /**
   * Space groups or elements by their names, `['71', '140']` or `['O', 'Fe']`. These groups together are one fold; each of these elements
   * is a fold. Only for `group` and `element`. Defaults to all groups, in several folds, and to the most frequent elements.
   */
  readonly keys?: readonly string[];
  /**
   * How many folds. For `group`, `formula`, `cluster` and `random` it defaults to 5; for `element` it is the number of elements and
   * defaults to 10. Not for `system`, nor where keys are given.
   */
  readonly folds?: number;
  /** Crystal systems that are held out together, `[['triclinic', 'monoclinic']]`; the others are folds by themselves. Only for `system`. */
  readonly merge?: readonly (readonly string[])[];
  /** Integer from 0 to 2³²−1: decides what `group`, `formula`, `cluster` and `random` choose. Defaults to 0. */
  readonly seed?: number;
}
