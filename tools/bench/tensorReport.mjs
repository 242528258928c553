// Puts the errors of runs with tensors together, as `cft evaluate` found them: docs/tensors.json, and prints the table of docs/tensors.md.
// Run: node tools/bench/tensorReport.mjs NAME=RUN …, folders of `cft train … --tensor FIELD=KIND` that were evaluated with `--part val`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const out = join(import.meta.dirname, '../../docs/tensors.json');
const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
const rounded = (/** @type {number} */ x) => Number(x.toPrecision(4));
const score = (/** @type {any} */ { name, notCubic, score: { metrics } }) => ({
  name,
  mae: rounded(metrics.mae),
  rmse: rounded(metrics.rmse),
  r2: rounded(metrics.r2),
  ...(notCubic === undefined ? {} : { notCubic: rounded(notCubic) }),
});

const sets = process.argv.slice(2).map((argument) => {
  const [name = '', folder = ''] = argument.split('=');
  const { data, seed, backend } = read(join(folder, 'run.json'));
  const { training } = read(join(folder, 'config.json'));
  const { part, records, targets } = read(join(folder, 'evaluation.json'));
  return {
    name,
    part,
    records,
    trained: data.parts.train,
    epochs: {
      planned: training.epochs,
      done: readFileSync(join(folder, 'history.jsonl'), 'utf8').trim().split('\n').length,
    },
    seed,
    backend,
    targets: targets.map((/** @type {any} */ target) => ({
      name: target.name,
      count: target.count,
      ...(target.tensor === undefined
        ? {}
        : {
            kind: target.tensor.kind,
            ...(target.tensor.stable === undefined ? {} : { stable: rounded(target.tensor.stable) }),
            byDegree: target.tensor.byDegree.map((/** @type {any} */ { degree, rmse, spread }) => ({
              degree,
              rmse: rounded(rmse),
              spread: rounded(spread),
            })),
          }),
      models: target.models.map(score),
    })),
  };
});
writeFileSync(out, `${JSON.stringify({ format: 'crystal-fourier/tensor-report', version: 1, sets }, null, 2)}\n`);

const lines = ['| set, target | model | MAE | RMSE | MAE, not cubic |', '| --- | --- | ---: | ---: | ---: |'];
for (const { name, targets } of sets)
  for (const target of targets)
    for (const model of target.models)
      lines.push(
        `| ${name}, \`${target.name}\` | ${model.name} | ${model.mae} | ${model.rmse} | ${model.notCubic ?? ''} |`,
      );
console.log(lines.join('\n'));
