import type { Crossval, CrossvalTarget, FoldError, MeanError } from '@crystal-fourier/model';
import { shortNumber } from '../shell/numberText.js';
import { alignColumns } from '../shell/textTable.js';

/** The result for people: a table for each target, a row for each fold. */
export function crossvalLines(result: Crossval): string[] {
  const { targets, folds, models, inDistribution, finished } = result;
  const seeds = Math.max(...models.map((model) => model.seeds.length));
  const lines = targets.flatMap((target) => ['', ...targetTable(result, target)]);
  const notes = [
    ...(inDistribution.form === 'none'
      ? []
      : [
          '×: held-out error over that of the same crystals in distribution: the price of never having seen such crystals',
        ]),
    ...(seeds > 1 ? [`±: standard deviation over ${seeds} seeds`] : []),
    ...(finished ? [] : ['not finished: some trainings are not done yet']),
  ];
  const [first] = folds;
  const counts =
    first === undefined
      ? []
      : [
          `${result.data.records} records, ${folds.length} ${folds.length === 1 ? 'fold' : 'folds'} held out by ${result.holdOut.by}`,
        ];
  return [...counts, ...lines, ...(notes.length === 0 ? [] : ['', ...notes])];
}

function targetTable({ folds, models, mean }: Crossval, target: CrossvalTarget): string[] {
  const head = ['held out', 'crystals', ...models.map(({ name }) => name)];
  const rows = folds.map(({ name, errors }) => {
    const counts = models.flatMap((model) => errors[model.name]?.[target.name]?.count ?? []);
    return [name, String(counts[0] ?? 0), ...models.map((model) => foldCell(errors[model.name]?.[target.name]))];
  });
  const means =
    folds.length < 2 ? [] : [['mean of folds', '', ...models.map(({ name }) => meanCell(mean[name]?.[target.name]))]];
  return [
    `${target.name}: ${measureText(target)}`,
    ...alignColumns(
      [head, ...rows, ...means],
      head.map((_, column) => ({ align: column === 0 ? 'left' : 'right' })),
    ),
  ];
}

/** `mean absolute error, log10` */
export const measureText = ({ measure, log10 }: CrossvalTarget): string =>
  measure === 'share wrong' ? 'share of wrong answers' : `mean absolute error${log10 ? ', log10' : ''}`;

const cell = (error: number, deviation: number | undefined, price: number | undefined): string =>
  `${shortNumber(error)}${deviation === undefined ? '' : ` ± ${shortNumber(deviation)}`}${price === undefined ? '' : `  ×${price.toFixed(2)}`}`;

const foldCell = (error: FoldError | undefined): string =>
  error === undefined ? '–' : cell(error.heldOut.mean, error.heldOut.deviation, error.price);

const meanCell = (error: MeanError | undefined): string =>
  error === undefined ? '–' : cell(error.heldOut, error.deviation, error.price);
