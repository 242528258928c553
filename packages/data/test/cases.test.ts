import { DataError, initMoyo, readStructures, standardize, writePoscar } from '@crystal-fourier/data';
import { type DatasetItem, openDataset } from '@crystal-fourier/data/node';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

/** What a file must be read as; what is not given is not compared. */
interface Expected {
  /** Atoms of the whole cell of the first structure. */
  readonly formula?: string;
  /** Number of the space group that the file declares, and of the one that the atoms have. */
  readonly decl?: number;
  readonly std?: number;
  /** Å³ */
  readonly vol?: number;
  /** Selective dynamics of every site, as they are written again. */
  readonly flags?: string;
  /** The file contradicts itself nowhere. */
  readonly consistent?: boolean;
  /** The file must be refused, with a message that names this. */
  readonly refuse?: string;
}

interface Case {
  readonly num: number;
  readonly kind: string;
  readonly file: string;
  readonly expected: Expected;
}

const FOLDER = fileURLToPath(new URL('cases/', import.meta.url));
const cases = JSON.parse(readFileSync(join(FOLDER, 'cases.json'), 'utf8')) as readonly Case[];

function amountsOf(formula: string): Record<string, number> {
  const parts = [...formula.matchAll(/([A-Z][a-z]?)([\d.]*)/g)];
  return Object.fromEntries(parts.map(([, element, count]) => [element!, count === '' ? 1 : Number(count)]));
}

beforeAll(() => initMoyo());

describe('files as people have them', () => {
  it.each(cases)('$kind ($num)', ({ file, expected }) => {
    const { formula, decl, std, vol, flags, consistent, refuse } = expected;
    const read = (): ReturnType<typeof readStructures> => readStructures(readFileSync(join(FOLDER, file)), { file });
    if (refuse !== undefined) {
      expect(read).toThrow(DataError);
      expect(read).toThrow(refuse);
      return;
    }
    const { structure, symmetry } = read()[0]!;
    if (formula !== undefined) {
      const wanted = amountsOf(formula);
      expect([...structure.amounts.keys()].sort()).toEqual(Object.keys(wanted).sort());
      for (const [element, amount] of Object.entries(wanted))
        expect(structure.amounts.get(element), element).toBeCloseTo(amount, 6);
    }
    if (decl !== undefined) expect(symmetry?.group.number).toBe(decl);
    if (std !== undefined) expect(standardize(structure).group.number).toBe(std);
    if (vol !== undefined) expect(structure.volume).toBeCloseTo(vol, 6);
    if (consistent !== undefined) expect(symmetry).toMatchObject({ consistent, conflicts: [] });
    if (flags !== undefined) {
      const rows = writePoscar(structure)
        .split('\n')
        .slice(-structure.sites.length - 1, -1);
      expect(rows.map((row) => row.trim().split(/\s+/).slice(3, 6).join(' '))).toEqual(rows.map(() => flags));
    }
  });

  it('has as many files as entries', () => {
    expect(cases.map(({ file }) => file.replace('in/', '')).sort()).toEqual(readdirSync(join(FOLDER, 'in')).sort());
  });
});

describe('data sets as other projects store them', () => {
  const itemsOf = async (name: string): Promise<DatasetItem[]> => {
    const items: DatasetItem[] = [];
    for await (const item of await openDataset(join(FOLDER, 'sets', name))) items.push(item);
    return items;
  };
  const facts = (items: readonly DatasetItem[]): unknown[] =>
    items.map((item) => (item.ok ? [item.id, item.structure.reducedFormula, item.targets] : String(item.error)));
  const FORMULAS = ['LiCl', 'NaCl', 'KCl', 'RbCl'];

  it('a Matbench data set: a table in one JSON object', async () => {
    expect(facts(await itemsOf('matbench.json'))).toEqual(
      FORMULAS.map((formula, i) => [`mb-${i}`, formula, { 'gap pbe': i }]),
    );
  });

  it('a JARVIS data set: records with atoms, missing values as "na"', async () => {
    expect(facts(await itemsOf('jarvis.json'))).toEqual(
      FORMULAS.map((formula, i) => [
        `JVASP-${i}`,
        formula,
        { formation_energy_peratom: -i, ...(i === 0 ? { mbj_bandgap: 3.2 } : {}) },
      ]),
    );
  });

  it('an OPTIMADE response with a single entry', async () => {
    expect(facts(await itemsOf('optimade_single.json'))).toEqual([['a', 'Po', {}]]);
  });
});
