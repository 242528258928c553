// What `npm run quickstart` ends with: the facts of a few groups, through the built public API.
import { lookup } from '@crystal-fourier/spacegroups';

const columns = 3;

function facts(/** @type {string} */ symbol) {
  const found = lookup(symbol);
  if (!found.ok) throw new Error(`${symbol}: ${found.reason}`);
  const { group } = found;
  const { setting } = group;
  const positions = group.wyckoff.map(
    ({ letter, multiplicity, siteSymmetry }) => `${multiplicity}${letter}`.padEnd(6) + siteSymmetry.padEnd(8),
  );
  const rows = Array.from({ length: Math.ceil(positions.length / columns) }, (_, row) =>
    positions
      .slice(row * columns, (row + 1) * columns)
      .join('  ')
      .trimEnd(),
  );
  return [
    `${setting.hmShort}   No. ${setting.number}, ${setting.hmExtended}, Hall "${setting.hall}", ${setting.schoenflies}`,
    `  order         ${group.order}`,
    `  point group   ${group.pointGroup} (${group.crystalSystem})`,
    `  Wyckoff       ${positions.length} positions`,
    ...rows.map((row) => `                ${row}`),
    '  reflections   ' + (group.reflectionConditions().text.join('\n                ') || 'no conditions'),
  ].join('\n');
}

for (const symbol of ['Fd-3m', 'P21/c', 'Fm-3m', 'P63/mmc']) console.log(`\n${facts(symbol)}`);
