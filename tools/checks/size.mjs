// Bundles what a user imports, as their bundler would, and compares the gzipped size with its budget.
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/**
 * @typedef {object} Budget
 * @property {string} name
 * @property {string} code    entry module; all code that a bundler keeps for it is measured
 * @property {number} limit   bytes after gzip
 * @property {number} [later]  bytes after gzip of what is loaded when it is first needed; nothing where it is not given
 * @property {{ marker: RegExp, whole: string }} [without]  the marker must not occur in the bundle, and does occur in that of `whole`
 */

const kilobyte = 1024;
const spacegroups = '@crystal-fourier/spacegroups';
const whole = `import * as all from '${spacegroups}'; globalThis.kept = all`;
const diffraction = `import * as all from '@crystal-fourier/data/diffraction'; globalThis.kept = all`;
const model = '@crystal-fourier/model';
const wholeModel = `import * as all from '${model}'; globalThis.kept = all`;
const trainer = { marker: /the loss must stay finite/, whole: wholeModel }; // a message of the trainer

/** @type {Budget[]} */
const budgets = [
  // The aim is 30 KB: docs/decisions/0014-size-of-spacegroups.md.
  { name: `${spacegroups}, everything`, code: whole, limit: 35.25 * kilobyte },
  {
    name: `spaceGroup from ${spacegroups}/core`,
    code: `import { spaceGroup } from '${spacegroups}/core'; globalThis.kept = spaceGroup`,
    limit: 12 * kilobyte,
  },
  {
    name: `parseXyz from ${spacegroups}`,
    code: `import { parseXyz } from '${spacegroups}'; globalThis.kept = parseXyz`,
    limit: 3.5 * kilobyte,
    without: { marker: /-F 4vw 2vw 3/, whole }, // the Hall symbol of No. 227: the tables
  },
  {
    name: `locateOperations from ${spacegroups}/locations`,
    code: `import { locateOperations } from '${spacegroups}/locations'; globalThis.kept = locateOperations`,
    limit: 4 * kilobyte,
    without: { marker: /-F 4vw 2vw 3/, whole },
  },
  {
    name: `uniqueReflections from ${spacegroups}/reflections`,
    code: `import { uniqueReflections } from '${spacegroups}/reflections'; globalThis.kept = uniqueReflections`,
    limit: 4 * kilobyte,
    without: { marker: /-F 4vw 2vw 3/, whole },
  },
  {
    name: `everything from ${spacegroups}/reflections`,
    code: `import * as all from '${spacegroups}/reflections'; globalThis.kept = all`,
    limit: 8.5 * kilobyte,
    without: { marker: /-F 4vw 2vw 3/, whole },
  },
  {
    name: `everything from ${spacegroups}/tensors`,
    code: `import * as all from '${spacegroups}/tensors'; globalThis.kept = all`,
    limit: 8.5 * kilobyte,
    without: { marker: /-F 4vw 2vw 3/, whole },
  },
  {
    name: '@crystal-fourier/fourier-basis, everything',
    code: `import * as all from '@crystal-fourier/fourier-basis'; globalThis.kept = all`,
    limit: 20.25 * kilobyte,
  },
  {
    name: 'reflectionList from @crystal-fourier/fourier-basis/reflections',
    code: `import { reflectionList } from '@crystal-fourier/fourier-basis/reflections'; globalThis.kept = reflectionList`,
    limit: 10 * kilobyte,
    without: { marker: /-F 4vw 2vw 3/, whole },
  },
  // More than half of it are tables of form factors, dispersion corrections and scattering lengths.
  { name: '@crystal-fourier/data/diffraction, everything', code: diffraction, limit: 29.5 * kilobyte },
  {
    name: 'powderProfile from @crystal-fourier/data/diffraction',
    code: `import { powderProfile } from '@crystal-fourier/data/diffraction'; globalThis.kept = powderProfile`,
    limit: 1.5 * kilobyte,
    without: { marker: /-0\.117104 0\.009349/, whole: diffraction }, // the form factor of hydrogen: the tables
  },
  {
    name: 'structureFactorsAt from @crystal-fourier/fourier-basis/reflections',
    code: `import { structureFactorsAt } from '@crystal-fourier/fourier-basis/reflections'; globalThis.kept = structureFactorsAt`,
    limit: 5.5 * kilobyte,
    without: { marker: /-F 4vw 2vw 3/, whole },
  },
  // Without TensorFlow.js, a peer dependency; with the packages below this one. The standardisation of structures and the symmetry finder
  // are loaded by the first call of `predictStructures`.
  // A third of it is training, fine-tuning, calibration, cross-validation and pretraining, which a page that predicts does not import.
  { name: `${model}, everything`, code: wholeModel, limit: 107 * kilobyte, later: 41 * kilobyte },
  {
    name: `Predictor from ${model}`,
    code: `import { Predictor } from '${model}'; globalThis.kept = Predictor`,
    // 4.6 KB of it are heads of tensors and their projections, 2 KB intervals.
    limit: 64 * kilobyte,
    later: 36.5 * kilobyte,
    without: trainer,
  },
  {
    name: `RemotePredictor from ${model}`,
    code: `import { RemotePredictor } from '${model}'; globalThis.kept = RemotePredictor`,
    limit: 2 * kilobyte,
    without: trainer,
  },
  {
    name: `SpaceGroupDense from ${model}`,
    code: `import { SpaceGroupDense } from '${model}'; globalThis.kept = SpaceGroupDense`,
    limit: 21 * kilobyte,
    without: trainer,
  },
  {
    name: `decodeTensors from ${model}`,
    code: `import { decodeTensors } from '${model}'; globalThis.kept = decodeTensors`,
    limit: 2.5 * kilobyte,
    without: trainer,
  },
  {
    name: 'listNetworks from @crystal-fourier/models',
    code: `import { listNetworks } from '@crystal-fourier/models'; globalThis.kept = listNetworks`,
    limit: 6 * kilobyte,
    without: trainer,
  },
];

/** The minified bundle of an entry module, and its modules by size before minification. */
async function bundle(/** @type {string} */ code) {
  const id = 'virtual:entry';
  const result = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: id, external: /^@tensorflow\// },
    },
    plugins: [
      {
        name: 'entry',
        resolveId: (source) => (source === id ? `${import.meta.dirname}/entry.mjs` : undefined),
        load: (path) => (path === `${import.meta.dirname}/entry.mjs` ? code : undefined),
      },
    ],
  });
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (result);
  const chunks = output.filter((chunk) => chunk.type === 'chunk');
  const modules = chunks
    .flatMap((chunk) => Object.entries(chunk.modules))
    .map(([path, { renderedLength }]) => ({ name: basename(path), size: renderedLength }))
    .toSorted((a, b) => b.size - a.size);
  // What is imported when it is first needed is no cost of loading the page.
  const loaded = new Set(chunks.filter((chunk) => chunk.isEntry));
  for (const { imports } of loaded) for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  const codeOf = (/** @type {typeof chunks} */ some) => some.map((chunk) => chunk.code).join('');
  return {
    code: codeOf(chunks.filter((chunk) => loaded.has(chunk))),
    later: codeOf(chunks.filter((chunk) => !loaded.has(chunk))),
    modules,
  };
}

/** @type {Map<string, string>} */
const wholes = new Map();
for (const { without } of budgets)
  if (without && !wholes.has(without.whole)) wholes.set(without.whole, (await bundle(without.whole)).code);

const kb = (/** @type {number} */ bytes) => (bytes / kilobyte).toFixed(2);
const gzipped = (/** @type {string} */ code) => (code === '' ? 0 : gzipSync(code, { level: 9 }).length);
for (const { name, code, limit, later = 0, without } of budgets) {
  const bundled = await bundle(code);
  const [size, sizeLater] = [gzipped(bundled.code), gzipped(bundled.later)];
  const verdict = [
    size > limit && `over its budget by ${size - limit} bytes`,
    sizeLater > later && `what is loaded later is over its budget by ${sizeLater - later} bytes`,
    without &&
      !without.marker.test(wholes.get(without.whole) ?? '') &&
      `${without.marker} is in no bundle: choose another`,
    without?.marker.test(bundled.code) && `contains ${without.marker}`,
  ].filter(Boolean);
  console.log(
    `${verdict.length > 0 ? 'FAIL' : 'ok  '} ${kb(size).padStart(6)} of ${kb(limit)} KB gzip  ${name}${sizeLater === 0 ? '' : `, and ${kb(sizeLater)} of ${kb(later)} KB later`}  ${verdict.join('; ')}`,
  );
  if (verdict.length > 0) {
    const largest = bundled.modules.slice(0, 8).map((module) => `${module.name} ${kb(module.size)}`);
    console.log(`     before minification: ${largest.join(', ')}`);
    process.exitCode = 1;
  }
}
