import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';

const PAGES = [
  { link: 'Groups', hash: '#/groups', heading: 'Space groups' },
  { link: 'Basis', hash: '#/basis', heading: 'Invariant functions' },
  { link: 'Crystal', hash: '#/crystal', heading: 'Crystal' },
  { link: 'Unseen', hash: '#/unseen', heading: 'Unseen groups' },
] as const;

describePage('frame of the page', (site) => {
  test('navigation leads to the pages; the heading of a new page has the focus', async () => {
    const { page, close } = await site().visit();
    for (const { link, hash, heading } of PAGES) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect(new URL(page.url()).hash.startsWith(hash)).toBe(true);
      expect(await page.title()).toMatch(/ · crystal-fourier explorer$/);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    }
    await close();
  });

  test('a new page begins at its top, and the way back leads to where one was', async () => {
    const { page, close } = await site().visit('#/groups');
    const scrolled = (): Promise<number> => page.evaluate(() => scrollY);
    await page.getByRole('link', { name: '225 F m -3 m' }).scrollIntoViewIfNeeded();
    const place = await scrolled();
    expect(place).toBeGreaterThan(500);
    // Kept in the history a moment after the last movement.
    await page.waitForFunction(() => (history.state as { scroll?: number } | null)?.scroll === scrollY);
    await page.getByRole('link', { name: '225 F m -3 m' }).click();
    await page.getByRole('heading', { level: 1, name: '225 F m -3 m' }).waitFor();
    expect(await scrolled()).toBe(0);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Space groups' }).waitFor();
    await expect.poll(scrolled).toBe(place);
    await close();
  });

  test('the keyboard alone leads to the content and to every page', async () => {
    const { page, close } = await site().visit();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('Shift+Tab'); // the switch of colours
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Unseen groups' }).waitFor();
    await close();
  });

  test('an address that names nothing says so; the choice of colours is kept', async () => {
    const { page, close } = await site().visit('#/nothing/here', { colorScheme: 'light' });
    await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
    expect(await page.getByText('There is no page “nothing”.').isVisible()).toBe(true);
    const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    const button = page.getByRole('button', { name: /^Colours:/ });
    await button.click();
    expect(await background()).toBe(light);
    await button.click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await background()).toBe(dark);
    await page.getByRole('button', { name: /^Colours: dark/ }).click();
    expect(await background()).toBe(light);
    await close();
  });

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 375 },
  ] as const)(
    'axe finds nothing serious on the start page, $colorScheme, $width px',
    async ({ colorScheme, width }) => {
      const { page, close } = await site().visit('', { colorScheme, viewport: { width, height: 800 } });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await close();
    },
  );
});

describePage('what the page may do', (site) => {
  test('a strict policy holds: no string becomes code, no other server is asked', async () => {
    const { page } = await site().visit();
    await page.getByRole('heading', { level: 1 }).waitFor();
    const refused = await page.evaluate(async () => {
      const violated = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), {
          once: true,
        });
      });
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.head.append(script);
      const directive = await violated;
      const other = await fetch('https://example.org/').then(
        () => 'answered',
        () => 'refused',
      );
      return { directive, other, ran: 'ran' in globalThis };
    });
    expect(refused).toEqual({ directive: 'script-src-elem', other: 'refused', ran: false });
    await page.context().close();
  });

  test('after the first visit, everything opens without a network', async () => {
    const { page, close } = await site().visit('', { serviceWorkers: 'allow' });
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload(); // now by the service worker
    await page.context().setOffline(true);
    await page.reload();
    for (const { link, heading } of PAGES) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    }
    await close();
  });
});
