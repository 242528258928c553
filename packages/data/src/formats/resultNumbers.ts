import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, type Place } from '../core/errors.js';
import { numbersOf, type XmlNode } from './xml.js';

/**
 * Reads the results of a calculation. The structure is good without them: a result that cannot be read, such as `********` for a number
 * that did not fit, is missing, which is reported once for each kind; strict mode refuses it.
 *
 * @internal
 */
export class ResultNumbers {
  readonly #mode: 'strict' | 'lenient';
  readonly #place: Place;
  readonly #diagnostics: Diagnostic[];
  readonly #reported = new Set<string>();

  constructor(mode: 'strict' | 'lenient', place: Place, diagnostics: Diagnostic[]) {
    this.#mode = mode;
    this.#place = place;
    this.#diagnostics = diagnostics;
  }

  /**
   * The numbers of an element; undefined where there is no element, or not `count` numbers in it.
   *
   * @param kind what the numbers are, for messages
   * @param tag name of the element, or of its attribute `name`
   * @throws DataError in strict mode
   */
  read(node: XmlNode | undefined, kind: string, tag: string, count?: number): readonly number[] | undefined {
    if (node === undefined) return undefined;
    try {
      return numbersOf(node, kind, this.#place, count);
    } catch (error) {
      if (!(error instanceof DataError) || this.#mode === 'strict') throw error;
      if (!this.#reported.has(kind))
        this.#diagnostics.push({
          severity: 'repair',
          code: 'value-unreadable',
          message: `${error.reason}; it was read as missing`,
          tag,
        });
      this.#reported.add(kind);
      return undefined;
    }
  }
}
