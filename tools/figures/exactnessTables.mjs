import { dataNeeded, geometricMean } from './exactnessNumbers.mjs';
import { results } from './exactness.mjs';

/** @typedef {import('./exactnessNumbers.mjs').Method} Method */
/** @typedef {import('./exactnessNumbers.mjs').GroupResult} GroupResult */

/** Sizes of training sets of the exact layer whose errors the other methods are to reach. */
const RATIOS_AT = /** @type {const} */ ([160, 800]);
/** The size of training set that the violation is told for. */
const VIOLATION_AT = 800;

const METHODS = /** @type {[Method, string][]} */ ([
  ['none', 'no symmetry'],
  ['augmentation', 'augmentation'],
  ['penalty', 'penalty'],
  ['exact', 'exact layer'],
]);

/** Three digits, without an exponent where that reads well. */
const digits = (/** @type {number} */ value) =>
  value < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(3)));

/** The document with the tables between its markers. */
export function exactnessTables(/** @type {string} */ document) {
  const data = results();
  const tables = {
    methods: methodTable(data),
    groups: groupTable(data),
    distances: distanceTable(data),
    computing: computingTable(data),
  };
  const texts = Object.entries(tables).map(([name, rows]) => [
    name,
    rows.length > 1 ? markdown(rows) : '_Not measured yet._',
  ]);
  return [['run', whatWasRun(data)], ...texts].reduce((text, [name, body]) => {
    const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from)
      throw new Error(`docs/generalisation/exactness.md needs the markers ${begin} and ${end}`);
    return `${text.slice(0, from + begin.length)}\n\n${body}\n\n${text.slice(to)}`;
  }, document);
}

/** Which groups the numbers are of. */
function whatWasRun(/** @type {ReturnType<typeof results>} */ { complete, functions, distances }) {
  const count = (/** @type {string} */ kind) => functions.filter((group) => group.kind === kind).length;
  const orders = functions.map(({ order }) => order);
  const measured = `Measured: functions of ${count('plane')} plane groups and ${count('space')} space groups, with ${Math.min(...orders)} to ${Math.max(...orders)} operations in the conventional cell; distances in ${distances.length} space groups.`;
  return complete ? measured : `${measured} The other groups of the benchmark are not measured yet.`;
}

/** A ratio of data with its bound, or a mean of some: `> 5.1`. */
function ratioText(/** @type {ReturnType<typeof dataNeeded>[]} */ needed) {
  const bound = ['more', 'less'].filter((side) => needed.some((one) => one.bound === side));
  const sign = bound.length === 0 ? '' : bound.length === 2 ? '≈ ' : bound[0] === 'more' ? '> ' : '< ';
  return `${sign}${digits(geometricMean(needed.map(({ ratio }) => ratio)))}`;
}

function methodTable(/** @type {ReturnType<typeof results>} */ data) {
  const { functions, sizes } = data;
  const at = sizes.function.indexOf(VIOLATION_AT);
  const heads = sizes.function.map((size) => `${size} points`);
  const rows = [['', ...heads, 'violation', 'largest', ...RATIOS_AT.map((size) => `data, ${size}`)]];
  for (const kind of /** @type {const} */ (['plane', 'space'])) {
    const groups = functions.filter((group) => group.kind === kind && group.order > 1);
    const mean = (/** @type {(group: GroupResult) => number | undefined} */ of) =>
      digits(geometricMean(groups.map((group) => of(group) ?? Number.NaN)));
    for (const [method, name] of METHODS) {
      const ratios = RATIOS_AT.map((size) => ratioText(groups.map((group) => dataNeeded(data, group, method, size))));
      rows.push([
        `${kind}: ${name}`,
        ...sizes.function.map((_, i) => mean(({ methods }) => methods[method].rms[i])),
        mean(({ methods }) => methods[method].violation[at]),
        digits(Math.max(...groups.map(({ methods }) => methods[method].worst[at] ?? Number.NaN))),
        ...(method === 'exact' ? RATIOS_AT.map(() => '1') : ratios),
      ]);
      if (method !== 'augmentation') continue;
      const averaged = sizes.function.map((_, i) => mean(({ methods }) => methods[method].averaged[i]));
      rows.push([`${kind}: augmentation, averaged`, ...averaged, '0', '0', ...RATIOS_AT.map(() => '')]);
    }
  }
  return rows;
}

function groupTable(/** @type {ReturnType<typeof results>} */ data) {
  const { functions, sizes } = data;
  const [size] = RATIOS_AT;
  const [at, last] = [sizes.function.indexOf(size), sizes.function.length - 1];
  const others = METHODS.slice(0, 3);
  const errors = (/** @type {number} */ i) => METHODS.map(([, name]) => `${name}, ${sizes.function[i]}`);
  return [
    ['group', 'order', ...errors(at), ...errors(last), ...others.map(([, name]) => `data: ${name}`)],
    ...functions.map((group) => [
      group.symbol,
      String(group.order),
      ...[at, last].flatMap((i) => METHODS.map(([method]) => digits(group.methods[method].rms[i] ?? Number.NaN))),
      ...others.map(([method]) => (group.order > 1 ? ratioText([dataNeeded(data, group, method, size)]) : '')),
    ]),
  ];
}

function distanceTable(/** @type {ReturnType<typeof results>} */ { distances, sizes }) {
  const last = sizes.distance.length - 1;
  return [
    [
      'group',
      'order',
      ...METHODS.map(([, name]) => name),
      'violation: augmentation',
      'violation: penalty',
      'violation: exact layer',
    ],
    ...distances.map(({ symbol, order, methods }) => [
      symbol,
      String(order),
      ...METHODS.map(([method]) => digits(methods[method].mae[last] ?? Number.NaN)),
      ...METHODS.slice(1).map(([method]) => digits(methods[method].violation[last] ?? Number.NaN)),
    ]),
  ];
}

function computingTable(/** @type {ReturnType<typeof results>} */ { computing: { rows } }) {
  const names = Object.fromEntries(METHODS);
  return [
    ['group', 'method', 'parameters', 'applications', 'error', 'averaged', 'violation'],
    ...rows.map(({ symbol, method, parameters, applications, rms, averaged, violation }) => [
      symbol,
      names[method] ?? method,
      String(parameters),
      String(applications),
      digits(rms),
      method === 'exact' ? '' : digits(averaged),
      digits(violation),
    ]),
  ];
}

function markdown(/** @type {string[][]} */ rows) {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const left = (/** @type {number} */ i) => Number.isNaN(Number(rows.at(-1)?.[i]?.replace(/^[<>≥≤] /, '') || 0));
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, i) => (left(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (left(i) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}
