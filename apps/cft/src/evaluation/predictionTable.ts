import { type CrystalSystem, spaceGroup } from '@crystal-fourier/spacegroups';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { EvaluatedRecord } from './evaluateTarget.js';
import { dataError } from '../shell/failure.js';

/**
 * Predictions as CSV: `id,group,crystal_system,formula`, then for each target `NAME_true,NAME_predicted`, with intervals
 * `NAME_low,NAME_high`, with an ensemble `NAME_spread`. What is not known is empty. Numbers come back exactly.
 */
export function predictionTable(records: readonly EvaluatedRecord[], targets: readonly string[]): string {
  const spreads = records.some(({ spread }) => spread !== undefined);
  const withIntervals = new Set(
    targets.filter((name) => records.some(({ intervals }) => intervals?.[name] !== undefined)),
  );
  const columns = ['id', 'group', 'crystal_system', 'formula'];
  for (const name of targets) {
    columns.push(`${name}_true`, `${name}_predicted`);
    if (withIntervals.has(name)) columns.push(`${name}_low`, `${name}_high`);
    if (spreads) columns.push(`${name}_spread`);
  }
  const rows = records.map(({ id, group, crystalSystem, formula, truth, predicted, intervals, spread }) => [
    id,
    String(group),
    crystalSystem,
    formula,
    ...targets.flatMap((name) => [
      numberText(truth[name]),
      numberText(predicted[name]),
      ...(withIntervals.has(name) ? [numberText(intervals?.[name]?.low), numberText(intervals?.[name]?.high)] : []),
      ...(spreads ? [numberText(spread?.[name])] : []),
    ]),
  ]);
  return stringify([columns, ...rows]);
}

const numberText = (value: number | undefined): string => (value === undefined ? '' : String(value));

/**
 * The inverse of {@link predictionTable}.
 *
 * @param file for messages
 * @throws CliError for a table without the columns, or with a row that does not fit
 */
export function readPredictionTable(text: string, file: string): { records: EvaluatedRecord[]; targets: string[] } {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw dataError(`${file}: a table of predictions is expected: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  }
  const columns = Object.keys(rows[0] ?? {});
  const targets = columns.flatMap((column) => (column.endsWith('_predicted') ? [column.slice(0, -10)] : []));
  const missing = ['id', 'group', 'formula'].find((column) => !columns.includes(column));
  if (rows.length > 0 && (missing !== undefined || targets.length === 0))
    throw dataError(`${file}: a table of predictions is expected, it has no column ${missing ?? 'NAME_predicted'}`);
  const records = rows.map((row, i): EvaluatedRecord => {
    const group = Number(row['group']);
    if (!(Number.isInteger(group) && group >= 1 && group <= 230))
      throw dataError(`${file}: group must be from 1 to 230, got ${JSON.stringify(row['group'])} in record ${i + 1}`);
    const read = (kind: string): Record<string, number> =>
      Object.fromEntries(
        targets.flatMap((name) => {
          const cell = row[`${name}_${kind}`] ?? '';
          const value = Number(cell);
          return cell.trim() === '' || Number.isNaN(value) ? [] : [[name, value]];
        }),
      );
    const spread = read('spread');
    return {
      id: row['id'] ?? '',
      formula: row['formula'] ?? '',
      group,
      crystalSystem: systemOf(group),
      truth: read('true'),
      predicted: read('predicted'),
      ...(Object.keys(spread).length === 0 ? {} : { spread }),
    };
  });
  return { records, targets };
}

const systemOf = (group: number): CrystalSystem => spaceGroup(group).crystalSystem;
