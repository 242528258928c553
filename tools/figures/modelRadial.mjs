import { oxygen, rutile, startingWeights, titanium } from './modelRutile.mjs';
import { chart, compose, Plot } from './svg.mjs';

const width = 720;
const shades = ['#1e1b4b', '#3730a3', '#4f46e5', '#0284c7', '#0d9488', '#16a34a', '#ca8a04', '#ea580c'];

/** Widths σ in Å of the Gaussians that heads begin with, computed from their weights: exp β(r) = exp(−r²/2σ²). */
function widths(/** @type {number[][]} */ weights, /** @type {number[]} */ distances) {
  const [row, r] = [weights[0] ?? [], distances[0] ?? 0];
  return row.map((weight) => r / Math.sqrt(-2 * Math.log(weight)));
}

/** N_ij of rutile, the weights of the heads, and the weighted sums. */
export async function radial() {
  const { distances, bins, seen } = await rutile();
  const weights = startingWeights(bins);
  const sigmas = widths(weights, distances);
  const pairs = [
    { name: 'Ti sees Ti', i: 0, j: 0, color: titanium },
    { name: 'Ti sees O', i: 0, j: 1, color: oxygen },
    { name: 'O sees Ti', i: 1, j: 0, color: titanium },
    { name: 'O sees O', i: 1, j: 1, color: oxygen },
  ];
  const rows = pairs.flatMap(({ name, i, j, color }) =>
    seen(i, j).map((n, b) => ({ name, color, r: distances[b] ?? 0, n })),
  );
  const x = {
    domain: [0, 9.2],
    label: 'distance r, Å',
    labelAnchor: /** @type {'center'} */ ('center'),
    labelArrow: /** @type {'none'} */ ('none'),
    ticks: 9,
  };
  const distribution = chart({
    width,
    height: 330,
    marginLeft: 48,
    marginRight: 92,
    marginBottom: 40,
    marginTop: 6,
    x: { ...x, grid: true },
    y: { label: 'neighbours per bin', labelArrow: 'none', ticks: 3, labelAnchor: 'center', grid: true },
    fy: { domain: pairs.map(({ name }) => name), label: null, padding: 0.16 },
    marks: [
      Plot.areaY(rows, { x: 'r', y: 'n', fy: 'name', fill: 'color', fillOpacity: 0.3, curve: 'monotone-x' }),
      Plot.lineY(rows, { x: 'r', y: 'n', fy: 'name', stroke: 'color', strokeWidth: 1.6, curve: 'monotone-x' }),
      Plot.ruleY([0], { stroke: '#6b7280' }),
    ],
  });

  const curves = sigmas.flatMap((sigma, h) => distances.map((r, b) => ({ h, sigma, r, weight: weights[b]?.[h] ?? 0 })));
  const labels = sigmas.map((sigma, h) => {
    // Neighbouring labels at two heights.
    const weight = h % 2 === 0 ? 0.15 : 0.32;
    return { h, r: sigma * Math.sqrt(-2 * Math.log(weight)), weight, text: sigma.toFixed(1) };
  });
  const functions = chart({
    width,
    height: 200,
    marginLeft: 48,
    marginRight: 92,
    marginBottom: 40,
    marginTop: 8,
    x: { ...x, grid: true },
    y: { label: 'weight exp β', labelArrow: 'none', ticks: 3, domain: [0, 1], labelAnchor: 'center', grid: true },
    marks: [
      Plot.line(curves, {
        x: 'r',
        y: 'weight',
        z: 'h',
        stroke: (/** @type {typeof curves[0]} */ { h }) => shades[h],
        strokeWidth: 1.8,
      }),
      Plot.text(labels, {
        x: 'r',
        y: 'weight',
        text: 'text',
        fill: (/** @type {typeof labels[0]} */ { h }) => shades[h],
        stroke: 'white',
        strokeWidth: 4,
        fontWeight: 600,
      }),
    ],
  });

  const parts = ['the site itself', 'O', 'Ti'];
  const bars = sigmas.flatMap((sigma, h) => {
    const sum = (/** @type {number} */ j) => seen(0, j).reduce((total, n, b) => total + n * (weights[b]?.[h] ?? 0), 0);
    const values = [weights[bins]?.[h] ?? 0, sum(1), sum(0)];
    const total = values.reduce((a, b) => a + b, 0);
    let start = 0;
    return values.map((value, k) => {
      const bar = { head: sigma.toFixed(1), part: parts[k] ?? '', from: start, to: start + value / total };
      start = bar.to;
      return bar;
    });
  });
  const shares = chart({
    width,
    height: 216,
    marginLeft: 48,
    marginRight: 92,
    marginBottom: 40,
    marginTop: 8,
    x: { domain: [0, 1], tickFormat: '.0%', label: 'share of S', labelAnchor: 'center', labelArrow: 'none' },
    y: {
      type: 'band',
      domain: sigmas.map((sigma) => sigma.toFixed(1)),
      label: 'σ of the head, Å',
      labelArrow: 'none',
      labelAnchor: 'center',
      tickSize: 0,
      padding: 0.14,
    },
    color: { domain: parts, range: ['#9aa3b2', oxygen, titanium] },
    marks: [
      Plot.barX(bars, { x1: 'from', x2: 'to', y: 'head', fill: 'part', insetLeft: 0.5, insetRight: 0.5 }),
      Plot.text(
        bars.filter(({ from, to }) => to - from > 0.15),
        {
          x: (/** @type {typeof bars[0]} */ { from, to }) => (from + to) / 2,
          y: 'head',
          text: 'part',
          fill: 'white',
          fontWeight: 600,
          fontSize: 11,
        },
      ),
    ],
  });
  return compose([
    [{ svg: distribution, width, height: 330, title: 'Rutile: radial distributions between orbits' }],
    [{ svg: functions, width, height: 200, title: 'Weights of the eight heads at the start; numbers are σ in Å' }],
    [{ svg: shares, width, height: 216, title: 'What each head then sees from a Ti site' }],
  ]);
}
