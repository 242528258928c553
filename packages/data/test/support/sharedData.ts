import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readCif } from '../../src/formats/cif/readCif.ts';
import { structureFromPymatgen } from '../../src/formats/pymatgenJson.ts';
import type { Structure } from '../../src/structure/structure.ts';

const FOLDER = new URL('../../../../../shared/data/', import.meta.url);

/** The sets of crystals, and where they lie: `../shared/data` beside the repository. */
export const SETS = ['mp-binary-elasticity', 'wbm-energy', 'alexandria-heat-capacity', 'carbon-24', 'perov-5'] as const;

export const hasSharedData = existsSync(FOLDER);
export const MISSING = 'skipped: there is no folder ../shared/data beside the repository';

/** The training part of a set, or every n-th record of it; the records' identifiers as ids. */
export function crystalsOf(set: (typeof SETS)[number], count = Infinity): Structure[] {
  const file = new URL(`${set}/train.`, FOLDER);
  const sample = <T>(all: readonly T[]): T[] => {
    const step = Math.max(1, Math.floor(all.length / count));
    return all.filter((_, i) => i % step === 0).slice(0, count);
  };
  if (set === 'carbon-24' || set === 'perov-5') {
    // Every record is one quoted field that starts with this comment.
    const cifs = [
      ...readFileSync(new URL(`${file.href}csv`), 'utf8').matchAll(/"(# generated using pymatgen[^"]*)"/g),
    ].map((match) => match[1]!);
    return sample(cifs.map((text, i) => ({ text, i }))).map(({ text, i }) =>
      readCif(text)[0]!.structure.with({ id: `${set} ${i}` }),
    );
  }
  const records = JSON.parse(gunzipSync(readFileSync(new URL(`${file.href}json.gz`))).toString()) as {
    structure: unknown;
  }[];
  return sample(records.map((record, i) => ({ record, i }))).map(({ record, i }) =>
    structureFromPymatgen(record.structure).with({ id: `${set} ${i}` }),
  );
}
