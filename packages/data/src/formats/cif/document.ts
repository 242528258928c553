import type { Diagnostic } from '../../core/diagnostics.js';

/** A value of a CIF: its text, or null for the unquoted `?` (unknown) and `.` (does not apply). */
export type CifValue = string | null;

/** One data name with its values: a single one, or a column of a loop. */
export interface CifItem {
  /** The data name as written. */
  readonly tag: string;
  readonly values: readonly CifValue[];
  /** Line of each value, from 1. */
  readonly lines: readonly number[];
  /** Number of the loop in its block; undefined outside of loops. */
  readonly loop: number | undefined;
  /** For fractional coordinates, the places of the values that are `.` and not `?`. */
  readonly dots?: ReadonlySet<number>;
}

/** A data block. */
export interface CifBlock {
  readonly name: string;
  readonly line: number;
  /** By normalised data name: lower case, with `_` for the `.` of newer dictionaries. */
  readonly items: ReadonlyMap<string, CifItem>;
  /** Data names that stand twice in the block with different values. */
  readonly conflicts: ReadonlyMap<string, string>;
}

/** A CIF file. */
export interface CifDocument {
  readonly blocks: readonly CifBlock[];
  /** What was repaired. */
  readonly diagnostics: readonly Diagnostic[];
}
