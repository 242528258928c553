import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';

const GROUPS = 'p1 p2 pm pg cm p2mm p2mg p2gg c2mm p4 p4mm p4gm p3 p3m1 p31m p6 p6mm'.split(' ');

/** A digest of the pixels of the large picture. */
const pixels = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    // What is changed now is painted in the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const canvas = document.querySelector<HTMLCanvasElement>('.plane-tile canvas')!;
    // The picture's own canvas is made to be written.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const words = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    let hash = 0x811c_9dc5;
    for (const word of words) hash = Math.imul(hash ^ word, 0x0100_0193) ^ (hash >>> 15);
    return `${canvas.width} ${new Set(words).size > 50 ? 'picture' : 'plain'} ${hash >>> 0}`;
  });

const painted = async (page: Page): Promise<string> => {
  await page.locator('.plane-overlay').waitFor();
  return pixels(page);
};

/** The counts by name. */
const counts = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.plane-counts dl > div')].map((entry) => [
        entry.querySelector('dt')!.textContent,
        Number(entry.querySelector('dd')!.textContent),
      ]),
    ),
  );

describePage('functions of plane groups', (site) => {
  test('every plane group opens with a picture, a graph and equal counts', async () => {
    const { page, close } = await site().visit('#/basis');
    await page.waitForURL(/#\/basis\/plane\/p6mm$/);
    for (const symbol of GROUPS) {
      await page
        .getByRole('navigation', { name: 'Plane groups' })
        .getByRole('link', { name: symbol, exact: true })
        .click();
      await page.getByRole('heading', { name: `A function with the symmetry ${symbol}` }).waitFor();
      expect(await painted(page)).toContain('picture');
      const { stars } = await counts(page);
      expect(await page.getByRole('listbox').getByRole('option').count()).toBe(stars);
      await page.getByText(/Averaging the fixed frequencies/).waitFor();
    }
    await close();
  });

  test('a slider moved with the keyboard changes the picture and the address, which brings it back', async () => {
    const { page, close } = await site().visit('#/basis/plane/p4gm?seed=3');
    const before = await painted(page);
    await page.getByRole('slider', { name: /^\(1 1\)/ }).focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/w=/);
    const after = await pixels(page);
    expect(after).not.toBe(before);
    await page.reload();
    expect(await painted(page)).toBe(after);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.waitForURL(/w=-(?:$|&)/);
    expect(await pixels(page)).toContain('plain');
    await page.getByRole('button', { name: 'Random function' }).click();
    await page.waitForURL(/seed=4/);
    expect(await pixels(page)).toContain('picture');
    await close();
  });

  test('the same address shows the same pixels', async () => {
    const address = '#/basis/plane/p31m?cutoff=7&seed=12&smooth=1.5';
    const seen: string[] = [];
    for (const hash of [address, address, '#/basis/plane/p31m?cutoff=7&seed=13&smooth=1.5']) {
      const { page, close } = await site().visit(hash);
      seen.push(await painted(page));
      await close();
    }
    expect(seen[1]).toBe(seen[0]);
    expect(seen[2]).not.toBe(seen[0]);
  });

  test('an absent frequency says what kills it; a star that is clicked is shown alone', async () => {
    const { page, close } = await site().visit('#/basis/plane/p2gg?k=1.0');
    const details = page.locator('.plane-details');
    await details.getByRole('heading', { name: '(1 0) is absent' }).waitFor();
    const text = await details.innerText();
    expect(text).toContain('glide reflection');
    expect(text).toContain('x+1/2, −y+1/2');
    expect(text).toContain('= −c(k)');
    const before = await pixels(page);
    await page.getByRole('option', { name: /: \(2 1\), 4 frequencies/ }).focus();
    await details.getByRole('heading', { name: 'Star of (2 1)' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    expect(await details.getByRole('heading', { name: 'Star of (2 1)' }).count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/f=\d+&k=2\.1/);
    expect(await pixels(page)).not.toBe(before);
    await page.getByText('All 19 stars as a table').click();
    await page.getByRole('row', { name: /^\(1 0\)/ }).waitFor();
    await close();
  });

  test('the cutoff changes the counts, and an orbit follows the arrow keys', async () => {
    const { page, close } = await site().visit('#/basis/plane/p4mm?cutoff=2');
    await painted(page);
    expect(await counts(page)).toEqual({ frequencies: 13, stars: 4, absent: 0, functions: 4 });
    const cutoff = page.getByRole('slider', { name: /^Cutoff/ });
    await cutoff.focus();
    await page.keyboard.press('End');
    await page.waitForURL(/cutoff=12/);
    const most = await counts(page);
    expect(most['frequencies']).toBe(441);
    await page.getByRole('application').focus();
    const readout = page.locator('.plane-readout');
    expect(await readout.innerText()).toContain('8 per cell');
    // From (0.13, 0.29) to the mirror line x = 0.
    await page.keyboard.press('Shift+ArrowLeft');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    await readout.getByText('4 per cell').waitFor();
    await close();
  });

  test('a symbol that is none is answered', async () => {
    const { page, close } = await site().visit('#/basis/plane/p5');
    await page.getByText('There is no plane group “p5”').waitFor();
    await close();
  });

  test('nothing hinders assistive technology, in both themes and at phone width', async () => {
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 375],
    ] as const) {
      const { page, close } = await site().visit('#/basis/plane/c2mm?k=2.0&show=csp', {
        colorScheme,
        viewport: { width, height: 812 },
      });
      await painted(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await expectAccessible(page);
      await close();
    }
  });
});
