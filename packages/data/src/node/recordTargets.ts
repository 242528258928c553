import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, show } from '../core/errors.js';
import { ID_FIELDS, isMissing, mayBeTarget, type RecordFields } from './unit.js';

/**
 * The targets among the values of a record: the named, or all finite numbers. True is 1 and false is 0.
 *
 * @param hasTensors whether the record has a tensor that is wanted: then it need not have a number
 * @throws DataError `bad-value`, `missing-value`
 */
export function recordTargets(
  values: Readonly<Record<string, unknown>>,
  { targets: names, mode = 'lenient' }: RecordFields,
  diagnostics: Diagnostic[],
  hasTensors = false,
): Record<string, number> {
  const targets: Record<string, number> = {};
  for (const name of names ?? Object.keys(values).filter((key) => !ID_FIELDS.includes(key) && mayBeTarget(key))) {
    const stated = values[name];
    const value = typeof stated === 'boolean' ? Number(stated) : stated;
    if (typeof value === 'number' && Number.isFinite(value)) targets[name] = value;
    else if (names !== undefined) {
      if (mode === 'strict' || !isNoValue(value))
        throw new DataError('bad-value', `the target ${show(name)} must be a finite number, got ${show(value)}`);
      diagnostics.push({
        severity: 'note',
        code: 'target-missing',
        message: `the target ${show(name)} is missing and was left out`,
        tag: name,
      });
    }
  }
  if (names !== undefined && names.length > 0 && !hasTensors && Object.keys(targets).length === 0) {
    throw new DataError('missing-value', `a record must have a value for one of the targets ${show(names)}, got none`);
  }
  return targets;
}

const isNoValue = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && isMissing(value.trim()));
