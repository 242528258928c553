// The versions of Node that are supported: this one, and the others as the npm package `node` brings them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

const versions = ['20.20.2', '22.23.3', '24.21.0'];
const major = (/** @type {string} */ version) => version.split('.')[0];

/** Paths of the binaries: this Node first. */
export function runtimes() {
  const others = versions.filter((version) => major(version) !== major(process.versions.node)).map(fetched);
  return [{ version: process.versions.node, path: process.execPath }, ...others];
}

function fetched(/** @type {string} */ version) {
  const { status, stdout, stderr } = spawnSync(
    'npx',
    ['-y', `--package=node@${version}`, '--', 'node', '-p', 'process.version + process.execPath'],
    // From a folder outside the workspace: npx must not look for the package in it.
    { encoding: 'utf8', cwd: tmpdir(), shell: process.platform === 'win32' },
  );
  assert.equal(status, 0, stderr);
  const path = stdout.trim();
  assert.ok(path.startsWith(`v${version}`), `node must be ${version}, got ${path}`);
  return { version, path: path.slice(version.length + 1) };
}
