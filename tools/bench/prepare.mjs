// Measures the preparation of the elasticity data (train + val): read, standardise, featurise and write, with time per stage and resident memory;
// then how the time per structure grows with atoms per cell and with the cutoff of the radial distribution.
// Run: pnpm build && node tools/bench/prepare.mjs [--workers 2] [--data ../shared/data/mp-binary-elasticity] [--no-growth]
//
// The first pass writes to an empty folder, and its time includes the start of threads and cold code; the second pass finds everything done. The reference to
// compare with is the graph construction of CGCNN with pymatgen: about 90 structures/s per core on the same data.
import { openDataset, prepare } from '@crystal-fourier/data/node';
import { existsSync, mkdtempSync, rmSync, statSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './statistics.mjs';

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '2' },
    data: { type: 'string', default: join(import.meta.dirname, '../../../shared/data/mp-binary-elasticity') },
    growth: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const workers = Number(values.workers);
const folder = mkdtempSync(join(tmpdir(), 'bench-prepare-'));

/** MB, of this process with its threads. */
const resident = () => process.memoryUsage.rss() / 1e6;
const sizeOf = (/** @type {string} */ path) =>
  readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0) / 1e6;

/** Prepares a data set and prints its stages. */
async function pass(
  /** @type {string} */ what,
  /** @type {string} */ path,
  /** @type {Parameters<typeof prepare>[1]} */ options,
) {
  let peak = resident();
  const watch = setInterval(() => (peak = Math.max(peak, resident())), 20);
  const cpu = process.cpuUsage();
  const report = await prepare(await openDataset(path), options);
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  console.log(
    `${what}: ${report.written} of ${report.read} structures in ${report.seconds.toFixed(2)} s, ${(report.read / report.seconds).toFixed(0)} structures/s; CPU ${((user + system) / 1e6).toFixed(1)} s; resident at most ${peak.toFixed(0)} MB; cache ${sizeOf(options.cache).toFixed(1)} MB, ${report.reusedChunks} of ${report.chunks} chunks taken over`,
  );
  if (report.reusedChunks === report.chunks) return;
  const all = Object.values(report.times).reduce((a, b) => a + b, 0);
  console.log(
    `  ${Object.entries(report.times)
      .map(([stage, ms]) => `${stage} ${(ms / report.read).toFixed(2)} ms (${((100 * ms) / all).toFixed(0)} %)`)
      .join(', ')}, per structure and thread`,
  );
}

/** A reproducible number in [0, 1). */
function generator(seed = 1) {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** A cell of random sites with 16 Å³ each: no symmetry, as many orbits as sites. */
function randomCell(/** @type {number} */ sites, /** @type {() => number} */ random) {
  const a = Math.cbrt(16 * sites);
  return {
    lattice: {
      matrix: [
        [a, 0, 0],
        [0.1, 1.02 * a, 0],
        [0.2, 0.3, 1.04 * a],
      ],
    },
    sites: Array.from({ length: sites }, (_, i) => ({
      species: [{ element: ['O', 'Si', 'Na'][i % 3], occu: 1 }],
      abc: [random(), random(), random()],
    })),
  };
}

/** An n × n × n rock-salt supercell: 8n³ atoms in two orbits. */
function saltCell(/** @type {number} */ n) {
  const sites = [];
  for (let x = 0; x < 2 * n; x++) {
    for (let y = 0; y < 2 * n; y++) {
      for (let z = 0; z < 2 * n; z++)
        sites.push({
          species: [{ element: (x + y + z) % 2 === 0 ? 'Na' : 'Cl', occu: 1 }],
          abc: [x, y, z].map((i) => i / (2 * n)),
        });
    }
  }
  const a = 5.64 * n;
  return {
    lattice: {
      matrix: [
        [a, 0, 0],
        [0, a, 0],
        [0, 0, a],
      ],
    },
    sites,
  };
}

console.log(`${machine()}, ${workers} threads`);
try {
  if (existsSync(values.data)) {
    const cache = join(folder, 'elasticity');
    await pass('elasticity', values.data, { cache, workers });
    await pass('the same again', values.data, { cache, workers });
  } else console.log('elasticity: skipped, the data are not there');
  if (values.growth) {
    const random = generator();
    for (const sites of [10, 20, 50, 100, 200, 500]) {
      const file = join(folder, `random-${sites}.json`);
      const count = Math.max(2, Math.round(200 / sites));
      writeFileSync(
        file,
        JSON.stringify(
          Array.from({ length: count }, (_, i) => ({ id: `r${i}`, structure: randomCell(sites, random) })),
        ),
      );
      await pass(`${sites} sites without symmetry`, file, { cache: join(folder, `cache-random-${sites}`), workers: 0 });
    }
    for (const n of [1, 2, 3, 4]) {
      const file = join(folder, `salt-${n}.json`);
      writeFileSync(
        file,
        JSON.stringify(Array.from({ length: 10 }, (_, i) => ({ id: `s${i}`, structure: saltCell(n) }))),
      );
      await pass(`${8 * n ** 3} sites of rock salt`, file, { cache: join(folder, `cache-salt-${n}`), workers: 0 });
    }
    const file = join(folder, 'random-20.json');
    for (const last of [5, 9, 12, 15]) {
      const bins = Math.round(48 * (last / 9));
      await pass(`20 sites without symmetry, radial distribution to ${last} Å`, file, {
        cache: join(folder, `cutoff-${last}`),
        workers: 0,
        recipe: { radial: { last, bins } },
      });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
