import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crossvalOf } from '../src/unseen/readResults.ts';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';
import { settled } from './pages.ts';

const folder = join(import.meta.dirname, '../../../docs/generalisation');
/** What the page was built with; there may be nothing. */
const results = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => crossvalOf(readFileSync(join(folder, name), 'utf8')) ?? []);

describePage('unseen groups', (site) => {
  test('says what was measured, or that nothing was', async () => {
    const { page, close } = await site().visit('#/unseen');
    await settled(page);
    const [first] = results;
    if (first === undefined) await page.getByText('Nothing was measured').waitFor();
    else {
      const table = page.getByRole('region', { name: 'Errors of all models on all held-out parts' });
      expect(await table.getByRole('row').count()).toBe(1 + first.models.length);
      await page.getByRole('region', { name: 'Errors by space group' }).waitFor();
    }
    await expectAccessible(page);
    await close();
  });

  test.skipIf(results.length === 0)('a chosen model stays in the address', async () => {
    const model = results[0]!.models.at(-1)!.name;
    const { page, close } = await site().visit('#/unseen');
    await page.getByLabel('Model', { exact: true }).selectOption(model);
    await page.getByRole('heading', { name: `Price by group: ${model}` }).waitFor();
    expect(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('model')).toBe(model);
    await close();
  });
});
