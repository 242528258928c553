import { expect, test } from 'vitest';
import { describePage } from './browser.ts';

describePage('frame of the page', (site) => {
  test('navigation leads to the pages', async () => {
    const { page, close } = await site().visit();
    for (const [link, heading] of [
      ['Groups', 'Space groups'],
      ['Basis', 'Invariant functions'],
      ['Crystal', 'Crystal'],
    ] as const) {
      await page.getByRole('navigation').getByRole('link', { name: link }).click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect(await page.title()).toMatch(/ · crystal-fourier explorer$/);
    }
    await close();
  });
});
