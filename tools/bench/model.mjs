// Measures speed and memory of the model on native TensorFlow: training and prediction from prepared features, in structures/s; with --steps,
// tensors and resident memory over that number of steps.
// Run: pnpm build && node tools/bench/model.mjs [--data ../shared/data/mp-binary-elasticity/train.json.gz]
//        [--targets bulk_modulus_vrh,shear_modulus_vrh] [--batch 64] [--width 128] [--blocks 4] [--epochs 5] [--steps 10000]
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
  },
});
const targets = values.targets.split(',');
const batchSize = Number(values.batch);
const folder = mkdtempSync(join(tmpdir(), 'bench-model-'));
const resident = () => `${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`;

try {
  await prepare(await openDataset(values.data), { cache: folder, workers: Math.min(2, cpus().length) });
  const cache = await openCache(folder);
  const records = await cache.records(cache.entries.map((_, i) => i));
  const orbits = records.reduce((sum, { features }) => sum + features.orbitCount, 0) / records.length;
  console.log(
    `${records.length} structures, ${orbits.toFixed(1)} orbits on average; backend ${tf.getBackend()}, ${machine()}`,
  );
  const trainer = Trainer.create({
    model: { targets, width: Number(values.width), blocks: Number(values.blocks) },
    training: { batchSize, epochs: 1_000_000, schedule: 'constant', ema: 0.99 },
    train: records,
    validation: [],
  });
  console.log(`${trainer.parameterCount} parameters, batch ${batchSize}`);

  const rates = [];
  for (let epoch = 0; epoch < Number(values.epochs); epoch++)
    rates.push((await trainer.runEpoch()).structuresPerSecond);
  console.log(
    `training: ${median(rates).toFixed(0)} structures/s (median of ${rates.length} epochs: ${rates.map((r) => r.toFixed(0)).join(' ')}), resident ${resident()}`,
  );

  const predictor = Predictor.load([decodeTensors(encodeTensors(await trainer.bestModel()))]);
  for (const size of [batchSize, 4 * batchSize]) {
    const speeds = [];
    for (let round = 0; round < 5; round++) {
      const begin = performance.now();
      await predictor.predict(records, { batchSize: size });
      speeds.push((1000 * records.length) / (performance.now() - begin));
    }
    console.log(
      `prediction, batch ${size}: ${median(speeds).toFixed(0)} structures/s (${speeds.map((r) => r.toFixed(0)).join(' ')})`,
    );
  }
  predictor.dispose();

  const before = tf.memory().numTensors;
  let steps = 0;
  while (steps < Number(values.steps)) {
    steps += trainer.stepsPerEpoch;
    await trainer.runEpoch();
    if (steps % (50 * trainer.stepsPerEpoch) === 0 || steps >= Number(values.steps))
      console.log(`${steps} steps: ${tf.memory().numTensors - before} tensors more, resident ${resident()}`);
  }
  trainer.dispose();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
