// Packs every published package and checks the tarball a user would get: publint, are-the-types-wrong, and its contents.
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemKindInfo } from '@arethetypeswrong/core/problems';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pnpm } from '../pnpm.mjs';
import { packages, root } from './workspace.mjs';

// The packages are ES modules only, so these two rules, about `require` and Node 10, do not apply.
const unsupported = new Set(['node10', 'node16-cjs']);
const destination = join(root, 'node_modules/.cache/packed');

/** Relative imports whose target is not in the package: npm leaves some folders out, for example `node_modules`. */
function strayImports(/** @type {string[]} */ files, /** @type {(name: string) => string} */ read) {
  const present = new Set(files);
  return files
    .filter((name) => /^(bin|dist)\/.*\.m?js$|\.d\.ts$/.test(name))
    .flatMap((name) =>
      [...read(name).matchAll(/\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g)]
        .map(([, specifier = '']) => posix.join(posix.dirname(name), specifier))
        .filter((path) => !present.has(name.endsWith('.d.ts') ? path.replace(/\.js$/, '.d.ts') : path))
        .map((path) => `${name} imports ${path}, which is not in the package`),
    );
}

/** Declarations that speak of internals, or of the private package that is bundled. */
function strayDeclarations(/** @type {string[]} */ files, /** @type {(name: string) => string} */ read) {
  return files.flatMap((name) => {
    if (!name.startsWith('dist/')) return [];
    return [
      ...(name.endsWith('.d.ts') && read(name).includes('@internal') ? [`${name} declares what is @internal`] : []),
      ...(/\.(js|d\.ts)$/.test(name) && /["']@crystal-fourier\/math3["']/.test(read(name))
        ? [`${name} imports @crystal-fourier/math3, which is not published: let the build bundle it`]
        : []),
    ];
  });
}

/** Everything wrong with one package. */
async function problems(/** @type {string} */ folder) {
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  if (pnpm(['pack', '--pack-destination', destination], folder) !== 0) return ['cannot be packed'];
  const [file = ''] = readdirSync(destination);
  const tarball = new Uint8Array(readFileSync(join(destination, file)));
  const packed = createPackageFromTarballData(tarball);
  const manifest = packed.readFile(`/node_modules/${packed.packageName}/package.json`);
  const files = packed.listFiles().map((path) => path.replace(`/node_modules/${packed.packageName}/`, ''));

  const lint = await publint({ strict: true, pack: { tarball: tarball.buffer } });
  const types = await checkPackage(packed);
  return [
    ...lint.messages.map((message) => `publint: ${formatMessage(message, JSON.parse(manifest), { color: false })}`),
    ...(types.types === false
      ? ['are the types wrong: the package has no types']
      : types.problems
          .filter((problem) => !('resolutionKind' in problem && unsupported.has(problem.resolutionKind)))
          .map((problem) => `are the types wrong: ${problemKindInfo[problem.kind].title} ${JSON.stringify(problem)}`)),
    ...['LICENSE', 'README.md'].filter((name) => !files.includes(name)).map((name) => `${name} is missing`),
    ...files.filter((name) => /\.test\.|(^|\/)test(ing)?\//.test(name)).map((name) => `${name}: a test is published`),
    ...strayDeclarations(files, (name) => packed.readFile(`/node_modules/${packed.packageName}/${name}`)),
    ...strayImports(files, (name) => packed.readFile(`/node_modules/${packed.packageName}/${name}`)),
    ...(/"(workspace|catalog):/.test(manifest) ? ['the manifest speaks of the workspace: pack with pnpm'] : []),
  ];
}

for (const folder of packages) {
  const found = await problems(folder);
  console.log(
    `${found.length > 0 ? 'FAIL' : 'ok  '} ${relative(root, folder)}${found.map((line) => `\n     ${line}`).join('')}`,
  );
  if (found.length > 0) process.exitCode = 1;
}
