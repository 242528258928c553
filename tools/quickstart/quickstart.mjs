// The last step of `npm run quickstart`: everything from structure files to predictions, on a data set that the project generates itself.
// `npm run quickstart -- --count 300 --epochs 5` is a short run; the folder is ./quickstart unless --out says otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'quickstart') },
    count: { type: 'string', default: '3000' },
    epochs: { type: 'string', default: '25' },
    seed: { type: 'string', default: '0' },
  },
});
const data = join(values.out, 'data');
const run = join(values.out, 'run');
const predictions = join(values.out, 'predictions.csv');
const cft = join(
  dirname(import.meta.resolve('@crystal-fourier/cft/package.json').replace(/^file:\/\//, '')),
  'bin/cft.mjs',
);
const shown = (/** @type {string} */ path) => relative(process.cwd(), path) || '.';
const begin = performance.now();

/** Runs one command of `cft`, shows it as a user would type it, and stops everything if it fails. */
function step(/** @type {string} */ what, /** @type {string[]} */ ...args) {
  console.log(`\n── ${what}\n$ cft ${args.map((arg) => (arg.startsWith(values.out) ? shown(arg) : arg)).join(' ')}`);
  const { status, signal } = spawnSync(process.execPath, [cft, ...args], { stdio: 'inherit', cwd: process.cwd() });
  if (status === 0) return;
  console.error(`\nquickstart: "cft ${args[0]}" ended with ${signal ?? `status ${status}`}; the lines above say why`);
  process.exit(status ?? 1);
}

// A run begins in an empty folder; only what an earlier quickstart wrote is removed.
if (existsSync(join(run, 'run.json'))) rmSync(run, { recursive: true });
const examples = readdirSync(join(root, 'examples'))
  .filter((name) => name.endsWith('.cif'))
  .map((name) => relative(process.cwd(), join(root, 'examples', name)));

step(
  '1 of 5: random ionic crystals in all crystal systems, with their energies',
  'demo',
  data,
  '--count',
  values.count,
  '--seed',
  values.seed,
);
const config = relative(process.cwd(), join(import.meta.dirname, 'quickstart.yaml'));
const training = ['train', data, '--target', 'energy_per_atom', '--seed', values.seed];
training.push('--out', run, '--config', config, '--epochs', values.epochs);
step('2 of 5: train a small network on them', ...training);
step('3 of 5: how good is it, beside simple models on the same split?', 'evaluate', run);
step('4 of 5: predict the energy of well-known crystals', 'predict', run, ...examples, '--out', predictions);
step('5 of 5: everything on one page', 'report', run);

console.log(`
Done in ${((performance.now() - begin) / 1000).toFixed(0)} s.
  report        ${shown(join(run, 'report.html'))}   (open it in a browser)
  predictions   ${shown(predictions)}
  data          ${shown(data)}   (CIF files and id_prop.csv: the layout that "cft train" reads)

Real properties, without a training: npx cft predict formation-energy FILE.cif; npx cft models lists the networks.
Your own crystals: put CIF files and an id_prop.csv with lines "name,value" into a folder, then
  npx cft train FOLDER --target NAME && npx cft evaluate RUN && npx cft predict RUN FILE.cif`);
