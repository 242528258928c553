import type { ErrorsOnRecords, ModelErrors, NetworkCard } from '@crystal-fourier/models';
import { countText, shortNumber } from '../shell/numberText.js';
import { alignColumns } from '../shell/textTable.js';

const withUnit = (text: string, unit: string): string => (unit === '1' ? text : `${text} ${unit}`);

/** `1.2 MB`, `16 kB`; in units of 1000 bytes. */
const sizeText = (bytes: number): string =>
  bytes < 100_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** The error of one quantity as a list shows it: of the logarithm where that was learned. */
function errorText({ mae, maeLog10 }: ModelErrors, unit: string): string {
  return maeLog10 === undefined ? withUnit(shortNumber(mae), unit) : `${shortNumber(maeLog10)} of log10`;
}

/** Networks as a table, one line for each quantity. */
export function networkLines(cards: readonly NetworkCard[]): string[] {
  const rows = cards.flatMap(({ name, predicts, data, errors, bytes }) =>
    predicts.map((quantity, i) => {
      const found = errors.targets.find((target) => target.name === quantity.name)?.models[0];
      const isFirst = i === 0;
      return [
        isFirst ? name : '',
        quantity.name,
        quantity.unit === '1' ? '' : quantity.unit,
        found === undefined ? '' : errorText(found, quantity.unit),
        isFirst ? data.sources.map((source) => `${source.name} (${countText(source.records)})`).join(', ') : '',
        isFirst ? sizeText(bytes) : '',
      ];
    }),
  );
  const head = ['name', 'predicts', 'unit', 'MAE on val', 'data, records', 'size'];
  return [
    ...alignColumns([head, ...rows], [{}, {}, {}, {}, {}, { align: 'right' }]),
    '',
    'cft models NAME tells more of one; cft predict NAME crystal.cif uses it',
  ];
}

/** The card of a network. */
export function cardLines(card: NetworkCard): string[] {
  const { name, title, predicts, limits, data, errors, heldOut, elements, groups, training, bytes } = card;
  const quantities = predicts.map(({ name: own, quantity, unit, tensor, log10 }) => [
    `  ${own}`,
    unit === '1' ? '' : unit,
    `${quantity}${tensor === undefined ? '' : ', a tensor'}${log10 ? ', learned as log10' : ''}`,
  ]);
  const parts = Object.entries(data.parts).map(([part, records]) => `${countText(records)} ${part}`);
  return [
    `${name}: ${title}`,
    ...alignColumns(quantities),
    '',
    ...limits.map((limit) => `- ${limit}`),
    '',
    ...data.sources.map(
      (source) =>
        `data: ${source.name}, ${countText(source.records)} records; ${source.source}; ${source.publisher}; ${source.licence}`,
    ),
    `${parts.join(', ')}. ${data.split}`,
    `${elements.length} elements, ${groups.length} space groups`,
    '',
    ...errorLines(errors),
    ...(heldOut === undefined ? [] : ['', ...errorLines(heldOut)]),
    '',
    `${training.variant}, ${countText(training.weights)} weights, ${training.epochs} epochs, seed ${training.seed}, ${training.date}; ${sizeText(bytes)} with 16 bits for a weight`,
    `made by: ${training.command}`,
  ];
}

function errorLines({ what, records, groups, targets }: ErrorsOnRecords): string[] {
  const rows = targets.flatMap(({ name, unit, models }) =>
    models.map(({ name: model, mae, maeLog10 }, i) => [
      `  ${i === 0 ? name : ''}`,
      model,
      withUnit(shortNumber(mae), unit),
      maeLog10 === undefined ? '' : `${shortNumber(maeLog10)} of log10`,
    ]),
  );
  const held = groups === undefined ? '' : ` (groups ${groups.join(', ')})`;
  return [
    `mean absolute errors on ${what}${held}, ${countText(records)} records:`,
    ...alignColumns(rows, [{}, {}, { align: 'right' }, { align: 'right' }]),
  ];
}
