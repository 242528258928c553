// Measures speed and memory of the model on native TensorFlow: training and prediction from prepared features, in structures/s, of variants beside each
// other: their epochs alternate, so that what else the machine does touches all alike. With --steps, tensors and resident memory over that number
// of steps of the first variant.
// Run: pnpm build && node tools/bench/model.mjs [--data ../shared/data/mp-binary-elasticity/train.json.gz] [--sample 3000]
//        [--targets bulk_modulus_vrh,shear_modulus_vrh] [--variants geometry,distance] [--batch 64] [--width 128] [--blocks 4] [--epochs 5]
//        [--steps 10000]
//
// For comparison, two threads of a quiet machine, the same data: a torch port of the reference network (6.5 M parameters) trains 3.4
// structures/s padded to 444 atoms and 67 padded to the batch's maximum, and predicts 8 and 126; CGCNN (81 k parameters) trains 344
// (1,367 with denormal numbers flushed) and predicts 2,400 to 4,100 from cached graphs.
import { openCache, openDataset, prepare } from '@crystal-fourier/data/node';
import { decodeTensors, encodeTensors, Predictor, Trainer } from '@crystal-fourier/model';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, median } from './statistics.mjs';

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
const tf = await import('@tensorflow/tfjs-node').then((module) => module.default ?? module);
await tf.ready();

const { values } = parseArgs({
  options: {
    data: {
      type: 'string',
      default: join(import.meta.dirname, '../../../shared/data/mp-binary-elasticity/train.json.gz'),
    },
    targets: { type: 'string', default: 'bulk_modulus_vrh,shear_modulus_vrh' },
    batch: { type: 'string', default: '64' },
    width: { type: 'string', default: '128' },
    blocks: { type: 'string', default: '4' },
    epochs: { type: 'string', default: '5' },
    steps: { type: 'string', default: '0' },
    variants: { type: 'string', default: 'geometry,distance' },
    sample: { type: 'string' },
  },
});
const targets = values.targets.split(',');
const batchSize = Number(values.batch);
const folder = mkdtempSync(join(tmpdir(), 'bench-model-'));
const resident = () => `${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`;

/** @typedef {{ variant: string, trainer: Trainer, training: number[], prediction: Map<number, number[]> }} Measured */

/** A line of rates: the median, its ratio to that of the first variant, and all. */
const line = (/** @type {number[]} */ rates, /** @type {number[]} */ ofFirst) =>
  `${median(rates).toFixed(0)} structures/s, ${(median(rates) / median(ofFirst)).toFixed(2)} of the first (${rates.map((rate) => rate.toFixed(0)).join(' ')})`;

try {
  await prepare(await openDataset(values.data), { cache: folder, workers: Math.min(2, cpus().length) });
  const cache = await openCache(folder);
  const stride =
    values.sample === undefined ? 1 : Math.max(1, Math.floor(cache.entries.length / Number(values.sample)));
  const places = cache.entries.map((_, i) => i).filter((i) => i % stride === 0);
  const records = await cache.records(places);
  const orbits = records.reduce((sum, { features }) => sum + features.orbitCount, 0) / records.length;
  console.log(
    `${records.length} structures, ${orbits.toFixed(1)} orbits on average; batch ${batchSize}; backend ${tf.getBackend()}, ${machine()}`,
  );
  /** @type {Measured[]} */
  const all = values.variants.split(',').map((variant) => ({
    variant,
    trainer: Trainer.create({
      model: {
        targets,
        variant: /** @type {import('@crystal-fourier/model').Variant} */ (variant),
        width: Number(values.width),
        blocks: Number(values.blocks),
      },
      training: { batchSize, epochs: 1_000_000, schedule: 'constant', ema: 0.99 },
      train: records,
      validation: [],
    }),
    training: [],
    prediction: new Map(),
  }));
  const [first] = all;
  if (first === undefined) throw new Error('--variants must name at least one');

  for (let epoch = 0; epoch < Number(values.epochs); epoch++)
    for (const { trainer, training } of all) training.push((await trainer.runEpoch()).structuresPerSecond);
  for (const { variant, trainer, training } of all)
    console.log(`${variant}: ${trainer.parameterCount} parameters; training ${line(training, first.training)}`);
  console.log(`resident ${resident()}`);

  for (const { trainer, prediction } of all) {
    const predictor = Predictor.load([decodeTensors(encodeTensors(await trainer.bestModel()))]);
    for (const size of [batchSize, 4 * batchSize]) {
      /** @type {number[]} */
      const rates = [];
      for (let round = 0; round < 5; round++) {
        const begin = performance.now();
        await predictor.predict(records, { batchSize: size });
        rates.push((1000 * records.length) / (performance.now() - begin));
      }
      prediction.set(size, rates);
    }
    predictor.dispose();
  }
  for (const { variant, prediction } of all)
    for (const [size, rates] of prediction)
      console.log(`${variant}: prediction, batch ${size}: ${line(rates, first.prediction.get(size) ?? rates)}`);

  const before = tf.memory().numTensors;
  let steps = 0;
  while (steps < Number(values.steps)) {
    steps += first.trainer.stepsPerEpoch;
    await first.trainer.runEpoch();
    if (steps % (50 * first.trainer.stepsPerEpoch) === 0 || steps >= Number(values.steps))
      console.log(`${steps} steps: ${tf.memory().numTensors - before} tensors more, resident ${resident()}`);
  }
  for (const { trainer } of all) trainer.dispose();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
