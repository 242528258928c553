import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { FLAGS } from './flags.ts';

interface Visit {
  readonly page: Page;
  /** What was said in the console as an error or warning, uncaught errors, requests to other servers and requests that failed. */
  readonly problems: readonly string[];
  /** Closes the page; fails if anything was said. */
  close(): Promise<void>;
}

export interface Site {
  readonly browser: Browser;
  readonly url: string;
  /** Opens a page: `visit('#/groups/14')`. */
  visit(hash?: string, options?: BrowserContextOptions): Promise<Visit>;
}

/** Tests of the page in Chromium; skipped, with a reason in their name, where there is none. */
export function describePage(name: string, tests: (site: () => Site) => void): void {
  const url = inject('site');
  const reason = url === null ? ` (skipped: no Chromium at ${chromiumPath}; CHROMIUM may name another)` : '';
  describe.skipIf(url === null)(`${name}${reason}`, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS });
    });
    afterAll(() => browser?.close());
    tests(() => ({
      browser: browser!,
      url: url!,
      visit: (hash, options) => visit(browser!, url!, hash, options),
    }));
  });
}

async function visit(browser: Browser, url: string, hash = '', options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    // It would keep the whole build anew at each visit; the tests of it allow it.
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isDriverNote(message.text()))
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(?:blob|data):/.test(request.url()))
      problems.push(`request to another place: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // The page was left or loaded anew meanwhile.
    if (reason !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${reason}`);
  });
  await page.goto(url + hash);
  // Every page has one, once its code is there.
  await page.locator('h1').first().waitFor();
  return {
    page,
    problems,
    close: async () => {
      await context.close();
      expect(problems).toEqual([]);
    },
  };
}

/** What the software driver of WebGL says of itself, and the driver of the browser of service workers. */
const isDriverNote = (text: string): boolean =>
  /GPU stall due to ReadPixels|swiftshader|GroupMarkerNotSet|Service Worker registration blocked/i.test(text);
