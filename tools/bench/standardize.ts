// Measures the time of standardisation and features for the elasticity set, on one core, and how it grows with sites and cutoff.
// Run: node --conditions=@crystal-fourier/source --import tsx tools/bench/standardize.ts
import { fourierFeatures } from '../../packages/data/src/features/fourierFeatures.ts';
import { featurize } from '../../packages/data/src/features/featurize.ts';
import { kindsOf } from '../../packages/data/src/structure/kinds.ts';
import { analyze, initMoyo } from '../../packages/data/src/standardize/moyo.ts';
import { radialDistribution } from '../../packages/data/src/features/radialDistribution.ts';
import { radialGrid } from '../../packages/data/src/features/recipeOptions.ts';
import { standardize } from '../../packages/data/src/standardize/standardize.ts';
import { Structure } from '../../packages/data/src/structure/structure.ts';
import { RandomGeometry } from '../../packages/data/test/support/randomGeometry.ts';
import { crystalsOf, hasSharedData, MISSING } from '../../packages/data/test/support/sharedData.ts';

await initMoyo();

function timed<T>(name: string, count: number, run: () => T): T {
  const start = performance.now();
  const result = run();
  console.log(`  ${name.padEnd(44)} ${((performance.now() - start) / count).toFixed(3)} ms`);
  return result;
}

if (hasSharedData) {
  const structures = crystalsOf('mp-binary-elasticity');
  const n = structures.length;
  for (const round of ['first time, tables and plans included', 'again']) {
    console.log(`${n} crystals, per crystal, ${round}:`);
    timed('symmetry finder alone', n, () => structures.map((s) => analyze(s, kindsOf(s), 0.01)));
    const crystals = timed('standardize', n, () => structures.map((s) => standardize(s)));
    timed('featurize', n, () => crystals.map((c) => featurize(c)));
    timed('  of it Fourier features', n, () => crystals.map((c) => fourierFeatures(c, { minCount: 256, damping: 0 })));
    timed('  of it radial distribution', n, () => crystals.map((c) => radialDistribution(c, radialGrid({}))));
  }
} else {
  console.log(`elasticity set: ${MISSING}`);
}

console.log('\nRandom cells without symmetry, 16 Å³ per site:');
for (const sites of [10, 20, 50, 100, 200, 500]) {
  const random = new RandomGeometry(sites);
  const a = Math.cbrt(16 * sites);
  const structure = Structure.of({
    lattice: { a, b: 1.02 * a, c: 1.04 * a, alpha: 88, beta: 91, gamma: 93 },
    sites: Array.from({ length: sites }, (_, i) => ({
      position: [random.next(), random.next(), random.next()],
      species: ['O', 'Si', 'Na'][i % 3]!,
    })),
  });
  const crystal = timed(`${sites} sites: standardize`, 1, () => standardize(structure, { symprec: 1e-3 }));
  for (const last of [6, 9, 12])
    timed(`${sites} sites: radial distribution to ${last} Å`, 1, () =>
      radialDistribution(crystal, radialGrid({ last })),
    );
}
