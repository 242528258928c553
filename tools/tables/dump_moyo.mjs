/** Names, operations' order and Wyckoff positions of the 530 settings from moyo-wasm. */
import { readFileSync } from 'node:fs';
import { importPackage, packageFile, version, write } from './sources_io.mjs';

const name = '@spglib/moyo-wasm';
const moyo = await importPackage(`${name}/moyo_wasm.js`);
moyo.initSync({ module: readFileSync(packageFile(`${name}/moyo_wasm_bg.wasm`)) });

const settings = Array.from({ length: 530 }, (_, i) => moyo.hall_symbol_entry(i + 1));
const script = import.meta.url;

write(
  'settings-moyo',
  script,
  name,
  version(name),
  'hm_short is that of the reference setting for monoclinic groups',
  [
    'hall_number',
    'number',
    'qualifier',
    'hall',
    'hm_extended',
    'hm_short',
    'hm_full',
    'schoenflies',
    'arithmetic_number',
    'centring',
  ],
  settings.map((s) => [
    s.hall_number,
    s.number,
    s.setting,
    s.hall_symbol,
    null,
    s.hm_short,
    s.hm_full,
    null,
    s.arithmetic_number,
    s.centering,
  ]),
);

write(
  'space-group-types-moyo',
  script,
  name,
  version(name),
  "of the 230 groups; hall_number is moyo's standard setting",
  [
    'number',
    'hall_number',
    'hm_short',
    'hm_full',
    'arithmetic_number',
    'arithmetic_symbol',
    'geometric_crystal_class',
    'crystal_system',
    'bravais_class',
  ],
  Array.from({ length: 230 }, (_, i) => moyo.space_group_type(i + 1)).map((t) => [
    t.number,
    t.hall_number,
    t.hm_short,
    t.hm_full,
    t.arithmetic_number,
    t.arithmetic_symbol,
    t.geometric_crystal_class,
    t.crystal_system,
    t.bravais_class,
  ]),
);

const positions = settings.map((s) => moyo.wyckoff_positions(s.hall_number));
write(
  'wyckoff-moyo',
  script,
  name,
  version(name),
  'one row per setting: [hall_number, [[letter, multiplicity in the conventional cell, oriented site symmetry, representative], ...]]',
  ['hall_number', 'positions'],
  positions.map((p, i) => [i + 1, p.map((w) => [w.letter, w.multiplicity, w.site_symmetry, w.coordinates])]),
);
console.log('Wyckoff positions of the 530 settings:', positions.flat().length);
