// Runs the pinned pnpm on a machine that has only Node and npm: `node tools/pnpm.mjs <arguments of pnpm>`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(import.meta.dirname);

/** Runs pnpm in the repository root (or `cwd`) and shows its output. @returns its exit status */
export function pnpm(/** @type {string[]} */ args, cwd = root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // Under `pnpm run` the wanted binary is already first on PATH; under npm or node, npx brings it.
  const [command, prefix] = process.env.npm_config_user_agent?.startsWith(packageManager.replace('@', '/'))
    ? ['pnpm', []]
    : ['npx', ['-y', packageManager]];
  const { status, error } = spawnSync(command, [...prefix, ...args], {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    shell: process.platform === 'win32', // npx is a .cmd file there
  });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = pnpm(process.argv.slice(2), process.cwd());
