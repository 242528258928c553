// Checks the layout of the sources. Inside a package, a folder imports only from itself and from folders listed before it; files at
// the top of `src/` import from any folder; and no files import each other in a circle, types included. No function has more than 80
// lines, except in tables. Tests and the files that support them (`src/testing`) may import anything, and have functions of any length.
// Run: node tools/checks/layout.mjs
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { functionsOf, isTable, LONGEST_FUNCTION } from './functionLengths.mjs';
import { circles, importGraph, isTest, specifiers, typescriptFiles } from './importGraph.mjs';

const root = dirname(dirname(import.meta.dirname));

/**
 * Folders of `src/`, the lowest first.
 *
 * @type {Record<string, readonly string[]>}
 */
const orders = {
  'packages/spacegroups': [
    'tables',
    'algebra',
    'operations',
    'settings',
    'group',
    'positions',
    'reciprocal',
    'elements',
    'plane',
    'tensors',
  ],
  'packages/fourier-basis': ['core', 'frequencies', 'constraints', 'basis', 'fit', 'density'],
  'packages/data': [
    'core',
    'elements',
    'structure',
    'tensors',
    'orbits',
    'formats',
    'standardize',
    'scattering',
    'frames',
    'features',
    'datasets',
    'node',
  ],
  'packages/model': [
    'config',
    'features',
    'novelty',
    'calibration',
    'files',
    'ops',
    'layers',
    'training',
    'pretraining',
    'spaceGroupDense',
    'crossValidation',
  ],
  'apps/cft': [
    'shell',
    'config',
    'structures',
    'data',
    'demo',
    'runs',
    'baselines',
    'evaluation',
    'training',
    'pretraining',
    'prediction',
    'export',
    'report',
    'powder',
    'crossval',
    'commands',
  ],
};

/** Folders of `packages/model/src` whose files may import TensorFlow.js. */
const tensorFolders = ['ops', 'layers', 'spaceGroupDense', 'training', 'pretraining', 'testing'];

/** @type {string[]} */
const faults = [];
let count = 0;
const members = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
);
for (const member of members) {
  const src = join(root, member, 'src');
  const files = typescriptFiles(src).filter((file) => !isTest(file));
  count += files.length;
  for (const file of files) {
    const path = relative(src, file);
    if (isTable(path) || path.startsWith('testing/')) continue;
    for (const { name, line, lines } of functionsOf(file)) {
      if (lines > LONGEST_FUNCTION)
        faults.push(
          `${relative(root, file)}:${line}: ${name} must have at most ${LONGEST_FUNCTION} lines, got ${lines}`,
        );
    }
  }
  const graph = importGraph(files);
  for (const set of circles(graph)) {
    faults.push(`circle: ${set.map((file) => relative(root, file)).join(' → ')}`);
  }
  const order = orders[member];
  if (order === undefined) continue;
  const rank = (/** @type {string} */ file) => {
    const path = relative(src, file);
    if (!path.includes('/')) return order.length;
    return path.startsWith('testing/') ? Number.POSITIVE_INFINITY : order.indexOf(path.slice(0, path.indexOf('/')));
  };
  for (const [file, targets] of graph) {
    if (rank(file) < 0)
      faults.push(`${relative(root, file)}: its folder has no place in the order of tools/checks/layout.mjs`);
    for (const target of targets) {
      if (rank(target) > rank(file)) {
        faults.push(`${relative(root, file)} imports ${relative(src, target)}, which is above it`);
      }
    }
  }
  if (member === 'packages/model') {
    for (const file of files) {
      const usesTensors = specifiers(file).some((name) => name.startsWith('@tensorflow/'));
      const folder = relative(src, file).split('/')[0] ?? '';
      if (usesTensors && !tensorFolders.includes(folder)) {
        faults.push(`${relative(root, file)} imports TensorFlow.js, which only ${tensorFolders.join(', ')} may`);
      }
    }
  }
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  console.error(
    `layout: ${faults.length} faults in ${count} files; move what is imported from above to the lower folder, and divide what is too long by concept`,
  );
  process.exit(1);
}
console.log(`layout: ${count} files, every import points down, no circle, no function over ${LONGEST_FUNCTION} lines`);
