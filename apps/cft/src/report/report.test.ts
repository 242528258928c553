import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../commands/report.js';
import { CliError } from '../shell/failure.js';
import { epochsOf } from './curves.js';
import { dateText } from './dateText.js';
import { drawn } from './parity.js';
import { escaped, html, raw } from './html.js';
import { comparison } from './summary.js';
import { type SyntheticOptions, writeSyntheticRun } from '../testing/syntheticRun.js';

let root: string;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'report-'))));
afterAll(() => rm(root, { recursive: true }));

async function pageOf(name: string, options: SyntheticOptions): Promise<{ text: string; document: Document }> {
  const folder = join(root, name);
  await writeSyntheticRun(folder, options);
  const { file, bytes } = await writeReport(folder);
  const text = await readFile(file, 'utf8');
  expect(bytes).toBe(Buffer.byteLength(text));
  return { text, document: parseHTML(text).document as unknown as Document };
}

/** What is used of the parsed page. */
interface Document {
  readonly title: string;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element> & { readonly length: number };
}
interface Element extends Document {
  readonly textContent: string;
  getAttribute(name: string): string | null;
}
const texts = (document: Document, selector: string): string[] =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());

describe('the page of a run', () => {
  it('shows everything, each figure with a title and a text for those who do not see it', async () => {
    const { document } = await pageOf('moduli', { members: 3 });
    expect(document.title).toBe('moduli: report of a run');
    expect(texts(document, 'h2')).toEqual([
      'Learning curves',
      'bulk_modulus',
      'shear_modulus',
      'Records left out',
      'Configuration and origin',
    ]);
    expect(texts(document, '#learning h3')).toEqual([
      'Training loss',
      'Validation: bulk_modulus',
      'Validation: shear_modulus',
    ]);
    expect(texts(document, '#target-1 figure h3')).toEqual([
      'Predicted and true: bulk_modulus',
      'Errors: bulk_modulus',
      'Error by crystal system: bulk_modulus',
      'Error by space group: bulk_modulus',
      'Uncertainty: bulk_modulus',
    ]);
    const charts = [...document.querySelectorAll('figure svg')];
    expect(charts).toHaveLength(13);
    for (const chart of charts) {
      expect(chart.getAttribute('role')).toBe('img');
      expect(chart.getAttribute('aria-label')!.length).toBeGreaterThan(40);
    }
    expect(texts(document, '#target-1 .panel tbody tr:first-child td:first-child')[0]).toBe('network, full');
    expect(texts(document, '#run dd')).toContain('ab'.repeat(32));
    expect(texts(document, '#left-out td')).toContain('-4.5');
  });

  it('agrees with the predictions: points, bars and the largest errors', async () => {
    const folder = join(root, 'numbers');
    const records = await writeSyntheticRun(folder, { records: 120 });
    const document = parseHTML(await readFile((await writeReport(folder)).file, 'utf8'))
      .document as unknown as Document;
    const [parity, , systems] = [...document.querySelectorAll('#target-1 figure svg')];
    expect(parity!.querySelectorAll('circle')).toHaveLength(120);
    expect(systems!.querySelectorAll('[aria-label=bar] path')).toHaveLength(
      new Set(records.map(({ crystalSystem }) => crystalSystem)).size,
    );
    const worst = records
      .map(({ id, truth, predicted }) => ({
        id,
        error: Math.abs(Math.log(predicted['bulk_modulus']! / truth['bulk_modulus']!)),
      }))
      .sort((a, b) => b.error - a.error);
    expect(texts(document, '#target-1 tbody td.id')).toEqual(worst.slice(0, 15).map(({ id }) => id));
    expect(parity!.textContent).toContain('crystal-0 MgB');
  });

  it('needs nothing but itself, and runs nothing', async () => {
    const { text, document } = await pageOf('alone', {});
    expect(document.querySelectorAll('script, link, img, iframe, object, base')).toHaveLength(0);
    const addresses = [...text.matchAll(/https?:\/\/[^"'\s<]+/g)].map(([address]) => address);
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
    expect(text).not.toMatch(/url\((?!#)|@import|\son\w+=/);
    expect(document.querySelector('meta[http-equiv]')!.getAttribute('content')).toContain("default-src 'none'");
  });

  it('escapes all that comes from data', async () => {
    const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;</title>`;
    const { text, document } = await pageOf('hostile', { hostile, members: 2, records: 40 });
    expect(document.querySelectorAll('script, img')).toHaveLength(0);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img');
    expect(texts(document, '#target-1 h2')).toEqual([`bulk_modulus${hostile}`]);
    expect(texts(document, '#target-1 td.id')[0]).toContain(hostile);
    expect(document.querySelector('#target-1 svg')!.getAttribute('aria-label')).toContain(`bulk_modulus${hostile}.`);
    expect(texts(document, '#target-1 circle title')[0]).toContain(hostile);
    expect(text.match(/<\/title>/g)!.length).toBe(1 + document.querySelectorAll('svg title').length);
  });

  it('stays light with 10,000 records, and says what it draws', async () => {
    const { text, document } = await pageOf('large', { records: 10_000, members: 3 });
    expect(text.length).toBeLessThan(1_500_000);
    expect(text).toContain('2,000 of 10,000 records are drawn, the 50 worst and others by chance');
    expect(document.querySelectorAll('#target-1 figure:first-child circle')).toHaveLength(2000);
    expect(texts(document, '.card p')[0]).toContain('10,000 records');
  });

  it('scores the validation predictions where nothing was evaluated', async () => {
    const { document } = await pageOf('fresh', { evaluated: false });
    expect(texts(document, '#target-1 tbody tr.own td')[0]).toBe('network, full');
    expect(texts(document, '#target-1 .panel .soft')[0]).toContain('cft evaluate adds baselines');
  });

  it('shows classes by their own measures', async () => {
    const { document } = await pageOf('classes', { task: 'classification' });
    expect(texts(document, '.card .value')[0]).toMatch(/^0\.\d{3}\s+area under the ROC curve$/);
    expect(texts(document, '#target-1 th')).toEqual(
      expect.arrayContaining(['accuracy', 'balanced', 'AUC', 'log loss', 'probability', 'error']),
    );
    expect(texts(document, '#target-1 figure h3')).toEqual([
      'Error by crystal system: bulk_modulus',
      'Error by space group: bulk_modulus',
    ]);
    expect(texts(document, '#target-1 figcaption')[0]).toContain('share wrong');
  });

  it('shows a run that has only begun', async () => {
    const folder = join(root, 'begun');
    await writeSyntheticRun(folder, { evaluated: false, status: 'running' });
    for (const name of ['predictions-val.csv', 'history.jsonl', 'excluded.csv', 'split.json'])
      await rm(join(folder, name));
    const text = await readFile((await writeReport(folder, join(folder, 'other.html'))).file, 'utf8');
    const document = parseHTML(text).document as unknown as Document;
    expect(texts(document, 'h2')).toEqual(['Configuration and origin']);
    expect(texts(document, '.notice')).toEqual([
      'This run is not finished, or was cut off: what is shown is as far as it got.',
      'There is nothing to compare yet: the run has no predictions.',
    ]);
  });

  it('is refused for what is no run, and for damaged files', async () => {
    await expect(writeReport(join(root, 'nowhere'))).rejects.toThrow(CliError);
    const folder = join(root, 'damaged');
    await writeSyntheticRun(folder);
    await writeFile(join(folder, 'evaluation.json'), '{"version": 7}');
    await expect(writeReport(folder)).rejects.toThrow(/evaluation of version 1 is expected, got version 7/);
    await writeFile(join(folder, 'evaluation.json'), '{');
    await expect(writeReport(folder)).rejects.toThrow(/JSON is expected/);
  });
});

describe('html', () => {
  it('has no element and no entity from any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { document } = parseHTML(
          `<!doctype html><html><body>${html`<p title="${text}">${text}</p>`.text}</body></html>`,
        );
        const plain = text.replace(/[^\P{Cc}\n\t]/gu, ' ');
        expect(document.querySelectorAll('body *')).toHaveLength(1);
        expect(document.querySelector('p')!.getAttribute('title')).toBe(plain);
        expect(document.querySelector('p')!.textContent).toBe(plain);
      }),
    );
  });

  it('keeps markup, joins lists, leaves out what is not there', () => {
    expect(html`<b>${[html`<i>${'<'}</i>`, raw('&amp;'), undefined, false, 3]}</b>`.text).toBe(
      '<b><i>&lt;</i>&amp;3</b>',
    );
    expect(escaped(`a"b'c`)).toBe('a&quot;b&#39;c');
  });
});

describe('parts of the page', () => {
  it('reads epochs, and leaves out what it does not understand', () => {
    expect(
      epochsOf([
        {
          member: 1,
          epoch: 2,
          trainLoss: 0.5,
          validation: { k: { mae: 0.1 }, g: { logLoss: 0.3 }, h: {} },
          best: true,
        },
        { epoch: 'x' },
        { epoch: 3, trainLoss: null },
      ]),
    ).toEqual([
      { member: 1, epoch: 2, trainLoss: 0.5, validation: { k: 0.1, g: 0.3 }, best: true },
      { member: 0, epoch: 3, trainLoss: undefined, validation: {}, best: false },
    ]);
  });

  it('draws the worst always, and each record once', () => {
    const compared = Array.from({ length: 5000 }, (_, i) => ({ error: i % 2 === 0 ? i : -i }) as never);
    const chosen = drawn(compared, 1) as readonly { error: number }[];
    expect(chosen).toHaveLength(4000);
    expect(new Set(chosen).size).toBe(4000);
    expect(chosen.filter(({ error }) => Math.abs(error) >= 4950)).toHaveLength(50);
  });

  it('compares in words', () => {
    expect([comparison(1, 2), comparison(3, 2), comparison(2, 2), comparison(1, 0)]).toEqual([
      '50 % less error than',
      '50 % more error than',
      'as much error as',
      'no better than',
    ]);
    expect([dateText('2026-03-01T14:20:59.000Z'), dateText('soon')]).toEqual(['2026-03-01 14:20 UTC', 'soon']);
  });
});
