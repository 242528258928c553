// Times lists of unique reflections of about 10⁵ in cubic, hexagonal, monoclinic and triclinic groups.
// Run: pnpm build && node tools/bench/reflections.mjs
// "first" is the first call in a fresh process, "median" and "fastest" are of 20 calls; CPU time of this process, garbage collection included.
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { uniqueReflections } from '@crystal-fourier/spacegroups/reflections';
import { machine } from './statistics.mjs';

/** @typedef {import('@crystal-fourier/spacegroups').Vec3} Vec3 */
/** @type {readonly [number: number, lattice: readonly [Vec3, Vec3, Vec3], dMin: number][]} dMin for about 10⁵ reflections */
const cases = [
  [225, [[40, 0, 0], [0, 40, 0], [0, 0, 40]], 0.245], // prettier-ignore
  [230, [[40, 0, 0], [0, 40, 0], [0, 0, 40]], 0.3], // prettier-ignore
  [194, [[30, 0, 0], [-15, 25.980762113533157, 0], [0, 0, 50]], 0.41], // prettier-ignore
  [62, [[20, 0, 0], [0, 25, 0], [0, 0, 30]], 0.428], // prettier-ignore
  [14, [[20, 0, 0], [0, 25, 0], [-5, 0, 30]], 0.537], // prettier-ignore
  [2, [[20, 0, 0], [3, 25, 0], [-5, 2, 30]], 0.68], // prettier-ignore
];

console.log(machine());
console.log('group  reflections  first ms  median ms  fastest ms');
for (const [number, lattice, dMin] of cases) {
  const group = spaceGroup(number);
  let count = 0;
  const times = Array.from({ length: 21 }, () => {
    const start = process.cpuUsage();
    count = uniqueReflections(group, lattice, { dMin }).length;
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  const [first = 0, ...more] = times;
  more.sort((a, b) => a - b);
  const text = [number, count, ...[first, more[10] ?? 0, more[0] ?? 0].map((time) => time.toFixed(0))];
  console.log(text.map((value, i) => String(value).padStart([5, 13, 10, 11, 12][i] ?? 0)).join(''));
}
