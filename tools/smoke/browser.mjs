// The built packages, bundled by vite, in a page and a worker of Chromium.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import { assertAgree, predict, prepareFolder, train } from './cft.mjs';
import { facts } from './facts.mjs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const structure = join(import.meta.dirname, '../../examples/quartz.cif');

/** Fills the folder that is served beside the page. @returns what Node predicts for the structures in it */
function prepareServed(/** @type {string} */ folder, /** @type {string} */ served) {
  prepareFolder(folder);
  train(process.execPath, folder, 'run', 'wasm');
  mkdirSync(served);
  copyFileSync(join(folder, 'run/model.safetensors'), join(served, 'model.safetensors'));
  copyFileSync(structure, join(served, 'crystal.cif'));
  const wasm = dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/index.js')));
  for (const name of readdirSync(wasm)) if (name.endsWith('.wasm')) copyFileSync(join(wasm, name), join(served, name));
  return predict(process.execPath, folder, 'run', 'wasm', structure);
}

export async function smokeBrowser() {
  if (!existsSync(executablePath)) {
    console.log(`skip Chromium: ${executablePath} is missing; install Debian's chromium or set CHROMIUM to its path`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'crystal-fourier-smoke-'));
  try {
    const publicDir = join(folder, 'served');
    const predictions = prepareServed(folder, publicDir);
    await smokePage(join(folder, 'site'), publicDir, predictions);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function smokePage(
  /** @type {string} */ outDir,
  /** @type {string} */ publicDir,
  /** @type {Record<string, number>} */ predictions,
) {
  const root = join(import.meta.dirname, 'page');
  const site = { configFile: /** @type {const} */ (false), root, logLevel: /** @type {const} */ ('warn') };
  await build({
    ...site,
    publicDir,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4096 },
  });
  const server = await preview({ ...site, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const browser = await chromium.launch({ executablePath, args: flags.split(' ') });
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) errors.push(message.text());
    });
    await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    for (const id of ['page', 'worker']) {
      const text = await page.waitForSelector(`#${id}:not(:empty)`, { timeout: 30_000 }).then(
        (element) => element.textContent(),
        (error) => assert.fail([...errors, error].join('\n')),
      );
      const seen = JSON.parse(text ?? '');
      const what = `Chromium ${browser.version()}, ${id}`;
      assert.equal(seen.error, undefined, `${what}: ${seen.error}`);
      assert.deepEqual(seen.facts, facts(), what);
      assert.equal(seen.prediction.backend, 'wasm', what);
      assertAgree(seen.prediction.values, predictions, what);
      console.log(`ok   ${what}`);
    }
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    await server.close();
  }
}
