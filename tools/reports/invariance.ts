// Writes crystals of the data sets and a generated crystal of each group in ten ways, and reports how many descriptions give the same
// group, orbits and features.
// Run: node --conditions=@crystal-fourier/source --import tsx tools/reports/invariance.ts [crystals per data set = 60]
import { analyze, initMoyo } from '../../packages/data/src/standardize/moyo.ts';
import { kindsOf } from '../../packages/data/src/structure/kinds.ts';
import { standardize } from '../../packages/data/src/standardize/standardize.ts';
import type { Structure } from '../../packages/data/src/structure/structure.ts';
import { crystalOfGroup } from '../../packages/data/test/support/generatedCrystal.ts';
import { DESCRIPTIONS } from '../../packages/data/test/support/descriptions.ts';
import { checkInvariance, type Failure, letterDifferences } from '../../packages/data/test/support/invariance.ts';
import { RandomGeometry } from '../../packages/data/test/support/randomGeometry.ts';
import { crystalsOf, hasSharedData, MISSING, SETS } from '../../packages/data/test/support/sharedData.ts';

const perSet = Number(process.argv[2] ?? 60);
await initMoyo();

interface Row {
  crystals: number;
  checked: number;
  failures: Failure[];
  largest: number;
  largestWithNoise: number;
  letters: number;
  otherGroup: string[];
}

function report(name: string, structures: readonly Structure[]): Row {
  const row: Row = {
    crystals: structures.length,
    checked: 0,
    failures: [],
    largest: 0,
    largestWithNoise: 0,
    letters: 0,
    otherGroup: [],
  };
  structures.forEach((structure, i) => {
    const { checked, failures, largest, largestWithNoise } = checkInvariance(
      structure.id ?? `${name} ${i}`,
      structure,
      i,
    );
    row.checked += checked;
    row.failures.push(...failures);
    row.largest = Math.max(row.largest, largest);
    row.largestWithNoise = Math.max(row.largestWithNoise, largestWithNoise);
    row.letters += letterDifferences(structure).length;
    const [ours, theirs] = [standardize(structure).group.number, analyze(structure, kindsOf(structure), 0.01).number];
    if (ours !== theirs) row.otherGroup.push(`${structure.id}: ${ours}, the finder's first answer ${theirs}`);
  });
  const agree = row.checked - row.failures.length;
  console.log(
    [
      name.padEnd(26),
      `${row.crystals} crystals`.padStart(14),
      `${agree} of ${row.checked} descriptions agree (${((100 * agree) / row.checked).toFixed(3)} %)`,
      `largest deviation ${row.largest.toExponential(1)}, with noise ${row.largestWithNoise.toExponential(1)}`,
      `${row.letters} letters differ`,
    ].join('  '),
  );
  return row;
}

console.log(`Ways: ${Object.keys(DESCRIPTIONS).join(', ')}.`);
console.log('Features agree to 1e-4, with noise of 1e-5 Å to 1e-3 (relative above 1).\n');
const rows: Row[] = [];
const generated = Array.from({ length: 230 }, (_, i) =>
  crystalOfGroup(i + 1, new RandomGeometry(i + 1)).with({ id: `group ${i + 1}` }),
);
rows.push(report('generated, 230 groups', generated));
if (hasSharedData) for (const set of SETS) rows.push(report(set, crystalsOf(set, perSet)));
else console.log(`data sets: ${MISSING}`);

const [checked, failures] = [rows.reduce((sum, row) => sum + row.checked, 0), rows.flatMap((row) => row.failures)];
console.log(
  `\nAll: ${checked - failures.length} of ${checked} agree (${((100 * (checked - failures.length)) / checked).toFixed(3)} %).`,
);
for (const { name, description, reason } of failures) console.log(`  ${name}, ${description}: ${reason}`);
for (const text of rows.flatMap((row) => row.otherGroup)) console.log(`  group of the ideal crystal: ${text}`);
