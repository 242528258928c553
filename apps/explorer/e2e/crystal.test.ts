import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe.ts';
import { describePage } from './browser.ts';
import { type DroppedFile, dropFiles } from './dropFiles.ts';
import { predictedByCft } from './predictedByCft.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const EXAMPLES = join(import.meta.dirname, '../../../examples');
const MODEL = join(import.meta.dirname, '../../../packages/models/weights/formation-energy.safetensors');

/** Small pictures: WebGL is computed by the processor. */
const SMALL = { viewport: { width: 420, height: 700 } };

const fixture = async (name: string): Promise<DroppedFile> => ({ name, content: await readFile(join(FIXTURES, name)) });

/** Formula and group of the crystal that is shown. */
const shown = async (page: Page, formula: string): Promise<string> => {
  await page.getByRole('heading', { level: 2, name: formula, exact: true }).waitFor();
  return (await page.locator('.crystal-group').innerText()).replaceAll(/\s+/g, ' ');
};

const value = async (page: Page): Promise<number> =>
  Number(
    await page.locator('[data-target="formation_energy_per_atom"]').getAttribute('data-value', { timeout: 30_000 }),
  );

describePage('files that are dropped on the crystal page', (site) => {
  test('every format is read; the last file is what is shown, or the chosen one of several', async () => {
    const { page, close } = await site().visit('#/crystal', SMALL);
    await page.getByRole('heading', { level: 1, name: 'Crystal' }).waitFor();
    for (const [name, formula, group] of [
      ['rutile.cif', 'TiO₂', 'No. 136'],
      ['vasprun.xml', 'CsCl', 'No. 221'],
      ['POSCAR', 'TiO₂', 'No. 136'],
      ['pwscf.xml', 'MgO', 'No. 225'],
      ['rutile.json', 'TiO₂', 'No. 136'],
      ['frames.xyz', 'NaCl', 'No. 225'],
      ['rutile.cif.gz', 'TiO₂', 'No. 136'],
    ] as const) {
      await dropFiles(page, await fixture(name));
      expect(await shown(page, formula)).toContain(group);
      expect(await page.locator('.crystal-file').innerText()).toBe(name);
    }
    // Several structures: a list leads from one to the other.
    await dropFiles(page, await fixture('frames.xyz'), await fixture('vasprun.xml'));
    await shown(page, 'NaCl');
    const list = page.getByLabel(/^Structure \(3 found/);
    expect(await list.locator('option').allInnerTexts()).toEqual([
      'frames.xyz: 1 (NaCl, 2 sites)',
      'frames.xyz: 2 (CsBr, 2 sites)',
      'vasprun.xml: 3 (CsCl, 2 sites)',
    ]);
    await list.selectOption('1');
    expect(await shown(page, 'CsBr')).toContain('No. 221');
    await close();
  });

  test('a broken file says where and why; the next file works', async () => {
    const { page, close } = await site().visit('#/crystal', SMALL);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const rutile = await fixture('rutile.cif');
    const text = Buffer.from(rutile.content).toString();
    const xml = Buffer.from((await fixture('vasprun.xml')).content).toString();
    const broken: readonly (readonly [DroppedFile, RegExp])[] = [
      [{ name: 'empty.cif', content: '' }, /an empty file/],
      [
        { name: 'photo.png', content: Uint8Array.from({ length: 2000 }, (_, i) => (i * 197) % 256) },
        /expected|encod|binary|UTF-8/i,
      ],
      [{ name: 'cut.cif', content: text.slice(0, text.indexOf('_cell_length_b')) }, /no data block lists atoms/],
      [
        { name: 'cut.gz', content: (await fixture('rutile.cif.gz')).content.slice(0, 300) },
        /gzip: .*(?:cut off|checksum)/,
      ],
      [
        {
          name: 'doctype.xml',
          content: xml.replace('<modeling>', '<!DOCTYPE modeling [<!ENTITY a "b">]>\n<modeling>'),
        },
        /document type/i,
      ],
      [{ name: 'full.cif', content: text.replace(/^((?:Ti|O)\d+ \S+ \S+ \S+ \S+) 1 /gm, '$1 1e9 ') }, /occupanc/i],
      [{ name: 'notes.txt', content: 'Dear diary' }, /found a text that begins "Dear diary"/],
    ];
    for (const [file, reason] of broken) {
      await dropFiles(page, file);
      const alert = page.getByRole('alert').filter({ hasText: file.name });
      await alert.waitFor();
      expect(await alert.innerText()).toMatch(reason);
      expect(await page.locator('.crystal-formula').count()).toBe(0);
    }
    await dropFiles(page, { name: 'empty.cif', content: '' }, rutile);
    await shown(page, 'TiO₂');
    expect(await page.getByRole('alert').count()).toBe(1);
    await dropFiles(page, rutile);
    await shown(page, 'TiO₂');
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    // Small faults are repaired and told, or refused.
    const halite = await readFile(join(EXAMPLES, 'halite.cif'), 'utf8');
    const wrong = halite.replace(/(_space_group_IT_number +)225/, '$1221');
    expect(wrong).not.toBe(halite);
    await dropFiles(page, { name: 'halite.cif', content: wrong });
    await shown(page, 'NaCl');
    expect(await page.getByText(/_space_group_IT_number "221" is P m -3 m/).count()).toBeGreaterThan(0);
    await page.getByRole('radio', { name: 'Refuse' }).check();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/halite\.cif, line \d+/);
    expect(page.url()).toContain('mode=strict');
    await page.getByRole('radio', { name: 'Repair' }).check();
    await shown(page, 'NaCl');
    await close();
  });
});

describePage('prediction', (site) => {
  test('agrees with cft predict, follows the structure, and says what it is worth', async () => {
    const names = ['rutile', 'halite', 'quartz', 'corundum'];
    const files = names.map((name) => join(EXAMPLES, `${name}.cif`));
    const expected = await predictedByCft(MODEL, files);
    const { page, close } = await site().visit('#/crystal?example=rutile', SMALL);
    await page.getByRole('button', { name: 'Use the model of this page' }).click();
    let last = Number.NaN;
    for (const [i, name] of names.entries()) {
      if (i > 0)
        await page
          .getByRole('navigation', { name: 'Examples' })
          .getByRole('link')
          .filter({ hasText: new RegExp(`^${name}`, 'i') })
          .click();
      await expect.poll(async () => (await value(page)) !== last, { timeout: 30_000 }).toBe(true);
      last = await value(page);
      expect(Math.abs(last - expected[files[i]!]!)).toBeLessThan(1e-4);
    }
    const card = page.locator('.crystal-prediction');
    expect(await card.innerText()).toMatch(/Wrong by 0\.\d+ eV\/atom on average, on 3,673 crystals/);
    expect(await card.innerText()).toMatch(/band gap\s+\S+ eV/i);
    expect(await card.innerText()).toContain('not of a measurement');
    expect(await card.innerText()).toMatch(/novelty \d/);
    expect(page.url()).toContain('model=formation-energy');
    await dropFiles(page, await fixture('vasprun.xml'), { name: 'model.safetensors', content: await readFile(MODEL) });
    await shown(page, 'CsCl');
    await expect.poll(async () => (await value(page)) !== last, { timeout: 30_000 }).toBe(true);
    await page.getByRole('navigation', { name: 'Examples' }).getByRole('link', { name: 'Diamond' }).click();
    await shown(page, 'C');
    // The file of before comes back with a step back.
    await page.goBack();
    await shown(page, 'CsCl');
    // An element that the training did not have.
    await dropFiles(page, { name: 'POSCAR', content: 'Fm\n1.0\n4 0 0\n0 4 0\n0 0 4\nFm\n1\ndirect\n0 0 0\n' });
    await card.getByText('The training had no Fm').waitFor();
    // A site that two elements share: no value, and why.
    const rutile = Buffer.from((await fixture('rutile.cif')).content).toString();
    const shared = rutile.replace('Ti1 Ti 0 0 0 1 2', 'Ti1 Ti 0 0 0 0.5 2\nZr1 Zr 0 0 0 0.5 2');
    expect(shared).not.toBe(rutile);
    await dropFiles(page, { name: 'shared.cif', content: shared });
    await card.getByText(/every site must be filled by one element, got (?:Ti0\.5Zr0\.5|Zr0\.5Ti0\.5)/).waitFor();
    expect(await page.locator('[data-target]').count()).toBe(0);
    await close();
  });

  test('a damaged model says so; the model of the page works after it, on a backend of choice', async () => {
    const { page, close } = await site().visit('#/crystal?example=halite', SMALL);
    await page.getByRole('heading', { level: 2, name: 'Prediction' }).waitFor();
    const bytes = await readFile(MODEL);
    bytes[bytes.length - 1000]! ^= 1;
    await dropFiles(page, { name: 'bad.safetensors', content: bytes });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/bad\.safetensors[\s\S]*damaged/);
    await dropFiles(page, { name: 'cut.safetensors', content: bytes.subarray(0, 5000) });
    await alert.filter({ hasText: 'cut.safetensors' }).waitFor();
    await page.getByRole('button', { name: 'Use the model of this page' }).click();
    const first = await value(page);
    expect(await alert.count()).toBe(0);
    await page.getByRole('radio', { name: 'JavaScript' }).check();
    await page.getByText(/^JavaScript, \d+ ms/).waitFor();
    expect(Math.abs((await value(page)) - first)).toBeLessThan(1e-4);
    expect(page.url()).toContain('backend=cpu');
    await close();
  });
});

describePage('crystal page', (site) => {
  test('a link leads to an example, with the chosen orbit, cell and tolerance, or says that there is none', async () => {
    const { page, close } = await site().visit('#/crystal?example=quartz&orbit=2&cell=file&symprec=0.05', SMALL);
    expect(await shown(page, 'SiO₂')).toContain('No. 154');
    const orbit = page.locator('.crystal-orbit[aria-pressed="true"]');
    expect(await orbit.innerText()).toMatch(/^Si 3/);
    expect(await page.getByRole('radio', { name: 'Cell of the file' }).isChecked()).toBe(true);
    expect(await page.locator('output').first().innerText()).toBe('0.05 Å');
    await page
      .getByRole('link', { name: /P 32 2 1|P 31 2 1/ })
      .first()
      .click();
    await page.waitForURL(/#\/groups\/154/);
    await page.goBack();
    await shown(page, 'SiO₂');
    await page.goto(`${site().url}#/crystal?example=unobtainium`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('there is no example “unobtainium”');
    await page.getByRole('link', { name: 'Halite NaCl' }).click();
    await shown(page, 'NaCl');
    await close();
  });

  test('the keyboard opens an example, chooses an orbit and a reflection', async () => {
    const { page, close } = await site().visit('#/crystal', SMALL);
    await page.getByRole('link', { name: 'Rutile TiO₂' }).focus();
    await page.keyboard.press('Enter');
    await shown(page, 'TiO₂');
    await page.getByRole('button', { name: 'O 4f', exact: true }).focus();
    await page.keyboard.press('Enter');
    expect(page.url()).toContain('orbit=1');
    await page.getByRole('tab', { name: /^Present/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('region', { name: 'Absent reflections' }).waitFor();
    expect(await page.getByRole('region', { name: 'Absent reflections' }).innerText()).toContain('0kl: k+l=2n');
    await page.keyboard.press('ArrowLeft');
    const strongest = page
      .getByRole('region', { name: 'Reflections', exact: true })
      .getByRole('button', { name: '0 0 2', exact: true });
    await strongest.focus();
    await page.keyboard.press('Space');
    expect(await page.locator('.crystal-stick-chosen text').textContent()).toBe('002');
    await close();
  });

  test('a text may be pasted; the standard cell may be saved', async () => {
    const { page, close } = await site().visit('#/crystal', SMALL);
    await page.getByRole('button', { name: 'Paste text' }).click();
    await page.getByLabel('Text of a structure file').fill(Buffer.from((await fixture('POSCAR')).content).toString());
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await shown(page, 'TiO₂');
    for (const [format, pattern] of [
      ['CIF', /_space_group_symop_operation_xyz|_symmetry_equiv|operation_xyz/],
      ['POSCAR', /Direct/],
      ['JSON', /pymatgen/],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.crystal-downloads').getByRole('button', { name: format, exact: true }).click(),
      ]);
      expect(await readFile((await download.path())!, 'utf8')).toMatch(pattern);
    }
    await close();
  });

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 375 },
  ] as const)('axe finds nothing serious, $colorScheme, $width px', async ({ colorScheme, width }) => {
    const { page, close } = await site().visit('#/crystal?example=rutile&model=formation-energy&orbit=1', {
      colorScheme,
      viewport: { width, height: 800 },
    });
    await value(page);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await close();
  });
});
