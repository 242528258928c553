// The built packages where they will be used: this Node, other Nodes, and, bundled by vite, a page and a worker in Chromium.
// `node tools/smoke/smoke.mjs [node] [browser]`; both when nothing is named.
import { smokeBrowser } from './browser.mjs';
import { smokeNode } from './node.mjs';

const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes('node')) smokeNode();
if (wanted.length === 0 || wanted.includes('browser')) await smokeBrowser();
