import { mean } from '../statistics.mjs';

/**
 * A data set of the table of properties.
 *
 * @typedef {object} PropertySet
 * @property {string} folder
 * @property {readonly string[]} targets
 * @property {readonly string[]} titles of the targets, with units
 * @property {boolean} [log10]
 */

/**
 * What one run gave: errors are mean absolute ones on val.
 *
 * @typedef {object} Measured
 * @property {string} set
 * @property {string} variant
 * @property {{ train: number, val: number }} records
 * @property {number} epochs
 * @property {number} batchSize
 * @property {number} seed of the first member
 * @property {string} backend
 * @property {string} version
 * @property {readonly Readonly<Record<string, number>>[]} members errors of each network by target
 * @property {Readonly<Record<string, Readonly<Record<string, number>>>>} models errors by target and model: `network`, which is the ensemble if there are
 *   several members, and the baselines
 */

/** @type {Readonly<Record<string, PropertySet>>} */
export const SETS = {
  elasticity: {
    folder: 'mp-binary-elasticity',
    targets: ['bulk_modulus_vrh', 'shear_modulus_vrh'],
    titles: ['bulk modulus, log10 GPa', 'shear modulus, log10 GPa'],
    log10: true,
  },
  'mp-36k': {
    folder: 'mp-36k',
    targets: ['formation_energy_per_atom', 'band_gap'],
    titles: ['formation energy, eV/atom', 'band gap, eV'],
  },
  'carbon-24': {
    folder: 'carbon-24',
    targets: ['energy_per_atom'],
    titles: ['carbon-24 energy, eV/atom'],
  },
  'perov-5': {
    folder: 'perov-5',
    targets: ['heat_all'],
    titles: ['perov-5 heat of formation, eV/atom'],
  },
  'heat-capacity': {
    folder: 'alexandria-heat-capacity',
    targets: ['heat_capacity'],
    titles: ['heat capacity, J/mol/K per cell'],
  },
};

const BASELINES = [
  ['trees', 'gradient boosting'],
  ['ridge', 'ridge regression'],
  ['mean', 'mean'],
];

/**
 * The table of what was measured, in Markdown: targets are columns; rows are networks, ensembles and baselines.
 *
 * @param {readonly Measured[]} rows
 */
export function tableOf(rows) {
  const sets = Object.entries(SETS).filter(([name]) => rows.some(({ set }) => set === name));
  const columns = sets.flatMap(([set, { targets, titles }]) =>
    targets.map((target, i) => ({ set, target, title: titles[i] ?? '' })),
  );
  const variants = [...new Set(rows.map(({ variant }) => variant))];
  const cell = (/** @type {string} */ variant, /** @type {(row: Measured, target: string) => string} */ text) =>
    columns.map(({ set, target }) => {
      const row = rows.find((other) => other.set === set && other.variant === variant);
      return row === undefined ? '' : text(row, target);
    });
  const first = (/** @type {(row: Measured, target: string) => string} */ text) =>
    columns.map(({ set, target }) => {
      const row = rows.find((other) => other.set === set);
      return row === undefined ? '' : text(row, target);
    });
  const isEnsemble = (/** @type {Measured} */ row) => row.members.length > 1;
  const lines = [
    ['', ...columns.map(({ title }) => title)],
    ['---', ...columns.map(() => '---')],
    [
      'records train / val',
      ...first(({ records }) => `${records.train.toLocaleString('en')} / ${records.val.toLocaleString('en')}`),
    ],
    ['epochs', ...first(({ epochs }) => String(epochs))],
    ...variants.flatMap((variant) => {
      const single = [
        `\`${variant}\``,
        ...cell(variant, ({ members }, target) => meanAndSpread(members.map((errors) => errors[target] ?? Number.NaN))),
      ];
      const together = rows.some((row) => row.variant === variant && isEnsemble(row));
      return [
        single,
        ...(together
          ? [
              [
                `\`${variant}\`, ensemble`,
                ...cell(variant, (row, target) =>
                  isEnsemble(row) ? `${number(row.models[target]?.['network'])} (${row.members.length})` : '',
                ),
              ],
            ]
          : []),
      ];
    }),
    ...BASELINES.map(([name = '', title = '']) => [
      title,
      ...first(({ models }, target) => number(models[target]?.[name])),
    ]),
  ];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

const number = (/** @type {number | undefined} */ x) =>
  x === undefined ? '' : x >= 1 ? x.toPrecision(3) : x.toFixed(4);

/** Mean, and with several the standard deviation over seeds. */
function meanAndSpread(/** @type {readonly number[]} */ list) {
  const middle = mean(list);
  if (list.length === 1) return number(middle);
  const spread = Math.sqrt(list.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (list.length - 1));
  return `${number(middle)} ± ${number(spread)}`;
}
