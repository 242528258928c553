import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';

/** Small pictures: WebGL is computed by the processor. */
const SMALL = { viewport: { width: 420, height: 800 } };

const pictureOf = (page: Page): Locator => page.getByRole('img', { name: /^Structure of / });

/** The text alternative when it says this. */
async function told(page: Page, text: RegExp): Promise<string> {
  const picture = page.getByRole('img', { name: text });
  await picture.waitFor();
  return (await picture.getAttribute('aria-label'))!;
}

/** A digest of what the picture shows. */
async function pixels(page: Page): Promise<string> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return createHash('sha256')
    .update(await pictureOf(page).screenshot())
    .digest('hex');
}

/** Waits until the picture is this one again: it is drawn some frames after what changes it. */
async function shows(page: Page, digest: string): Promise<void> {
  await expect.poll(() => pixels(page), { timeout: 15_000, interval: 100 }).toBe(digest);
}

/** Waits until the picture is none of these, and adds it. */
async function showsAnother(page: Page, seen: Set<string>): Promise<void> {
  await expect.poll(async () => seen.has(await pixels(page)), { timeout: 15_000, interval: 100 }).toBe(false);
  seen.add(await pixels(page));
}

const choose = (page: Page, option: string): Promise<void> =>
  page.getByRole('radio', { name: option, exact: true }).check({ force: true });

/** What is told of the chosen atom, by name. */
const facts = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.viewer-site dt')].map((term) => [
        term.textContent,
        term.nextElementSibling!.textContent,
      ]),
    ),
  );

describePage('picture of a structure', (site) => {
  test('tells what it shows; an atom is chosen with a click, with its orbit', async () => {
    const { page, close } = await site().visit('#/crystal?example=halite', SMALL);
    expect(await told(page, /^Structure of NaCl/)).toMatch(
      /one unit cell with 8 sites each, 27 atoms, 54 bonds drawn\. Edges a, b, c: 5\.6\d+, .* angles 90, 90, 90 degrees\. Sites by symmetry: .*Na 4[ab].*/,
    );
    const before = await pixels(page);
    await pictureOf(page).click(); // The atom in the middle.
    await page.getByText('6 atoms', { exact: true }).waitFor();
    const { Site, 'Occupied by': element, Coordinates, 'Site symmetry': symmetry } = await facts(page);
    expect(Site).toMatch(/^\d of 8, /);
    expect(['Na', 'Cl']).toContain(element);
    expect(Coordinates).toBe('1/2, 1/2, 1/2');
    expect(symmetry).toBe('m-3m');
    const neighbours = page.getByRole('region', { name: 'Neighbours of the site' });
    expect(await neighbours.getByRole('row').nth(1).innerText()).toMatch(
      new RegExp(`^6 ${element === 'Na' ? 'Cl' : 'Na'}\\s+2\\.8\\d+\\s+yes$`),
    );
    const orbits = page.getByRole('group', { name: 'Wyckoff orbits' });
    expect(await orbits.getByRole('button', { pressed: true }).innerText()).toMatch(new RegExp(`^${element} 4`));
    await showsAnother(page, new Set([before]));

    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('Click an atom').waitFor();
    expect(await orbits.getByRole('button', { pressed: true }).count()).toBe(0);
    await shows(page, before);
    await close();
  });

  test('shows polyhedra, more cells, atoms outside, other colours and projections', async () => {
    const { page, close } = await site().visit('#/crystal?example=rutile', SMALL);
    await told(page, /15 atoms, \d+ bonds drawn/);
    const seen = new Set([await pixels(page)]);
    const changes: readonly (readonly [string, RegExp])[] = [
      ['Polyhedra', /9 polyhedra drawn/],
      ['Wyckoff orbit', /9 polyhedra drawn/],
      ['8', /2 by 2 by 2 unit cells/],
      ['Filled', /2 by 2 by 2 unit cells/],
      ['Perspective', /2 by 2 by 2 unit cells/],
      ['1', /one unit cell/],
    ];
    for (const [option, text] of changes) {
      await choose(page, option);
      await told(page, text);
      await showsAnother(page, seen);
    }
    await choose(page, 'Ball & stick');
    await page.getByRole('checkbox', { name: 'Bonded atoms outside the cell' }).check();
    const text = await told(page, /one unit cell/);
    expect(Number(/(\d+) atoms/.exec(text)![1])).toBeGreaterThan(15);
    await showsAnother(page, seen);
    // All of it is in the address: the same address is the same picture.
    expect(page.url()).toMatch(/example=rutile&colours=orbit&projection=perspective&outside=bonded$/);
    const drawn = await pixels(page);
    await page.reload();
    await told(page, /one unit cell/);
    await shows(page, drawn);
    await close();
  });

  test('turns and zooms with the keyboard and with buttons; is saved as a PNG', async () => {
    const { page, close } = await site().visit('#/crystal?example=diamond', SMALL);
    await told(page, /^Structure of C:/);
    const first = await pixels(page);
    await pictureOf(page).focus();
    const focused = await pixels(page);
    const seen = new Set([focused]);
    for (const key of ['ArrowLeft', '+']) {
      await page.keyboard.press(key);
      await showsAnother(page, seen);
    }
    await page.keyboard.press('0');
    await shows(page, focused);
    for (const name of ['View along a', 'View along c', 'Zoom in']) {
      await page.getByRole('button', { name }).click();
      await showsAnother(page, seen);
    }
    await page.getByRole('button', { name: 'Reset' }).click();
    await shows(page, first);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save PNG' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('C.png');
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(bytes.length).toBeGreaterThan(10_000);
    await close();
  });

  test('has a list of sites that the keyboard chooses from; axe finds nothing serious on a phone', async () => {
    const { page, close } = await site().visit('#/crystal?example=quartz', {
      colorScheme: 'dark',
      viewport: { width: 375, height: 800 },
    });
    await told(page, /^Structure of SiO2/);
    await page.getByText('List of sites (9)').focus();
    await page.keyboard.press('Enter');
    const list = page.getByRole('region', { name: 'Sites of the cell' });
    expect(await list.getByRole('row').count()).toBe(10);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await list.getByRole('button', { pressed: true }).waitFor();
    expect(await facts(page)).toMatchObject({ 'Occupied by': 'O', 'Bonded to': '2 atoms' });
    await page.getByRole('button', { name: 'Previous site' }).press('Enter');
    expect(await facts(page)).toMatchObject({ 'Occupied by': 'Si', 'Bonded to': '4 atoms' });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await close();
  });
});
