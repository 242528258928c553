// Reads every record of the data sets with this checkout and with another one, in turn, in one process: the time of both, and the
// records that they read differently.
// Run: node --conditions=@crystal-fourier/source --import tsx tools/bench/readers.ts --baseline ROOT [--show 3] [data set …]
//   ROOT is another checkout with its dependencies installed; by default the sets of ../shared/data are read
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type DatasetItem, openDataset } from '../../packages/data/src/node/index.ts';
import { machine } from './statistics.mjs';

type Open = typeof openDataset;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { baseline: { type: 'string' }, show: { type: 'string', default: '3' } },
});
if (values.baseline === undefined) {
  console.error('readers: name the checkout to compare with: --baseline ROOT');
  process.exit(2);
}
const entry = pathToFileURL(join(resolve(values.baseline), 'packages/data/src/node/index.ts'));
const baseline = ((await import(entry.href)) as { openDataset: Open }).openDataset;
const shared = join(import.meta.dirname, '../../../shared/data');
const sets =
  positionals.length > 0
    ? positionals
    : existsSync(shared)
      ? readdirSync(shared, { withFileTypes: true })
          .filter((found) => found.isDirectory() && found.name !== 'grids')
          .map(({ name }) => join(shared, name))
      : [];
if (sets.length === 0) console.log('no data sets: ../shared/data is not there, and none was named');

/** Å and fractions of the cell: what rounding explains. */
const EXACT = 1e-9;

/** What two readers make of a record differently; undefined if nothing. */
function difference(now: DatasetItem, before: DatasetItem): string | undefined {
  if (now.ok !== before.ok) {
    const refused = [now, before].find((item) => !item.ok) as DatasetItem & { ok: false };
    return `${now.ok ? 'read now, refused before' : 'refused now, read before'}: ${refused.error.message}`;
  }
  if (now.id !== before.id) return `id ${now.id}, before ${before.id}`;
  if (!now.ok || !before.ok) return undefined;
  const [a, b] = [now.structure, before.structure];
  const near = (p: readonly number[], q: readonly number[]): boolean =>
    p.length === q.length && p.every((x, i) => Math.abs(x - q[i]!) <= EXACT);
  if (!near(a.lattice.flat(), b.lattice.flat())) return 'another lattice';
  if (a.sites.length !== b.sites.length) return `${a.sites.length} sites, before ${b.sites.length}`;
  for (const [i, site] of a.sites.entries()) {
    const other = b.sites[i]!;
    if (!near(site.position, other.position))
      return `site ${i + 1} at ${site.position.join(' ')}, before ${other.position.join(' ')}`;
    const [species, others] = [site, other].map(({ species, label, properties }) =>
      JSON.stringify([species, label, properties]),
    );
    if (species !== others) return `site ${i + 1} is ${species}, before ${others}`;
  }
  const plain = (item: typeof now): string => JSON.stringify([item.targets, item.structure.properties]);
  if (plain(now) !== plain(before)) return `values ${plain(now)}, before ${plain(before)}`;
  const said = (item: typeof now): string =>
    item.diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`).join('; ');
  if (said(now) !== said(before)) return `says "${said(now)}", before "${said(before)}"`;
  return undefined;
}

interface Reader {
  readonly open: Open;
  ms: number;
  refused: number;
  words: number;
}

/** Reads a set with both, record by record. @returns what differs */
async function compare(
  set: string,
  readers: readonly [Reader, Reader],
  first: 0 | 1,
): Promise<{ count: number; found: string[] }> {
  const records = await Promise.all(readers.map(async ({ open }) => (await open(set))[Symbol.asyncIterator]()));
  const found: string[] = [];
  for (let count = 0; ; count++) {
    const items: (DatasetItem | undefined)[] = [];
    for (const i of (count + first) % 2 === 0 ? [0, 1] : [1, 0]) {
      const reader = readers[i]!;
      const start = performance.now();
      const { value } = await records[i]!.next();
      reader.ms += performance.now() - start;
      const item = value as DatasetItem | undefined;
      items[i] = item;
      if (item?.ok === false) reader.refused++;
      else if (item !== undefined) reader.words += item.diagnostics.length;
    }
    const [now, before] = items;
    if (now === undefined && before === undefined) return { count, found };
    const what = now === undefined || before === undefined ? 'is there only once' : difference(now, before);
    if (what !== undefined) found.push(`${(now ?? before)!.id}: ${what}`);
  }
}

console.log(machine());
const total: [number, number] = [0, 0];
let differences = 0;
const reader = (open: Open): Reader => ({ open, ms: 0, refused: 0, words: 0 });
// The first set is read before, so that its times are not those of cold code.
for (const set of sets.slice(0, 1)) await compare(set, [reader(openDataset), reader(baseline)], 0);
for (const set of sets) {
  const [now, before] = [reader(openDataset), reader(baseline)];
  // Who comes first opens the file and warms the memory: they take turns, in two rounds.
  await compare(set, [now, before], 0);
  const { count, found } = await compare(set, [now, before], 1);
  const rate = (ms: number): string => `${((2000 * count) / ms).toFixed(0)}/s`;
  console.log(
    `${basename(set)}: ${count} records, ${rate(now.ms)}, before ${rate(before.ms)}, time × ${(now.ms / before.ms).toFixed(3)}; refused ${now.refused / 2} and ${before.refused / 2}, diagnostics ${now.words / 2} and ${before.words / 2}; ${found.length} records differ`,
  );
  for (const text of found.slice(0, Number(values.show))) console.log(`  ${text.slice(0, 400)}`);
  differences += found.length;
  total[0] += now.ms;
  total[1] += before.ms;
}
console.log(`all sets: time × ${(total[0] / total[1]).toFixed(3)}, ${differences} records differ`);
process.exitCode = differences > 0 ? 1 : 0;
