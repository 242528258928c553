// Makes the pictures and tables of the documentation with the packages themselves.
// Run: pnpm build && node tools/figures/figures.mjs; with --check it compares them with the files in the repository.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { files as fourierBasis } from './fourierBasis.mjs';
import { files as generalisation } from './generalisation.mjs';
import { files as model } from './model.mjs';
import { files as powder } from './powder.mjs';
import { pretrainingFigure, pretrainingTables } from './pretraining.mjs';

const root = dirname(dirname(import.meta.dirname));
const check = process.argv.includes('--check');

const files = /** @type {Record<string, (before: string) => string | Promise<string>>} */ ({
  ...fourierBasis,
  ...generalisation,
  ...model,
  ...powder,
  'docs/generalisation/pretraining.md': pretrainingTables,
  'docs/images/pretraining.svg': pretrainingFigure,
});
for (const [name, make] of Object.entries(files)) {
  const path = join(root, name);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const after = await make(before);
  if (before === after) continue;
  if (check) {
    console.error(`${relative(root, path)} is not what tools/figures/figures.mjs makes: run it`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, after);
    console.log(`${relative(root, path)}: ${after.length} bytes`);
  }
}
