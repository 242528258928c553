import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';
import { PAGES, settled } from './pages.ts';

/** gzip bytes that a page may ask for before its user does anything. */
const BUDGET = 500 * 1024;

describePage('every page', (site) => {
  test.each(PAGES)('axe finds nothing serious: $name', async ({ hash }) => {
    const { page, close } = await site().visit(hash, { colorScheme: 'light' });
    await settled(page);
    await expectAccessible(page);
    await close();
  });

  test.each(PAGES)('fits a phone, in dark colours: $name', async ({ hash }) => {
    const { page, close } = await site().visit(hash, {
      colorScheme: 'dark',
      viewport: { width: 375, height: 812 },
      hasTouch: true,
    });
    await settled(page);
    const { width, widest } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      widest: [...document.querySelectorAll('main *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .filter((element) => element.closest('.table-scroll, [role=tablist], [data-scrolls]') === null)
        .map((element) => element.outerHTML.slice(0, 120))
        .slice(0, 3),
    }));
    // What axe says of dark colours and phones is asked by the tests of each area.
    expect({ width, widest }).toEqual({ width: 375, widest: [] });
    await close();
  });

  test.each(PAGES.filter(({ name }) => !['space', 'rutile'].includes(name)))(
    'is small before the first interaction: $name',
    async ({ hash }) => {
      const context = await site().browser.newContext({ serviceWorkers: 'block' });
      const visitor = await context.newPage();
      const sizes: Promise<readonly [string, number]>[] = [];
      visitor.on('response', (response) =>
        sizes.push(response.body().then((body) => [response.url(), gzipSync(body).length] as const)),
      );
      await visitor.goto(site().url + hash);
      await settled(visitor);
      const all = await Promise.all(sizes);
      await context.close();
      const total = all.reduce((sum, [, size]) => sum + size, 0);
      expect(total, JSON.stringify(all.toSorted((a, b) => b[1] - a[1]).slice(0, 6))).toBeLessThanOrEqual(BUDGET);
    },
  );
});
