import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, type Place } from '../core/errors.js';
import type { ReadPart, ReadResult, RefusedPart } from './readResult.js';

/**
 * Reads one part of a file, so that a part that cannot be read does not lose the others.
 *
 * @param place what the errors of the part do not know: file, line, record
 * @internal
 */
export function readPart(place: Place, read: () => ReadResult): ReadPart | RefusedPart {
  try {
    return { ok: true, ...read() };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { ok: false, error: error.at(place) };
  }
}

/**
 * The structures of a file. Parts that could not be read are warnings of the first structure, so that nobody misses that they are not
 * there; in strict mode they refuse the file.
 *
 * @throws DataError the first of the parts that could not be read, in strict mode and where none could be read
 * @internal
 */
export function resultsOf(
  parts: readonly (ReadPart | RefusedPart)[],
  mode: 'strict' | 'lenient' = 'lenient',
): ReadResult[] {
  const refused = parts.filter((part) => !part.ok);
  const results = parts.filter((part) => part.ok).map(({ ok: _ok, ...result }) => result);
  const [first] = results;
  const [problem] = refused;
  if (problem !== undefined && (mode === 'strict' || first === undefined)) throw problem.error;
  if (first === undefined || problem === undefined) return results;
  const warnings = refused.map(({ error: { reason, line, record } }): Diagnostic => ({
    severity: 'warning',
    code: 'record-refused',
    message: `${record === undefined ? 'a part' : `${record}`} of the file could not be read and is not among the structures: ${reason}`,
    line,
    record,
  }));
  return [{ ...first, diagnostics: [...warnings, ...first.diagnostics] }, ...results.slice(1)];
}
