// Pictures of the pages for the documentation: pnpm --filter explorer screenshots
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { chromiumPath } from './chromium.ts';
import { FLAGS } from './flags.ts';
import { PAGES, settled } from './pages.ts';
import { serveFolder } from './staticServer.ts';

/** `most`: pixels of a page, from its top, that are shown. */
const SCREENS = [
  { name: 'desktop', viewport: { width: 1280, height: 860 }, most: 1500, colorScheme: 'light' },
  { name: 'phone', viewport: { width: 390, height: 844 }, most: 2200, colorScheme: 'dark' },
] as const;

const out = join(import.meta.dirname, '../../../docs/explorer');
const folder = mkdtempSync(join(tmpdir(), 'crystal-fourier-screenshots-'));
await build({
  configFile: join(import.meta.dirname, '../vite.config.ts'),
  logLevel: 'warn',
  build: { outDir: folder, emptyOutDir: true },
});
const server = await serveFolder(folder, '/');
const browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS });
try {
  for (const { name: screen, viewport, most, colorScheme } of SCREENS)
    for (const { name, hash } of PAGES) {
      const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
      await page.goto(server.url + hash);
      await settled(page);
      // WebP: a third of the size of PNG. The driver offers only PNG and JPEG by itself.
      const session = await page.context().newCDPSession(page);
      const height = Math.min(most, await page.evaluate(() => document.documentElement.scrollHeight));
      const { data } = await session.send('Page.captureScreenshot', {
        format: 'webp',
        quality: 88,
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width: viewport.width, height, scale: 1 },
      });
      const image = Buffer.from(data, 'base64');
      writeFileSync(join(out, `${name}-${screen}.webp`), image);
      console.log(`${name}-${screen}.webp`, `${(image.length / 1024).toFixed(0)} KB`);
      await page.close();
    }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
