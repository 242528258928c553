import { fitInvariant, frequencySet, invariantBasis } from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { chart, compose, Plot } from './svg.mjs';

/** Points of a Kronecker sequence (powers of the plastic number's cousin for three dimensions): evenly spread. */
function spread(/** @type {number} */ count, offset = 0.5) {
  const rho = 1.2207440846057596;
  return Float64Array.from(
    { length: 3 * count },
    (_, i) => (offset + (Math.floor(i / 3) + 1) / rho ** ((i % 3) + 1)) % 1,
  );
}

/** A function averaged over a group, which makes it invariant without use of this project's bases. */
function averaged(
  /** @type {ReturnType<typeof spaceGroup>} */ group,
  /** @type {(x: number, y: number, z: number) => number} */ f,
) {
  return (/** @type {Float64Array} */ points) =>
    Float64Array.from({ length: points.length / 3 }, (_, p) => {
      let sum = 0;
      for (const op of group.operations) {
        const [x, y, z] = op.apply([points[3 * p] ?? 0, points[3 * p + 1] ?? 0, points[3 * p + 2] ?? 0]);
        sum += f(x, y, z);
      }
      return sum / group.order;
    });
}

/** A plane wave of one period per cell. */
const wave = (/** @type {number} */ x) => Math.cos(2 * Math.PI * x);

/** Sums and products of waves; the shifts remove every symmetry that the average over the group does not restore. */
const functions = [
  {
    number: 62,
    name: 'P n m a: exponential',
    f: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) =>
      Math.exp(0.7 * (wave(x + 0.05) * wave(y) + wave(z + 0.2))),
  },
  {
    number: 194,
    name: 'P 63/m m c: reciprocal',
    f: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) =>
      1 / (2.5 + wave(x + 0.1) * wave(z) + 0.5 * wave(y - z)),
  },
  {
    number: 225,
    name: 'F m -3 m: peaks',
    f: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) =>
      Math.exp(2.5 * (wave(x - 0.21) + wave(y - 0.13) + wave(z - 0.04) - 3)),
  },
];

export function convergence() {
  const test = spread(400, 0.123);
  const rows = functions.flatMap(({ number, name, f }) => {
    const group = spaceGroup(number);
    const target = averaged(group, f);
    const expected = target(test);
    const scale = Math.sqrt(expected.reduce((sum, value) => sum + value * value, 0) / expected.length);
    return Array.from({ length: 10 }, (_, i) => {
      const radius = i + 1;
      const basis = invariantBasis(group, frequencySet(group, { radius }));
      const points = spread(Math.max(300, 6 * basis.count));
      const fit = fitInvariant(basis, points, target(points), { ridge: 0 });
      const found = fit.predict(test);
      const error =
        Math.sqrt(found.reduce((sum, value, p) => sum + (value - (expected[p] ?? 0)) ** 2, 0) / found.length) / scale;
      return { name, radius, error, functions: basis.count };
    });
  });
  const [width, height] = [790, 400];
  const svg = chart({
    width,
    height,
    marginLeft: 64,
    marginBottom: 46,
    marginRight: 215,
    marginTop: 30,
    x: { label: 'cutoff radius in units of a*', labelAnchor: 'center', labelArrow: 'none', ticks: 10, grid: true },
    y: {
      type: 'log',
      label: 'relative error, root mean square',
      labelArrow: 'none',
      tickFormat: '.0e',
      ticks: 6,
      grid: true,
    },
    color: { domain: functions.map(({ name }) => name), range: ['#2563eb', '#e4572e', '#16a34a'] },
    marks: [
      Plot.line(rows, { x: 'radius', y: 'error', stroke: 'name', strokeWidth: 2 }),
      Plot.dot(rows, { x: 'radius', y: 'error', fill: 'name', r: 3.5 }),
      Plot.text(
        rows.filter((row) => row.radius === 10),
        {
          x: 'radius',
          y: 'error',
          text: (/** @type {typeof rows[0]} */ row) => `${row.name} (${row.functions})`,
          fill: 'name',
          textAnchor: 'start',
          dx: 10,
          fontWeight: 600,
        },
      ),
    ],
  });
  return compose([[{ svg, width, height }]], { titleHeight: 0 });
}
