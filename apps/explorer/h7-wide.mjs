import { chromium } from 'playwright-core';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: '--headless --no-sandbox --use-angle=swiftshader --enable-unsafe-swiftshader'.split(' ') });
const page = await browser.newPage({ viewport: { width: 375, height: 812 } });
await page.goto('http://127.0.0.1:4807/#/crystal?example=rutile&model=ionic'); await page.waitForSelector('[data-target]');
console.log(await page.evaluate(() => [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > 376 && !e.closest('.table-scroll')).map((e) => `${e.tagName}.${e.className?.baseVal ?? e.className} ${e.getBoundingClientRect().right}`).slice(0, 12)));
await browser.close();
