// Puts a trained encoder into the package: packages/model/src/files/orbitEncoder.generated.ts, with numbers of 16 bits.
// Run: npm run build && node tools/bench/orbitEncoder.mjs FOLDER, the folder of `cft pretrain --seed 1 --pairs 4000000`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeTensors, encodeTensors } from '@crystal-fourier/model';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('give the folder of a pretraining');
const bytes = encodeTensors(decodeTensors(readFileSync(join(folder, 'encoder.safetensors'))), { half: true });
const out = join(import.meta.dirname, '../../packages/model/src/files/orbitEncoder.generated.ts');
writeFileSync(
  out,
  `// Made by tools/bench/orbitEncoder.mjs: an encoder that \`cft pretrain\` trained, as a safetensors file in Base64.\nexport const ORBIT_ENCODER =\n  '${Buffer.from(bytes).toString('base64')}';\n`,
);
console.log(`${out}: ${bytes.length} bytes before Base64`);
