import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');

/** What `cft predict` says, by the names of the files; run from its sources. */
export async function predictedByCft(
  model: string,
  files: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const folder = await mkdtemp(join(tmpdir(), 'explorer-cft-'));
  try {
    const out = join(folder, 'predictions.jsonl');
    const main = ['--conditions=@crystal-fourier/source', '--import', 'tsx', join(ROOT, 'apps/cft/src/main.ts')];
    const options = ['--backend', 'wasm', '--workers', '0', '--out', out];
    const command = [...main, 'predict', model, ...files, ...options];
    await promisify(execFile)(process.execPath, command, { cwd: ROOT, timeout: 60_000 });
    const lines = (await readFile(out, 'utf8')).trim().split('\n');
    return Object.fromEntries(
      lines.map((line) => {
        const { file, values } = JSON.parse(line) as { file: string; values: Record<string, number> };
        return [file, Object.values(values)[0]!];
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
