import type { Diagnostic } from '../core/diagnostics.js';
import type { DataError } from '../core/errors.js';
import type { SymmetryVerdict } from './evidence/verdict.js';
import type { Site } from '../structure/site.js';
import type { Structure } from '../structure/structure.js';

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
  /**
   * The space group in a setting, as a symbol that `lookup` knows (`F d -3 m:1`): for files whose own statements leave it open, or contradict
   * one another. Statements that disagree with it are reported; a file all of whose statements mean another group is refused.
   */
  readonly setting?: string | undefined;
}

/** A structure, and what was done to read it. */
export interface ReadResult {
  readonly structure: Structure;
  /**
   * What was repaired, and what the file says that is worth knowing: disorder, atoms without coordinates, magnetic moments. Strict
   * mode makes no repair but what was asked for. What is odd about the structure itself is in `symmetryReport` and with its features.
   */
  readonly diagnostics: readonly Diagnostic[];
  /** What the file says of the space group, where the format can say it. */
  readonly symmetry?: SymmetryVerdict;
  /** The sites of the file, before symmetry completed the cell, where the format has such. */
  readonly asymmetricUnit?: readonly Site[];
}

/** A part of a file — a data block, a frame, an entry — that was read. */
export interface ReadPart extends ReadResult {
  readonly ok: true;
}

/** A part of a file that could not be read, while others could. */
export interface RefusedPart {
  readonly ok: false;
  /** Has the place of the part: file, line, and block, frame or entry. */
  readonly error: DataError;
}
