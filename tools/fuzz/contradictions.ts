// Breaks one statement at a time in CIF, OPTIMADE, POSCAR and extended XYZ files of crystals of the data sets and of generated ones, and counts what the reader makes of them.
// A crystal other than the one that was meant, without a warning, is a fault; so is a warning about a file that is right.
// Run: npm run fuzz -- [--count 5000] [--crystals 300] [--seed 1] [--format cif] [--kind NAME] [--keep FOLDER]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { initMoyo, standardize } from '../../packages/data/src/index.ts';
import { CIF, OPTIMADE, POSCAR, XYZ } from '../../packages/data/test/support/fuzz/formats.ts';
import { type FuzzedFile, type FuzzFormat, fuzz } from '../../packages/data/test/support/fuzz/fuzzFormat.ts';
import { OUTCOMES, Tally } from '../../packages/data/test/support/fuzz/tally.ts';
import { hasSharedData, MISSING } from '../../packages/data/test/support/sharedData.ts';
import { crystalsOfSets, withOtherGroups } from './crystals.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    crystals: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    format: { type: 'string' },
    kind: { type: 'string' },
    keep: { type: 'string' },
  },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
await initMoyo();
const started = performance.now();
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
if (!hasSharedData) console.log(`crystals of the sets: ${MISSING}`);
const real = hasSharedData ? crystalsOfSets(Number(values.crystals), seed) : [];
const crystals = withOtherGroups(real, seed);
const groups = new Set(crystals.map((structure) => standardize(structure).group.number));
console.log(
  `${real.length} crystals of the sets and ${crystals.length - real.length} generated ones, ${groups.size} space groups, seed ${seed}, Node ${process.version}, ready after ${seconds()}`,
);

const { keep } = values;
function report({ name, text, kind, meant, judgement }: FuzzedFile, what: string): void {
  const { words } = judgement;
  console.log(`${what} ${name} (${kind}), meant is ${meant}: ${words.join(' | ')}`);
  if (keep === undefined) return;
  mkdirSync(keep, { recursive: true });
  const head = [kind, `meant: ${meant}`, ...words].map((line) => `# ${line.replaceAll('\n', ' ')}\n`);
  writeFileSync(join(keep, `${what.toLowerCase().replace(' ', '-')}-${name}.txt`), head.join('') + text);
}

let faults = 0;
function run<Stated>(format: FuzzFormat<Stated>, count: number): void {
  const kinds = Object.keys(format.breaks).filter((kind) => values.kind === undefined || kind === values.kind);
  if (kinds.length === 0) return;
  const tally = new Tally(kinds);
  for (const { broken, unbroken } of fuzz(format, crystals, { kinds, count, seed })) {
    if (unbroken !== undefined) {
      const { outcome, warned } = unbroken.judgement;
      tally.countUnbroken(outcome === 'equal' && !warned);
      if (outcome !== 'equal' || warned) report(unbroken, 'FALSE ALARM');
    }
    tally.count(broken.kind, broken.judgement.outcome);
    if (broken.judgement.outcome === 'silent') report(broken, 'SILENT');
  }
  console.log(`\n${tally.table(`${format.name}: wrong statement`)}\n${tally.total} variants, ${seconds()}`);
  console.log(
    `${tally.unbroken} files without a mistake, ${tally.alarms} of them read with a warning or not as they were meant`,
  );
  console.log(`${OUTCOMES.map((name) => `${tally.of(name)} ${name}`).join(', ')}`);
  faults += tally.of('silent') + tally.alarms;
}

const wanted = (name: string): boolean => values.format === undefined || values.format === name;
if (wanted('cif')) run(CIF, count);
if (wanted('optimade')) run(OPTIMADE, Math.ceil(count / 5));
if (wanted('poscar')) run(POSCAR, Math.ceil(count / 5));
if (wanted('xyz')) run(XYZ, Math.ceil(count / 5));
process.exitCode = faults > 0 ? 1 : 0;
