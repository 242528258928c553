// Commands of `cft`, from the sources, so that no build is needed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { CFT, root } from '../cftSources.mjs';

export { root };

export const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));

/** Runs a command of `cft` and shows its progress. @returns its JSON document */
export function cft(/** @type {readonly string[]} */ args) {
  const shown = args.map((arg) => (arg.startsWith(root) ? relative(process.cwd(), arg) : arg));
  console.error(`$ cft ${shown.join(' ')}`);
  const { status, signal, stdout } = spawnSync(process.execPath, [...CFT, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
    cwd: root,
  });
  if (status === 0) return JSON.parse(stdout);
  console.error(`\nnetworks: "cft ${args[0]}" ended with ${signal ?? `status ${status}`}; the lines above say why`);
  process.exit(status ?? 1);
}
