import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';
import { dropFiles } from './dropFiles.ts';

const MINERALS = join(import.meta.dirname, '../../../packages/data/test/minerals.cif');
const SMALL = { viewport: { width: 900, height: 900 } };

const card = (page: Page): Locator => page.getByRole('region', { name: 'Powder pattern', exact: true });
const picture = (page: Page): Locator => page.getByRole('img', { name: /^Powder pattern/ });

/** The text alternative when it says this. */
async function told(page: Page, text: RegExp): Promise<string> {
  const shown = page.getByRole('img', { name: text });
  // The structure beside it is drawn by the processor, too.
  await shown.waitFor({ timeout: 90_000 });
  return (await shown.getAttribute('aria-label'))!;
}

const contentOf = async (download: Promise<Download>): Promise<string> =>
  readFile(await (await download).path(), 'utf8');

describePage('the powder pattern of a crystal', (site) => {
  test('lines, radiations, the line under the pointer', async () => {
    const { page, close } = await site().visit('#/crystal?example=halite', SMALL);
    expect(await told(page, /Cu Kα: /)).toMatch(
      /the strongest, of 100: 2 0 0 at 31\.7\d° with 100; 2 2 0 at 45\.\d+° with/,
    );
    // The strongest line, by the place of its label.
    await picture(page).scrollIntoViewIfNeeded();
    const label = await card(page).locator('.powder-name', { hasText: '200' }).boundingBox();
    await page.mouse.move(label!.x + label!.width / 2, label!.y + 60);
    const facts = (await card(page).locator('.powder-facts').innerText()).replaceAll(/\s+/g, ' ');
    expect(facts).toMatch(/d = 2\.8\d+ Å 2θ = 31\.7\d+° multiplicity 6 intensity 100\.00/);
    await page.getByLabel('Radiation').selectOption('Mo Kα');
    await told(page, /Mo Kα: .*2 0 0 at 14\.\d+°/);
    await page.getByLabel('Radiation').selectOption('neutron');
    await told(page, /neutron 1\.5 Å: /);
    await page.getByLabel('Radiation').selectOption('Cu Kα');
    await page.getByLabel('Kα₁ and Kα₂ apart').check();
    await told(page, /Cu Kα: .*2 0 0 at 31\.7\d° with 100/);
    await expectAccessible(page);
    await close();
  });

  test('CSV and SVG are saved; a measured pattern lies over the curve', async () => {
    const { page, close } = await site().visit('#/crystal?example=halite', { ...SMALL, acceptDownloads: true });
    await told(page, /Cu Kα: /);
    const csv = page.waitForEvent('download');
    await card(page).getByRole('button', { name: 'CSV' }).click();
    expect((await contentOf(csv)).split('\n')[0]).toBe(
      'hkl,d,two_theta,wavelength,multiplicity,f_squared,intensity,relative',
    );
    await page.getByRole('radio', { name: 'Curve', exact: true }).check({ force: true });
    const curve = page.waitForEvent('download');
    await card(page).getByRole('button', { name: 'CSV' }).click();
    expect(await contentOf(curve)).toMatch(/^two_theta,intensity\n0,/);
    const points = Array.from({ length: 900 }, (_, i) => `${i / 10} ${100 + 50 * Math.sin(i / 20)}`).join('\n');
    await dropFiles(page, { name: 'scan.xy', content: points });
    await card(page).getByText('scan.xy').waitFor();
    expect((await card(page).locator('.powder-measured').getAttribute('d'))!.length).toBeGreaterThan(1000);
    // The crystal is still there.
    await page.getByRole('heading', { level: 2, name: 'NaCl', exact: true }).waitFor();
    const svg = page.waitForEvent('download');
    await card(page).getByRole('button', { name: 'SVG' }).click();
    expect((await contentOf(svg)).match(/<path /g)!.length).toBeGreaterThan(3);
    await dropFiles(page, { name: 'broken.xy', content: 'nothing' });
    await page.getByText('The measured pattern could not be read.').waitFor();
    await card(page).getByRole('button', { name: 'Remove' }).click();
    expect(await card(page).locator('.powder-measured').getAttribute('d')).toBe('');
    await close();
  });

  test('a thousand lines are dragged along', async () => {
    const { page, close } = await site().visit('#/crystal', SMALL);
    const minerals = await readFile(MINERALS, 'utf8');
    const albite = minerals.slice(minerals.indexOf('data_albite'), minerals.indexOf('data_kyanite'));
    await dropFiles(page, { name: 'albite.cif', content: albite });
    await told(page, /Cu Kα: /);
    await page.getByLabel('Kα₁ and Kα₂ apart').check();
    const [, count] = /: (\d+) lines/.exec(await told(page, /Cu Kα: 1\d{3} lines/))!;
    expect(Number(count)).toBeGreaterThan(1000);
    await picture(page).scrollIntoViewIfNeeded();
    await card(page).getByRole('button', { name: 'Less of it, larger' }).click();
    const box = (await picture(page).boundingBox())!;
    const first = (): Promise<string | null> => card(page).locator('.crystal-plot-axes text').first().textContent();
    const before = await first();
    const session = await page.context().newCDPSession(page);
    // Time of the processor: that of the clock grows on a busy machine.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')!.value;
    };
    const [x, y] = [box.x + 100, box.y + 150];
    await page.mouse.move(x, y);
    await page.mouse.down();
    const start = await busy();
    const measures = process.env['POWDER_TIMES'] !== undefined;
    const moves = measures ? 100 : 20;
    for (let i = 1; i <= moves; i++) await page.mouse.move(x + (400 / moves) * i, y);
    const time = (1000 * ((await busy()) - start)) / moves;
    await page.mouse.up();
    // oxlint-disable-next-line no-console -- a measured number, beside 16 ms of a frame at 60 Hz; it is no assertion, because busy machines differ
    if (measures) console.log(`${count} lines: ${time.toFixed(1)} ms for a move`);
    expect(await first()).not.toBe(before);
    await close();
  });
});
