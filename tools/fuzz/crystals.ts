import {
  DataError,
  readCif,
  standardize,
  type Structure,
  structureFromPymatgen,
} from '../../packages/data/src/index.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { crystalOfGroup } from '../../packages/data/test/support/generatedCrystal.ts';
import { RandomGeometry } from '../../packages/data/test/support/randomGeometry.ts';

const FOLDER = new URL('../../../shared/data/', import.meta.url);
/** Records of each set that are looked at. */
const SAMPLE = 1500;
/** Sites of the conventional cell. */
const MOST_SITES = 96;

/** CIFs of the table in a file: every one is a quoted field. */
function cifsOf(file: string): string[] {
  const bytes = readFileSync(new URL(file, FOLDER));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return [...text.matchAll(/"(# generated using pymatgen[^"]*)"/g)].map((match) => match[1]!);
}

function recordsOf(file: string): unknown[] {
  const records = JSON.parse(gunzipSync(readFileSync(new URL(file, FOLDER))).toString()) as { structure: unknown }[];
  return records.map(({ structure }) => structure);
}

/** Crystals of the data sets, spread evenly over the space groups that are in them; the same for the same seed. */
export function crystalsOfSets(count: number, seed: number): Structure[] {
  const random = new RandomGeometry(seed);
  const sample = <T>(all: readonly T[]): T[] => random.shuffled(all).slice(0, SAMPLE);
  const structures = [
    ...sample(cifsOf('mp-36k/train.csv.gz')).map((text) => readCif(text)[0]!.structure),
    ...sample(recordsOf('mp-binary-elasticity/train.json.gz')).map((record) => structureFromPymatgen(record)),
    ...sample(cifsOf('mp-elasticity-3k/train.csv.gz')).map((text) => readCif(text)[0]!.structure),
    ...sample(cifsOf('carbon-24/train.csv'))
      .slice(0, 200)
      .map((text) => readCif(text)[0]!.structure),
    ...sample(cifsOf('perov-5/train.csv'))
      .slice(0, 200)
      .map((text) => readCif(text)[0]!.structure),
  ];
  const byGroup = new Map<number, Structure[]>();
  structures.forEach((structure, i) => {
    if (structure.sites.length > MOST_SITES) return;
    try {
      const crystal = standardize(structure);
      if (crystal.siteCount > MOST_SITES || !crystal.isOrdered) return;
      const id = `${structure.reducedFormula}-${i}`;
      byGroup.set(crystal.group.number, [...(byGroup.get(crystal.group.number) ?? []), structure.with({ id })]);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
    }
  });
  const lists = [...byGroup].sort(([a], [b]) => a - b).map(([, list]) => random.shuffled(list));
  const chosen: Structure[] = [];
  for (let round = 0; chosen.length < count && lists.some((list) => list.length > round); round++)
    for (const list of random.shuffled(lists))
      if (round < list.length && chosen.length < count) chosen.push(list[round]!);
  return chosen;
}

/** The crystals, and a generated one for each space group that they lack. */
export function withOtherGroups(structures: readonly Structure[], seed: number): Structure[] {
  const known = new Set(structures.map((structure) => standardize(structure).group.number));
  const random = new RandomGeometry(seed);
  const made: Structure[] = [];
  for (let number = 1; number <= 230; number++)
    if (!known.has(number)) made.push(crystalOfGroup(number, random).with({ id: `generated-${number}` }));
  return [...structures, ...made];
}
