import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';

const field = (page: Page): ReturnType<Page['locator']> =>
  page.getByRole('searchbox', { name: 'Symbol, number or operations' });

const hash = (page: Page): string => new URL(page.url()).hash;

describePage('search of the groups', (site) => {
  test('every spelling finds its group', async () => {
    const { page, close } = await site().visit('#/groups');
    for (const [text, symbol, number] of [
      ['14', 'P 1 21/c 1', 14],
      ['P21/c', 'P 1 21/c 1', 14],
      ['P 1 21/c 1', 'P 1 21/c 1', 14],
      ['P 21/c:b1', 'P 1 21/c 1', 14],
      ['-P 2ybc', 'P 1 21/c 1', 14],
      ['C2h^5', 'P 1 21/c 1', 14],
      ['fd-3m', 'F d -3 m:2', 227],
      ['F d -3 m :1', 'F d -3 m:1', 227],
      ['R-3mH', 'R -3 m:H', 166],
      ['Pbnm', 'P b n m', 62],
      ['p63/mmc', 'P 63/m m c', 194],
      ['-x,y+1/2,-z+1/2; -x,-y,-z', 'P 1 21/c 1', 14],
    ] as const) {
      await field(page).fill(text);
      const result = page.locator('.groups-result-main');
      await result.getByText(symbol, { exact: true }).first().waitFor({ state: 'attached' });
      expect(await result.locator('.groups-result-number').textContent()).toBe(String(number));
      expect(await page.locator('.groups-tile[aria-current]').textContent()).toContain(String(number));
    }
    await field(page).fill('R-3mH');
    await page.getByText('Read as a Hermann–Mauguin symbol').waitFor();
    expect(await page.getByText('was read as H axes').isVisible()).toBe(true);
    await close();
  });

  test('what is not understood has a reason, and links to what is close', async () => {
    const { page, close } = await site().visit('#/groups?q=P21%2Fq');
    await page.getByText('“P21/q” matches no symbol.').or(page.getByText('"P21/q" matches no symbol.')).waitFor();
    expect(await page.getByRole('button', { name: 'Open' }).isDisabled()).toBe(true);
    await page.locator('.groups-search').getByRole('link', { name: 'P 1 21/c 1' }).click();
    await page.getByRole('heading', { level: 1, name: '14 P 21/c' }).waitFor();
    await page.goBack();
    expect(await field(page).inputValue()).toBe('P21/q');
    await close();
  });

  test('the keyboard alone: type, Enter, choose a setting; the address has all of it', async () => {
    const { page, close } = await site().visit('#/groups');
    await field(page).focus();
    await page.keyboard.type('pnma');
    await page.locator('.groups-result-main').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '62 P n m a' }).waitFor();
    expect(hash(page)).toBe('#/groups/62');
    const setting = page.getByRole('combobox', { name: 'Setting' });
    for (let i = 0; i < 8 && !(await setting.evaluate((node) => node === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { level: 1, name: '62 P m n b' }).waitFor();
    expect(hash(page)).toBe('#/groups/62?setting=ba-c');
    expect(await setting.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.goBack();
    await field(page).waitFor();
    expect(await field(page).inputValue()).toBe('pnma');
    expect(hash(page)).toBe('#/groups?q=pnma');
    await close();
  });

  test('filters narrow the list, are counted, and are in the address', async () => {
    const { page, close } = await site().visit('#/groups');
    const tiles = page.locator('.groups-system .groups-class .groups-tile');
    await tiles.first().waitFor();
    expect(await tiles.count()).toBe(230);
    await page.getByRole('combobox', { name: 'Crystal system' }).selectOption('cubic');
    expect(await tiles.count()).toBe(36);
    await page.getByRole('combobox', { name: 'Centrosymmetric' }).selectOption({ label: 'yes (17)' });
    expect(await tiles.count()).toBe(17);
    await page.getByRole('status').filter({ hasText: '17 of 230 groups' }).waitFor();
    expect(hash(page)).toBe('#/groups?system=cubic&centre=yes');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await tiles.count()).toBe(230);
    expect(await page.getByRole('region', { name: 'Plane groups' }).getByRole('link').count()).toBe(17);
    await page.goto(`${site().url}#/groups?system=cubic&centre=yes`);
    await page.reload();
    await tiles.first().waitFor();
    expect(await tiles.count()).toBe(17);
    await close();
  });
});

describePage('page of a group', (site) => {
  test('a permalink opens a setting and a part, and what is chosen is in the address', async () => {
    const { page, close } = await site().visit('#/groups/14?setting=c2&tab=operations&format=seitz');
    const check = async (page: Page): Promise<void> => {
      await page.getByRole('heading', { level: 1, name: '14 P 1 1 21/n' }).waitFor();
      await page.getByRole('tab', { name: 'Operations', selected: true }).waitFor();
      expect(await page.getByRole('radio', { name: 'Seitz' }).isChecked()).toBe(true);
      expect(await page.getByRole('row').nth(2).textContent()).toContain('{2_001|1/2,1/2,1/2}');
    };
    await check(page);
    await page.getByRole('tab', { name: 'Overview' }).click();
    const address = hash(page);
    expect(address).toBe('#/groups/14?setting=c2&format=seitz');
    await page.goto(`${site().url}${address}&tab=operations`);
    await page.reload();
    await check(page);
    await close();
  });

  test('operations in every format, with what they do, copied and downloaded', async () => {
    const { page, close } = await site().visit('#/groups/225?tab=operations');
    const rows = page.getByRole('region', { name: 'Operations', exact: true }).locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(48);
    expect(await rows.nth(4).textContent()).toBe('5z,x,y3+ x,x,xRotation by 120° about [1 1 1] at x,x,x');
    await page.getByRole('radio', { name: 'included (192)' }).check();
    expect(await rows.count()).toBe(192);
    await page.getByRole('radio', { name: 'Matrix 3×4' }).check();
    expect(await rows.nth(4).getByRole('img').getAttribute('aria-label')).toBe('Matrix 0 0 1 0; 1 0 0 0; 0 1 0 0');
    await page.getByRole('radio', { name: '4×4', exact: true }).check();
    expect(await rows.nth(4).getByRole('img').getAttribute('aria-label')).toContain('; 0 0 0 1');
    for (const [name, start] of [
      ['txt', '1 0 0 0\n0 1 0 0'],
      ['CSV', 'number,triplet,'],
      ['JSON', '{\n  "number": 225'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: `Download as ${name}` }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toBe(`225-F_m_-3_m.${name.toLowerCase()}`);
      const parts: Buffer[] = [];
      for await (const part of await saved.createReadStream()) parts.push(part as Buffer);
      expect(
        Buffer.concat(parts)
          .toString()
          .replaceAll(/ +/g, name === 'JSON' ? '$&' : ' ')
          .trimStart(),
      ).toContain(start);
    }
    await close();
  });

  test('Wyckoff positions and the orbit of one', async () => {
    const { page, close } = await site().visit('#/groups/62?tab=wyckoff');
    await page.getByRole('heading', { name: 'Orbit of 8d' }).waitFor();
    await page.getByRole('button', { name: '4c, show its orbit' }).click();
    await page.getByRole('heading', { name: 'Orbit of 4c' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'y' }).count()).toBe(0);
    await page.getByRole('textbox', { name: 'x' }).fill('1/8');
    const points = page.getByRole('region', { name: 'Equivalent points' }).locator('tbody tr');
    await points.first().getByText('0.125  0.25  0.31').waitFor();
    expect(await points.count()).toBe(4);
    await page.waitForFunction(() => location.hash.includes('at=1%2F8'));
    await page.reload();
    await page.getByRole('heading', { name: 'Orbit of 4c' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'x' }).inputValue()).toBe('1/8');
    await page.getByRole('textbox', { name: 'x' }).fill('abc');
    await page.getByText('Expected numbers or fractions').waitFor();
    await close();
  });

  test('a reflection is checked, with the operation that extinguishes it', async () => {
    const { page, close } = await site().visit('#/groups/14?tab=reflections&hkl=1+0+1');
    await page.getByText('(1 0 1) is absent').waitFor();
    expect(await page.locator('.notice').textContent()).toMatch(
      /Operation 4, x,-y\+1\/2,z\+1\/2 \(glide reflection .*h·t = 1\/2 of a turn.*Condition: h0l: l=2n/s,
    );
    const hkl = page.getByRole('textbox', { name: 'h k l' });
    await hkl.fill('1 0 2');
    await page.getByText('(1 0 2) is allowed').waitFor();
    expect(await page.getByText('0° or 180°: centric').isVisible()).toBe(true);
    await page.waitForFunction(() => location.hash.includes('hkl=1+0+2'));
    await hkl.fill('1 0');
    await page.getByText('Expected three integers').waitFor();
    await page.goto(`${site().url}#/groups/194?tab=reflections&hkl=1+1+-2+1`);
    await page.getByText('(1 1 −2 1) is absent').waitFor();
    await close();
  });

  test('tensors as dots and as letters, in both conventions; the address has the choice', async () => {
    const { page, close } = await site().visit('#/groups/143?tab=tensors');
    const elastic = page.getByRole('region', { name: 'Elastic c', exact: true });
    await elastic.getByText('7 independent components').waitFor();
    expect(await elastic.locator('.tensors-same').count()).toBe(11);
    expect(await elastic.locator('.tensors-opposite').count()).toBe(3);
    expect(await elastic.locator('.tensors-sum title').textContent()).toBe('(c11−c12)/2');
    expect(await page.locator('.tensors-ring').count()).toBe(0);
    await page.getByRole('radio', { name: 'd and s' }).check();
    // In the pictures of d and s, and in the legend.
    expect(await page.locator('.tensors-ring').count()).toBe(5);
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Letters' }).check();
    const rows = page.getByRole('region', { name: 'Matrix of Piezoelectric d' }).getByRole('row');
    expect(await rows.first().textContent()).toBe('d11−d110d14d15−2d22');
    expect(hash(page)).toBe('#/groups/143?tab=tensors&constants=strain&entries=letters');
    await expectAccessible(page);
    await close();
  });

  test('settings are listed with their change of basis, and link to themselves', async () => {
    const { page, close } = await site().visit('#/groups/227?tab=settings');
    const table = page.getByRole('region', { name: 'Settings' });
    await table.getByText('a,b,c;1/8,1/8,1/8').waitFor();
    await table.getByRole('link', { name: 'F d -3 m:1' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#/groups/227?setting=1'));
    expect(await page.getByRole('combobox', { name: 'Setting' }).locator('option:checked').textContent()).toContain(
      'origin choice 1',
    );
    await close();
  });

  test('neighbours, partner and Patterson group are linked; the heading of a new group has the focus', async () => {
    const { page, close } = await site().visit('#/groups/152');
    await page.getByRole('link', { name: 'P 32 2 1 (154)' }).click();
    await page.getByRole('heading', { level: 1, name: '154 P 32 2 1' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.getByRole('link', { name: /^Next: 155/ }).click();
    await page.getByRole('heading', { level: 1, name: '155 R 3 2' }).waitFor();
    expect(await page.getByRole('link', { name: 'R -3 m:H (166)' }).isVisible()).toBe(true);
    await close();
  });

  test('an address that names no group says what may be meant', async () => {
    const { page, close } = await site().visit();
    for (const [address, text, candidate] of [
      ['#/groups/231', 'There is no space group number “231”', null],
      ['#/groups/P21%2Fc', 'There is no space group number “P21/c”', 'P 1 21/c 1'],
      ['#/groups/48?setting=3', 'Space group 48 has no setting “3”.', 'P n n n:2'],
      ['#/groups/1?setting=a,a,c', 'Space group 1 cannot be shown on the axes “a,a,c”', 'P 1'],
    ] as const) {
      await page.goto(site().url + address);
      await page.getByText(text).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Not found');
      if (candidate === null) continue;
      await page.getByRole('region', { name: 'What may be meant' }).getByRole('link', { name: candidate }).click();
      await page.getByRole('tab', { name: 'Overview' }).waitFor();
    }
    await close();
  });

  test('a number with zeros before it is a number: the parts of its page open', async () => {
    const { page, close } = await site().visit('#/groups/014');
    await page.getByRole('tab', { name: 'Operations' }).click();
    await page.getByRole('tab', { name: 'Operations', selected: true }).waitFor();
    await close();
  });

  test('axes that no table has', async () => {
    const { page, close } = await site().visit('#/groups/14?setting=a%2Bb,b,c&tab=operations');
    await page.getByRole('heading', { level: 1, name: '14 P 21/c (a+b,b,c)' }).waitFor();
    for (const tab of ['Overview', 'Wyckoff positions', 'Reflections', 'Settings', 'Operations'])
      await page.getByRole('tab', { name: tab }).click();
    expect(await page.getByRole('row').count()).toBe(5);
    await close();
  });
});

describePage('groups for everybody', (site) => {
  test.each([
    [1280, 'light', ['#/groups?q=14&system=hexagonal', '#/groups/227', '#/groups/14?tab=reflections&hkl=0+0+1']],
    [
      375,
      'dark',
      [
        '#/groups?q=P21%2Fq&system=cubic',
        '#/groups/166?tab=operations&format=seitz',
        '#/groups/62?tab=wyckoff',
        '#/groups/5?tab=settings',
        '#/groups/1?tab=tensors&entries=letters',
      ],
    ],
  ] as const)(
    'axe finds nothing serious at %i px, %s; nothing is wider than the page',
    async (width, colorScheme, addresses) => {
      const { page, close } = await site().visit('', { colorScheme, viewport: { width, height: 800 } });
      for (const address of addresses) {
        const name = address.startsWith('#/groups?') ? 'Space groups' : /^Space group \d/;
        await page.goto(site().url + address);
        await page.getByRole('heading', { level: 1, name }).waitFor();
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await close();
    },
  );
});
