import type { SymmetryVerdict } from './declaredSymmetry.js';
import type { Site, Structure } from '../structure/structure.js';

/** Options that all readers share. */
export interface ReadOptions {
  /**
   * `strict` refuses what breaks the format or contradicts itself; `lenient` repairs what can be repaired without guessing
   * and reports it. Defaults to `lenient`.
   */
  readonly mode?: 'strict' | 'lenient' | undefined;
  /** Name of the file, for messages. */
  readonly file?: string | undefined;
  /** Largest content in bytes after decompression. Defaults to 256 MiB. */
  readonly maxBytes?: number | undefined;
}

/** A structure, and what was done to read it. */
export interface ReadResult {
  readonly structure: Structure;
  /** One line per repair: what the file says and what was made of it. Empty for clean files and in strict mode. */
  readonly repairs: readonly string[];
  /** What is true of the file and worth knowing, but was not changed: partial occupancy, disorder, atoms that are missing. */
  readonly notes?: readonly string[];
  /** What the file says of the space group, where the format can say it. */
  readonly symmetry?: SymmetryVerdict;
  /** The sites of the file, before symmetry completed the cell, where the format has such. */
  readonly asymmetricUnit?: readonly Site[];
}
