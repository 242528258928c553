// Prints what the data sets contain: records read, repaired and refused with the reason, sizes, orbits and space groups.
// Run: pnpm build && node tools/bench/datasets.mjs [folder or file …]; by default the folders of ../shared/data
import { diagnosticText } from '@crystal-fourier/data';
import { openCache, openDataset, prepare } from '@crystal-fourier/data/node';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { spaceGroup } from '@crystal-fourier/spacegroups';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: 'string', default: '2' } },
});
const shared = join(import.meta.dirname, '../../../shared/data');
const sets =
  positionals.length > 0
    ? positionals
    : existsSync(shared)
      ? readdirSync(shared, { withFileTypes: true })
          .filter((entry) => entry.isDirectory() && entry.name !== 'design')
          .map(({ name }) => join(shared, name))
      : [];
if (sets.length === 0) console.log('no data sets: ../shared/data is not there, and none was named');

const folder = mkdtempSync(join(tmpdir(), 'datasets-'));
try {
  for (const [i, set] of sets.entries()) {
    const { read, written, diagnosed, refused, ignored, groups, seconds } = await prepare(await openDataset(set), {
      cache: join(folder, String(i)),
      workers: Number(values.workers),
    });
    console.log(
      `\n${set}: ${read} read, ${written} written, ${diagnosed.length} with diagnostics, ${refused.length} refused, in ${seconds.toFixed(1)} s`,
    );
    for (const { message } of refused) console.log(`  refused  ${message}`);
    for (const { id, diagnostics } of diagnosed.slice(0, 5))
      console.log(`  ${id}: ${diagnostics.map(diagnosticText).join('; ')}`);
    if (ignored.length > 0) console.log(`  not read ${ignored.join(', ')}`);
    if (written === 0) continue;
    const cache = await openCache(join(folder, String(i)));
    let sites = 0;
    const orbits = cache.entries.map(({ orbitCount }) => orbitCount);
    for await (const { siteCount } of cache) sites += siteCount;
    const sum = orbits.reduce((a, b) => a + b, 0);
    console.log(
      `  ${(sites / written).toFixed(1)} sites in the conventional cell, ${(sum / written).toFixed(2)} orbits (at most ${Math.max(...orbits)}); targets ${cache.targets.join(', ')}`,
    );
    /** @type {Record<string, number>} */
    const systems = {};
    for (const [group, count] of Object.entries(groups)) {
      const { crystalSystem } = spaceGroup(Number(group));
      systems[crystalSystem] = (systems[crystalSystem] ?? 0) + count;
    }
    console.log(
      `  ${Object.keys(groups).length} space groups; ${Object.entries(systems)
        .map(([system, count]) => `${system} ${count}`)
        .join(', ')}`,
    );
    const largest = Object.entries(groups)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 12);
    console.log(
      `  most frequent: ${largest.map(([group, count]) => `${group} ${spaceGroup(Number(group)).setting.hmShort}: ${count}`).join(', ')}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
