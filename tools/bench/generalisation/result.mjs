// Makes results of `cft crossval` small, and puts results of one protocol together that were made by several calls.
/** @import { Crossval, CrossvalFold, FoldPoints } from '@crystal-fourier/model' */

/** Crystals of all folds together that a committed result keeps. */
const MOST_POINTS = 600;

/**
 * One result with the models of all: they must be of the same data and the same folds.
 *
 * @param {readonly Crossval[]} results
 * @returns {Crossval}
 */
export function merged(results) {
  const [first, ...others] = results;
  if (first === undefined) throw new Error('there must be at least one result to put together');
  let whole = first;
  for (const next of others) whole = both(whole, next);
  return whole;
}

/** What two results must have in common. */
const keyOf = (/** @type {Crossval} */ { data, holdOut, targets, validationShare, inDistribution, folds }) =>
  JSON.stringify([
    data.hash,
    data.records,
    holdOut,
    targets,
    validationShare,
    inDistribution,
    ...folds.map(({ name, heldOut, train }) => [name, heldOut, train]),
  ]);

/**
 * @param {Crossval} whole
 * @param {Crossval} next
 * @returns {Crossval}
 */
function both(whole, next) {
  if (keyOf(whole) !== keyOf(next))
    throw new Error(
      'results of one protocol must be of the same data, folds and targets; these differ: make one of them again',
    );
  const names = new Set(next.models.map(({ name }) => name));
  return {
    ...whole,
    finished: whole.finished && next.finished,
    created: whole.created > next.created ? whole.created : next.created,
    // A model that both have counts as the later result has it. Networks stand before baselines.
    models: [...whole.models.filter(({ name }) => !names.has(name)), ...next.models].toSorted(
      (a, b) => Number(a.kind === 'baseline') - Number(b.kind === 'baseline'),
    ),
    mean: { ...whole.mean, ...next.mean },
    folds: whole.folds.map((fold, i) => mergedFold(fold, /** @type {CrossvalFold} */ (next.folds[i]))),
  };
}

/**
 * @param {CrossvalFold} first
 * @param {CrossvalFold} second
 * @returns {CrossvalFold}
 */
function mergedFold(first, second) {
  const points =
    first.points === undefined || second.points === undefined
      ? {}
      : {
          points: {
            ...first.points,
            heldOut: { ...first.points.heldOut, ...second.points.heldOut },
            inDistribution: { ...first.points.inDistribution, ...second.points.inDistribution },
          },
        };
  return { ...first, errors: { ...first.errors, ...second.errors }, ...points };
}

/**
 * A result as it is committed: numbers with four digits, some of the crystals, evenly among those of each fold.
 *
 * @param {Crossval} result
 * @returns {Crossval}
 */
export function compact(result) {
  const all = result.folds.reduce((sum, { points }) => sum + (points?.ids.length ?? 0), 0);
  const share = Math.min(1, MOST_POINTS / Math.max(1, all));
  return {
    ...result,
    folds: result.folds.map(({ points, ...fold }) =>
      points === undefined ? fold : { ...fold, points: thinned(points, Math.ceil(share * points.ids.length)) },
    ),
  };
}

/**
 * @param {FoldPoints} points
 * @param {number} count
 * @returns {FoldPoints}
 */
function thinned(points, count) {
  const length = points.ids.length;
  const kept = Array.from({ length: Math.min(count, length) }, (_, i) => Math.floor((i * length) / count));
  /** @template T @param {readonly T[]} list */
  const some = (list) => kept.map((i) => /** @type {T} */ (list[i]));
  /** @template T @param {Readonly<Record<string, readonly T[]>>} columns */
  const ofEach = (columns) => Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, some(list)]));
  const ofModels = (/** @type {FoldPoints['heldOut']} */ models) =>
    Object.fromEntries(Object.entries(models).map(([name, columns]) => [name, ofEach(columns)]));
  return {
    ids: some(points.ids),
    formulas: some(points.formulas),
    groups: some(points.groups),
    truth: ofEach(points.truth),
    heldOut: ofModels(points.heldOut),
    ...(points.inDistribution === undefined ? {} : { inDistribution: ofModels(points.inDistribution) }),
  };
}

/**
 * JSON text of a compact result, a line for each fold.
 *
 * @param {Crossval} result
 */
export function textOf({ folds, ...head }) {
  const rounded = (/** @type {string} */ _key, /** @type {unknown} */ value) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
  const lines = folds.map((fold) => JSON.stringify(fold, rounded));
  const start = JSON.stringify(head, rounded).slice(0, -1);
  return `${start},\n"folds":[\n${lines.join(',\n')}\n]}\n`;
}
