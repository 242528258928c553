import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chart, compose, Plot } from './svg.mjs';

/**
 * @typedef {{ pairs: number, mae: number, distance: number }} ErrorOf
 * @typedef {{ all: ErrorOf, trained: ErrorOf, heldOut: ErrorOf, bySystem: (ErrorOf & { system: string })[],
 *   bySize: (ErrorOf & { from: number, to: number })[], byRelativeDistance: (ErrorOf & { from: number, to: number })[],
 *   byGroup: (ErrorOf & { group: number, heldOut: boolean, survivors: number })[], parity: [number, number][] }} Errors
 * @typedef {{ options: { form: string, functions: number, pairs: number, width: number }, parameters: number, errors: Errors,
 *   curve: { pairs: number, train: number, validation: number, heldOut: number, seconds: number }[] }} Run
 * @typedef {{ metric: Run, index?: Run, functions?: { functions: number, pairs: number, mae: number, heldOut: number }[],
 *   network?: { heldOut: string, variant: string, K: number, G: number, epochs: number, train: number, unseen: number }[] }} Report
 */

/** @returns {Report} */
const report = () =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/generalisation/pretraining.json'), 'utf8'));

const [BLUE, RED] = ['#2563eb', '#e4572e'];
const size = { width: 430, height: 300 };
const axes = { ...size, marginLeft: 56, marginBottom: 42 };

/** Learning curves, parity, errors by group, and what limits the form `index`. */
export function pretrainingFigure() {
  const { metric, index } = report();
  const runs = index === undefined ? [metric] : [metric, index];
  const curves = runs.flatMap(({ options, curve }) =>
    curve.flatMap((point) => [
      { form: options.form, groups: 'trained', pairs: point.pairs / 1e6, mae: point.validation },
      { form: options.form, groups: 'left out', pairs: point.pairs / 1e6, mae: point.heldOut },
    ]),
  );
  const color = { domain: ['metric', 'index'], range: [BLUE, RED], legend: false };
  const learning = chart({
    ...axes,
    color,
    x: { label: 'pairs learned from, millions', labelAnchor: 'center', labelArrow: 'none' },
    y: { type: 'log', label: 'MAE, Å', labelArrow: 'none', grid: true, ticks: 6, tickFormat: '~g' },
    marks: [
      Plot.line(
        curves.filter(({ groups }) => groups === 'trained'),
        { x: 'pairs', y: 'mae', stroke: 'form', strokeWidth: 2 },
      ),
      Plot.line(
        curves.filter(({ groups }) => groups === 'left out'),
        { x: 'pairs', y: 'mae', stroke: 'form', strokeWidth: 2, strokeDasharray: '4,3' },
      ),
    ],
  });
  const parity = chart({
    ...axes,
    x: { label: 'exact distance, Å', labelAnchor: 'center', labelArrow: 'none' },
    y: { label: 'learned distance, Å', labelArrow: 'none', grid: true },
    marks: [
      Plot.line(
        [
          [0, 0],
          [10, 10],
        ],
        { stroke: '#999' },
      ),
      Plot.dot(metric.errors.parity, { x: '0', y: '1', r: 2, fill: BLUE, fillOpacity: 0.6 }),
    ],
  });
  const byGroup = chart({
    ...axes,
    x: { label: 'number of the group', labelAnchor: 'center', labelArrow: 'none' },
    y: {
      label: 'MAE, Å',
      labelArrow: 'none',
      grid: true,
      domain: [0, Math.max(...metric.errors.byGroup.map(({ mae }) => mae))],
    },
    marks: [
      Plot.dot(metric.errors.byGroup, {
        x: 'group',
        y: 'mae',
        r: 2.5,
        fill: (/** @type {{ heldOut: boolean }} */ { heldOut }) => (heldOut ? RED : BLUE),
      }),
    ],
  });
  const panels = [
    [
      { svg: learning, ...size, title: 'Learning: metric blue, index red, groups left out dashed' },
      { svg: parity, ...size, title: 'Parity, form metric, all groups' },
    ],
    [{ svg: byGroup, ...size, title: 'By group, form metric; groups left out red' }],
  ];
  if (index !== undefined) {
    const relative = index.errors.byGroup.map((entry) => ({ ...entry, share: entry.mae / entry.distance }));
    const survivors = chart({
      ...axes,
      x: {
        label: 'share of the frequencies that survives',
        labelAnchor: 'center',
        labelArrow: 'none',
        type: 'log',
        tickFormat: '~g',
      },
      y: { label: 'MAE over mean distance', labelArrow: 'none', grid: true },
      marks: [
        Plot.dot(relative, {
          x: 'survivors',
          y: 'share',
          r: 2.5,
          fill: (/** @type {{ heldOut: boolean }} */ { heldOut }) => (heldOut ? RED : BLUE),
        }),
      ],
    });
    panels[1]?.push({ svg: survivors, ...size, title: 'Form index: error against surviving frequencies' });
  }
  return compose(panels);
}

/** A table as the formatter lays it out: the first column to the left, numbers to the right. */
function table(/** @type {string[]} */ head, /** @type {(string | number)[][]} */ rows) {
  const texts = [head, ...rows.map((cells) => cells.map(String))];
  const widths = head.map((_, column) => Math.max(3, ...texts.map((cells) => cells[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...texts.slice(1).map(line)].join('\n');
}

const MISSING = 'Not measured yet.';
const length = (/** @type {number | undefined} */ x) => (x === undefined ? '' : x.toFixed(3));

/** The text with its tables filled in, each between its markers. */
export function pretrainingTables(/** @type {string} */ text) {
  const { metric, index, functions, network } = report();
  const forms = index === undefined ? [metric] : [metric, index];
  const { errors } = metric;
  /** @type {Record<string, string>} */
  const tables = {
    forms: table(
      ['form', 'parameters', 'pairs', 'all groups', 'trained', 'left out', 'ratio'],
      forms.map(({ options, parameters, curve, errors: own }) => [
        `\`${options.form}\``,
        parameters,
        `${((curve.at(-1)?.pairs ?? 0) / 1e6).toFixed(1)} million`,
        length(own.all.mae),
        length(own.trained.mae),
        length(own.heldOut.mae),
        (own.heldOut.mae / own.trained.mae).toFixed(2),
      ]),
    ),
    systems: table(
      ['crystal system', 'MAE, Å', 'mean distance, Å', ...(index === undefined ? [] : ['MAE of `index`, Å'])],
      errors.bySystem.map(({ system, mae, distance }, i) => [
        system,
        length(mae),
        length(distance),
        ...(index === undefined ? [] : [length(index.errors.bySystem[i]?.mae)]),
      ]),
    ),
    sizes: table(
      ['(V / order)^(1/3), Å', 'MAE, Å', 'mean distance, Å', 'pairs'],
      errors.bySize.map(({ from, to, mae, distance, pairs }) => [
        `${from} – ${to}`,
        length(mae),
        length(distance),
        pairs,
      ]),
    ),
    functions:
      functions === undefined
        ? MISSING
        : table(
            ['functions of an encoding', 'pairs', 'all groups', 'left out'],
            functions.map((entry) => [
              entry.functions,
              `${(entry.pairs / 1e6).toFixed(1)} million`,
              length(entry.mae),
              length(entry.heldOut),
            ]),
          ),
    network:
      network === undefined
        ? MISSING
        : table(
            ['held out', 'crystals', 'what the network sees of orbits', 'K', 'G'],
            network.map(({ heldOut, unseen, variant, K, G }) => [
              heldOut,
              unseen,
              `\`${variant}\``,
              K.toFixed(4),
              G.toFixed(4),
            ]),
          ),
  };
  return Object.entries(tables).reduce((filled, [name, content]) => {
    const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
    const [from, to] = [filled.indexOf(begin), filled.indexOf(end)];
    if (from < 0 || to < from)
      throw new Error(`docs/generalisation/pretraining.md needs the markers ${begin} and ${end}`);
    return `${filled.slice(0, from + begin.length)}\n\n${content}\n\n${filled.slice(to)}`;
  }, text);
}
