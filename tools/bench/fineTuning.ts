// Measures what it is worth to begin a training with a trained network (docs/fine-tuning.md): small samples of data sets, learned from random weights, from
// the source as a whole, with its last block and heads alone, with its heads alone, and by trees. Each learns from all records of the sample, with no validation: the last weights
// count. Errors are taken on the val part of the set.
// Run: node --conditions=@crystal-fourier/source --import tsx tools/bench/fineTuning.ts SOURCE.safetensors --about 'mp-36k, 40 epochs'
//        [--sets elasticity,perov-5] [--sizes 100,300,1000] [--seeds 1] [--ways random,all,heads,trees] [--options '{"tuning":{"learningRate":0.002}}'] [--data ../shared/data]
// Prints the table; without a source that of what is measured already. What is in docs/fine-tuning/measured.json is not measured again; another source, or other
// options, need another --out.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseBackend } from '../../apps/cft/src/shell/backend.js';
import { decodeTensors } from '../../packages/model/src/index.js';
import { readSet, SETS, shuffled } from './fineTuning/data.js';
import { type Options, WAYS, waysErrors } from './fineTuning/learning.js';
import type { Measurements } from './fineTuning/results.js';
import { tableOf } from './fineTuning/table.js';

const root = join(import.meta.dirname, '../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    about: { type: 'string', default: '' },
    sets: { type: 'string', default: SETS.map(({ name }) => name).join(',') },
    sizes: { type: 'string', default: '300,100,1000' },
    seeds: { type: 'string', default: '1' },
    ways: { type: 'string', default: 'trees,random,all,heads' },
    options: { type: 'string', default: '{}' },
    data: { type: 'string', default: join(root, '../shared/data') },
    out: { type: 'string', default: join(root, 'docs/fine-tuning/measured.json') },
  },
});

const [path] = positionals;
let known = existsSync(values.out) ? (JSON.parse(readFileSync(values.out, 'utf8')) as Measurements) : undefined;
if (path !== undefined) await measure(path);
if (known === undefined) throw new Error('give the file of a trained network: nothing is measured yet');
console.log(`\n${tableOf(known)}`);

async function measure(file: string): Promise<void> {
  const bytes = readFileSync(file);
  const source = { about: values.about, sha256: createHash('sha256').update(bytes).digest('hex') };
  const options = JSON.parse(values.options) as Options;
  known ??= { source, options, results: [] };
  if (known.source.sha256 !== source.sha256 || JSON.stringify(known.options) !== JSON.stringify(options))
    throw new Error(`${values.out} is of another source, or of other options: give another --out`);
  const network = decodeTensors(bytes, file);
  await chooseBackend();
  mkdirSync(dirname(values.out), { recursive: true });
  const [sizes, seeds] = [values.sizes.split(',').map(Number), Number(values.seeds)];
  const ways = values.ways.split(',').map((name) => WAYS.find((way) => way === name) ?? refused(name));
  const data = new Map<string, Awaited<ReturnType<typeof readSet>>>();
  for (let seed = 1; seed <= seeds; seed++)
    for (const size of sizes)
      for (const set of SETS.filter(({ name }) => values.sets.split(',').includes(name)))
        for (const way of ways) {
          const isKnown = known.results.some(
            (one) => one.set === set.name && one.size === size && one.seed === seed && one.way === way,
          );
          if (isKnown) continue;
          if (!data.has(set.name)) data.set(set.name, await readSet(set, values.data));
          const { train, val } = data.get(set.name)!;
          if (train.length < size) continue;
          const task = { set, train: shuffled(train, seed).slice(0, size), unseen: val, seed };
          const errors = await waysErrors(way, task, network, options);
          known = {
            ...known,
            results: [...known.results, { set: set.name, size, seed, way, errors, unseen: val.length }],
          };
          writeFileSync(values.out, `${JSON.stringify(known, null, 1)}\n`);
          console.log(set.name, size, seed, way, JSON.stringify(errors));
        }
}

function refused(name: string): never {
  throw new Error(`ways are ${WAYS.join(', ')}, got ${name}`);
}
