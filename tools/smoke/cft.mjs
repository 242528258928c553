// The built command `cft`, on a data set and networks that take seconds.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {'wasm' | 'tensorflow'} BackendName */

const command = join(dirname(fileURLToPath(import.meta.resolve('@crystal-fourier/cft/package.json'))), 'bin/cft.mjs');
const target = 'energy_per_atom';
const config = {
  model: { width: 16, blocks: 1, heads: 2 },
  training: { epochs: 4, batchSize: 4, learningRate: 0.005 },
};

/** Runs `cft` in a folder. */
function cft(/** @type {string} */ node, /** @type {string} */ folder, /** @type {string[]} */ ...args) {
  const { status, stderr } = spawnSync(node, [command, ...args], { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  return { status, stderr, what: `cft ${args.join(' ')}` };
}

function succeed(/** @type {ReturnType<typeof cft>} */ { status, stderr, what }) {
  assert.equal(status, 0, `${what}\n${stderr}`);
}

/** Writes the data set and the configuration that the functions below use into a folder. */
export function prepareFolder(/** @type {string} */ folder) {
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  succeed(cft(process.execPath, folder, 'demo', 'data', '--count', '12'));
}

/** Trains a network on the data set; its run is the folder `run`. */
export function train(
  /** @type {string} */ node,
  /** @type {string} */ folder,
  /** @type {string} */ run,
  /** @type {BackendName} */ backend,
) {
  const fixed = ['--config', 'config.json', '--cache', 'cache', '--workers', '1', '--split', 'random'];
  succeed(cft(node, folder, 'train', 'data', '--target', target, '--out', run, '--backend', backend, ...fixed));
}

/** Predictions of a run, by the names of the structures. */
export function predict(
  /** @type {string} */ node,
  /** @type {string} */ folder,
  /** @type {string} */ run,
  /** @type {BackendName} */ backend,
  /** @type {string} */ structures = 'data',
) {
  succeed(cft(node, folder, 'predict', run, structures, '--backend', backend, '--out', 'predictions.jsonl'));
  const lines = readFileSync(join(folder, 'predictions.jsonl'), 'utf8').trim().split('\n');
  const values = /** @type {Record<string, number>} */ ({});
  for (const line of lines) {
    const { id, values: found } = JSON.parse(line);
    assert.ok(Number.isFinite(found[target]), `${id}: the prediction is not finite: ${line}`);
    values[id] = found[target];
  }
  return values;
}

/** Why native TensorFlow does not load in a Node, or undefined. */
export function nativeProblem(/** @type {string} */ node, /** @type {string} */ folder, /** @type {string} */ run) {
  const result = cft(node, folder, 'predict', run, 'data', '--backend', 'tensorflow', '--out', 'native.jsonl');
  const reason = /the backend tensorflow cannot be loaded[^\n]*/.exec(result.stderr)?.[0];
  if (reason === undefined) succeed(result);
  return reason;
}

/** Fails unless two sets of predictions are of the same structures and agree to 1e-4. */
export function assertAgree(
  /** @type {Record<string, number>} */ actual,
  /** @type {Record<string, number>} */ expected,
  /** @type {string} */ what,
) {
  assert.deepEqual(Object.keys(actual).toSorted(), Object.keys(expected).toSorted(), what);
  for (const [id, value] of Object.entries(expected)) {
    const error = Math.abs((actual[id] ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
    assert.ok(error <= 1e-4, `${what}: ${id} must be ${value} to 1e-4, got ${actual[id]}`);
  }
}
