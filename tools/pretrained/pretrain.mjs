// Trains the small model that the explorer ships with. Its only input is the generator of ionic crystals: `npm run pretrained`.
// Equal seeds, versions and backends give an equal file. `-- --count 300 --epochs 3 --out FOLDER` is a short run that does not replace the shipped model.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const NAME = 'ionic';
const TARGET = 'energy_per_atom';
const UNIT = 'eV';
/** Largest file that a page may be asked to load, in bytes. */
const MOST_BYTES = 450_000;

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'apps/explorer/public/models') },
    work: { type: 'string', default: join(import.meta.dirname, '.cache') },
    count: { type: 'string', default: '10000' },
    epochs: { type: 'string' },
    embeddings: { type: 'string', default: '192' },
    seed: { type: 'string', default: '0' },
  },
});
const cft = join(dirname(fileURLToPath(import.meta.resolve('@crystal-fourier/cft/package.json'))), 'bin/cft.mjs');
const data = join(values.work, 'data');
const run = join(values.work, NAME);
const file = join(values.out, `${NAME}.safetensors`);
const env = { ...process.env, CFT_CACHE: join(values.work, 'prepared') };

/** Runs a command of `cft` and shows its progress. @returns its JSON document */
function step(/** @type {string[]} */ ...args) {
  console.error(`$ cft ${args.map((arg) => (arg.startsWith(root) ? relative(process.cwd(), arg) : arg)).join(' ')}`);
  const { status, signal, stdout } = spawnSync(process.execPath, [cft, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env,
  });
  if (status === 0) return JSON.parse(stdout);
  console.error(`\npretrain: "cft ${args[0]}" ended with ${signal ?? `status ${status}`}; the lines above say why`);
  process.exit(status ?? 1);
}
const json = (/** @type {string} */ name) => JSON.parse(readFileSync(join(run, name), 'utf8'));
const rounded = (/** @type {number} */ value) => Number(value.toPrecision(4));

mkdirSync(values.out, { recursive: true });
mkdirSync(values.work, { recursive: true });
rmSync(run, { recursive: true, force: true });
const demo = step('demo', data, '--count', values.count, '--seed', values.seed);
const config = join(import.meta.dirname, 'pretrained.yaml');
const training = ['train', data, '--target', TARGET, '--split', 'formula', '--seed', values.seed, '--config', config];
const epochs = values.epochs === undefined ? [] : ['--epochs', values.epochs];
const trained = step(...training, ...epochs, '--out', run);
const evaluation = step('evaluate', run);
const exporting = ['export', run, '--unit', `${TARGET}=${UNIT}`, '--embeddings', values.embeddings];
const exported = step(...exporting, '--out', file, '--force');
if (exported.bytes > MOST_BYTES) {
  console.error(
    `pretrain: ${file} must have at most ${MOST_BYTES} bytes, got ${exported.bytes}; fewer --embeddings help`,
  );
  process.exit(1);
}

const { card } = exported;
const { model, training: options } = json('config.json');
const scores = evaluation.targets[0].models.map(
  (/** @type {{ name: string, score: { metrics: { mae: number, rmse: number, r2: number } } }} */ compared) => {
    const { mae, rmse, r2 } = compared.score.metrics;
    return { model: compared.name, mae: rounded(mae), rmse: rounded(rmse), r2: rounded(r2) };
  },
);
const described = {
  name: NAME,
  file: `${NAME}.safetensors`,
  bytes: exported.bytes,
  gzipBytes: exported.gzip,
  target: TARGET,
  unit: UNIT,
  meaning:
    'Energy per atom of a crystal of point charges with Born–Mayer repulsion between them: a simple model of ionic bonding, no measurement and no quantum mechanics. It means nothing for other elements and for crystals that are not ionic.',
  data: {
    made: `cft demo --count ${values.count} --seed ${values.seed}`,
    records: card.data.records,
    hash: card.data.hash,
    split: `by formula, seed ${values.seed}: no formula is in two parts`,
    parts: card.data.parts,
    formulas: demo.formulas,
    energies: demo.energies.map(rounded),
  },
  elements: exported.elements,
  spaceGroups: exported.groups.length,
  network: {
    variant: exported.variant,
    weights: exported.weights,
    width: model.width,
    blocks: model.blocks,
    epochs: options.epochs,
    seed: card.seed,
    validationMae: rounded(trained.metrics.parts.val[TARGET].metrics.mae),
  },
  test: { part: evaluation.part, records: evaluation.records, models: scores },
  novelty: card.references,
  symprec: card.symprec,
  backend: card.backend,
  versions: Object.fromEntries(Object.entries(card.versions).filter(([name]) => name !== 'node')),
};
writeFileSync(join(values.out, `${NAME}.json`), `${JSON.stringify(described, null, 2)}\n`);
console.log(`${relative(process.cwd(), file)}: ${exported.bytes} bytes, ${exported.weights} weights`);
for (const { model: name, mae, r2 } of scores) console.log(`  ${name.padEnd(20)} MAE ${mae} ${UNIT}, R² ${r2}`);
