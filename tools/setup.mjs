// Installs the workspace's dependencies when they are missing or out of date; otherwise does nothing.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pnpm } from './pnpm.mjs';

const root = dirname(import.meta.dirname);
const stamp = join(root, 'node_modules', '.setup-stamp');

/** Hash of every file that decides what `pnpm install` does, and of the runtime it is done for. */
function wanted() {
  const members = ['packages', 'apps', 'tools']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
    .toSorted();
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...members.map((m) => join(m, 'package.json')),
  ]) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(`${file}\n`).update(readFileSync(path));
  }
  // A member's node_modules that was deleted by hand counts as missing, too.
  for (const member of members.filter((m) => existsSync(join(root, m, 'package.json')))) {
    hash.update(`${member} ${existsSync(join(root, member, 'node_modules'))}\n`);
  }
  return hash.digest('hex');
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted()) {
  const status = pnpm(['install', '--frozen-lockfile']);
  if (status !== 0) process.exit(status);
  writeFileSync(stamp, wanted());
}
