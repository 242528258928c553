// Measures how well networks predict kinds of crystals that they never saw, by four fixed protocols, through `cft crossval` from the sources; and
// writes docs/generalisation.md from the results in docs/generalisation/ and from the sections that other reports left there.
// Run: node tools/bench/generalisation.mjs [--protocol 1,2,3,4] [--variants geometry,distance] [--baselines trees,ridge,mean]
//        [--data ../shared/data] [--out bench-generalisation] [--take 1=OUT/crossval.json] [--epochs N] [--seeds N]
//
// Without --protocol and --take only the page is made. A call that is stopped goes on where it was. --take puts a result of `cft crossval` that lies
// elsewhere in the place of that protocol, or beside what another --take gives it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CFT, root } from '../cftSources.mjs';
import { pageOf } from './generalisation/page.mjs';
import { PROTOCOLS } from './generalisation/protocols.mjs';
import { compact, merged, textOf } from './generalisation/result.mjs';
/** @import { Crossval } from '@crystal-fourier/model' */
/** @import { Protocol } from './generalisation/protocols.mjs' */

const { values } = parseArgs({
  options: {
    protocol: { type: 'string', default: '' },
    variants: { type: 'string', default: 'geometry,distance' },
    baselines: { type: 'string', default: 'trees,ridge,mean' },
    data: { type: 'string', default: join(root, '../shared/data') },
    out: { type: 'string', default: 'bench-generalisation' },
    take: { type: 'string', multiple: true, default: [] },
    epochs: { type: 'string' },
    seeds: { type: 'string' },
  },
});

const docs = join(root, 'docs/generalisation');
/** Sections in this order; others follow by name. */
const ORDER = ['features', 'pretraining', 'exactness', 'handedness', 'negative'];

const resultFile = (/** @type {Protocol} */ { number }) => join(docs, `protocol-${number}.json`);
const read = (/** @type {string} */ file) => /** @type {Crossval} */ (JSON.parse(readFileSync(file, 'utf8')));

/** Runs a protocol, or goes on with it. @returns its result */
function measure(/** @type {Protocol} */ { number, folder, targets, options }) {
  const data = join(values.data, folder);
  if (!existsSync(data)) throw new Error(`protocol ${number} needs ${data}, which is not there; --data is its folder`);
  const out = join(values.out, `protocol-${number}`);
  const asked = ['crossval', data, '--target', targets.join(','), ...options, '--out', out];
  const models = ['--variants', values.variants, '--baselines', values.baselines];
  // The last of equal options counts.
  const changed = [
    ...(values.epochs === undefined ? [] : ['--epochs', values.epochs]),
    ...(values.seeds === undefined ? [] : ['--seeds', values.seeds]),
  ];
  const { status } = spawnSync(process.execPath, [...CFT, ...asked, ...models, ...changed], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`protocol ${number} ended with status ${status}; the same call goes on with it`);
  return read(join(out, 'crossval.json'));
}

/** `1=OUT/crossval.json` */
function taken(/** @type {number} */ number) {
  return values.take.flatMap((text) => {
    const [key, ...file] = text.split('=');
    return Number(key) === number ? [read(file.join('='))] : [];
  });
}

const numbers = values.protocol === '' ? [] : values.protocol.split(',').map(Number);
const unknown = [...numbers, ...values.take.map((text) => Number.parseInt(text, 10))].find(
  (number) => !PROTOCOLS.some((protocol) => protocol.number === number),
);
if (unknown !== undefined) throw new Error(`protocols are 1 to ${PROTOCOLS.length}, got ${unknown}`);

mkdirSync(docs, { recursive: true });
for (const protocol of PROTOCOLS) {
  const results = [...(numbers.includes(protocol.number) ? [measure(protocol)] : []), ...taken(protocol.number)];
  if (results.length > 0) writeFileSync(resultFile(protocol), textOf(compact(merged(results))));
}

const sections = readdirSync(docs)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -3))
  .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  // They lie one folder deeper than the page.
  .map((name) => readFileSync(join(docs, `${name}.md`), 'utf8').replaceAll('](../', ']('));
const measured = PROTOCOLS.map((protocol) => {
  const file = resultFile(protocol);
  return { protocol, result: existsSync(file) ? read(file) : undefined };
});
const page = join(root, 'docs/generalisation.md');
writeFileSync(page, `${pageOf(measured, sections)}\n`);
spawnSync('npx', ['oxfmt', page], { cwd: root, stdio: 'inherit' });
console.log(`${page}: ${measured.filter(({ result }) => result !== undefined).length} protocols measured`);

function rank(/** @type {string} */ name) {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
}
