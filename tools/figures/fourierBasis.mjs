// The pictures and the table of the documentation of fourier-basis, made by the package itself.
// Run: pnpm build && node tools/figures/fourierBasis.mjs, with --check to compare with what is there.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { convergence } from './convergence.mjs';
import { dualGraphAndFunctions } from './functions.mjs';
import { survivingShare } from './table.mjs';

const root = dirname(dirname(import.meta.dirname));
const check = process.argv.includes('--check');

const files = /** @type {Record<string, (before: string) => string>} */ ({
  'docs/images/invariant-functions.svg': dualGraphAndFunctions,
  'docs/images/spectral-convergence.svg': convergence,
  'packages/fourier-basis/README.md': survivingShare,
});
for (const [name, make] of Object.entries(files)) {
  const path = join(root, name);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const after = make(before);
  if (before === after) continue;
  if (check) {
    console.error(`${relative(root, path)} is not what tools/figures/fourierBasis.mjs makes: run it`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, after);
    console.log(`${relative(root, path)}: ${after.length} bytes`);
  }
}
