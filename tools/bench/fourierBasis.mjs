// Times constraints and evaluation of the invariant bases of all 230 groups, and compares them with two direct methods, in one process and one run.
// Run: pnpm build && pnpm setup:native && node tools/bench/fourierBasis.mjs [groups] [--points 10000] [--min-count 300]
//
// (a) is what the reference implementation of arXiv:2512.13989 does, `exp(2πi x·k) @ M_G` with a dense n × n matrix: native
//     TensorFlow, single precision, all cores. It is tried with complex64 and as one real product of twice the width; the faster one counts.
// (b) averages exp(2πi ξ·gx) over all images of each point, for one ξ per star: plain JavaScript, one core.
// Run it on a machine that does nothing else: (a) uses all cores. Ours runs on one core and returns double or single precision. Every
// time is the fastest of several passes after one to warm up. All methods write into existing memory, except (a), whose tensors are disposed of. All results are compared first.
import { parseArgs } from 'node:util';
import {
  deriveConstraints,
  frequencyFamily,
  frequencySet,
  invariantBasis,
  reynoldsProjector,
} from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { machine, mean } from './statistics.mjs';

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
const tf = await import('@tensorflow/tfjs-node').then(
  (module) => module.default,
  () => undefined,
);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { points: { type: 'string', default: '10000' }, 'min-count': { type: 'string', default: '300' } },
});
const pointCount = Number(values.points);
const minCount = Number(values['min-count']);
const numbers = positionals.length > 0 ? positionals.map(Number) : Array.from({ length: 230 }, (_, i) => i + 1);

const geometricMean = (/** @type {number[]} */ list) => Math.exp(mean(list.map(Math.log)));

/** Milliseconds of one pass: the fastest of `passes` after one that is not counted. */
function time(/** @type {() => void} */ pass, passes = 5) {
  pass();
  const list = Array.from({ length: passes }, () => {
    const start = performance.now();
    pass();
    return performance.now() - start;
  });
  return Math.min(...list);
}

console.log(`${machine()}, ${tf ? `tfjs-node ${tf.version['tfjs-node']}` : 'without tfjs-node'}`);
const sets = { cubic: frequencySet('cubic', { minCount }), hexagonal: frequencySet('hexagonal', { minCount }) };
console.log(`${sets.cubic.count} cubic and ${sets.hexagonal.count} hexagonal frequencies, ${pointCount} points\n`);

const groups = numbers.map((number) => spaceGroup(number));
for (const group of groups) void group.operations;
const setOf = (/** @type {typeof groups[0]} */ group) =>
  sets[/** @type {'cubic' | 'hexagonal'} */ (frequencyFamily(group))];
const deriveAll = () => groups.map((group) => deriveConstraints(group, setOf(group)));
const start = performance.now();
const used = process.cpuUsage();
const constraints = deriveAll();
const cold = performance.now() - start;
const { user, system } = process.cpuUsage(used);
const warm = time(deriveAll, 9);
const bytes = constraints.map((c) => c.byteLength);
console.log(
  `all constraints of ${groups.length} groups, operations given: ${cold.toFixed(1)} ms in a fresh process (${((user + system) / 1000).toFixed(0)} ms of processor time, compiling included), ${warm.toFixed(1)} ms after`,
);
console.log(`  memory per group: ${Math.round(Math.min(...bytes))} to ${Math.round(Math.max(...bytes))} bytes\n`);

const points = Float64Array.from({ length: 3 * pointCount }, () => Math.random());
const points32 = Float32Array.from(points);

/** (a) as a function that returns (points, 2n), real parts then imaginary parts. */
function directWay(/** @type {typeof constraints[0]} */ c) {
  const n = c.set.count;
  const { real, imag } = reynoldsProjector(c).dense();
  const x = tf.tensor2d(points32, [pointCount, 3]);
  const k = tf.tidy(() =>
    tf
      .tensor2d(Float32Array.from(c.set.hkl), [n, 3])
      .transpose()
      .mul(2 * Math.PI),
  );
  const re = tf.tensor2d(Float32Array.from(real), [n, n]);
  const im = tf.tensor2d(Float32Array.from(imag), [n, n]);
  const complex = tf.complex(re, im);
  // [cos sin] · [[Re, Im], [−Im, Re]]
  const stacked = tf.tidy(() => tf.concat([tf.concat([re, im], 1), tf.concat([im.neg(), re], 1)], 0));
  return {
    bytes: 8 * n * n,
    real: () =>
      tf.tidy(() => {
        const angle = tf.matMul(x, k);
        return tf.matMul(tf.concat([tf.cos(angle), tf.sin(angle)], 1), stacked);
      }),
    complex: () =>
      tf.tidy(() => {
        const angle = tf.matMul(x, k);
        const product = tf.matMul(tf.complex(tf.cos(angle), tf.sin(angle)), complex);
        return tf.concat([tf.real(product), tf.imag(product)], 1);
      }),
    dispose: () => tf.dispose([x, k, re, im, complex, stacked]),
  };
}

/** (b): Σ_g exp(2πi ξ·gx) for each star, into (points, stars, 2). */
function averaging(/** @type {typeof constraints[0]} */ c, /** @type {Float64Array} */ out) {
  const stars = c.stars.filter((star) => star.consistent);
  const representatives = stars.map((star) => star.representative);
  const scale = stars.map((star) => Math.sqrt(star.members.length) / c.group.operations.length);
  const bound = Math.max(...c.set.bounds);
  const width = 2 * bound + 1;
  const operations = c.group.operations.map(({ rot, trans }) => ({ rot, trans }));
  const cos = new Float64Array(3 * width);
  const sin = new Float64Array(3 * width);
  const m = stars.length;
  const [h, k, l] = [0, 1, 2].map((axis) =>
    Int32Array.from(representatives, (r) => axis * width + bound + (r[axis] ?? 0)),
  );
  return () => {
    out.fill(0);
    for (let p = 0; p < pointCount; p++) {
      for (const { rot, trans } of operations) {
        for (let axis = 0; axis < 3; axis++) {
          let y = trans[axis] / 24;
          for (let j = 0; j < 3; j++) y += rot[3 * axis + j] * points[3 * p + j];
          const at = axis * width + bound;
          const [c1, s1] = [Math.cos(2 * Math.PI * y), Math.sin(2 * Math.PI * y)];
          cos[at] = 1;
          sin[at] = 0;
          for (let i = 1; i <= bound; i++) {
            cos[at + i] = cos[at + i - 1] * c1 - sin[at + i - 1] * s1;
            sin[at + i] = cos[at + i - 1] * s1 + sin[at + i - 1] * c1;
            cos[at - i] = cos[at + i];
            sin[at - i] = -sin[at + i];
          }
        }
        for (let j = 0; j < m; j++) {
          const [a, b, d] = [h[j], k[j], l[j]];
          const re = cos[a] * cos[b] - sin[a] * sin[b];
          const im = cos[a] * sin[b] + sin[a] * cos[b];
          out[2 * (p * m + j)] += re * cos[d] - im * sin[d];
          out[2 * (p * m + j) + 1] += re * sin[d] + im * cos[d];
        }
      }
      for (let j = 0; j < m; j++) {
        out[2 * (p * m + j)] *= scale[j];
        out[2 * (p * m + j) + 1] *= scale[j];
      }
    }
  };
}

/** Largest deviation of (a) and (b) from ours at a few points. */
function disagreement(
  /** @type {ReturnType<typeof invariantBasis>} */ basis,
  /** @type {Float32Array | undefined} */ direct,
  /** @type {Float64Array} */ averages,
) {
  const few = 50;
  const some = points.subarray(0, 3 * few);
  const features = basis.scatter({ half: false }).apply(basis.evaluate(some));
  const stars = basis.evaluateStars(some);
  let worst = 0;
  stars.forEach((value, i) => (worst = Math.max(worst, Math.abs(value - averages[i]))));
  if (worst > 1e-11) throw new Error(`group ${basis.group}: averaging differs by ${worst}`);
  let single = 0;
  if (direct) features.forEach((value, i) => (single = Math.max(single, Math.abs(value - direct[i]))));
  if (single > 2e-4) throw new Error(`group ${basis.group}: the dense product differs by ${single}`);
}

const largest = Math.max(sets.cubic.count, sets.hexagonal.count) * pointCount;
const [out64, out32, averages] = [new Float64Array(largest), new Float32Array(largest), new Float64Array(2 * largest)];
const rows = [];
console.log(
  'group                      stars    plan  double  single  dense(a)   (b)   a/double  a/single  b/double   kB ours  kB M_G',
);
for (const c of constraints) {
  const begin = performance.now();
  const basis = invariantBasis(c.group, c.set);
  basis.evaluate(points.subarray(0, 3));
  const plan = performance.now() - begin;
  const size = pointCount * basis.count;
  const [o64, o32] = [out64.subarray(0, size), out32.subarray(0, size)];
  const double = time(() => basis.evaluate(points, o64), 9);
  const single = time(() => basis.evaluate(points32, o32), 9);
  const bytesOurs = basis.byteLength;
  const average = averaging(c, averages);
  const b = time(average, 1);
  let a = Number.NaN;
  let bytesDense = 8 * c.set.count ** 2;
  let direct;
  if (tf) {
    const way = directWay(c);
    bytesDense = way.bytes;
    direct = tf.tidy(() => way.real().slice([0, 0], [50, -1]).dataSync());
    const run = (/** @type {() => import('@tensorflow/tfjs-node').Tensor} */ make) =>
      time(() => {
        const result = make();
        // A round trip of one number waits for the result without copying all of it.
        tf.tidy(() => result.slice([pointCount - 1, 0], [1, 1]).dataSync());
        result.dispose();
      }, 5);
    a = Math.min(run(way.real), run(way.complex));
    way.dispose();
  }
  disagreement(basis, direct, averages);
  rows.push({ double, single, a, b, plan, bytesOurs });
  const cells = [plan, double, single, a, b].map((ms) => ms.toFixed(2).padStart(8)).join('');
  const ratios = [a / double, a / single, b / double].map((r) => `${r.toFixed(1)}×`.padStart(10)).join('');
  console.log(
    `${String(c.group).padEnd(26)}${String(basis.count).padStart(5)}${cells}${ratios}${(bytesOurs / 1024).toFixed(0).padStart(10)}${(bytesDense / 1024).toFixed(0).padStart(8)}`,
  );
}
const ratio = (/** @type {'a' | 'b'} */ what, /** @type {'double' | 'single'} */ ours) => {
  const list = rows.map((row) => row[what] / row[ours]);
  return `geometric mean ${geometricMean(list).toFixed(1)}×, from ${Math.min(...list).toFixed(1)}× to ${Math.max(...list).toFixed(1)}×`;
};
console.log(`\nplans, once per basis: ${rows.reduce((sum, row) => sum + row.plan, 0).toFixed(0)} ms for all groups`);
console.log(
  `memory per group, constraints, plan and scratch: ${(rows.reduce((sum, row) => sum + row.bytesOurs, 0) / rows.length / 1024).toFixed(0)} kB on average`,
);
if (tf) {
  console.log(`faster than (a), double: ${ratio('a', 'double')}`);
  console.log(`faster than (a), single: ${ratio('a', 'single')}`);
}
console.log(`faster than (b), double: ${ratio('b', 'double')}`);
