// Makes a packaged network from the data sets: trains it, measures it on val and on space groups that were held out, and writes its weights, card and page into
// packages/models. A second call goes on where the first one was stopped.
// Run: node tools/pretrained/networks.mjs NAME --data DATA, with DATA for the folder of the data sets. NAME is one of recipes.mjs.
//   --run FOLDER     takes a finished run in place of the training
//   --held-out FOLDER  takes a finished run of the held-out groups, trained with the split of `--work`
//   --epochs N       a shorter training, to try the tool; with --out FOLDER, which writes weights and card there and leaves the package as it is
//   --work FOLDER    where runs are kept; tools/pretrained/.cache/NAME by default
// `node tools/pretrained/networks.mjs` without a name writes sources and pages of the package anew from its cards.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { cardOf } from './card.mjs';
import { ENCODER, writeEncoder } from './encoder.mjs';
import { heldOutErrors } from './heldOut.mjs';
import { writeModuli } from './moduliData.mjs';
import { writePackage } from './package.mjs';
import { RECIPES } from './recipes.mjs';
import { cft, readJson, root } from './steps.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    run: { type: 'string' },
    'held-out': { type: 'string' },
    epochs: { type: 'string' },
    out: { type: 'string' },
    work: { type: 'string' },
  },
});

const [name] = positionals;
if (name === undefined || name === ENCODER) {
  const out = values.out ?? join(root, 'packages/models/weights');
  mkdirSync(out, { recursive: true });
  if (name === ENCODER) writeEncoder(out);
  if (values.out === undefined) writePackage();
} else {
  const recipe = RECIPES[name];
  if (recipe === undefined || values.data === undefined) {
    console.error(
      `networks: a name and the folder of the data sets are expected, networks.mjs NAME --data DATA; names are ${[...Object.keys(RECIPES), ENCODER].join(', ')}`,
    );
    process.exit(2);
  }
  make(name, recipe, resolve(values.data));
}

/** The data set that a recipe learns from. */
function dataOf(/** @type {string} */ name, /** @type {string} */ data, /** @type {string} */ work) {
  if (name === 'moduli') return writeModuli(data, join(work, 'data'));
  return join(data, /** @type {string} */ (RECIPES[name]?.sources[0]?.name));
}

/** What a training is asked for, beside its data, its split and its folder. */
function trainingOf(/** @type {import('./recipes.mjs').Recipe} */ { predicts, epochs, batchSize }) {
  const numbers = predicts.filter(({ tensor }) => tensor === undefined).map(({ name }) => name);
  const logarithms = predicts.filter(({ log10 }) => log10).map(({ name }) => name);
  const tensors = predicts.flatMap(({ name, tensor }) => (tensor === undefined ? [] : [`${name}=${tensor}`]));
  return [
    ...(numbers.length > 0 ? ['--target', numbers.join(',')] : []),
    ...(logarithms.length > 0 ? ['--log10', logarithms.join(',')] : []),
    ...(tensors.length > 0 ? ['--tensor', tensors.join(',')] : []),
    '--variant',
    'geometry',
    '--epochs',
    values.epochs ?? String(epochs),
    '--batch-size',
    String(batchSize),
    '--seed',
    '1',
  ];
}

/** What the run itself wrote of its predictions of val, as `cft predict` gives it; undefined where tensors are predicted, which are in other frames there. */
function knownPredictions(/** @type {string} */ run, /** @type {import('./recipes.mjs').Recipe} */ { predicts }) {
  if (predicts.some(({ tensor }) => tensor !== undefined)) return undefined;
  const rows = parse(readFileSync(join(run, 'predictions-val.csv')), { columns: true });
  const numbers = (/** @type {Record<string, string>} */ row) =>
    Object.fromEntries(predicts.map(({ name }) => [name, Number(row[`${name}_predicted`])]));
  return { predictions: rows.map((/** @type {any} */ row) => ({ id: row.id, values: numbers(row) })) };
}

/** Trains until the run is finished; does nothing where it is. */
function train(/** @type {string} */ run, /** @type {readonly string[]} */ argv) {
  const status = existsSync(join(run, 'run.json')) ? readJson(join(run, 'run.json')).status : undefined;
  if (status === 'finished') return;
  // A run that was stopped before its configuration was written has nothing to go on with.
  if (status !== undefined && !existsSync(join(run, 'config.json'))) rmSync(run, { recursive: true });
  cft(existsSync(join(run, 'config.json')) ? ['train', '--resume', run] : ['train', ...argv, '--out', run]);
}

function make(
  /** @type {string} */ name,
  /** @type {import('./recipes.mjs').Recipe} */ recipe,
  /** @type {string} */ folder,
) {
  const work = resolve(values.work ?? join(import.meta.dirname, '.cache', name));
  mkdirSync(work, { recursive: true });
  const data = dataOf(name, folder, work);
  // Its name becomes that in the file.
  const run = join(work, name);
  if (values.run !== undefined && !existsSync(run)) cpSync(resolve(values.run), run, { recursive: true });
  const config = join(work, 'config.json');
  writeFileSync(config, JSON.stringify({ model: recipe.model ?? {} }));
  const training = [...trainingOf(recipe), '--config', config];
  train(run, [data, ...training]);
  const { status } = readJson(join(run, 'run.json'));
  if (status !== 'finished') {
    console.error(`networks: ${run} must be a finished run, its status is ${status}; cft train --resume finishes it`);
    process.exit(3);
  }
  // Runs of earlier versions have no intervals.
  if (!readFileSync(join(run, 'model.safetensors')).includes('calibration')) cft(['calibrate', run, data]);
  if (!existsSync(join(run, 'evaluation.json'))) cft(['evaluate', run, data, '--part', 'val']);
  const heldOut = heldOutErrors(recipe, { work, data, training, train, given: values['held-out'] });

  const out = values.out ?? join(root, 'packages/models/weights');
  mkdirSync(out, { recursive: true });
  const file = join(out, `${name}.safetensors`);
  const units = recipe.predicts.map(({ name, unit }) => `${name}=${unit}`);
  const exported = cft([
    'export',
    run,
    '--half',
    ...units.flatMap((unit) => ['--unit', unit]),
    '--out',
    file,
    '--force',
  ]);
  const bytes = readFileSync(file);
  const examples = readdirSync(join(root, 'examples')).filter((path) => path.endsWith('.cif'));
  const crystals = examples.map((path) => join('examples', path));
  const val = join(
    data,
    /** @type {string} */ (readdirSync(data).find((path) => path.startsWith('val.'))),
  );
  const card = cardOf(name, recipe, {
    run,
    exported,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    command: `node tools/pretrained/networks.mjs ${name} --data DATA`,
    heldOut,
    predictions: {
      examples: [cft(['predict', run, ...crystals]), cft(['predict', file, ...crystals])],
      val: [knownPredictions(run, recipe) ?? cft(['predict', run, val]), cft(['predict', file, val])],
    },
  });
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(card, null, 2)}\n`);
  if (values.out === undefined) writePackage();
  console.log(`${file}: ${bytes.length} bytes`);
  for (const { name: target, unit, models } of card.errors.targets)
    console.log(`  ${target}, ${unit}: ${models.map(({ name, mae }) => `${name} ${mae}`).join(', ')}`);
}
