// Writes packages/data/src/elements/tables/elements.ts from sources/elements.json; run with tsx.
import { readFileSync } from 'node:fs';
import { writeTable } from './tableFile.ts';

const { fields, rows } = JSON.parse(readFileSync(new URL('sources/elements.json', import.meta.url), 'utf8')) as {
  fields: string[];
  rows: (string | number | null)[][];
};
const column = (name: string): number => fields.indexOf(name);
const names = [
  'group',
  'period',
  'block',
  'electronegativity',
  'covalent_radius',
  'atomic_radius',
  'ionic_radius',
  'melting_point',
  'molar_volume',
  's',
  'p',
  'd',
  'f',
  'ionization_energy',
  'electron_affinity',
  'mendeleev_number',
];
if (rows.length !== 118 || names.some((name) => column(name) < 0))
  throw new Error('elements.json has not the rows or fields that are expected');
const lines = rows.map((row, i) => {
  if (row[0] !== i + 1) throw new Error(`row ${i + 1} is element ${row[0]}`);
  return names
    .map((name) => row[column(name)])
    .map((value) => (value === null ? '-' : typeof value === 'number' ? +value.toPrecision(6) : value))
    .join(' ');
});
writeTable('data/src/elements/tables/elements.ts', {
  script: 'generateElements.ts',
  comment: [
    `One line per element from Z = 1: ${names.join(' | ')}.`,
    'Sources and units in tools/tables/sources/elements.json; "-" has no value.',
  ],
  constant: 'ELEMENT_ROWS',
  text: lines.join('\n'),
});
