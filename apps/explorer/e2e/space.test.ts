import { chromium, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';
import { chromiumPath } from './chromium.ts';

const scene = (page: Page) => page.locator('.scene canvas');

/** Opens are over when the picture is drawn: its text alternative is set. */
const drawn = async (page: Page, group: string): Promise<string> => {
  await page.getByRole('img', { name: new RegExp(`of ${group.replaceAll(/[/()]/g, '\\$&')} with`) }).waitFor();
  return (await scene(page).getAttribute('aria-label')) ?? '';
};

/** All of the picture is seen without scrolling, which would move it under the page's header. */
const TALL = { viewport: { width: 1280, height: 1600 } };

/** The picture as bytes, which differ where any pixel does. */
const picture = async (page: Page): Promise<string> => (await scene(page).screenshot()).toString('base64');

/** On a busy machine a frame may take seconds. */
const SLOW = { timeout: 20_000 };

describePage('invariant functions of space groups', (site) => {
  test('groups of every system open with their counts and their surface in words', async () => {
    const { page, close } = await site().visit('#/basis/space/1');
    for (const [number, symbol, frequencies, functions] of [
      [2, 'P -1', 257, 129],
      [62, 'P n m a', 257, 39],
      [166, 'R -3 m:H', 393, 18],
      [194, 'P 63/m m c', 393, 30],
      [227, 'F d -3 m:2', 257, 6],
    ] as const) {
      await page.goto(`${site().url}#/basis/space/${number}`);
      expect(await drawn(page, symbol)).toMatch(/an orange surface encloses [\d.]+ % of the cell/);
      const facts = await page.locator('.space-facts').innerText();
      expect(facts).toContain(`${frequencies} up to`);
      expect(facts).toMatch(new RegExp(`Invariant functions\\s+${functions} = `));
    }
    await close();
  });

  test('level, cutoff and seed change the picture and the address; the address brings it back', async () => {
    const { page, close } = await site().visit('#/basis/space/194', TALL);
    const first = await drawn(page, 'P 63/m m c');
    const before = await picture(page);
    await page.getByLabel('Level of the surfaces').press('ArrowRight');
    await page.waitForURL(/level=0\.36/);
    await expect.poll(() => scene(page).getAttribute('aria-label'), SLOW).not.toBe(first);
    await expect.poll(() => picture(page), SLOW).not.toBe(before);
    await page.getByRole('button', { name: 'Another random function' }).click();
    await page.waitForURL(/seed=2/);
    await page.getByLabel('Cutoff: longest').press('ArrowLeft');
    await page.waitForURL(/cutoff=3\.5/);
    await page.getByText('up to |k| = 3.5').waitFor();
    const [text, pixels] = [await drawn(page, 'P 63/m m c'), await picture(page)];
    await page.reload();
    expect(await drawn(page, 'P 63/m m c')).toBe(text);
    await expect.poll(() => picture(page), SLOW).toBe(pixels);
    await close();
  });

  test('a star is picked from the list and by its indices; an absent one says which operation forbids it', async () => {
    const { page, close } = await site().visit('#/basis/space/214?cutoff=2&level=0');
    await drawn(page, 'I 41 3 2');
    await page.getByRole('button', { name: '(1 1 0)' }).click();
    await page.waitForURL(/star=1\.1\.0/);
    await page.getByRole('button', { name: '(1 1 0)', pressed: true }).waitFor();
    await page
      .getByRole('img', { name: 'star (1 1 0): the surface f = 0. On its orange side, in 50 % of the cell' })
      .waitFor();
    expect(await page.getByText('90° or 270°: symmetry leaves only the sign').isVisible()).toBe(true);
    const field = page.getByLabel('Star of a frequency');
    await field.fill('0 0 2');
    await field.press('Enter');
    await page.getByText('No function has the frequency (0 0 2).').waitFor();
    expect(
      await page
        .getByText(
          /\(0 0 2\) is absent: the operation .* \(.*screw rotation along \[0 0 1\] by \(0, 0, [13]\/4\)\) keeps it/,
        )
        .isVisible(),
    ).toBe(true);
    await page.getByRole('img', { name: 'it is zero everywhere' }).waitFor();
    await field.fill('5 1 0');
    await field.press('Enter');
    await page
      .getByRole('img', { name: 'Nothing is drawn: the function of the star (5 1 0) is beyond the cutoff.' })
      .waitFor();
    await page.getByRole('button', { name: 'Raise the cutoff to 5.5 a*' }).click();
    await page.getByRole('img', { name: 'star (5 1 0): the surface f = 0.' }).waitFor();
    await field.fill('9 1 0');
    await field.press('Enter');
    await page.getByText('longer than the longest frequency of this page').waitFor();
    await field.fill('1 2');
    await field.press('Enter');
    await page.getByText('A frequency is three whole numbers').waitFor();
    await close();
  });

  test('a slice: other axis, other height, other picture', async () => {
    const { page, close } = await site().visit('#/basis/space/62?view=slice&axis=b&z=0.25');
    const slice = page.locator('.space-slice');
    await slice.waitFor();
    expect(await slice.getAttribute('aria-label')).toMatch(
      /^Slice through P n m a at 0\.250 b of the random function 1: values from −?\d+ % \(blue\)/,
    );
    const pixels = (): Promise<string> => slice.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const first = await pixels();
    await page.getByLabel('Height along').press('ArrowRight');
    await page.waitForURL(/z=0\.255/);
    const second = await pixels();
    expect(second).not.toBe(first);
    await page.getByRole('radio', { name: 'c', exact: true }).check();
    await page.waitForURL((url) => !url.hash.includes('axis'));
    expect(await pixels()).not.toBe(second);
    // Motion is reduced here: nothing moves by itself.
    expect(await page.getByRole('button', { name: /Sweep/ }).count()).toBe(0);
    await close();
  });

  test('the keyboard turns, zooms and resets the picture', async () => {
    const { page, close } = await site().visit('#/basis/space/227', TALL);
    await drawn(page, 'F d -3 m:2');
    await scene(page).focus();
    const start = await picture(page);
    for (const key of ['ArrowLeft', 'ArrowUp', '+', '-', 'ArrowDown']) await page.keyboard.press(key);
    await expect.poll(() => picture(page), SLOW).not.toBe(start);
    await page.keyboard.press('0');
    await expect.poll(() => picture(page), SLOW).toBe(start);
    for (const name of ['along a', 'along b', 'along c', 'Reset']) await page.getByRole('button', { name }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save PNG' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Fd-3m2-iso.png');
    await close();
  });

  test('a context that is lost comes back with its picture; one lost while nobody looks is replaced', async () => {
    const { page, close } = await site().visit('#/basis/space/227', TALL);
    await drawn(page, 'F d -3 m:2');
    // As many bytes as the surfaces take: an empty picture takes a third.
    const drawnBytes = 0.9 * (await picture(page)).length;
    const canvas = await scene(page).elementHandle();
    const extension = await canvas!.evaluateHandle((element) =>
      (element as HTMLCanvasElement).getContext('webgl2')!.getExtension('WEBGL_lose_context'),
    );
    await extension.evaluate((lose) => lose!.loseContext());
    await page.getByText('The graphics card stopped.').waitFor();
    await extension.evaluate((lose) => lose!.restoreContext());
    await page.getByText('The graphics card stopped.').waitFor({ state: 'detached' });
    await expect.poll(async () => (await picture(page)).length, SLOW).toBeGreaterThan(drawnBytes);
    await page.goto(`${site().url}#/basis/plane/p4`);
    await page.locator('.plane-overlay').waitFor();
    await extension.evaluate((lose) => lose!.loseContext());
    await page.goto(`${site().url}#/basis/space/227`);
    await drawn(page, 'F d -3 m:2');
    await expect.poll(async () => (await picture(page)).length, SLOW).toBeGreaterThan(drawnBytes);
    await close();
  });

  test('an operation leaves the function as it is; nothing hinders assistive technology', async () => {
    const { page, close } = await site().visit('#/basis/space/14', TALL);
    await drawn(page, 'P 1 21/c 1');
    await page.getByLabel('Operation').selectOption({ index: 2 });
    await page.waitForURL(/op=1/);
    const text = await page.getByText('max |f(gx) − f(x)| =').innerText();
    expect(text).toMatch(/= (0|[\d.]+ · 10⁻[⁶⁷⁸⁹])/);
    const before = await picture(page);
    await page.getByLabel('Move a copy of the surface').fill('0.5');
    await expect.poll(() => picture(page), SLOW).not.toBe(before);
    await expectAccessible(page);
    await close();
  });

  test('another group by symbol, setting and neighbour; an address that names none says what is wrong', async () => {
    const { page, close } = await site().visit('#/basis/space/999');
    for (const [place, message] of [
      ['999', 'There is no space group 999: the numbers of the International Tables go from 1 to 230.'],
      ['Pnma', '“Pnma” is not the number of a space group.'],
      ['14?setting=z', 'Space group 14 has no setting “z”.'],
    ] as const) {
      await page.goto(`${site().url}#/basis/space/${place}`);
      await page.getByRole('alert').filter({ hasText: message }).waitFor();
    }
    await page.getByRole('link', { name: '14 P 1 21/c 1' }).click();
    await drawn(page, 'P 1 21/c 1');
    await page.getByLabel('Setting').selectOption({ label: 'P 1 1 21/a' });
    await drawn(page, 'P 1 1 21/a');
    expect(page.url()).toContain('setting=c1');
    await page.getByLabel('Another group').fill('fd-3m');
    await page.getByLabel('Another group').press('Enter');
    await drawn(page, 'F d -3 m:2');
    await page.getByRole('link', { name: '228 →' }).click();
    await drawn(page, 'F d -3 c:2');
    await close();
  });

  test('in the dark and at phone width nothing hinders assistive technology, and nothing is cut off', async () => {
    const { page, close } = await site().visit('#/basis/space/62?view=slice&star=1.0.0', {
      colorScheme: 'dark',
      viewport: { width: 375, height: 800 },
    });
    await scene(page).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await close();
  });

  test('without WebGL: a message in place of the surface, and the slice all the same', async () => {
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-3d-apis', '--disable-software-rasterizer'],
    });
    try {
      const page = await browser.newPage({ reducedMotion: 'reduce' });
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.goto(`${site().url}#/basis/space/194`);
      await page.getByText('This browser gives no WebGL 2').waitFor();
      await page.getByRole('radio', { name: 'Slice' }).check();
      const slice = page.getByRole('img', { name: /^Slice through P 63\/m m c/ });
      await slice.waitFor();
      const colours = await slice.evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
      expect(colours).toBeGreaterThan(50);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
