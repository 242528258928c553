// Mutation tests of how a network learns and of the features that it learns from. A small change of the code that no test notices shows that
// no test states what the code must do. The script samples changes with a fixed seed, runs the tests that import the changed file, and prints how
// many changes were noticed, and the others. It works in a copy under .cache/mutation; a second call continues where the first was stopped.
// StrykerJS does not run here: it tests in threads, and the native library of TensorFlow ends a process that loads it in a second thread.
//
//   node tools/mutation/mutate.mjs [--sample 50] [--seed 1] [--only training] [--root FOLDER] [--out results.jsonl]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { coveringTests } from './coveringTests.mjs';
import { mutantsOf } from './mutants.mjs';
import { copyTree } from './tree.mjs';

const { values } = parseArgs({
  options: {
    /** Changes of each folder. */
    sample: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    /** Folders whose names contain this. */
    only: { type: 'string', default: '' },
    root: { type: 'string', default: dirname(dirname(import.meta.dirname)) },
    out: { type: 'string' },
    /** Seconds that one run of tests may take. */
    limit: { type: 'string', default: '240' },
    /** Test files that take long and do not look at numbers. */
    skip: { type: 'string', default: '^src/node/|^src/formats/(?!roundTrip)' },
    /** JSON file with `[{ name, package, files }]`: what is changed instead of the four folders. */
    folders: { type: 'string' },
  },
});
const root = values.root;
const tree = join(root, '.cache', 'mutation', 'tree');
const results = values.out ?? join(root, '.cache', 'mutation', 'results.jsonl');
// The sources of this moment: edits during the hours that follow change nothing.
copyTree(root, tree);

/** @typedef {{ name: string; package: string; files: string[] }} Folder */

/** Source files below a folder of a package, relative to the package. @returns {string[]} */
function sourcesIn(/** @type {string} */ member, /** @type {string} */ folder) {
  return readdirSync(join(tree, member, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .toSorted();
}

/** @type {readonly (readonly [member: string, folder: string])[]} */
const LEARNING = [
  ['packages/model', 'src/training'],
  ['packages/model', 'src/features'],
  ['packages/data', 'src/standardize'],
  ['packages/data', 'src/features'],
];

/** @type {Folder[]} */
const all =
  values.folders === undefined
    ? LEARNING.map(([member, folder]) => ({
        name: `${basename(member)}/${folder}`,
        package: member,
        files: sourcesIn(member, folder),
      }))
    : JSON.parse(readFileSync(values.folders, 'utf8'));
const folders = all.filter(({ name }) => name.includes(values.only));

/** The sample of a folder: the changes with the smallest hashes, so that two versions of a folder share what they have in common. */
function sampleOf(/** @type {Folder} */ folder) {
  return folder.files
    .flatMap((file) =>
      mutantsOf(readFileSync(join(tree, folder.package, file), 'utf8')).map((mutant) => ({ ...mutant, file })),
    )
    .map((mutant) => ({
      ...mutant,
      rank: createHash('sha256').update(`${values.seed} ${mutant.id}`).digest('hex'),
    }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, Number(values.sample));
}

/** What an outcome is known by: the change and all of its file. */
function keyOf(/** @type {Folder} */ folder, /** @type {ReturnType<typeof sampleOf>[number]} */ { file, id }) {
  const source = readFileSync(join(tree, folder.package, file), 'utf8');
  return `${folder.name} ${file} ${createHash('sha256').update(source).digest('hex').slice(0, 8)} ${id}`;
}

/** Runs test files of a package of the copy, until one fails. @returns {Promise<'passed' | 'failed' | 'timeout'>} */
function run(/** @type {string} */ member, /** @type {string[]} */ tests) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [
    vitest,
    'run',
    '--root',
    join(tree, member),
    '--bail=1',
    '--no-file-parallelism',
    '--reporter=dot',
    ...tests,
  ];
  return new Promise((settle) => {
    const child = spawn(process.execPath, args, { cwd: join(tree, member), stdio: 'ignore', detached: true });
    let timedOut = false;
    // A change can make a loop endless, in a process that no signal to its parent ends: the whole group goes.
    const timer = setTimeout(
      () => {
        timedOut = true;
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      },
      1000 * Number(values.limit),
    );
    child.on('close', (code) => {
      clearTimeout(timer);
      settle(timedOut ? 'timeout' : code === 0 ? 'passed' : 'failed');
    });
  });
}

/** Whether the tests notice a change, and which group of them does. */
async function outcomeOf(
  /** @type {Folder} */ folder,
  /** @type {ReturnType<typeof sampleOf>[number]} */ mutant,
  /** @type {{ near: string[]; far: string[] }} */ { near, far },
) {
  const path = join(tree, folder.package, mutant.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end));
  try {
    for (const [by, tests] of Object.entries({ near, far })) {
      if (tests.length === 0) continue;
      const outcome = await run(folder.package, tests);
      if (outcome !== 'passed') return { outcome: outcome === 'failed' ? 'killed' : 'timeout', by };
    }
    return { outcome: 'survived', by: '' };
  } finally {
    writeFileSync(path, source);
  }
}

/** Outcomes that are known, by folder, file and change. @type {Map<string, string>} */
const done = new Map();
if (existsSync(results))
  for (const line of readFileSync(results, 'utf8').split('\n').filter(Boolean)) {
    const { key, outcome } = JSON.parse(line);
    done.set(key, outcome);
  }
mkdirSync(dirname(results), { recursive: true });

/** Folders whose tests pass as they are, with their samples. */
const ready = [];
for (const folder of folders) {
  const covering = coveringTests(join(tree, folder.package), new RegExp(values.skip));
  const tests = [...new Set(folder.files.flatMap((file) => Object.values(covering(file)).flat()))];
  if ((await run(folder.package, tests)) === 'passed') ready.push({ folder, covering, sample: sampleOf(folder) });
  else {
    console.error(`${folder.name}: its tests must pass before anything is changed; run npm test`);
    process.exitCode = 1;
  }
}

// Folders take turns: stopped at any time, they have been sampled alike.
for (let i = 0; i < Number(values.sample); i++) {
  for (const { folder, covering, sample } of ready) {
    const mutant = sample[i];
    if (mutant === undefined || done.has(keyOf(folder, mutant))) continue;
    const start = performance.now();
    const found = await outcomeOf(folder, mutant, covering(mutant.file));
    const seconds = Math.round((performance.now() - start) / 1000);
    const key = keyOf(folder, mutant);
    done.set(key, found.outcome);
    const { file, line, kind, text, original, replacement, id } = mutant;
    const entry = { key, ...found, folder: folder.name, file, line, kind, original, replacement, text, id, seconds };
    appendFileSync(results, `${JSON.stringify(entry)}\n`);
  }
}

for (const { folder, sample } of ready) {
  const outcomes = sample.map((mutant) => ({ mutant, outcome: done.get(keyOf(folder, mutant)) }));
  const [noticed, byTime] = [['killed', 'timeout'], ['timeout']].map(
    (kinds) => outcomes.filter(({ outcome }) => outcome !== undefined && kinds.includes(outcome)).length,
  );
  console.log(`${folder.name}: ${noticed} of ${sample.length} changes noticed, ${byTime} of them by time`);
  for (const { mutant, outcome } of outcomes)
    if (outcome === 'survived')
      console.log(`  ${mutant.file}:${mutant.line} ${mutant.original} → ${mutant.replacement}   ${mutant.text}`);
}
