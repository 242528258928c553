// The picture and the tables of docs/generalisation/exactness.md, from what tools/bench/exactness.ts measured.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataNeeded, geometricMean } from './exactnessNumbers.mjs';
import { chart, compose, Plot } from './svg.mjs';

/** @typedef {import('./exactnessNumbers.mjs').Results} Results */
/** @typedef {import('./exactnessNumbers.mjs').Method} Method */

const path = join(import.meta.dirname, '../../docs/generalisation/exactness.json');
export const results = () => /** @type {Results} */ (JSON.parse(readFileSync(path, 'utf8')));

const LEGEND_WIDTH = 205;
/** The ratio of data is drawn for the error that the exact layer has with so many points. */
const RATIO_AT = 160;

/** Names and colours; `averaged` is augmentation with the mean over the group when the network is used. */
const LINES = {
  none: { name: 'no symmetry', color: '#64748b' },
  augmentation: { name: 'augmentation', color: '#e4572e' },
  averaged: { name: 'augmentation, averaged in use', color: '#f0a868' },
  penalty: { name: 'penalty', color: '#9333ea' },
  exact: { name: 'exact layer', color: '#2563eb' },
};
/** @typedef {keyof typeof LINES} Line */
const lines = /** @type {Line[]} */ (Object.keys(LINES));

const size = { width: 318, height: 290 };
const frame = { ...size, marginLeft: 52, marginBottom: 40, marginRight: 22, marginTop: 8 };
const color = { domain: lines.map((line) => LINES[line].name), range: lines.map((line) => LINES[line].color) };
const log = (/** @type {string} */ label) => ({
  type: /** @type {'log'} */ ('log'),
  label,
  labelArrow: /** @type {'none'} */ ('none'),
  labelAnchor: /** @type {'center'} */ ('center'),
  grid: true,
});

/** A point of a curve. @typedef {{ x: number, y: number, name: string, series?: string }} Mark */

/** Numbers at the places of a logarithmic axis that are asked for; without `text`, it leaves some of them out. */
const ticksAt = (/** @type {number[]} */ ticks, /** @type {string} */ label) => [
  Plot.gridX(ticks),
  Plot.axisX(ticks, { label, labelArrow: 'none', labelAnchor: 'center', text: String }),
];

function curves(
  /** @type {Mark[]} */ marks,
  /** @type {string} */ xLabel,
  /** @type {string} */ yLabel,
  ticks = /** @type {number[] | undefined} */ (undefined),
  small = false,
) {
  return chart({
    ...frame,
    x: { ...log(xLabel), ...(ticks ? { axis: null, grid: false } : {}) },
    y: { ...log(yLabel), tickFormat: small ? '.0e' : '~g', ticks: 5 },
    color,
    marks: [
      ...(ticks ? ticksAt(ticks, xLabel) : []),
      Plot.line(marks, {
        x: 'x',
        y: 'y',
        z: (/** @type {Mark} */ mark) => `${mark.name} ${mark.series}`,
        stroke: 'name',
        strokeWidth: 2,
      }),
      Plot.dot(marks, { x: 'x', y: 'y', fill: 'name', r: 3 }),
    ],
  });
}

/** Geometric means over groups. */
function errors(/** @type {Results} */ { functions, sizes }, /** @type {'plane' | 'space'} */ kind) {
  const groups = functions.filter((group) => group.kind === kind && group.order > 1);
  const value = (/** @type {Line} */ line, /** @type {number} */ i) =>
    geometricMean(
      groups.map(
        ({ methods }) => (line === 'averaged' ? methods.augmentation.averaged : methods[line].rms)[i] ?? Number.NaN,
      ),
    );
  return lines.flatMap((line) => sizes.function.map((x, i) => ({ x, y: value(line, i), name: LINES[line].name })));
}

function violations(/** @type {Results} */ { functions, sizes }) {
  const groups = functions.filter(({ order }) => order > 1);
  const methods = /** @type {Method[]} */ (['none', 'augmentation', 'penalty', 'exact']);
  return methods.flatMap((method) =>
    sizes.function.map((x, i) => ({
      x,
      y: geometricMean(groups.map(({ methods }) => methods[method].violation[i] ?? Number.NaN)),
      name: LINES[method].name,
    })),
  );
}

function distances(/** @type {Results} */ { distances: groups, sizes }) {
  const methods = /** @type {Method[]} */ (['none', 'augmentation', 'penalty', 'exact']);
  return methods.flatMap((method) =>
    sizes.distance.map((x, i) => ({
      x,
      y: geometricMean(groups.map(({ methods }) => methods[method].mae[i] ?? Number.NaN)),
      name: LINES[method].name,
    })),
  );
}

function ratios(/** @type {Results} */ results) {
  const methods = /** @type {('none' | 'augmentation' | 'penalty')[]} */ (['none', 'augmentation', 'penalty']);
  const marks = results.functions
    .filter(({ order }) => order > 1)
    .flatMap((group) =>
      methods.map((method) => {
        const { ratio, bound } = dataNeeded(results, group, method, RATIO_AT);
        return { x: group.order, y: ratio, bound, name: LINES[method].name };
      }),
    );
  const largest = Math.max(...marks.map(({ x }) => x));
  const orders = [2, 4, 8, 16, 32, 64, 128].filter((order) => order <= largest);
  return chart({
    ...frame,
    x: { ...log('order of the group'), axis: null, grid: false },
    y: { ...log(`points for its error with ${RATIO_AT}, × ${RATIO_AT}`), tickFormat: '~g', ticks: 5 },
    color,
    marks: [
      ...ticksAt(orders, 'order of the group'),
      Plot.ruleY([1], { stroke: LINES.exact.color, strokeWidth: 2 }),
      Plot.dot(
        marks.filter(({ bound }) => !bound),
        { x: 'x', y: 'y', fill: 'name', r: 3.2 },
      ),
      Plot.dot(
        marks.filter(({ bound }) => bound),
        { x: 'x', y: 'y', stroke: 'name', symbol: 'triangle', r: 3.6 },
      ),
    ],
  });
}

function computing(/** @type {Results} */ { computing: { rows } }) {
  const marks = rows
    .filter(({ wide }) => !wide)
    .flatMap(({ method, group, applications, rms, averaged }) => [
      { x: applications, y: rms, name: LINES[method].name, series: group },
      ...(method === 'augmentation'
        ? [{ x: applications, y: averaged, name: LINES.averaged.name, series: group }]
        : []),
    ]);
  return curves(marks, 'applications of the network in training', 'relative error');
}

/** A panel for each part that is measured. */
function panelsOf(/** @type {Results} */ data) {
  const ticks = [...data.sizes.function];
  const moved = data.functions.filter(({ order }) => order > 1);
  const count = (/** @type {string} */ kind) => moved.filter((group) => group.kind === kind).length;
  const panel = (/** @type {any} */ svg, /** @type {string} */ title) => ({ svg, ...size, title });
  const panels = /** @type {('plane' | 'space')[]} */ (['plane', 'space'])
    .filter((kind) => count(kind) > 0)
    .map((kind) =>
      panel(
        curves(errors(data, kind), 'points of the training set', 'relative error', ticks),
        `Functions of ${count(kind)} ${kind} groups`,
      ),
    );
  panels.push(
    panel(
      curves(violations(data), 'points of the training set', 'rms of f(gx) − f(x)', ticks, true),
      'Violation of invariance',
    ),
    panel(ratios(data), 'Data needed, exact layer = 1'),
  );
  if (data.distances.length > 0) {
    const svg = curves(distances(data), 'pairs of the training set', 'mean absolute error in Å', [
      ...data.sizes.distance,
    ]);
    panels.push(panel(svg, `Distance of orbits, ${data.distances.length} space groups`));
  }
  if (data.computing.rows.length > 0)
    panels.push(panel(computing(data), `Error against computing, ${data.computing.size} points`));
  return panels;
}

export function exactness() {
  const panels = panelsOf(results());
  const perRow = panels.length === 4 ? 2 : 3;
  const rows = Array.from({ length: Math.ceil(panels.length / perRow) }, (_, i) =>
    panels.slice(perRow * i, perRow * (i + 1)),
  );
  return withLegend(compose(rows));
}

/** The picture with the names of the lines below it, as many beside each other as there is room for. */
function withLegend(/** @type {string} */ svg) {
  const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const columns = Math.min(lines.length, Math.floor((Number(width) - 40) / LEGEND_WIDTH));
  const items = lines.map((line, i) => {
    const [x, y] = [56 + LEGEND_WIDTH * (i % columns), Number(height) + 10 + 20 * Math.floor(i / columns)];
    const { name, color } = LINES[line];
    return `<line x1="${x}" x2="${x + 22}" y1="${y}" y2="${y}" stroke="${color}" stroke-width="3"/><text x="${x + 28}" y="${y + 4}" font-size="12">${name}</text>`;
  });
  const bottom = Number(height) + 8 + 20 * Math.ceil(lines.length / columns);
  return svg
    .replace(
      `height="${height}" viewBox="0 0 ${width} ${height}"`,
      `height="${bottom}" viewBox="0 0 ${width} ${bottom}"`,
    )
    .replace(/<\/svg>\n$/, `${items.join('')}</svg>\n`);
}
