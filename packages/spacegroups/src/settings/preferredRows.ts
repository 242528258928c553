import { show } from '../algebra/errors.js';
import type { SettingOptions } from './settingChoice.js';
import type { SettingRow } from './settingTable.js';
import { matchesExtension, type Reading } from './symbolReadings.js';

function fits(row: SettingRow, { origin, axes, uniqueAxis, cellChoice }: SettingOptions): boolean {
  const q = row.qualifier;
  const isMonoclinic = row.number >= 3 && row.number <= 15;
  return (
    (origin === undefined || q.startsWith(String(origin))) &&
    (axes === undefined || q === axes) &&
    (uniqueAxis === undefined || (isMonoclinic && q.replace(/\d$/, '') === uniqueAxis)) &&
    (cellChoice === undefined || (isMonoclinic && q.endsWith(String(cellChoice))))
  );
}

/** Reference settings first, then second origins and hexagonal axes, then standard axes, then as in the table. */
function rank(row: SettingRow): number {
  return row.fromReference === '' ? 0 : row.qualifier.startsWith('2') ? 1 : 2;
}

/**
 * The rows of a reading that agree with its extension and with options: the preferred one, then the others as in the table.
 * If there are none, what is wrong.
 */
export function preferredRows(
  { rows, extension = '' }: Reading,
  text: string,
  options: SettingOptions,
): readonly [SettingRow, ...SettingRow[]] | string {
  const none = (what: string): string => {
    const known = new Set(rows.map((row) => (row.qualifier === '' ? 'none' : show(row.qualifier))));
    return `${show(text)} has no setting ${what}; the qualifiers are ${[...known].join(', ')}`;
  };
  const extended = rows.filter((row) => matchesExtension(row, extension.toLowerCase()));
  if (extended.length === 0) return none(show(extension));
  const fitting = extended.filter((row) => fits(row, options)).toSorted((a, b) => a.index - b.index);
  const best = fitting.toSorted((a, b) => rank(a) - rank(b))[0];
  if (best === undefined) return none(`with ${show(JSON.stringify(options))}`);
  return [best, ...fitting.filter((row) => row !== best)];
}
