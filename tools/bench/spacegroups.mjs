// Times the operations of all groups from their symbols, and look-ups, and compares this package with the other tables in npm.
// Run: pnpm build && node tools/bench/spacegroups.mjs
// "cold" is the first pass of a fresh process, imports excluded; "warm" is the fastest of 40 further passes, "median" their median.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { machine } from './statistics.mjs';

const require = createRequire(import.meta.url);

/** @type {Record<string, () => Promise<Record<string, () => number>>>} each pass returns the number of operations it made */
const contestants = {
  'crystal-fourier: Hall symbol to operations (parse, close, recognise)': async () => {
    const { fromHall, settings } = await import('@crystal-fourier/spacegroups/core');
    const halls = settings().map((s) => s.hall);
    const reference = settings()
      .filter((s) => s.isReference)
      .map((s) => s.hall);
    const make = (/** @type {string[]} */ list) => list.reduce((sum, hall) => sum + fromHall(hall).order, 0);
    return { 230: () => make(reference), 530: () => make(halls) };
  },
  'crystal-fourier: table row to operations': async () => {
    // The public function keeps groups once they are made, so later calls would be timed as look-ups. This times the work of a first call.
    const dist = new URL('../../packages/spacegroups/dist/', import.meta.url);
    const { definitionOfRow, generatorsOf, operationsOf } = await import(new URL('settings/definition.js', dist).href);
    const { settingRows, referenceRow } = await import(new URL('settings/settingTable.js', dist).href);
    const make = (/** @type {object[]} */ rows) =>
      rows.reduce((sum, row) => sum + operationsOf(generatorsOf(definitionOfRow(row))).length, 0);
    return {
      230: () => make(Array.from({ length: 230 }, (_, i) => referenceRow(i + 1))),
      530: () => make(settingRows()),
    };
  },
  'crystal-fourier: 530 look-ups of extended symbols': async () => {
    const { lookup, settings } = await import('@crystal-fourier/spacegroups/core');
    const names = settings().map((s) => s.hmExtended);
    return { 530: () => names.reduce((sum, name) => sum + (lookup(name).ok ? 1 : 0), 0) };
  },
  '@spglib/moyo-wasm: Hall number to operations': async () => {
    const { initSync, operations_from_number, hall_symbol_entry } = await import('@spglib/moyo-wasm');
    initSync({ module: readFileSync(require.resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm')) });
    const all = Array.from({ length: 530 }, (_, i) => ({ number: hall_symbol_entry(i + 1).number, value: i + 1 }));
    const seen = new Set();
    const first = all.filter(({ number }) => !seen.has(number) && seen.add(number));
    const make = (/** @type {typeof all} */ list) =>
      list.reduce(
        (sum, { number, value }) => sum + operations_from_number(number, { type: 'HallNumber', value }, false).length,
        0,
      );
    return { 230: () => make(first), 530: () => make(all) };
  },
  'molstar: name to matrices (230 groups only)': async () => {
    const { Spacegroup, SpacegroupCell } = require('molstar/lib/commonjs/mol-math/geometry/spacegroup/construction.js');
    const { Vec3 } = require('molstar/lib/commonjs/mol-math/linear-algebra.js');
    const size = Vec3.create(1, 1, 1);
    const angles = Vec3.create(Math.PI / 2, Math.PI / 2, Math.PI / 2);
    return {
      230: () => {
        let sum = 0;
        for (let n = 1; n <= 230; n++)
          sum += Spacegroup.create(SpacegroupCell.create(n, size, angles)).operators.length;
        return sum;
      },
    };
  },
  '@chemistry/space-groups: Hall symbol to strings (no matrices)': async () => {
    const { SpaceGroup, SpaceGroupsData } = await import('@chemistry/space-groups');
    const halls = SpaceGroupsData.map((g) => g.hs);
    return { 530: () => halls.reduce((sum, hall) => sum + (SpaceGroup.getByHallName(hall)?.s.length ?? 0), 0) };
  },
};

if (process.argv[2] !== undefined) {
  const name = process.argv[2];
  const passes = await contestants[name]();
  if (process.argv[3] === undefined) process.stdout.write(Object.keys(passes).join(' '));
  else {
    const groups = process.argv[3];
    const pass = passes[groups];
    const times = Array.from({ length: 41 }, () => {
      const start = performance.now();
      const made = pass();
      return { ms: performance.now() - start, made };
    });
    const [cold, ...rest] = times;
    const warm = rest.map(({ ms }) => ms).toSorted((a, b) => a - b);
    process.stdout.write(
      `${JSON.stringify({ groups: Number(groups), made: cold.made, cold: cold.ms, warm: warm[0], median: warm[20] })}\n`,
    );
  }
} else {
  console.log(`${machine()}; times in ms\n`);
  const rows = [];
  const child = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, [import.meta.filename, ...args], { encoding: 'utf8' });
  for (const name of Object.keys(contestants)) {
    const { stdout, stderr, status } = child(name);
    if (status !== 0) {
      console.log(
        `${name}: not measured, ${stderr.split('\n').find((line) => /Error/.test(line)) ?? `status ${status}`}`,
      );
      continue;
    }
    // One process per measurement, so that every cold pass is cold.
    for (const groups of stdout.split(' ')) rows.push({ name, ...JSON.parse(child(name, groups).stdout) });
  }
  const baseline = {
    230: rows.find((r) => r.name.startsWith('@spglib') && r.groups === 230),
    530: rows.find((r) => r.name.startsWith('@spglib') && r.groups === 530),
  };
  for (const row of rows) {
    const ratio = row.name.includes('look-ups')
      ? ''
      : `  ${((baseline[row.groups]?.median ?? Number.NaN) / row.median).toFixed(2)} × moyo-wasm`;
    console.log(
      `${row.name}\n  ${row.groups} settings, ${row.made} made: cold ${row.cold.toFixed(2)}, warm ${row.warm.toFixed(2)}, median ${row.median.toFixed(2)}${ratio}`,
    );
  }
}
