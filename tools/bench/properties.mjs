// Measures the errors of networks and of simple models on real data sets, through `cft` from the sources as a user would call it; writes
// docs/properties.json and prints the rows of the README's table. Every set is trained on its train part; the epoch is chosen, and errors are taken,
// on its val part.
// Run: node tools/bench/properties.mjs [--sets elasticity,carbon-24] [--variants geometry,distance] [--ensemble 5] [--epochs N] [--batch-size 64]
//        [--out bench-properties] [--data ../shared/data] [--take elasticity:geometry=RUN]
//
// Members of an ensemble have the seeds 0, 1, …: their mean and spread are those of single networks. Finished runs are not repeated and stopped
// ones are continued, so the table can be made in several parts. --take puts a run of `cft train` that lies elsewhere in its place. Without a set nothing
// is trained, and the table of what is known is printed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CFT, root } from '../cftSources.mjs';
import { SETS, tableOf } from './properties/table.mjs';
/** @import { Measured } from './properties/table.mjs' */

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: '' },
    variants: { type: 'string', default: 'geometry' },
    ensemble: { type: 'string', default: '1' },
    epochs: { type: 'string' },
    'batch-size': { type: 'string' },
    out: { type: 'string', default: 'bench-properties' },
    data: { type: 'string', default: join(root, '../shared/data') },
    take: { type: 'string', multiple: true, default: [] },
  },
});

const file = join(root, 'docs/properties.json');
const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
const rounded = (/** @type {number} */ x) => Number(x.toPrecision(4));

/** `cft` from the sources. @returns its standard output */
function cft(/** @type {string[]} */ ...args) {
  const { status, stdout } = spawnSync(process.execPath, [...CFT, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`cft ${args.join(' ')} ended with status ${status}; the same call goes on with it`);
  return stdout;
}

/** Trains a variant on a set, or goes on with it. @returns the folder of the run */
function trained(/** @type {string} */ name, /** @type {string} */ variant) {
  const set = setOf(name);
  const folder = join(values.out, `${name}-${variant}`);
  const started = existsSync(join(folder, 'run.json'));
  if (started && read(join(folder, 'run.json')).status === 'finished') return folder;
  if (started) cft('train', '--resume', folder);
  else {
    const data = join(values.data, set.folder);
    if (!existsSync(data)) throw new Error(`${name} needs ${data}, which is not there; --data is its folder`);
    const options = ['--variant', variant, '--ensemble', values.ensemble, '--seed', '0', '--out', folder];
    if (values.epochs !== undefined) options.push('--epochs', values.epochs);
    if (values['batch-size'] !== undefined) options.push('--batch-size', values['batch-size']);
    cft('train', data, '--target', set.targets.join(','), ...options, ...(set.log10 === true ? ['--log10'] : []));
  }
  return folder;
}

/** Errors on val of the epoch that each member keeps, by target. */
function errorsOfMembers(/** @type {string} */ folder) {
  /** @type {Map<number, Record<string, { mae: number }>>} */
  const best = new Map();
  for (const line of readFileSync(join(folder, 'history.jsonl'), 'utf8').trim().split('\n')) {
    const report = JSON.parse(line);
    if (report.best === true) best.set(report.member, report.validation);
  }
  return [...best.values()].map((errors) =>
    Object.fromEntries(Object.entries(errors).map(([target, { mae }]) => [target, rounded(mae)])),
  );
}

/** What a run gave. */
function measured(/** @type {string} */ name, /** @type {string} */ variant, /** @type {string} */ folder) {
  const { data, seed, backend, versions } = read(join(folder, 'run.json'));
  const { training } = read(join(folder, 'config.json'));
  const evaluation = JSON.parse(cft('evaluate', folder, '--part', 'val', '--baselines', 'all', '--json'));
  /** @type {Measured} */
  const row = {
    set: name,
    variant,
    records: { train: data.parts.train, val: evaluation.records },
    epochs: training.epochs,
    batchSize: training.batchSize,
    seed,
    backend,
    version: versions['@crystal-fourier/model'],
    members: errorsOfMembers(folder),
    models: Object.fromEntries(
      evaluation.targets.map((/** @type {any} */ target) => [
        target.name,
        Object.fromEntries(
          target.models.map((/** @type {any} */ { score: { metrics, log10 } }, /** @type {number} */ i) => [
            i === 0 ? 'network' : target.models[i].name,
            rounded((log10 ?? metrics).mae),
          ]),
        ),
      ]),
    ),
  };
  return row;
}

function setOf(/** @type {string} */ name) {
  const set = SETS[name];
  if (set === undefined) throw new Error(`sets are ${Object.keys(SETS).join(', ')}, got ${name}`);
  return set;
}

/** @type {Measured[]} */
const rows = existsSync(file) ? read(file) : [];
/** Puts a row in the place of that of the same set and variant. */
function keep(/** @type {Measured} */ row) {
  const at = rows.findIndex(({ set, variant }) => set === row.set && variant === row.variant);
  rows.splice(at < 0 ? rows.length : at, at < 0 ? 0 : 1, row);
  writeFileSync(file, `${JSON.stringify(rows, undefined, 2)}\n`);
}

for (const name of values.sets === '' ? [] : values.sets.split(','))
  for (const variant of values.variants.split(',')) keep(measured(name, variant, trained(name, variant)));
for (const text of values.take) {
  const [key = '', ...folder] = text.split('=');
  const [name = '', variant = ''] = key.split(':');
  setOf(name);
  keep(measured(name, variant, folder.join('=')));
}
spawnSync('npx', ['oxfmt', file], { cwd: root, stdio: 'inherit' });
console.log(tableOf(rows));
