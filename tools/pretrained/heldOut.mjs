// Errors of a recipe on space groups that were held out of the training.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorsOf } from './card.mjs';
import { cft, readJson, root } from './steps.mjs';

/**
 * @typedef {object} HeldOutOptions
 * @property {string} work
 * @property {string} data
 * @property {readonly string[]} training  the arguments of `cft train` beside data, split and folder
 * @property {(run: string, argv: readonly string[]) => void} train
 * @property {string | undefined} given    a finished run to take
 */

/**
 * @param {import('./recipes.mjs').Recipe} recipe
 * @param {HeldOutOptions} options
 * @returns {import('@crystal-fourier/models').ErrorsOnRecords}
 */
export function heldOutErrors(recipe, options) {
  const { heldOut } = recipe;
  return 'crossval' in heldOut ? fromCrossval(recipe, heldOut) : fromTraining(recipe, heldOut.folds, options);
}

/** Of a cross-validation that was made before. */
function fromCrossval(
  /** @type {import('./recipes.mjs').Recipe} */ { predicts },
  /** @type {{ crossval: string, fold: string, model: string }} */ { crossval, fold: name, model },
) {
  const { models, folds } = readJson(join(root, crossval));
  const fold = folds.find((/** @type {any} */ one) => one.name === name);
  const { epochs } = models.find((/** @type {any} */ one) => one.name === model).options.training;
  // A network first, then what it is compared with.
  const compared = [model, ...['trees', 'ridge', 'mean'].filter((other) => fold.errors[other] !== undefined)];
  return {
    what: `crystals of space groups that were held out of the training together (${crossval})`,
    records: fold.heldOut,
    groups: name.split('+').map(Number),
    trained: fold.train,
    epochs,
    targets: predicts.map(({ name: target, unit }) => ({
      name: target,
      unit,
      models: compared.map((other) => ({
        name: other === model ? `network, ${model}` : (NAMES[other] ?? other),
        mae: fold.errors[other][target].heldOut.mean,
      })),
    })),
  };
}

/** @type {Readonly<Record<string, string>>} */
const NAMES = { trees: 'gradient boosting' };

/** Of a training with the first of some folds of groups held out. */
function fromTraining(
  /** @type {import('./recipes.mjs').Recipe} */ recipe,
  /** @type {number} */ folds,
  /** @type {HeldOutOptions} */ { work, data, training, train, given },
) {
  const splits = join(work, 'splits');
  const rule = ['--hold-out', 'group', '--folds', String(folds), '--seed', '1'];
  const [first] = cft(['split', data, ...rule, '--out', splits, '--force']);
  const run = given ?? join(work, 'held-out');
  train(run, [data, ...training, '--split', first.file]);
  if (!existsSync(join(run, 'evaluation.json'))) cft(['evaluate', run, data, '--part', 'test']);
  const evaluation = readJson(join(run, 'evaluation.json'));
  const groups = new Set(
    evaluation.targets.flatMap((/** @type {any} */ { byGroup }) => byGroup.map((/** @type {any} */ one) => +one.name)),
  );
  return {
    what: `crystals of space groups that were held out of the training together, one of ${folds} folds`,
    records: evaluation.records,
    groups: [...groups].toSorted((a, b) => a - b),
    trained: evaluation.trained,
    epochs: readJson(join(run, 'config.json')).training.epochs,
    targets: errorsOf(evaluation, recipe),
  };
}
