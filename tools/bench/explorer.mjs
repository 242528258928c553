// Measures the explorer in Chromium: the time of a frame while a slider of the plane groups is dragged (300 × 300 points, 100 stars), compared
// with computing all functions again in each frame; the time until pages are ready; and the bytes that are loaded for them.
// Run: node tools/bench/explorer.mjs [--frames 200] [--visits 5]
//
// Builds the page from the sources into a folder of its own. A frame is what the main thread does for it: the handlers of the input, the
// callbacks before it, style, layout and paint, until the next task runs. Chromium has no graphics card here, so the work of one is part of the time.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { machine, median, quantile } from './statistics.mjs';

const root = join(import.meta.dirname, '../../apps/explorer');
// Tools in the versions that build and test the page.
const load = (/** @type {string} */ name) =>
  import(pathToFileURL(createRequire(join(root, 'package.json')).resolve(name)).href).then(
    (module) => module.default ?? module,
  );
const { build, preview } = await import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('vite')).href);
const { chromium } = await load('playwright-core');

const { values } = parseArgs({
  options: { frames: { type: 'string', default: '200' }, visits: { type: 'string', default: '5' } },
});
const frames = Number(values.frames);
const visits = Number(values.visits);
// p4, whose stars have four frequencies each, up to 11.2 a*.
const [GROUP, NUMBER, CUTOFF, SIZE] = ['p4', 10, 11.2, 300];
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const flags =
  '--headless --no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const spread = (/** @type {number[]} */ list) =>
  `median ${median(list).toFixed(1).padStart(6)} ms, 95 % ${quantile(list, 0.95).toFixed(1).padStart(6)} ms`;
const verdict = (/** @type {boolean} */ met) => (met ? 'met' : 'MISSED');

/** Runs in the page before its scripts and records the time of each frame with input. */
function instrument() {
  /** @type {{ work: number, script: number, latency: number }[]} */
  const list = [];
  let [began, handlers, callbacks, first, first0] = [0, 0, 0, 0, 0];
  const next = requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) =>
    next((time) => {
      const start = performance.now();
      callback(time);
      callbacks += performance.now() - start;
    });
  addEventListener('input', () => ((began = performance.now()), (first ||= began)), true);
  addEventListener('input', () => (handlers += performance.now() - began));
  const channel = new MessageChannel();
  channel.port1.addEventListener('message', () => {
    const now = performance.now();
    if (first > 0) list.push({ work: handlers + now - first0, script: handlers + callbacks, latency: now - first });
    [handlers, callbacks, first] = [0, 0, 0];
    next(tick);
  });
  channel.port1.start();
  const tick = () => {
    first0 = performance.now();
    channel.port2.postMessage(null);
  };
  next(tick);
  Object.assign(globalThis, { benchFrames: list });
}

/** Milliseconds from the navigation until an element matches a selector, recorded in the page. */
const waitFor = (/** @type {string} */ selector) =>
  new Promise((resolve) => {
    const look = () =>
      document.querySelector(selector) === null ? requestAnimationFrame(look) : resolve(performance.now());
    look();
  });

/** Milliseconds from the navigation until something is on the screen. */
const firstPaint = () =>
  new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint');
      if (entry !== undefined) resolve(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });

const folder = mkdtempSync(join(tmpdir(), 'bench-explorer-'));
process.env.NODE_ENV = 'production';
await build({
  configFile: join(root, 'vite.config.ts'),
  logLevel: 'warn',
  build: { outDir: folder, emptyOutDir: true },
});
await build({
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'warn',
  resolve: { conditions: ['@crystal-fourier/source', 'module', 'browser', 'production'] },
  build: {
    outDir: folder,
    emptyOutDir: false,
    target: 'es2022',
    copyPublicDir: false,
    lib: { entry: join(import.meta.dirname, 'explorerBaseline.mjs'), formats: ['es'], fileName: () => 'baseline.js' },
  },
});
const server = await preview({
  configFile: false,
  root,
  logLevel: 'warn',
  build: { outDir: folder },
  preview: { host: '127.0.0.1', port: 0 },
});
const url = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({ executablePath, args: flags.split(' ') });

/** A new page with an empty cache. */
async function open() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  return { page: await context.newPage(), close: () => context.close() };
}

async function measureLoading(/** @type {string} */ hash, /** @type {string} */ ready) {
  const [paints, readies] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  const sizes = { text: 0, fonts: 0 };
  for (let visit = 0; visit < visits; visit++) {
    const { page, close } = await open();
    const files = new Set();
    page.on('response', (/** @type {{ url(): string }} */ response) => files.add(response.url()));
    await page.goto(url + hash);
    readies.push(await page.evaluate(waitFor, ready));
    paints.push(await page.evaluate(firstPaint));
    [sizes.text, sizes.fonts] = [0, 0];
    for (const file of files) {
      const { pathname } = new URL(file);
      const bytes = readFileSync(join(folder, pathname === '/' ? 'index.html' : pathname));
      if (extname(pathname) === '.woff2') sizes.fonts += bytes.length;
      else sizes.text += gzipSync(bytes).length;
    }
    await close();
  }
  const kB = (sizes.text + sizes.fonts) / 1024;
  console.log(`${hash || '#/'}`);
  console.log(`  first contentful paint  ${spread(paints)}`);
  console.log(`  ready for input         ${spread(readies)}   target 2,000 ms: ${verdict(median(readies) < 2000)}`);
  console.log(
    `  loaded before           ${kB.toFixed(0)} KB gzip (${(sizes.text / 1024).toFixed(0)} KB code and styles, ${(sizes.fonts / 1024).toFixed(0)} KB fonts)   target 500 KB: ${verdict(kB <= 500)}`,
  );
}

async function measureFrames() {
  const { page, close } = await open();
  await page.addInitScript(instrument);
  await page.goto(`${url}#/basis/plane/${GROUP}?cutoff=${CUTOFF}&seed=1`);
  await page.evaluate(waitFor, '.plane-overlay');
  const stars = await page.getByRole('option').count();
  const slider = page.locator('.plane-weights input').nth(3);
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await slider.boundingBox();
  const at = (/** @type {number} */ t) => page.mouse.move(x + width * (0.5 + 0.4 * Math.sin(t)), y + height / 2);
  await at(0);
  await page.mouse.down();
  for (let step = 0; step < 20; step++) await at(step / 10);
  await page.evaluate(() => globalThis.benchFrames.splice(0));
  let step = 20;
  while ((await page.evaluate(() => globalThis.benchFrames.length)) < frames) {
    for (let i = 0; i < 20; i++) await at(step++ / 10);
  }
  await page.mouse.up();
  const list = await page.evaluate(() => globalThis.benchFrames);
  const canvas = await page.evaluate(() => document.querySelector('.plane-tile canvas').width);
  const baselines = await page.evaluate(
    async ([number, cutoff, size]) => {
      const { makeBaselines } = await import(new URL('baseline.js', document.baseURI).href);
      const made = makeBaselines(number, cutoff, size);
      /** Like a frame with input: from the callback before it to the next task. */
      const frame = (/** @type {() => void} */ work) =>
        new Promise((resolve) => {
          const channel = new MessageChannel();
          requestAnimationFrame(() => {
            const start = performance.now();
            channel.port1.addEventListener('message', () => resolve(performance.now() - start));
            channel.port1.start();
            work();
            channel.port2.postMessage(null);
          });
        });
      const times = { functions: made.functions, evaluate: [], cosines: [] };
      for (let i = 0; i < 22; i++) times.evaluate.push(await frame(made.evaluate));
      for (let i = 0; i < 4; i++) times.cosines.push(await frame(made.cosines));
      times.evaluate.splice(0, 2);
      times.cosines.splice(0, 1);
      return times;
    },
    [NUMBER, CUTOFF, SIZE],
  );
  const pick = (/** @type {string} */ name) => list.map((/** @type {Record<string, number>} */ entry) => entry[name]);
  const work = pick('work');
  const middle = median(work);
  console.log(
    `\nA slider of ${GROUP} dragged: ${stars} stars, ${baselines.functions} functions, ${SIZE} × ${SIZE} points, canvas ${canvas} × ${canvas}, ${list.length} frames`,
  );
  console.log(`  frame                   ${spread(work)}   target 16 ms: ${verdict(middle <= 16)}`);
  console.log(`    of it scripts         ${spread(pick('script'))}`);
  console.log(`  input to frame done     ${spread(pick('latency'))}`);
  for (const [name, times] of [
    ['all functions anew, by invariantBasis.evaluate', baselines.evaluate],
    ['all functions anew, a cosine per frequency', baselines.cosines],
  ])
    console.log(`  ${name}: ${spread(times)}   ${(median(times) / middle).toFixed(1)} × the frame`);
  await close();
}

try {
  console.log(`${machine()}, Chromium ${browser.version()}\n`);
  await measureLoading('', 'h1');
  await measureLoading('#/basis/plane/p4gm', '.plane-overlay');
  await measureFrames();
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
