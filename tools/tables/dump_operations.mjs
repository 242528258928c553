/** Operations of the 230 reference settings, in the order of @chemistry/space-groups and of molstar's table. */
import { readFileSync } from 'node:fs';
import { importPackage, version, write } from './sources_io.mjs';

const settings = JSON.parse(readFileSync(new URL('./sources/settings-gemmi.json', import.meta.url), 'utf8'));
const isReference = ([, , qualifier, , , , , , extension]) =>
  ['', 'b', 'b1'].includes(qualifier) && ['', '2', 'H'].includes(extension);
const reference = settings.rows.filter(isReference).map(([, number, , hall, , , hm]) => ({ number, hall, hm }));

const fields = ['number', 'operations'];
const script = import.meta.url;

{
  const name = '@chemistry/space-groups';
  const { SpaceGroupsData } = await importPackage(`${name}/dist/space-group-data.js`);
  const rows = reference.map(({ number, hall }) => {
    const found = SpaceGroupsData.filter((g) => g.id === number && g.hs === hall);
    if (found.length !== 1) throw new Error(`${name}: ${found.length} entries for ${number} ${hall}`);
    return [number, found[0].s.join(' ')];
  });
  write(
    'operations-chemistry',
    script,
    name,
    version(name),
    'as listed in SpaceGroupsData, entry with the same Hall symbol; separated by spaces',
    fields,
    rows,
  );
}

function fraction(value) {
  const n = Math.round(value * 24);
  if (Math.abs(value * 24 - n) > 1e-9) throw new Error(`not a multiple of 1/24: ${value}`);
  if (n === 0) return '';
  const divisor = [24, 12, 8, 6, 4, 3, 2, 1].find((d) => n % d === 0 && 24 % d === 0);
  return `${n > 0 ? '+' : ''}${n / divisor}/${24 / divisor}`;
}

function component(row) {
  const terms = [0, 1, 2].filter((i) => row[i] !== 0).map((i) => `${row[i] > 0 ? '+' : '-'}${'xyz'[i]}`);
  return terms.join('').replace(/^\+/, '') + fraction(row[3]);
}

{
  const name = 'molstar';
  const tables = await importPackage(`${name}/lib/mol-math/geometry/spacegroup/tables.js`);
  const rows = reference.map(({ number, hm }) => {
    const candidates = [hm.replace(/^R/, 'H'), hm];
    const index =
      candidates.map((c) => tables.SpacegroupNameToIndexMap[c]).find((i) => i !== undefined) ??
      Object.entries(tables.SpacegroupNameToIndexMap).find(
        ([key]) => key.replaceAll(' ', '') === hm.replaceAll(' ', ''),
      )?.[1];
    if (index === undefined) throw new Error(`${name}: no entry for ${number} ${hm}`);
    const operations = tables.GroupData[index].map((i) =>
      tables.OperatorData[i].map((j) => component(tables.TransformData[j])).join(','),
    );
    return [number, operations.join(' ')];
  });
  write(
    'operations-molstar',
    script,
    name,
    version(name),
    "GroupData (from CCP4's symop.lib); separated by spaces",
    fields,
    rows,
  );
}
