// What exactness buys: the network behind an exact layer beside the same network on plain plane waves, with and without augmentation or a penalty on
// asymmetry, on random invariant functions of 17 plane groups and 20 space groups and on the distance of orbits.
// Run: node --conditions=@crystal-fourier/source --import tsx tools/bench/exactness.ts [--work FOLDER] [--measured]
// It takes about 50 minutes of one core, says what it does, and a second call continues where it was stopped. It writes docs/generalisation/exactness.json;
// `npm run format` and `npm run figures` then make the picture and the tables from that. With --measured it measures nothing and writes what is there.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { useFastestBackend } from '../../packages/model/src/testing/backends.ts';
import { casesOf, nameOf, symmetryOf, type Task, TUNING_CASES } from './exactness/cases.ts';
import { BUDGET, learn, type Outcome, spend, tune } from './exactness/experiment.ts';
import { chooseSettings, settingFor } from './exactness/settings.ts';
import { summary } from './exactness/summary.ts';
import { METHODS } from './exactness/training.ts';
import { machine } from './statistics.mjs';

console.log(`${machine()}, backend ${await useFastestBackend()}`);
const root = join(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: {
    work: { type: 'string', default: join(root, '.cache/exactness') },
    measured: { type: 'boolean', default: false },
  },
});
const log = join(options.work, 'outcomes.jsonl');
mkdirSync(options.work, { recursive: true });

const outcomes = new Map<string, Outcome>();
if (existsSync(log)) {
  // A line that a stop cut off is done again.
  for (const line of readFileSync(log, 'utf8').split('\n').slice(0, -1)) {
    const { key, ...outcome } = JSON.parse(line) as Outcome & { key: string };
    outcomes.set(key, outcome);
  }
  writeFileSync(log, Array.from(outcomes, ([key, outcome]) => `${JSON.stringify({ key, ...outcome })}\n`).join(''));
}

/** The outcome of a part, now or from an earlier call. */
function part(key: string, run: () => Outcome): Outcome | undefined {
  let outcome = outcomes.get(key);
  if (outcome === undefined && !options.measured) {
    const start = performance.now();
    outcome = run();
    outcomes.set(key, outcome);
    appendFileSync(log, `${JSON.stringify({ key, ...outcome })}\n`);
    console.log(
      `${new Date().toISOString().slice(11, 19)} ${key}: ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
  }
  return outcome;
}

const settingsOf = (task: Task) => {
  for (const name of TUNING_CASES[task])
    for (const method of METHODS) part(`tuning ${task} ${name} ${method}`, () => tune(task, symmetryOf(name), method));
  return chooseSettings(task, (name, method) => outcomes.get(`tuning ${task} ${name} ${method}`)!.rows);
};
const settings = { function: settingsOf('function'), distance: settingsOf('distance') };
console.log(JSON.stringify(settings));

/** How errors fall with more computing: steps, and a wider network. */
const COMPUTING = { groups: ['space 62', 'space 221'], size: 800, steps: [250, 4000], wide: 192 };
const learnAll = (task: Task, kind: 'plane' | 'space') => {
  for (const symmetry of casesOf(task).filter((found) => found.kind === kind))
    for (const method of METHODS)
      part(`${task} ${nameOf(symmetry)} ${method}`, () =>
        learn(task, symmetry, method, (size) => settingFor(settings[task], method, size)),
      );
};
learnAll('function', 'space');
learnAll('distance', 'space');
learnAll('function', 'plane');
for (const name of COMPUTING.groups) {
  for (const method of ['augmentation', 'penalty', 'exact'] as const) {
    const { size, wide } = COMPUTING;
    const setting = settingFor(settings.function, method, size);
    for (const steps of COMPUTING.steps)
      part(`steps ${steps} ${name} ${method}`, () =>
        spend(symmetryOf(name), method, size, setting, { ...BUDGET, steps }),
      );
    part(`wide ${name} ${method}`, () => spend(symmetryOf(name), method, size, setting, { ...BUDGET, hidden: wide }));
  }
}
const out = join(root, 'docs/generalisation/exactness.json');
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, `${JSON.stringify(summary(outcomes, settings, COMPUTING), undefined, 1)}\n`);
console.log(`${out} is written`);
