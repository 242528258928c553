// Makes docs/generalisation.md from results of `cft crossval` and from sections that other reports wrote.
/** @import { Crossval, CrossvalTarget } from '@crystal-fourier/model' */
/** @import { Protocol } from './protocols.mjs' */

/**
 * @param {readonly { protocol: Protocol, result: Crossval | undefined }[]} measured
 * @param {readonly string[]} sections in Markdown, each with its heading
 * @returns {string} Markdown
 */
export function pageOf(measured, sections) {
  return [
    `# Generalisation`,
    `One network for all 230 space groups should also predict crystals of groups that it never saw. This page says how far it does, beside simple
models under the same rules, and what it costs not to have seen such crystals. It is made by \`node tools/bench/generalisation.mjs\`; the numbers are
in [\`docs/generalisation/\`](generalisation). What does not pay stands here, too.`,
    `## How it is measured

Crystals are held out fold by fold. Each model is trained on the rest, a tenth of it at random for validation, and predicts the fold. Beside it stands the
error of the _same crystals_ in distribution: models with about as many training records, crystals like these among them. The ratio of the two errors, ×, is the
**price** of never having seen such crystals. \`cft crossval\` does this for any data set; \`crossValidate\` of
[\`@crystal-fourier/model\`](../packages/model/README.md) does it for any model.

\`geometry\` is the network that \`cft train\` takes unless [its choice](decisions/0032-the-variant-is-chosen-by-held-out-groups.md) finds \`distance\` better on groups that are held out; \`distance\` sees no angles, \`full\` (measured before there were angular moments) sees Fourier features instead, which are hidden for groups that it was not trained on. \`trees\` (gradient boosting), \`ridge\` and \`mean\` see
statistics of the elements, the cell and the group. All models have the same records to train on and to choose settings by. The test parts of the data sets were
not used.`,
    ...measured.map(({ protocol, result }) => protocolSection(protocol, result)),
    ...sections.map((section) => section.trim()),
    `## Repeat it

\`\`\`sh
node tools/bench/generalisation.mjs --protocol 1 --data DATA --variants geometry,distance
\`\`\`

\`DATA\` is the folder of the data sets. A call that is stopped goes on where it was. Without \`--protocol\` nothing is trained: the page is made from the
results that are there.`,
  ].join('\n\n');
}

/**
 * @param {Protocol} protocol
 * @param {Crossval | undefined} result
 */
function protocolSection({ number, title, question, unit, options }, result) {
  const head = `## ${number}. ${title}\n\n${question}`;
  if (result === undefined) return `${head} _Not measured yet._`;
  const { data, folds, inDistribution, models, finished, backend } = result;
  const networks = models.filter(({ kind }) => kind !== 'baseline');
  const epochs = [...new Set(networks.map(({ options: told }) => epochsOf(told)))];
  const seeds = Math.max(...models.map((model) => model.seeds.length));
  const how = [
    `${count(data.records)} crystals of ${data.name}${data.sample === undefined ? '' : ', drawn at random'}`,
    `${folds.length} ${folds.length === 1 ? 'fold' : 'folds'}`,
    ...(epochs.length === 0 ? [] : [`${epochs.join(' or ')} epochs`]),
    seeds === 1 ? 'one seed' : `${seeds} seeds`,
    `errors in ${unit}`,
    ...(inDistribution.form === 'none'
      ? []
      : [`in distribution: ${inDistribution.parts} parts, ${inDistribution.form}`]),
    backend,
  ];
  return [
    `${head}${finished ? '' : ` ${missing(result)}`}`,
    `${how.join('; ')}. \`cft crossval … ${options.join(' ')}\``,
    ...result.targets.flatMap((target) => [
      targetTable(result, target),
      groupTable(result, target),
      verdict(result, target),
    ]),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** @param {Crossval} result */
function missing({ folds, models, targets }) {
  const found = models.map(({ name }) => ({
    name,
    errors: folds.flatMap(({ errors }) => targets.map((target) => errors[name]?.[target.name])),
  }));
  if (found.some(({ errors }) => errors.includes(undefined)))
    return '**Not all trainings are done: rows without a number are not measured yet.**';
  const heldOutOnly = found.filter(({ errors }) => errors.some((one) => one?.price === undefined));
  return `In distribution, ${heldOutOnly.map(({ name }) => `\`${name}\``).join(' and ')} ${heldOutOnly.length === 1 ? 'was' : 'were'} not trained.`;
}

const epochsOf = (/** @type {Readonly<Record<string, unknown>>} */ { training }) =>
  /** @type {{ epochs?: number } | undefined} */ (training)?.epochs;

const count = (/** @type {number} */ value) => value.toLocaleString('en-US');
const error = (/** @type {number} */ value) => value.toFixed(value < 1 ? 4 : 3);

/**
 * Errors of models with their price; the smallest is bold.
 *
 * @param {readonly ({ heldOut: number, deviation?: number, price?: number } | undefined)[]} errors
 */
function cells(errors) {
  const least = Math.min(...errors.flatMap((one) => one?.heldOut ?? []));
  return errors.map((one) => {
    if (one === undefined) return '–';
    const { heldOut, deviation, price } = one;
    const text = `${error(heldOut)}${deviation === undefined ? '' : ` ± ${error(deviation)}`}`;
    return `${heldOut === least ? `**${text}**` : text}${price === undefined ? '' : ` ×${price.toFixed(2)}`}`;
  });
}

/**
 * A row for each group, where groups are held out by their names.
 *
 * @param {Crossval} result
 * @param {CrossvalTarget} target
 */
function groupTable({ holdOut, folds, models }, { name: target }) {
  const [fold] = folds;
  if (holdOut.by !== 'group' || holdOut.keys === undefined || fold === undefined) return '';
  const names = models.map(({ name }) => name);
  const of = (/** @type {string} */ name) => fold.errors[name]?.[target]?.groups ?? [];
  const groups = [...new Set(names.flatMap((name) => of(name).map(({ group }) => group)))];
  const rows = groups.map((group) => {
    const found = names.map((name) => of(name).find((one) => one.group === group));
    const errors = found.map((one) =>
      one === undefined
        ? undefined
        : {
            heldOut: one.heldOut,
            ...(one.inDistribution === undefined || one.inDistribution === 0
              ? {}
              : { price: one.heldOut / one.inDistribution }),
          },
    );
    return [String(group), count(Math.max(...found.map((one) => one?.count ?? 0))), ...cells(errors)];
  });
  const head = [`${target}: space group`, 'crystals', ...names];
  return [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/**
 * A row for each fold; the smallest error of a row is bold.
 *
 * @param {Crossval} result
 * @param {CrossvalTarget} target
 */
function targetTable({ folds, models, mean }, { name: target, log10 }) {
  const names = models.map(({ name }) => name);
  const rows = folds.map((fold) => [
    fold.name,
    count(fold.heldOut),
    ...cells(
      names.map((name) => {
        const found = fold.errors[name]?.[target];
        return found === undefined ? undefined : { ...found, ...found.heldOut, heldOut: found.heldOut.mean };
      }),
    ),
  ]);
  const means = folds.length < 2 ? [] : [['mean of folds', '', ...cells(names.map((name) => mean[name]?.[target]))]];
  const head = [`${target}${log10 ? ' (log10)' : ''}: held out`, 'crystals', ...names];
  return [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows, ...means]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/**
 * How the networks compare with trees, in a sentence.
 *
 * @param {Crossval} result
 * @param {CrossvalTarget} target
 */
function verdict({ folds, models }, { name: target }) {
  const networks = models.filter(({ kind }) => kind !== 'baseline');
  const texts = networks.flatMap(({ name }) => {
    const both = folds.flatMap(({ errors }) => {
      const [own, trees] = [errors[name]?.[target], errors['trees']?.[target]];
      return own === undefined || trees === undefined ? [] : [own.heldOut.mean < trees.heldOut.mean];
    });
    if (both.length === 0) return [];
    return [`\`${name}\` is better than trees in ${both.filter(Boolean).length} of ${both.length} folds`];
  });
  return texts.length === 0 ? '' : `${target}: ${texts.join(', ')}.`;
}
