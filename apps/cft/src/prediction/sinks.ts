import { diagnosticText } from '@crystal-fourier/data';
import { AtomicFile } from '@crystal-fourier/data/node';
import { stringify } from 'csv-stringify/sync';
import type { Console, Io } from '../shell/console.js';
import { shortNumber } from '../shell/numberText.js';
import { SEVERITY_LABELS } from '../shell/severityLabels.js';
import { alignColumns } from '../shell/textTable.js';
import { notWritten } from '../shell/writeWholeFile.js';
import { columnNames, type PredictedStructure, type PredictionColumns, rowOf } from './rows.js';

/** Takes predictions as they come. */
export interface PredictionSink {
  write(structures: readonly PredictedStructure[]): Promise<void>;
  /** All are written. */
  finish(): Promise<void>;
  /** The work failed: a file that was begun goes away. */
  abandon(): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

/** CSV text of a block of rows. */
const csv = (rows: readonly (readonly string[])[]): string => stringify(rows.map((row) => [...row]));

/**
 * A file that appears when it is whole: CSV, or JSON lines for a name that ends with `.jsonl` or `.ndjson`. Devices and pipes get the
 * rows as they come.
 *
 * @throws CliError where it cannot be written; a file that was there stays
 */
export async function fileSink(path: string, columns: PredictionColumns): Promise<PredictionSink> {
  const isLines = /\.(?:jsonl|ndjson)$/i.test(path);
  const writing = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw notWritten(path, error);
    });
  const file = await writing(AtomicFile.open(path));
  if (!isLines) await writing(file.write(csv([columnNames(columns)])));
  return {
    write: (structures) =>
      writing(
        file.write(
          isLines
            ? structures.map((structure) => `${JSON.stringify(structure)}\n`).join('')
            : csv(structures.map((structure) => rowOf(structure, columns))),
        ),
      ),
    finish: () => writing(file.commit()),
    abandon: () => file.discard(),
  };
}

/** CSV on stdout, as it comes. */
export function csvSink({ stdout }: Pick<Io, 'stdout'>, columns: PredictionColumns): PredictionSink {
  stdout.write(csv([columnNames(columns)]));
  return {
    write: (structures) => {
      stdout.write(csv(structures.map((structure) => rowOf(structure, columns))));
      return nothing();
    },
    finish: nothing,
    abandon: nothing,
  };
}

/** A table to look at, without columns that are empty; what is wrong with a structure stands below it. */
export function tableSink(console: Console, columns: PredictionColumns): PredictionSink {
  const rows: string[][] = [];
  const remarks: string[] = [];
  return {
    write: (structures) => {
      for (const structure of structures) {
        const { id, diagnostics, error } = structure;
        rows.push(rowOf(structure, columns, shortNumber).slice(0, -3));
        remarks.push(
          ...diagnostics.map(
            (diagnostic) => `${id}: ${SEVERITY_LABELS[diagnostic.severity]}: ${diagnosticText(diagnostic)}`,
          ),
          ...(error === undefined ? [] : [`${id}: error: ${error}`]),
        );
      }
      return nothing();
    },
    finish: () => {
      const head = columnNames(columns).slice(0, -3);
      const unitOf = (name: string): string | undefined =>
        columns.units[name] ?? columns.units[name.replace(/_(?:low|high)$/, '')];
      const withUnit = (name: string): string => (unitOf(name) === undefined ? name : `${name} (${unitOf(name)})`);
      const left = new Set(['id', 'formula', 'symbol', 'crystal_system']);
      // The file is the identifier with its folder: `cft predict` was given it. Matrices are too wide.
      const hidden = new Set(['file', ...columns.tensors.map(({ name }) => name)]);
      const kept = head.flatMap((name, c) => (hidden.has(name) ? [] : [c]));
      const pick = (row: readonly string[]): string[] => kept.map((c) => row[c] ?? '');
      const styles = pick(head).map((name) => ({ align: left.has(name) ? 'left' : 'right' }) as const);
      for (const line of alignColumns([pick(head).map(withUnit), ...rows.map(pick)], styles)) console.print(line);
      if (remarks.length > 0) console.print();
      for (const remark of remarks) console.print(remark);
      return nothing();
    },
    abandon: nothing,
  };
}

/** All predictions in one list. */
export function listSink(list: PredictedStructure[]): PredictionSink {
  return {
    write: (structures) => {
      list.push(...structures);
      return nothing();
    },
    finish: nothing,
    abandon: nothing,
  };
}
