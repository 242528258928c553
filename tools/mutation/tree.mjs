// A copy of the repository that may be changed: its packages see one another, not those of the original.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Copies what git knows, and what is new, of a repository; dependencies are links. @returns {void} */
export function copyTree(/** @type {string} */ root, /** @type {string} */ tree) {
  rmSync(tree, { recursive: true, force: true });
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of new Set(listed.toString().split('\0'))) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    cpSync(join(root, file), join(tree, file));
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const group of ['packages', 'apps'])
    for (const name of readdirSync(join(tree, group))) linkDependencies(root, tree, join(group, name));
}

/** @returns {void} */
function linkDependencies(/** @type {string} */ root, /** @type {string} */ tree, /** @type {string} */ member) {
  const from = join(root, member, 'node_modules');
  if (!existsSync(from)) return;
  const names = readdirSync(from)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(from, name)).map((inner) => join(name, inner)) : [name],
    );
  for (const name of names) {
    const link = join(tree, member, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    const target = realpathSync(join(from, name));
    const isMember = target.startsWith(join(root, 'packages')) || target.startsWith(join(root, 'apps'));
    symlinkSync(isMember ? join(tree, target.slice(root.length)) : target, link);
  }
}
