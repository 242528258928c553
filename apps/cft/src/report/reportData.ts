import { parse } from 'csv-parse/sync';
import type { VariantChoice } from '@crystal-fourier/model';
import type { ConfigFile } from '../config/configSchema.js';
import type { EvaluatedRecord, TargetEvaluation } from '../evaluation/evaluateTarget.js';
import type { RunRecord } from '../runs/runFolder.js';
import { dataError } from '../shell/failure.js';
import type { Epoch } from './curves.js';

/** A record, or one of its targets, that was left out. */
export interface LeftOutRow {
  readonly part: string;
  readonly id: string;
  readonly target: string;
  readonly value: string;
  readonly reason: string;
}

/** Everything that a report shows. */
export interface ReportData {
  /** Of the run's folder. */
  readonly name: string;
  readonly record: RunRecord;
  readonly config: ConfigFile;
  /** How the variant was chosen; undefined where it was given. */
  readonly choice?: VariantChoice | undefined;
  /** How the data were divided: rule and seed. */
  readonly split: { readonly by: string; readonly seed: number };
  readonly epochs: readonly Epoch[];
  readonly leftOut: readonly LeftOutRow[];
  /** What predictions are compared on; undefined before there are any. */
  readonly compared?: {
    /** `val`, `test`, or `data` for another data set. */
    readonly part: string;
    readonly dataPath: string;
    readonly records: readonly EvaluatedRecord[];
    readonly targets: readonly TargetEvaluation[];
    /** Whether baselines were asked for. */
    readonly hasBaselines: boolean;
  };
  /** ISO 8601: when the page is made. */
  readonly created: string;
  /** Of the program that makes it. */
  readonly version: string;
}

/** `excluded.csv` as rows; columns that it does not have are empty. @throws CliError where it is no table */
export function leftOutRows(text: string, file: string): LeftOutRow[] {
  try {
    const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
    return rows.map(({ part = '', id = '', target = '', value = '', reason = '' }) => ({
      part,
      id,
      target,
      value,
      reason,
    }));
  } catch (error) {
    throw dataError(`${file}: a table is expected: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  }
}
