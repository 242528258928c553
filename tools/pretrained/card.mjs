// The card of a network, from its run and what was measured.
import { join } from 'node:path';
import { DERIVED_UNITS } from './recipes.mjs';
import { readJson } from './steps.mjs';

const rounded = (/** @type {number} */ value, digits = 4) => Number(value.toPrecision(digits));

/**
 * Errors of all targets of an evaluation, the network's first.
 *
 * @param {any} evaluation  `evaluation.json` of a run
 * @param {import('./recipes.mjs').Recipe} recipe
 * @returns {import('@crystal-fourier/models').ErrorsOnRecords['targets']}
 */
export function errorsOf(evaluation, { predicts }) {
  return evaluation.targets.map((/** @type {any} */ { name, models }) => ({
    name,
    unit: predicts.find((one) => one.name === name)?.unit ?? DERIVED_UNITS[name.split('.').at(-1)] ?? '1',
    models: models.map((/** @type {any} */ { name: model, score: { metrics, log10 } }) => ({
      name: model,
      mae: rounded(metrics.mae),
      rmse: rounded(metrics.rmse),
      r2: rounded(metrics.r2),
      ...(log10 === undefined ? {} : { maeLog10: rounded(log10.mae) }),
    })),
  }));
}

/**
 * What is different between predictions of the network and of its file, by quantity: mean and largest difference, of tensors of their norms.
 *
 * @param {readonly [any, any]} documents  of `cft predict`, of the run and of the file
 * @param {import('./recipes.mjs').Recipe} recipe
 */
function roundingOf([run, file], { predicts }) {
  return Object.fromEntries(
    predicts.map(({ name, tensor }) => {
      const numbers = (/** @type {any} */ { predictions }) =>
        new Map(
          predictions
            .filter((/** @type {any} */ { error }) => error === undefined)
            .map((/** @type {any} */ { id, values, tensors }) => [
              id,
              tensor === undefined ? [values[name]] : tensors[name].matrix.flat(Infinity),
            ]),
        );
      const after = numbers(file);
      const differences = [...numbers(run)].flatMap(([id, row]) => {
        const other = after.get(id);
        return other === undefined
          ? []
          : [Math.hypot(...row.map((/** @type {number} */ value, /** @type {number} */ j) => value - other[j]))];
      });
      const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
      return [name, { mean: rounded(mean, 3), largest: rounded(Math.max(...differences), 3) }];
    }),
  );
}

const matricesOf = (/** @type {Record<string, { matrix: number[][] }>} */ tensors) =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { matrix }]) => [name, matrix.map((row) => row.map((x) => rounded(x, 6)))]),
  );

/**
 * @typedef {object} CardInput
 * @property {string} run
 * @property {any} exported  document of `cft export`
 * @property {string} sha256
 * @property {string} command
 * @property {import('@crystal-fourier/models').ErrorsOnRecords} heldOut
 * @property {{ examples: readonly [any, any], val: readonly [any, any] }} predictions  of the run and of the file
 */

/**
 * @param {string} name
 * @param {import('./recipes.mjs').Recipe} recipe
 * @param {CardInput} input
 * @returns {import('@crystal-fourier/models').NetworkCard}
 */
export function cardOf(name, recipe, { run, exported, sha256, command, heldOut, predictions }) {
  const record = readJson(join(run, 'run.json'));
  const { training } = readJson(join(run, 'config.json'));
  const evaluation = readJson(join(run, 'evaluation.json'));
  const { card, variant, weights, elements, groups, bytes } = exported;
  const [before, after] = predictions.examples;
  const numbers = (/** @type {Record<string, number>} */ values) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, rounded(value, 6)]));
  return {
    name,
    title: recipe.title,
    kind: 'network',
    predicts: recipe.predicts.map(({ log10 = false, ...quantity }) => ({ ...quantity, log10 })),
    limits: recipe.limits,
    bytes,
    sha256,
    data: {
      sources: recipe.sources,
      split: recipe.split,
      parts: record.data.parts,
      hash: record.data.hash,
    },
    errors: {
      what: 'the val part, by which the epoch was chosen: expect somewhat larger errors on other crystals',
      records: evaluation.records,
      targets: errorsOf(evaluation, recipe),
    },
    heldOut,
    elements,
    groups,
    training: {
      command,
      variant,
      epochs: training.epochs,
      seed: card.seed,
      weights,
      date: record.finished.slice(0, 10),
      backend: card.backend,
      versions: Object.fromEntries(Object.entries(card.versions).filter(([key]) => key !== 'node')),
    },
    rounding: roundingOf(predictions.val, recipe),
    references: after.predictions.map((/** @type {any} */ one, /** @type {number} */ i) => ({
      crystal: one.id,
      formula: one.formula,
      novelty: rounded(one.novelty, 4),
      values: numbers(one.values),
      ...(one.tensors === undefined ? {} : { tensors: matricesOf(one.tensors) }),
      unrounded: numbers(before.predictions[i].values),
    })),
  };
}
