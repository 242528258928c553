// Makes the table of properties: all four variants of the network and the built-in baselines on the same splits, through the command line
// as a user would call it. Every set is trained on its train part; the epoch is chosen, and errors are taken, on its val part.
// Run: pnpm build && node tools/bench/properties.mjs [--sets elasticity,carbon-24] [--variants full,distance] [--seeds 3]
//        [--epochs N] [--out bench-properties] [--data ../shared/data]
//
// Finished runs in the folder are not repeated and stopped ones are continued, so the table can be made in several parts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { mean } from './statistics.mjs';

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: 'elasticity,carbon-24,perov-5,heat-capacity' },
    variants: { type: 'string', default: 'full,distance,fourier,composition' },
    seeds: { type: 'string', default: '1' },
    epochs: { type: 'string' },
    out: { type: 'string', default: 'bench-properties' },
    data: { type: 'string', default: join(import.meta.dirname, '../../../shared/data') },
  },
});

/** @type {Record<string, { folder: string, targets: string[], log10?: boolean, extensive?: boolean }>} */
const known = {
  elasticity: { folder: 'mp-binary-elasticity', targets: ['bulk_modulus_vrh', 'shear_modulus_vrh'], log10: true },
  'carbon-24': { folder: 'carbon-24', targets: ['energy_per_atom'] },
  'perov-5': { folder: 'perov-5', targets: ['heat_all', 'ind_gap'] },
  'heat-capacity': { folder: 'alexandria-heat-capacity', targets: ['heat_capacity'], extensive: true },
};
const cft = join(dirname(fileURLToPath(import.meta.resolve('@crystal-fourier/cft/package.json'))), 'bin/cft.mjs');

/** Runs `cft`. @returns its standard output */
function run(/** @type {string[]} */ ...args) {
  const { status, stdout } = spawnSync(process.execPath, [cft, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`cft ${args.join(' ')} ended with status ${status}`);
  return stdout;
}

/** Errors on val of the epoch that is kept, by target. */
function errorsOf(/** @type {string} */ folder) {
  const reports = readFileSync(join(folder, 'history.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const best = reports.findLast(({ best: isBest }) => isBest);
  return {
    epoch: best.epoch,
    errors: Object.fromEntries(Object.entries(best.validation).map(([name, { mae }]) => [name, mae])),
  };
}

const spread = (/** @type {number[]} */ list) =>
  Math.sqrt(list.reduce((sum, x) => sum + (x - mean(list)) ** 2, 0) / Math.max(1, list.length - 1));

for (const name of values.sets.split(',')) {
  const set = known[name];
  if (set === undefined) throw new Error(`sets are ${Object.keys(known).join(', ')}, got ${name}`);
  const data = join(values.data, set.folder);
  if (!existsSync(data)) {
    console.log(`${name}: ${data} is not there`);
    continue;
  }
  /** @type {(string | string[])[][]} */
  const rows = [];
  for (const variant of values.variants.split(',')) {
    /** @type {Record<string, number>[]} */
    const found = [];
    for (let seed = 0; seed < Number(values.seeds); seed++) {
      const folder = join(values.out, `${name}-${variant}-${seed}`);
      const status = existsSync(join(folder, 'run.json'))
        ? JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')).status
        : undefined;
      if (status === undefined) {
        const training = [
          'train',
          data,
          '--target',
          set.targets.join(','),
          '--variant',
          variant,
          '--seed',
          String(seed),
        ];
        if (set.log10) training.push('--log10');
        if (values.epochs) training.push('--epochs', values.epochs);
        run(...training, '--out', folder);
      } else if (status !== 'finished') run('train', '--resume', folder);
      found.push(errorsOf(folder).errors);
    }
    rows.push([
      variant,
      set.targets.map((target) => {
        const list = found.map((errors) => errors[target] ?? Number.NaN);
        return `${mean(list).toFixed(4)}${list.length > 1 ? ` ± ${spread(list).toFixed(4)}` : ''}`;
      }),
    ]);
  }
  const first = join(values.out, `${name}-${values.variants.split(',')[0]}-0`);
  const evaluation = JSON.parse(run('evaluate', first, '--part', 'val', '--baselines', 'all', '--json'));
  for (const [baseline, errors] of baselines(evaluation)) rows.push([baseline, errors]);
  console.log(`\n${name}: mean absolute error on val${set.log10 ? ', log10 units' : ''}\n`);
  console.log(`| | ${set.targets.join(' | ')} |\n| --- |${set.targets.map(() => ' --- |').join('')}`);
  for (const row of rows) console.log(`| ${row.flat().join(' | ')} |`);
}

/** Rows of the baselines in an evaluation: every model but the network, which stands first. */
function baselines(
  /** @type {{ targets: { models: { name: string, score: { metrics: { mae: number }, log10?: { mae: number } } }[] }[] }} */ {
    targets,
  },
) {
  const names = targets[0]?.models.slice(1).map((model) => model.name) ?? [];
  return names.map((name) => [
    name,
    targets.map(({ models }) => {
      const score = models.find((model) => model.name === name)?.score;
      return (score?.log10 ?? score?.metrics)?.mae.toFixed(4) ?? '';
    }),
  ]);
}
