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
    await painted(page);
    // All in the page: its frames are slow enough without a word to and fro for each.
    const seen = await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const read = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
      const list = [];
      for (const link of document.querySelectorAll<HTMLAnchorElement>('.plane-groups a')) {
        link.click();
        while (link.getAttribute('aria-current') !== 'page' || document.querySelector('.plane-overlay') === null)
          await frame();
        await frame();
        await frame();
        const canvas = document.querySelector<HTMLCanvasElement>('.plane-tile canvas')!;
        const copy = new OffscreenCanvas(100, 100).getContext('2d', { willReadFrequently: true })!;
        copy.drawImage(canvas, 0, 0);
        list.push({
          symbol: read('#plane-picture .visually-hidden'),
          address: location.hash,
          colors: new Set(new Uint32Array(copy.getImageData(0, 0, 100, 100).data.buffer)).size,
          counts: Array.from(document.querySelectorAll('.plane-counts dd'), (entry) => Number(entry.textContent)),
          options: document.querySelectorAll('[role="listbox"] [role="option"]').length,
          note: read('.plane-counts p'),
        });
      }
      return list;
    });
    expect(seen.map(({ symbol }) => symbol)).toEqual(GROUPS);
    for (const { symbol, address, colors, counts, options, note } of seen) {
      const [, stars, , functions] = counts;
      expect(address).toBe(`#/basis/plane/${symbol}`);
      expect(colors, symbol).toBeGreaterThan(50);
      expect(options, symbol).toBe(stars);
      expect(note).toContain(`(Burnside) counts ${functions}, too`);
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
    const seed = page.getByRole('spinbutton', { name: 'Seed' });
    // An empty field is no seed yet.
    await seed.fill('');
    expect(await seed.inputValue()).toBe('');
    await seed.fill('3');
    await page.waitForURL((url) => !url.hash.includes('w='));
    expect(await pixels(page)).toBe(before);
    await page.getByRole('button', { name: 'Random function' }).click();
    await page.waitForURL(/seed=4/);
    expect(await pixels(page)).not.toBe(before);
    await close();
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
    expect(await details.getByRole('img').count()).toBe(1);
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
    await page.waitForURL(/at=0_0\.29/);
    await page.goto(`${site().url}#/basis/plane/p4mm?at=0.5_0.5`);
    await readout.getByText('1 per cell').waitFor();
    // What is changed now belongs to the address that one has come to, not to one that was written before.
    await page.goBack();
    await readout.getByText('4 per cell').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.waitForURL(/cutoff=12&at=0_0\.3$/);
    await page.goto(`${site().url}#/basis/plane/p5`);
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
