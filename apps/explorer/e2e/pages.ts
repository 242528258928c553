import type { Page } from 'playwright-core';

/** Pages that every check of the whole site visits; the names are those of the pictures in the documentation. */
export const PAGES = [
  { name: 'start', hash: '' },
  { name: 'groups', hash: '#/groups' },
  { name: 'search', hash: '#/groups?q=Fd-3m' },
  { name: 'group', hash: '#/groups/62' },
  { name: 'group-setting', hash: '#/groups/14?setting=c1' },
  { name: 'tensors', hash: '#/groups/152?tab=tensors' },
  { name: 'plane', hash: '#/basis/plane/p4gm' },
  { name: 'space', hash: '#/basis/space/227' },
  { name: 'crystal', hash: '#/crystal' },
  { name: 'unseen', hash: '#/unseen' },
  { name: 'rutile', hash: '#/crystal?example=rutile' },
] as const;

/** Waits until nothing on the page says that it is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('.loading') === null);
  // Two frames: what the last state change draws.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
