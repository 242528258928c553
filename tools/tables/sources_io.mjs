/** Writes the files of sources/: a header, then one record per line. Packages come from ORACLES, a folder with node_modules. */
import { writeFileSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oracles = resolve(process.env.ORACLES ?? '.');
const sources = fileURLToPath(new URL('./sources/', import.meta.url));

export const packageFile = (path) => join(oracles, 'node_modules', path);
export const importPackage = (path) => import(pathToFileURL(packageFile(path)).href);
export const version = (name) => JSON.parse(readFileSync(packageFile(`${name}/package.json`), 'utf8')).version;

export function write(name, script, tool, version, note, fields, rows) {
  const command = `ORACLES=<folder with node_modules> node tools/tables/${basename(script)}`;
  const head = Object.entries({ command, tool, version, note, fields })
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},\n`)
    .join('');
  const text = `{${head}"rows":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`;
  writeFileSync(join(sources, `${name}.json`), text);
  console.log(`${name}.json: ${rows.length} rows, ${(text.length / 1000).toFixed(0)} kB`);
}
