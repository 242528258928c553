// Compiles assembly/kernel.ts to WebAssembly and writes it, as text, into the sources of fourier-basis. With --check it compares the result with the
// file that is there.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';

const target = join(dirname(dirname(import.meta.dirname)), 'packages/fourier-basis/src/basis/kernel.generated.ts');
const source = join(import.meta.dirname, 'assembly/kernel.ts');

/** @type {Uint8Array | undefined} */
let binary;
const { error, stderr } = await asc.main(
  // No runtime, no bounds checks, no imports: the four functions and a memory.
  [
    'kernel.ts',
    '--optimizeLevel',
    '3',
    '--noAssert',
    '--runtime',
    'stub',
    '--use',
    'abort=',
    '--enable',
    'simd',
    '--outFile',
    'kernel.wasm',
  ],
  {
    readFile: (/** @type {string} */ name) => (name === 'kernel.ts' ? readFileSync(source, 'utf8') : null),
    writeFile: (/** @type {string} */ _, /** @type {Uint8Array | string} */ contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  },
);
if (error || binary === undefined) throw new Error(`asc: ${error?.message}\n${stderr.toString()}`);

const text = `// Made by tools/kernel/build.mjs from tools/kernel/assembly/kernel.ts: ${binary.length} bytes of WebAssembly, base64.
export const KERNEL =
${Buffer.from(binary)
  .toString('base64')
  .replace(/.{1,110}/g, (line) => `  '${line}' +\n`)
  .replace(/ \+\n$/, '')};
`;
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error(
      'packages/fourier-basis/src/basis/kernel.generated.ts is not what tools/kernel/build.mjs makes: run it',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
  console.log(`${binary.length} bytes`);
}
