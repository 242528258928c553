import { deriveConstraints, frequencySet, invariantBasis } from '@crystal-fourier/fourier-basis';
import { planeGroup, spaceGroup } from '@crystal-fourier/spacegroups';
import { contourMarks, planeChart, planeSize, signed } from './plane.mjs';
import { compose, Plot } from './svg.mjs';

/** The frequencies of a plane group coloured by star, absent ones as crosses, and the edges of two generators. */
function dualGraph(/** @type {ReturnType<typeof planeGroup>} */ group, /** @type {number[]} */ operations) {
  const set = frequencySet('square2d', { radius: 3.2 });
  const constraints = deriveConstraints(group, set);
  const { to, phase } = constraints.edges();
  const order = group.operations.length;
  const nodes = Array.from({ length: set.count }, (_, i) => {
    const [h = 0, k = 0] = set.at(i);
    const star = constraints.starOf[i] ?? 0;
    return { h, k, star, absent: (constraints.proof[star] ?? -1) >= 0 };
  });
  const edges = nodes.flatMap((node, i) =>
    operations.map((g) => {
      const other = nodes[to[i * order + g] ?? 0] ?? node;
      return {
        x1: node.h,
        y1: node.k,
        x2: other.h,
        y2: other.k,
        loop: other === node,
        weight: phase[i * order + g] === 0 ? 'weight +1' : 'weight −1',
      };
    }),
  );
  const consistent = [...new Set(nodes.filter((node) => !node.absent).map((node) => node.star))];
  const ticks = [-3, -2, -1, 0, 1, 2, 3];
  const axis = {
    ticks,
    domain: [-3.5, 3.5],
    labelAnchor: /** @type {'center'} */ ('center'),
    labelArrow: /** @type {'none'} */ ('none'),
    tickSize: 0,
    tickFormat: 'd',
  };
  return planeChart({
    x: { ...axis, label: 'h' },
    y: { ...axis, label: 'k' },
    color: { domain: ['weight +1', 'weight −1'], range: ['#9aa3b2', '#e4572e'] },
    marks: [
      Plot.arrow(
        edges.filter((edge) => !edge.loop),
        {
          x1: 'x1',
          y1: 'y1',
          x2: 'x2',
          y2: 'y2',
          stroke: 'weight',
          bend: 24,
          inset: 8,
          headLength: 6,
          strokeWidth: 1.1,
        },
      ),
      // A loop of weight −1: the coefficient equals its own negative.
      Plot.dot(
        edges.filter((edge) => edge.loop && edge.weight === 'weight −1'),
        { x: 'x1', y: 'y1', r: 9, stroke: 'weight', strokeWidth: 1.4 },
      ),
      Plot.dot(
        nodes.filter((node) => !node.absent),
        {
          x: 'h',
          y: 'k',
          r: 6.5,
          fill: (/** @type {typeof nodes[0]} */ node) => palette[consistent.indexOf(node.star) % palette.length],
          stroke: 'white',
          strokeWidth: 1.2,
        },
      ),
      Plot.dot(
        nodes.filter((node) => node.absent),
        { x: 'h', y: 'k', r: 4.5, symbol: 'times', stroke: '#111', strokeWidth: 1.6 },
      ),
      Plot.text(['grey: weight +1\nred: weight −1'], {
        x: -3.4,
        y: 3.4,
        textAnchor: 'start',
        lineAnchor: 'top',
        lineHeight: 1.3,
        fill: '#444',
        fontSize: 11,
      }),
      Plot.text(['× absent'], { x: 3.4, y: 3.4, textAnchor: 'end', lineAnchor: 'top', fill: '#444', fontSize: 11 }),
    ],
  });
}

const palette = [
  '#111827',
  '#2563eb',
  '#16a34a',
  '#9333ea',
  '#0891b2',
  '#ca8a04',
  '#db2777',
  '#65a30d',
  '#7c3aed',
  '#0d9488',
];

/** Filled contours of a function on a square of the plane, from 0 to `cells` in both directions. */
function contours(
  /** @type {(points: Float64Array) => ArrayLike<number>} */ evaluate,
  /** @type {(x: number, y: number) => number[]} */ at,
  cells = 2,
) {
  const n = 108;
  // Contours take values as those at the centres of pixels.
  const points = Float64Array.from(
    Array.from({ length: n * n }, (_, i) =>
      at((cells * ((i % n) + 0.5)) / n, (cells * (Math.floor(i / n) + 0.5)) / n),
    ).flat(),
  );
  const values = Array.from(evaluate(points));
  const limit = Math.max(...values.map(Math.abs));
  const axis = {
    domain: [0, cells],
    ticks: cells,
    tickFormat: 'd',
    labelAnchor: /** @type {'center'} */ ('center'),
    labelArrow: /** @type {'none'} */ ('none'),
  };
  return planeChart({
    x: { ...axis, label: 'x' },
    y: { ...axis, label: 'y' },
    color: signed(limit),
    marks: [
      ...contourMarks(values, n, { extent: cells, limit }),
      Plot.ruleX([1].slice(0, cells - 1), { stroke: '#000', strokeOpacity: 0.25 }),
      Plot.ruleY([1].slice(0, cells - 1), { stroke: '#000', strokeOpacity: 0.25 }),
    ],
  });
}

/** One function of a real basis, by the representative of its star. */
function single(/** @type {ReturnType<typeof invariantBasis>} */ basis, /** @type {number[]} */ hkl) {
  const node = basis.set.indexOf(hkl);
  const j = basis.stars.indexOf(basis.constraints.starOf[node] ?? -1);
  if (j < 0) throw new Error(`(${hkl.join(' ')}) is absent`);
  return (/** @type {Float64Array} */ points) => {
    const values = basis.evaluate(points);
    return Float64Array.from({ length: values.length / basis.count }, (_, p) => values[p * basis.count + j] ?? 0);
  };
}

export function dualGraphAndFunctions() {
  const p4gm = planeGroup(12);
  const fourfold = p4gm.operations.findIndex(({ rot }) => rot.join() === '0,-1,1,0');
  const glide = p4gm.operations.findIndex(({ rot }) => rot.join() === '-1,0,0,1');
  const plane = invariantBasis(p4gm, frequencySet('square2d', { radius: 4 }));
  // The lowest function of I 41 3 2 that is not constant is the gyroid's.
  const gyroid = invariantBasis(spaceGroup(214), frequencySet('cubic', { radius: 3 }));
  const flat = (/** @type {number} */ x, /** @type {number} */ y) => [x, y];
  const slice = (/** @type {number} */ x, /** @type {number} */ y) => [x, y, 0.1];
  return compose([
    [
      { svg: dualGraph(p4gm, [fourfold, glide]), ...planeSize, title: 'p4gm: dual graph' },
      { svg: contours(single(plane, [2, 1]), flat), ...planeSize, title: 'p4gm: star of (2 1)' },
    ],
    [
      { svg: contours(single(plane, [3, 1]), flat), ...planeSize, title: 'p4gm: star of (3 1)' },
      { svg: contours(single(gyroid, [1, 1, 0]), slice), ...planeSize, title: 'I 41 3 2: star of (1 1 0), z = 0.1' },
    ],
  ]);
}
