// Bulk and shear moduli of two data sets as one, without a crystal in two parts.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** @typedef {{ id: string, structure: unknown, bulk_modulus: number, shear_modulus: number }} Moduli */

const unpacked = (/** @type {string} */ path) => gunzipSync(readFileSync(path)).toString('utf8');

/** @returns {Moduli[]} */
const binaries = (/** @type {string} */ data, /** @type {string} */ part) =>
  JSON.parse(unpacked(join(data, 'mp-binary-elasticity', `${part}.json.gz`))).map((/** @type {any} */ record) => ({
    id: record.mp_id,
    structure: record.structure,
    bulk_modulus: record.bulk_modulus_vrh,
    shear_modulus: record.shear_modulus_vrh,
  }));

/** @returns {Moduli[]} */
const others = (/** @type {string} */ data, /** @type {string} */ part) =>
  parse(unpacked(join(data, 'mp-elasticity-3k', `${part}.csv.gz`)), { columns: true }).map(
    (/** @type {any} */ record) => ({
      id: record.material_id,
      structure: record.cif,
      bulk_modulus: Number(record.bulk_modulus),
      shear_modulus: Number(record.shear_modulus),
    }),
  );

/**
 * Writes the parts train and val of both sets as one data set. A crystal of a val part is in no train part; one that both sets have is there once, with the
 * values of the first set, which have more digits.
 *
 * @param {string} data
 * @param {string} folder  to write to
 */
export function writeModuli(data, folder) {
  if (existsSync(join(folder, 'val.json'))) return folder;
  /** @type {Set<string>} */
  const taken = new Set();
  const without = (/** @type {Moduli[]} */ records) =>
    records.filter(({ id }) => !taken.has(id) && taken.add(id) !== undefined);
  // Val first: what is in it is taken from the train parts.
  const val = without([...binaries(data, 'val'), ...others(data, 'val')]);
  const train = without([...binaries(data, 'train'), ...others(data, 'train')]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'train.json'), JSON.stringify(train));
  writeFileSync(join(folder, 'val.json'), JSON.stringify(val));
  console.error(`moduli: ${train.length} records in train, ${val.length} in val`);
  return folder;
}
