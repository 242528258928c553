// Cards of networks as Markdown.

/** @typedef {import('@crystal-fourier/models').NetworkCard} NetworkCard */
/** @typedef {import('@crystal-fourier/models').ErrorsOnRecords} ErrorsOnRecords */

const count = (/** @type {number} */ n) => n.toLocaleString('en-US');
const withUnit = (/** @type {string} */ name, /** @type {string} */ unit) => (unit === '1' ? name : `${name}, ${unit}`);
/** `1–3, 5`: numbers in ascending order, those that follow each other as ranges. */
function ranges(/** @type {readonly number[]} */ numbers) {
  /** @type {[number, number][]} */
  const found = [];
  for (const n of numbers) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else found.push([n, n]);
  }
  return found.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
const row = (/** @type {readonly (string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;

/** The error of a network that its list shows: that of the quantity, as it is learned. */
export const shownError = (/** @type {NetworkCard} */ { predicts, errors }) =>
  predicts
    .map(({ name, unit }) => {
      const found = errors.targets.find((target) => target.name === name)?.models[0];
      if (found === undefined) return '';
      return found.maeLog10 === undefined
        ? withUnit(String(found.mae), unit).replace(',', '')
        : `${found.maeLog10} (log10)`;
    })
    .join('; ');

/** A table of all networks, for the README. */
export function networkTable(/** @type {readonly NetworkCard[]} */ cards) {
  const size = (/** @type {number} */ bytes) =>
    bytes < 100_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return [
    row(['name', 'what it predicts', 'data, records (val among them)', 'mean absolute error on val', 'size']),
    row(['---', '---', '---', '---', '---:']),
    ...cards.map((card) =>
      row([
        `[\`${card.name}\`](cards/${card.name}.md)`,
        card.predicts.map(({ quantity, unit }) => withUnit(quantity, unit)).join('; '),
        card.data.sources.map(({ name, records }) => `${name}, ${count(records)}`).join('; '),
        shownError(card),
        size(card.bytes),
      ]),
    ),
  ].join('\n');
}

/** Errors of all models on some records. */
function errorTable(/** @type {ErrorsOnRecords} */ { targets }) {
  const isLearnedLog = targets.some(({ models }) => models.some(({ maeLog10 }) => maeLog10 !== undefined));
  const hasMore = targets.some(({ models }) => models.some(({ rmse }) => rmse !== undefined));
  const head = [
    'quantity',
    'model',
    'MAE',
    ...(hasMore ? ['RMSE', 'R²'] : []),
    ...(isLearnedLog ? ['MAE of log10'] : []),
  ];
  return [
    row(head),
    row(['---', '---', ...head.slice(2).map(() => '---:')]),
    ...targets.flatMap(({ name, unit, models }) =>
      models.map(({ name: model, mae, rmse, r2, maeLog10 }, i) =>
        row([
          i === 0 ? withUnit(`\`${name}\``, unit) : '',
          model,
          mae,
          ...(hasMore ? [rmse ?? '', r2 ?? ''] : []),
          ...(isLearnedLog ? [maeLog10 ?? ''] : []),
        ]),
      ),
    ),
  ].join('\n');
}

/** The card as a page. */
export function cardPage(/** @type {NetworkCard} */ card) {
  const {
    name,
    title,
    kind,
    predicts,
    limits,
    data,
    errors,
    heldOut,
    elements,
    groups,
    training,
    rounding,
    references,
  } = card;
  const parts = Object.entries(data.parts).map(([part, records]) => `${count(records)} ${part}`);
  const use =
    kind === 'encoder'
      ? `cft train DATA --target NAME --variant fourier --encoder pretrained`
      : `cft predict ${name} crystal.cif`;
  const columns = predicts.filter(({ tensor }) => tensor === undefined).map((one) => one.name);
  const shown = columns.length > 0 ? columns : Object.keys(references[0]?.values ?? {});
  const difference = Object.entries(rounding).map(
    ([quantity, { mean, largest }]) => `\`${quantity}\` ${mean} in the mean, ${largest} at most`,
  );
  return `# ${title}

\`\`\`sh
${use}
\`\`\`

| quantity | what it is | unit | learned as |
| --- | --- | --- | --- |
${predicts.map(({ name: own, quantity, unit, tensor, log10 }) => row([`\`${own}\``, quantity, unit, tensor === undefined ? (log10 ? 'log10' : 'number') : `tensor, ${tensor}`])).join('\n')}

${limits.map((limit) => `- ${limit}`).join('\n')}

## Data

${data.sources.map(({ name: own, records, source, publisher, licence }) => `- ${own}, ${count(records)} records: ${source}; published by ${publisher}. Licence of the data: ${licence}.`).join('\n')}

${parts.join(', ')}. ${data.split}
${elements.length > 0 ? `\n${elements.length} elements: ${elements.join(' ')}.\n` : ''}
${groups.length} space groups: ${ranges(groups)}.${kind === 'encoder' ? '' : ' A crystal with another element or of another group gets a warning, as does one that is far from the training crystals.'}

## Errors

On ${errors.what}. ${count(errors.records)} records.

${errorTable(errors)}
${
  heldOut === undefined
    ? ''
    : `
On ${heldOut.what}: ${ranges(heldOut.groups ?? [])}. ${count(heldOut.records)} records${heldOut.trained === undefined ? '' : `; all models here had ${count(heldOut.trained)} training records, the network ${heldOut.epochs} epochs`}.

${errorTable(heldOut)}
`
}
## Training

\`${training.command}\`: ${training.variant}, ${count(training.weights)} weights, ${kind === 'encoder' ? '' : `${training.epochs} epochs, `} seed ${training.seed}, ${training.backend}, ${training.date}. Weights are rounded to 16 bits${difference.length > 0 ? `, which changes predictions of the val part: ${difference.join('; ')}` : ''}.
${
  references.length === 0
    ? ''
    : `
## Predictions to compare with

${row(['crystal', 'formula', ...shown.map((one) => `\`${one}\``), 'novelty'])}
${row(['---', '---', ...shown.map(() => '---:'), '---:'])}
${references.map(({ crystal, formula, values, novelty }) => row([crystal, formula, ...shown.map((one) => values[one] ?? ''), novelty])).join('\n')}
`
}`;
}
