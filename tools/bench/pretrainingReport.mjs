// Puts the results of pretrainings together: docs/generalisation/pretraining.json, from which `npm run figures` makes the tables and the picture.
// Run: node tools/bench/pretrainingReport.mjs metric=FOLDER [index=FOLDER] [functions=FOLDER,FOLDER] [network=OUT.json], folders of `cft pretrain`;
// what is not given stays as it is. Then `npm run format` and `npm run figures`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const out = join(import.meta.dirname, '../../docs/generalisation/pretraining.json');
const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
const record = (/** @type {string} */ folder) => read(join(folder, 'pretraining.json'));
const summary = (/** @type {string} */ folder) => {
  const { options, parameters, errors } = record(folder);
  return {
    functions: options.functions,
    pairs: options.pairs,
    parameters,
    mae: errors.all.mae,
    heldOut: errors.heldOut?.mae,
  };
};

/** @type {Record<string, (value: string) => unknown>} */
const parts = {
  metric: record,
  index: record,
  functions: (folders) => folders.split(',').map(summary),
  network: read,
};
const report = existsSync(out) ? read(out) : { format: 'crystal-fourier/pretraining-report', version: 1 };
for (const argument of process.argv.slice(2)) {
  const [name = '', value = ''] = argument.split('=');
  const part = parts[name];
  if (part === undefined) throw new Error(`give ${Object.keys(parts).join(', ')} with = and a folder, got ${argument}`);
  report[name] = part(value);
}
writeFileSync(out, `${JSON.stringify(report)}\n`);
