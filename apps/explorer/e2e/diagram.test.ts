import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';

const drawing = (page: Page) => page.locator('svg.diagram-drawing');
const readout = (page: Page): Promise<string> => page.locator('.diagram-readout').innerText();

/** Moves the pointer to a place in the drawing, in its own units, where 0,0 is the origin of the cell. */
async function pointAt(page: Page, x: number, y: number): Promise<void> {
  await drawing(page).scrollIntoViewIfNeeded();
  const place = await drawing(page).evaluate(
    (svg, [u, v]) => {
      const { x: left, y: top } = new DOMPoint(u, v).matrixTransform((svg as SVGSVGElement).getScreenCTM()!);
      return [left, top] as const;
    },
    [x, y] as const,
  );
  await page.mouse.move(...place);
}

describePage('diagram of symmetry elements', (site) => {
  test('the pointer names symbols, lights their class and moves the orbit; the view is in the address', async () => {
    const { page, close } = await site().visit('#/groups/62');
    await drawing(page).waitFor();
    expect(await drawing(page).getAttribute('aria-label')).toMatch(/8 2₁ axes.*8 centres of inversion/);
    await pointAt(page, 1, 1);
    await expect.poll(() => readout(page)).toMatch(/centre of inversion at 0, 0, 0/);
    expect(await page.locator('.diagram-mark.is-lit').count()).toBeGreaterThan(1);
    expect(await readout(page)).toMatch(/x 0\.00, y 0\.00/);
    await page.getByRole('radio', { name: 'Along a' }).check();
    expect(new URL(page.url()).hash).toContain('view=a');
    await page.getByRole('button', { name: /mirror plane normal to \[010\]/ }).click();
    await page.mouse.move(2, 2);
    expect(await page.locator('.diagram-mark.is-lit .diagram-plane-mirror').count()).toBe(2);
    await close();
  });

  test('arrow keys move the point, and layers can be hidden', async () => {
    const { page, close } = await site().visit('#/groups/14');
    await drawing(page).waitFor();
    const handle = page.getByRole('slider', { name: /general position/ });
    await handle.focus();
    const before = await handle.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageUp');
    expect(await handle.getAttribute('aria-valuetext')).not.toBe(before);
    const marks = await page.locator('.diagram-mark').count();
    await page.getByRole('checkbox', { name: 'Centres' }).uncheck();
    expect(await page.locator('.diagram-mark').count()).toBeLessThan(marks);
    await page.getByRole('checkbox', { name: 'General position' }).uncheck();
    expect(await handle.count()).toBe(0);
    await close();
  });

  test('is accessible and fits a phone, in a crowded group, too', async () => {
    const { page, close } = await site().visit('#/groups/227', { viewport: { width: 375, height: 812 } });
    await drawing(page).waitFor();
    await page.getByRole('checkbox', { name: 'Inclined axes' }).check();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await expectAccessible(page);
    await close();
  });
});
