// Sources and pages of packages/models, from the cards in its folder `weights`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENCODER } from './encoder.mjs';
import { cardPage, networkTable } from './pages.mjs';
import { RECIPES } from './recipes.mjs';
import { readJson, root } from './steps.mjs';

const home = join(root, 'packages/models');

/** Writes `networks.generated.ts`, a page for each card, and the table of the README. */
export function writePackage() {
  const order = [...Object.keys(RECIPES), ENCODER];
  /** @type {import('@crystal-fourier/models').NetworkCard[]} */
  const cards = readdirSync(join(home, 'weights'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => readJson(join(home, 'weights', file)))
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const entries = cards.map(
    (card) =>
      `{ card: ${JSON.stringify(card)}, url: () => new URL('../weights/${card.name}.safetensors', import.meta.url) },`,
  );
  const source = join(home, 'src/networks.generated.ts');
  writeFileSync(
    source,
    `// Made by tools/pretrained/networks.mjs from the cards in weights.
import type { NetworkCard } from './networkCard.js';

/** A card, and where the file is that it describes: an address that bundlers understand, which must stand there as a whole. */
interface PackagedNetwork { readonly card: NetworkCard; readonly url: () => URL }

export const NETWORKS: readonly PackagedNetwork[] = [${entries.join('\n')}];
`,
  );
  mkdirSync(join(home, 'cards'), { recursive: true });
  const pages = cards.map((card) => {
    const page = join(home, 'cards', `${card.name}.md`);
    writeFileSync(page, cardPage(card));
    return page;
  });
  const readme = join(home, 'README.md');
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replace(
      /(<!-- networks: begin -->\n).*(<!-- networks: end -->)/s,
      (_, begin, end) => `${begin}\n${networkTable(cards)}\n\n${end}`,
    ),
  );
  const weights = cards.map(({ name }) => join(home, 'weights', `${name}.json`));
  spawnSync('npx', ['oxfmt', source, readme, ...pages, ...weights], { cwd: root, stdio: 'inherit' });
}
