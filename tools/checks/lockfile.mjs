// Checks that the lockfile installs everywhere: it must list every native tool for Linux, macOS and Windows, and no address of a registry.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const wanted = ['linux-x64', 'darwin-arm64', 'win32-x64'];
const lockfile = readFileSync(join(import.meta.dirname, '../../pnpm-lock.yaml'), 'utf8');

/** Native tool, as `name@version` without the platform → the platforms it is listed for. */
const tools = /** @type {Map<string, Set<string>>} */ (new Map());
for (const [, name = '', version] of lockfile.matchAll(/^ {2}'?((?:@[^/\s]+\/)?[^@\s:']+)@([^:'(\s]+)'?:$/gm)) {
  // @esbuild/linux-x64, lightningcss-darwin-arm64, @rolldown/binding-win32-x64-msvc, @turbo/windows-64
  const match = /^(.*[/-])(linux|darwin|win32|windows)-(x64|64|arm64)(?:-(gnu|msvc))?$/.exec(name);
  if (!match) continue;
  const [, tool = '', system, processor] = match;
  const platform = `${system === 'windows' ? 'win32' : system}-${processor === '64' ? 'x64' : processor}`;
  const key = `${tool.replace(/[/-](binding-)?$/, '')}@${version}`;
  tools.set(key, (tools.get(key) ?? new Set()).add(platform));
}

const problems = [...tools].flatMap(([tool, platforms]) =>
  wanted.filter((platform) => !platforms.has(platform)).map((platform) => `${tool}: no binary for ${platform}`),
);
if (tools.size === 0) problems.push('no native tool found: has the format of the lockfile changed?');
for (const [index, line] of lockfile.split('\n').entries()) {
  if (/https?:\/\/|tarball:/.test(line)) problems.push(`pnpm-lock.yaml:${index + 1}: an address: ${line.trim()}`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  console.log(`${tools.size} native tools, each for ${wanted.join(', ')}; no addresses`);
}
