// The built packages where they will be used: this Node, another Node, and, bundled by vite, a page and a worker in Chromium.
// `node tools/smoke/smoke.mjs [node] [browser]`; both when nothing is named.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import { facts } from './facts.mjs';

// The npm package `node` brings a binary of that version.
const otherNode = process.versions.node.startsWith('20.') ? '22.23.3' : '20.20.2';
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const expected = facts();

function smokeNode() {
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
  console.log(`ok   Node ${process.versions.node}`);
  const script = join(import.meta.dirname, 'print.mjs');
  const { status, stdout, stderr } = spawnSync(
    'npx',
    [
      '-y',
      `--package=node@${otherNode}`,
      '--',
      'node',
      '-e',
      `console.log(process.version); import(${JSON.stringify(script)})`,
    ],
    // From a folder outside the workspace: npx must not look for the package in it.
    { encoding: 'utf8', cwd: tmpdir(), shell: process.platform === 'win32' },
  );
  assert.equal(status, 0, stderr);
  const [version, printed = ''] = stdout.trim().split('\n');
  assert.equal(version, `v${otherNode}`);
  assert.deepEqual(JSON.parse(printed), expected);
  console.log(`ok   Node ${otherNode}`);
}

async function smokeBrowser() {
  if (!existsSync(executablePath)) {
    console.log(`skip Chromium: ${executablePath} is missing; install Debian's chromium or set CHROMIUM to its path`);
    return;
  }
  const outDir = mkdtempSync(join(tmpdir(), 'crystal-fourier-smoke-'));
  const root = join(import.meta.dirname, 'page');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true },
  });
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
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
      const text = await page.waitForSelector(`#${id}:not(:empty)`, { timeout: 20_000 }).then(
        (element) => element.textContent(),
        (error) => assert.fail([...errors, error].join('\n')),
      );
      assert.deepEqual(JSON.parse(text ?? ''), expected);
      console.log(`ok   Chromium ${browser.version()}, ${id}`);
    }
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}

const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes('node')) smokeNode();
if (wanted.length === 0 || wanted.includes('browser')) await smokeBrowser();
