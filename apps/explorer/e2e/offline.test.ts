import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describePage } from './browser.ts';
import { type Relay, relayOf } from './relay.ts';

/** Installing the service worker fetches all files: on a busy machine that takes longer than the second that a poll waits by default. */
const PATIENT = { timeout: 15_000 };

const buildOf = (page: Page): Promise<string | null> => page.locator('body').getAttribute('data-build');
const ready = (page: Page): Promise<unknown> => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
const toast = (page: Page) => page.getByRole('status').filter({ hasText: 'A newer version' });

describePage('files that the browser keeps', (site) => {
  async function visiting(look: (context: BrowserContext, relay: Relay) => Promise<void>): Promise<void> {
    const relay = await relayOf(site().url);
    const context = await site().browser.newContext();
    try {
      await look(context, relay);
    } finally {
      await context.close();
      await relay.close();
    }
  }

  test('a newer build is told, taken when the user wants it, and told to the other windows', () =>
    visiting(async (context, relay) => {
      const [first, second] = [await context.newPage(), await context.newPage()];
      await first.goto(relay.url);
      await ready(first);
      relay.build = '2';
      await first.reload();
      await second.goto(relay.url);
      await toast(first).waitFor();
      // Both are still of the build that is kept.
      expect([await buildOf(first), await buildOf(second)]).toEqual(['1', '1']);
      await toast(first).getByRole('button', { name: 'Reload' }).click();
      await expect.poll(() => buildOf(first), PATIENT).toBe('2');
      await toast(second).getByRole('button', { name: 'Reload' }).click();
      await expect.poll(() => buildOf(second), PATIENT).toBe('2');
      // Only the files of the newer build are kept.
      expect(await first.evaluate(async () => (await caches.keys()).length)).toBe(1);
    }));

  test('after a first visit on which a file failed the page works, and keeps nothing half; the next visit mends it', () =>
    visiting(async (context, relay) => {
      // Only the service worker asks for it here.
      relay.missing.add('.safetensors');
      const page = await context.newPage();
      await page.goto(relay.url);
      await page.getByRole('heading', { level: 1, name: 'See what symmetry does' }).waitFor();
      const state = (): Promise<string> =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          return `${registration?.active?.state ?? 'none'}, ${(await caches.keys()).length} caches`;
        });
      await expect.poll(() => relay.refused.length, PATIENT).toBeGreaterThan(0);
      await expect.poll(state, PATIENT).toBe('none, 0 caches');
      relay.missing.clear();
      await page.reload();
      await ready(page);
      await expect.poll(state, PATIENT).toBe('activated, 1 caches');
    }));

  test('opens without a network where the server redirects from index.html to its folder', () =>
    visiting(async (context, relay) => {
      relay.hidesIndex = true;
      const page = await context.newPage();
      await page.goto(relay.url);
      await ready(page);
      await context.setOffline(true);
      for (const address of ['', 'index.html', '?from=mail#/groups/14']) {
        await page.goto(relay.url + address);
        await page.getByRole('heading', { level: 1 }).waitFor();
      }
      await page.getByRole('heading', { level: 1, name: '14 P 21/c' }).waitFor();
    }));

  test('a part that could not be loaded can be loaded later', () =>
    visiting(async (_, relay) => {
      const context = await site().browser.newContext({ serviceWorkers: 'block' });
      const page = await context.newPage();
      await page.goto(relay.url);
      await page.getByRole('heading', { level: 1 }).waitFor();
      relay.missing.add('.js');
      await page.getByRole('link', { name: 'Groups' }).first().click();
      await page.getByText('This part of the page failed.').waitFor();
      relay.missing.clear();
      await page.getByRole('button', { name: 'Reload the page' }).click();
      await page.getByRole('heading', { level: 1, name: 'Space groups' }).waitFor();
      await context.close();
    }));
});
