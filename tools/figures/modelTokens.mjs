/** @import { StandardCrystal } from '@crystal-fourier/data' */
import { featurize } from '@crystal-fourier/data';
import { oxygen, rutile, startingWeights, titanium } from './modelRutile.mjs';
import { chart, compose, Plot } from './svg.mjs';

const side = 250;
/** The head whose weights are shown: a Gaussian of 1.1 Å. */
const head = 2;

const blank = { axis: null };

/** The crystal with every site as an orbit by itself. */
function split(/** @type {StandardCrystal} */ crystal) {
  const orbits = crystal.orbits.flatMap((orbit) =>
    Array.from({ length: orbit.multiplicity }, (_, i) => ({
      ...orbit,
      multiplicity: 1,
      sites: orbit.sites.slice(3 * i, 3 * i + 3),
    })),
  );
  return crystal.withOrbits(orbits);
}

/** softmax_j log S_ij: the attention of a head if all queries and keys are 0. */
function attention(/** @type {StandardCrystal} */ crystal) {
  const { radial, binCount, orbitCount, multiplicities } = featurize(crystal);
  const weights = startingWeights(binCount);
  const all = multiplicities.reduce((sum, m) => sum + m, 0);
  return Array.from({ length: orbitCount }, (_, i) => {
    const row = Array.from({ length: orbitCount }, (_, j) => {
      const at = (i * orbitCount + j) * binCount;
      let sum = i === j ? (weights[binCount]?.[head] ?? 0) : 0;
      sum += ((weights[binCount + 1]?.[head] ?? 0) * (multiplicities[j] ?? 0)) / all;
      for (let b = 0; b < binCount; b++) sum += (radial[at + b] ?? 0) * (weights[b]?.[head] ?? 0);
      return sum;
    });
    const total = row.reduce((sum, x) => sum + x, 0);
    return row.map((x) => x / total);
  });
}

/** Sites of one cell, seen along c; those on its border are drawn on every side that they touch. */
function cell(/** @type {StandardCrystal} */ crystal) {
  const atoms = crystal.orbits.flatMap((orbit) => {
    const { name } = orbit.kind;
    const sites = Array.from({ length: orbit.multiplicity }, (_, i) => orbit.sites.slice(3 * i, 3 * i + 3));
    return sites.flatMap(([x = 0, y = 0, z = 0]) => {
      const wrap = (/** @type {number} */ t) => (t === 0 ? [0, 1] : [t]);
      const text = `${name} ${z === 0 ? '0' : '½'}`;
      return wrap(x).flatMap((u) => wrap(y).map((v) => ({ x: u, y: v, isTitanium: name === 'Ti', text })));
    });
  });
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ];
  return chart({
    width: side,
    height: side,
    margin: 28,
    r: { type: 'identity' },
    x: { ...blank, domain: [0, 1] },
    y: { ...blank, domain: [0, 1] },
    marks: [
      Plot.line(corners, { stroke: '#9aa3b2', strokeWidth: 1.2 }),
      Plot.dot(atoms, {
        x: 'x',
        y: 'y',
        r: (/** @type {typeof atoms[0]} */ { isTitanium }) => (isTitanium ? 17 : 20),
        fill: (/** @type {typeof atoms[0]} */ { isTitanium }) => (isTitanium ? titanium : oxygen),
        stroke: 'white',
        strokeWidth: 1.5,
      }),
      Plot.text(atoms, {
        x: 'x',
        y: 'y',
        text: 'text',
        fill: 'white',
        fontWeight: 600,
        fontSize: 11,
      }),
    ],
  });
}

/** A matrix of shares, with its lines between orbits. */
function matrix(
  /** @type {number[][]} */ rows,
  /** @type {string[]} */ names,
  /** @type {string[]} */ colors,
  /** @type {number[]} */ borders,
) {
  const n = rows.length;
  const cells = rows.flatMap((row, i) => row.map((value, j) => ({ i, j, value })));
  const ticks = names.map((name, i) => ({ name, i, color: colors[i] ?? '' }));
  const lines = [0, ...borders, n];
  return chart({
    width: side + 30,
    height: side + 30,
    marginLeft: 40,
    marginTop: 34,
    marginRight: 6,
    marginBottom: 12,
    x: { ...blank, domain: [0, n] },
    y: { ...blank, domain: [0, n], reverse: true },
    color: { type: 'linear', domain: [0, 0.75], range: ['#f5f7fb', '#6d83c9'], interpolate: 'rgb' },
    marks: [
      Plot.rect(cells, {
        x1: 'j',
        x2: (/** @type {typeof cells[0]} */ { j }) => j + 1,
        y1: 'i',
        y2: (/** @type {typeof cells[0]} */ { i }) => i + 1,
        fill: 'value',
        stroke: 'white',
        strokeWidth: 1,
      }),
      Plot.text(cells, {
        x: (/** @type {typeof cells[0]} */ { j }) => j + 0.5,
        y: (/** @type {typeof cells[0]} */ { i }) => i + 0.5,
        text: (/** @type {typeof cells[0]} */ { value }) => (100 * value).toFixed(1),
        fill: '#111827',
        fontSize: n > 2 ? 11 : 15,
      }),
      Plot.ruleX(lines, { stroke: '#374151', strokeWidth: 1.3 }),
      Plot.ruleY(lines, { stroke: '#374151', strokeWidth: 1.3 }),
      Plot.text(ticks, {
        x: (/** @type {typeof ticks[0]} */ { i }) => i + 0.5,
        y: 0,
        dy: -10,
        text: 'name',
        fill: 'color',
        fontWeight: 600,
      }),
      Plot.text(ticks, {
        x: 0,
        y: (/** @type {typeof ticks[0]} */ { i }) => i + 0.5,
        dx: -8,
        textAnchor: 'end',
        text: 'name',
        fill: 'color',
        fontWeight: 600,
      }),
    ],
  });
}

/** Rutile as six sites and as two orbits: attention over either. */
export async function tokens() {
  const { crystal, orbits } = await rutile();
  // Ti before O in both matrices.
  const ordered = crystal.withOrbits(orbits);
  const [sites, two] = [attention(split(ordered)), attention(ordered)];
  const counts = orbits.map(({ multiplicity }) => multiplicity);
  const first = counts[0] ?? 0;
  const sum = (/** @type {number[]} */ row) => row.reduce((total, x) => total + x, 0);
  // The law that the figure shows: a row of the large matrix, summed over the sites of each orbit, is a row of the small one.
  sites.forEach((row, i) => {
    [row.slice(0, first), row.slice(first)].forEach((part, j) => {
      const expected = two[i < first ? 0 : 1]?.[j] ?? 0;
      if (Math.abs(sum(part) - expected) > 1e-6) throw new Error('orbits must sum up their sites');
    });
  });
  const names = ['Ti', 'Ti', 'O', 'O', 'O', 'O'];
  const color = (/** @type {string} */ name) => (name.startsWith('Ti') ? titanium : oxygen);
  const letters = orbits.map(({ kind, multiplicity, letter }) => `${kind.name} ${multiplicity}${letter}`);
  return compose(
    [
      [
        { svg: cell(crystal), width: side, height: side, title: 'Rutile: a cell seen along c' },
        {
          svg: matrix(sites, names, names.map(color), [first]),
          width: side + 30,
          height: side + 30,
          title: 'Attention over six sites, %',
        },
        {
          svg: matrix(two, letters, letters.map(color), [1]),
          width: side + 30,
          height: side + 30,
          title: 'Attention over two orbits, %',
        },
      ],
    ],
    { gap: 24 },
  );
}
