// Places the native library of @tensorflow/tfjs-node. The package's own install script is not allowed to run at installation: it downloads
// from a host that many networks block, and when a build script fails, pnpm removes the package. With `--require` a failure is an error.
//
// 1. The binding loads: nothing to do.
// 2. The official way: the package's install script.
// 3. Linux x64 with glibc: the same library from the npm package tfjs-node-lambda-releases, kept in a cache of the user.
// 4. One line that says what is missing and what it costs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const minute = 60_000;

// MIT; 2.7.0's addon with libtensorflow 1.15, loads under tfjs-node 4.22.0.
const release = {
  spec: 'tfjs-node-lambda-releases@1.6.1',
  integrity: 'sha512-D275PZpxsKenTuiPnvIE5T+D5JrT4aU9M3EDCedBQKlP0hUB7011Yzg8CAJ6MBIog9Lq90aaEair4yrBBlk61w==',
  archive: 'package/nodejs12.x-tf2.7.0.br',
  prefix: 'node_modules/@tensorflow/tfjs-node',
};

/** The folder of tfjs-node, as the workspace members that depend on it see it. */
function installed() {
  const root = dirname(import.meta.dirname);
  for (const member of ['apps/cft', 'tools/bench']) {
    try {
      return dirname(createRequire(join(root, member, 'package.json')).resolve('@tensorflow/tfjs-node/package.json'));
    } catch {
      // not a dependency of this member, or not installed
    }
  }
  return undefined;
}

/** Whether the binding loads, tried in a process of its own since a broken library can end the process. */
function loads(/** @type {string} */ folder) {
  const code = `require(${JSON.stringify(folder)})`;
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  return spawnSync(process.execPath, ['-e', code], { env, stdio: 'ignore', timeout: minute }).status === 0;
}

/** Runs the package's own install script. */
function installOfficially(/** @type {string} */ folder) {
  // The script rewrites package.json in place; pnpm may have hard-linked it to its store.
  const manifest = join(folder, 'package.json');
  copyFileSync(manifest, `${manifest}.own`);
  renameSync(`${manifest}.own`, manifest);
  const path = [join(folder, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  spawnSync(process.execPath, ['scripts/install.js'], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    stdio: 'ignore',
    timeout: 4 * minute,
  });
}

/** Runs a command. @returns undefined when it succeeded, else a line that says why not */
function run(/** @type {string} */ command, /** @type {string[]} */ args, /** @type {string} */ cwd) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 5 * minute });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
}

/** Fetches and unpacks the library into `cache`. */
async function fetchRelease(/** @type {string} */ cache) {
  mkdirSync(dirname(cache), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'tfjs-native-'));
  // Beside the cache: renaming must not cross file systems.
  const unpacked = mkdtempSync(`${cache}-`);
  try {
    run('npm', ['pack', release.spec, '--silent'], work);
    const tarball = join(work, `${release.spec.replace('@', '-')}.tgz`);
    const hash = createHash('sha512');
    await pipeline(createReadStream(tarball), hash);
    if (`sha512-${hash.digest('base64')}` !== release.integrity) throw new Error(`${release.spec}: wrong integrity`);
    run('tar', ['-xzf', tarball, release.archive], work);
    const wanted = ['deps/lib', 'deps/LICENSE', 'deps/THIRD_PARTY_TF_C_LICENSES', 'lib/napi-v6'];
    const tar = spawn(
      'tar',
      ['-x', '-C', unpacked, '--strip-components=3', ...wanted.map((name) => `${release.prefix}/${name}`)],
      {
        stdio: ['pipe', 'ignore', 'inherit'],
      },
    );
    const closed = new Promise((resolve) => tar.on('close', resolve));
    await pipeline(createReadStream(join(work, release.archive)), createBrotliDecompress(), tar.stdin);
    if ((await closed) !== 0) throw new Error('tar failed');
    renameSync(unpacked, cache);
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(unpacked, { recursive: true, force: true });
  }
}

/** Makes `path` a link to `target`; what was there is replaced. */
function link(/** @type {string} */ target, /** @type {string} */ path) {
  if (lstatSync(path, { throwIfNoEntry: false })) rmSync(path, { recursive: true });
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

async function installFromRegistry(/** @type {string} */ folder) {
  const home = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const key = createHash('sha256').update(release.integrity).digest('hex').slice(0, 16);
  const cache = join(home, 'crystal-fourier', `tfjs-native-${key}`);
  if (!existsSync(cache)) await fetchRelease(cache);
  link(join(cache, 'deps'), join(folder, 'deps'));
  link(join(cache, 'lib/napi-v6'), join(folder, 'lib/napi-v8'));
}

/** Places the library. @returns undefined on success, else a line that says what is missing */
async function place() {
  const folder = installed();
  if (!folder) return '@tensorflow/tfjs-node is not installed';
  if (loads(folder)) return undefined;
  console.log('@tensorflow/tfjs-node: fetching its native library');
  installOfficially(folder);
  if (loads(folder)) return undefined;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  if (process.platform !== 'linux' || process.arch !== 'x64' || !report.header?.glibcVersionRuntime) {
    return `its download failed, and there is no other source for ${process.platform}-${process.arch}`;
  }
  try {
    await installFromRegistry(folder);
  } catch (error) {
    return `its download failed, and so did ${release.spec}: ${error instanceof Error ? error.message : error}`;
  }
  return loads(folder) ? undefined : 'the library is in place but does not load';
}

const missing = await place();
if (missing === undefined) {
  console.log('@tensorflow/tfjs-node: the native library loads');
} else {
  console.error(
    `no native TensorFlow (${missing}); without it computation runs on WebAssembly, about eight times slower`,
  );
  if (process.argv.includes('--require')) process.exitCode = 1;
}
