// The built packages and `cft` in every supported version of Node.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertAgree, nativeProblem, predict, prepareFolder, train } from './cft.mjs';
import { facts } from './facts.mjs';
import { runtimes } from './runtimes.mjs';

export function smokeNode() {
  const expected = facts();
  assert.deepEqual(
    expected.map(({ number, order, wyckoff }) => [number, order, wyckoff]),
    // International Tables for Crystallography, Volume A: number, order with centring, Wyckoff positions
    [
      [227, 192, 9],
      [14, 4, 5],
      [225, 192, 12],
      [194, 24, 12],
    ],
  );
  const nodes = runtimes();
  for (const { version, path } of nodes) {
    const { status, stdout, stderr } = spawnSync(path, [join(import.meta.dirname, 'print.mjs')], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), expected);
    console.log(`ok   Node ${version}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'crystal-fourier-smoke-'));
  try {
    prepareFolder(folder);
    smokeCft(folder, nodes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Trains and predicts in every Node on every backend; the predictions of one saved model must agree in all of them. */
function smokeCft(/** @type {string} */ folder, /** @type {ReturnType<typeof runtimes>} */ nodes) {
  train(process.execPath, folder, 'run', 'wasm');
  const expected = predict(process.execPath, folder, 'run', 'wasm');
  // If native TensorFlow loads in this Node, it must load in the others, too: a failure there is an error and not a reason to skip.
  const problem = nativeProblem(process.execPath, folder, 'run');
  if (problem !== undefined) console.log(`skip native TensorFlow: ${problem}; npm run setup:native places it`);
  /** @type {import('./cft.mjs').BackendName[]} */
  const backends = problem === undefined ? ['wasm', 'tensorflow'] : ['wasm'];
  for (const { version, path } of nodes) {
    for (const backend of backends) {
      const what = `Node ${version}, cft on ${backend}`;
      assertAgree(predict(path, folder, 'run', backend), expected, what);
      const run = `run-${version}-${backend}`;
      train(path, folder, run, backend);
      predict(path, folder, run, backend);
      console.log(`ok   ${what}`);
    }
  }
}
